import Numerics
import ProjectAppraisal

extension FinanceWorkbook {
  /// Lines at current prices in the model's currency, and their sum.
  private func addLines(
    _ key: String,
    _ title: String,
    _ lines: [FinanceLine],
    _ amounts: [[Double]]
  ) {
    for (place, line) in lines.enumerated() {
      var formula = "{amount_\(key)_\(place)}"
      if let name = line.index, let index = model.indices.firstIndex(where: { $0.name == name }) {
        formula += "*{index_\(index)}"
      }
      if let code = line.currency, code != model.currency,
        let rate = model.exchangeRates.firstIndex(where: { $0.name == code })
      {
        formula += "/{fx_\(rate)}"
      }
      book.row("\(key)_\(place)", line.name, money, formula, amounts[place], sum: true)
    }
    let total = values { period in amounts.reduce(0) { $0 + $1[period] } }
    book.row(key, title, money, sum(lines.indices.map { "\(key)_\($0)" }), total, sum: true)
  }

  func addOperation() {
    book.page("Operation", "Operation, investment and the project before finance, \(money)")
    book.heading("Revenue and operating cost, current prices")
    addLines("revenue", "Revenue", model.revenue, base.revenueLines)
    addLines("opex", "Operating cost", model.opex, base.opexLines)
    book.heading("Working capital")
    let days = "({#year_days}*{years})*(1-{last})"
    book.row(
      "receivables",
      "Receivables",
      money,
      "{revenue}*{#receivable_days}/\(days)",
      base.receivables
    )
    book.row("payables", "Payables", money, "{opex}*{#payable_days}/\(days)", base.payables)
    book.row(
      "working_capital",
      "Increase of working capital",
      money,
      "({receivables}-{payables})-({receivables<}-{payables<})",
      base.workingCapitalIncrease,
      sum: true
    )
    book.heading("Investment, current prices")
    addLines("capex", "Investment", model.capex, base.capexLines)
    book.row("residual", "Value left", money, "{last}*{#residual_value}", base.residual, sum: true)
    book.heading("Depreciation, before grants and without interest and fees")
    for (place, line) in model.capex.enumerated() {
      let life = "({#life_\(place)}*{#ppy})"
      book.row(
        "dep_cons_\(place)",
        "\(line.name): spent in construction",
        money,
        "IF(AND({op}=1,{age}<=\(life)),SUM({capex_\(place):c})/\(life),0)",
        base.constructionDepreciationLines[place]
      )
      book.row(
        "dep_op_\(place)",
        "\(line.name): spent in operation",
        money,
        "SUMPRODUCT({capex_\(place):}*{op:}*({num:}<{num})*({num}<={num:}+\(life)))/\(life)",
        base.renewalDepreciationLines[place]
      )
    }
    book.row(
      "dep_cons",
      "Depreciation of the construction",
      money,
      sum(model.capex.indices.map { "dep_cons_\($0)" }),
      base.constructionDepreciation,
      sum: true
    )
    book.row(
      "dep_op",
      "Depreciation of later investment",
      money,
      sum(model.capex.indices.map { "dep_op_\($0)" }),
      base.renewalDepreciation,
      sum: true
    )
    book.heading("Maintenance reserve")
    book.row(
      "mra_target",
      "What it should hold",
      money,
      "IF({#mra_periods}=0,0,{op}*SUMPRODUCT({capex:}*({num:}>{num})*({num:}<={num}+{#mra_periods})"
        + "*({#mra_periods}+1-({num:}-{num})))/MAX({#mra_periods},1))",
      base.maintenanceTarget
    )
    addProject()
  }

  private func addProject() {
    let project = outcome.project
    book.heading("Project before finance")
    book.row(
      "p_book",
      "Book value before the sale",
      money,
      "{p_book<}+{capex}-{dep_cons}-{dep_op}",
      project.bookValue
    )
    book.row(
      "p_profit",
      "Profit without finance",
      money,
      "{revenue}-{opex}-{dep_cons}-{dep_op}+{last}*({residual}-{p_book})",
      project.profit,
      sum: true
    )
    addLosses(
      "p_",
      of: "p_profit",
      project.profit,
      carried: project.lossesCarried,
      expired: project.lossesExpired
    )
    book.row(
      "p_tax",
      "Tax without finance",
      money,
      "{tax_rate}*(MAX(0,{p_profit})-{p_used})",
      project.tax,
      sum: true
    )
    book.row(
      "p_before",
      "Project cash flow before tax",
      money,
      "{revenue}-{opex}-{working_capital}-{capex}+{residual}",
      project.beforeTax,
      sum: true
    )
    book.row(
      "p_after",
      "Project cash flow after tax",
      money,
      "{p_before}-{p_tax}",
      project.afterTax,
      sum: true
    )
  }

  func addConstruction() {
    book.page("Construction", "Uses and sources of funds in construction, \(money)")
    book.heading("Fees")
    for place in loans {
      book.row(
        "fees_\(place)",
        model.tranches[place].name,
        money,
        "{cons}*({#commitment_fee_\(place)}*{years}*MAX(0,{#commitment_\(place)}-{cum_\(place)<})"
          + "+IF({num}=1,{#upfront_fee_\(place)}*{#commitment_\(place)},0))",
        periods.tranches[place].fees,
        sum: true
      )
    }
    book.heading("Uses")
    let isPaid = loans.filter { place in
      !model.tranches[place].capitalisesInterest && model.tranches[place].kind != .shareholder
    }
    let opening = timeline.constructionPeriods
    book.row(
      "capitalised",
      "Interest and fees that are part of the asset",
      money,
      "{cons}*(\(sum(loans.map { "interest_\($0)" } + loans.map { "fees_\($0)" })))",
      periods.capitalisedCosts,
      sum: true
    )
    let paid = values { period in
      guard period < opening else { return 0 }
      return isPaid.reduce(0) { $0 + periods.tranches[$1].interest[period] }
        + loans.reduce(0) { $0 + periods.tranches[$1].fees[period] }
    }
    book.row(
      "paid_costs",
      "Interest and fees paid",
      money,
      "{cons}*(\(sum(isPaid.map { "interest_\($0)" } + loans.map { "fees_\($0)" })))",
      paid,
      sum: true
    )
    let initial = values { $0 < opening ? periods.reserveTransfer[$0] : 0 }
    book.row(
      "reserve_initial",
      "Debt service reserve filled",
      money,
      "{last_cons}*{#dsra_construction}*{target}",
      initial,
      sum: true
    )
    let uses = values { $0 < opening ? base.capex[$0] + paid[$0] + initial[$0] : 0 }
    book.row(
      "uses",
      "Uses of funds",
      money,
      "{cons}*({capex}+{paid_costs}+{reserve_initial})",
      uses,
      sum: true
    )
    let own = values { $0 < opening ? periods.cashAvailable[$0] + before(periods.cash, $0) : 0 }
    book.row("own", "Cash from operation and held", money, "{cons}*({cfads}+{cash<})", own)
    book.row(
      "need",
      "Left for the tranches",
      money,
      "{cons}*MAX(0,{uses}-{own})",
      periods.fundingNeed,
      sum: true
    )
    addDraws()
    book.heading("Totals")
    book.single(
      "uses_total",
      "Left for the tranches, all",
      money,
      "SUM({need:})",
      outcome.ratios.uses
    )
    var soFar = 0.0
    book.row(
      "capitalised_cum",
      "Interest and fees so far",
      money,
      "{capitalised_cum<}+{capitalised}",
      values { period in
        soFar += periods.capitalisedCosts[period]
        return soFar
      }
    )
    let grants = model.tranches.indices.filter { model.tranches[$0].kind == .grant }
    let spent = base.capex.prefix(opening).reduce(0, +)
    var granted = 0.0
    book.row(
      "depreciable",
      "Part of the investment that no grant pays",
      "%",
      "MAX(0,1-(\(sum(grants.map { "cum_\($0)" })))/SUM({capex:c}))",
      values { period in
        granted += grants.reduce(0) { $0 + periods.tranches[$1].drawn[period] }
        return spent > 0 ? max(0, 1 - granted / spent) : 1
      }
    )
  }
}
