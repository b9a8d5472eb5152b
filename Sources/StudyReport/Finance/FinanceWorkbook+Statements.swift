import Numerics
import ProjectAppraisal

extension FinanceWorkbook {
  func addStatements() {
    book.page("Statements", "Income statement, balance sheet and cash flow statement, \(money)")
    book.heading("Income statement")
    let earned = values { base.revenue[$0] - base.opex[$0] }
    book.row(
      "ebitda",
      "EBITDA: revenue less operating cost",
      money,
      "{revenue}-{opex}",
      earned,
      sum: true
    )
    book.row(
      "ebit",
      "EBIT: less depreciation, with the sale at the end",
      money,
      "{ebitda}-{depreciation}+{gain}",
      values { earned[$0] - periods.depreciation[$0] + periods.disposalGain[$0] },
      sum: true
    )
    book.row(
      "profit_2",
      "Profit before tax: less interest, with interest received",
      money,
      "{ebit}-{interest}+{income}",
      periods.profitBeforeTax,
      sum: true
    )
    book.row("net_2", "Profit after tax", money, "{profit_2}-{tax}", periods.netIncome, sum: true)
    book.heading("Balance sheet: assets")
    let grants = model.tranches.indices.filter { model.tranches[$0].kind == .grant }
    book.row(
      "fixed_assets",
      "Fixed assets, net of grants",
      money,
      "IF({last}=1,0,{fixed_assets<}+{capex}+{capitalised}-(\(sum(grants.map { "drawn_\($0)" })))"
        + "-{depreciation})",
      periods.fixedAssets
    )
    book.row("receivables_2", "Receivables", money, "{receivables}", base.receivables)
    let held = values {
      periods.cash[$0] + periods.debtReserve[$0] + periods.maintenanceReserve[$0]
    }
    book.row("held", "Cash and reserves", money, "{cash}+{dsra}+{mra}", held)
    let assets = values { periods.fixedAssets[$0] + base.receivables[$0] + held[$0] }
    book.row("assets", "Assets", money, "{fixed_assets}+{receivables_2}+{held}", assets)
    book.heading("Balance sheet: liabilities")
    book.row("payables_2", "Payables", money, "{payables}", base.payables)
    book.row(
      "senior",
      leavesArrears ? "Senior loans, with arrears" : "Senior loans",
      money,
      sum(seniors.map { "balance_\($0)" }) + (leavesArrears ? "+{arrears}" : ""),
      periods.seniorDebt
    )
    let shareholder = loans.filter { model.tranches[$0].kind == .shareholder }
    book.row(
      "owners",
      "Owners' loans",
      money,
      sum(shareholder.map { "balance_\($0)" }),
      periods.shareholderLoans
    )
    let equity = model.tranches.indices.filter { model.tranches[$0].kind == .equity }
    book.row(
      "share_capital",
      "Share capital",
      money,
      "{share_capital<}+(\(sum(equity.map { "drawn_\($0)" })))+{support}-{redemption}",
      periods.shareCapital
    )
    book.row(
      "retained",
      "Retained profit",
      money,
      "{retained<}+{net_income}-{dividends}",
      periods.retainedProfit
    )
    let liabilities = values {
      base.payables[$0] + periods.seniorDebt[$0] + periods.shareholderLoans[$0]
        + periods.shareCapital[$0] + periods.retainedProfit[$0]
    }
    book.row(
      "liabilities",
      "Liabilities",
      money,
      "{payables_2}+{senior}+{owners}+{share_capital}+{retained}",
      liabilities
    )
    book.row(
      "balance",
      "Assets less liabilities",
      "difference",
      "{assets}-{liabilities}",
      values { assets[$0] - liabilities[$0] }
    )
    addCashFlow(held)
  }

  private func addCashFlow(_ held: [Double]) {
    book.heading("Cash flow statement")
    let operating = values {
      base.revenue[$0] - base.opex[$0] - base.workingCapitalIncrease[$0] - periods.tax[$0]
        + periods.interestIncome[$0]
    }
    book.row(
      "cf_operating",
      "From operation, after tax",
      money,
      "{revenue}-{opex}-{working_capital}-{tax}+{income}",
      operating,
      sum: true
    )
    book.row(
      "cf_investing",
      "From investment",
      money,
      "{residual}-{capex}",
      values { base.residual[$0] - base.capex[$0] },
      sum: true
    )
    let lenders = values { period in
      let owners = loans.filter { !seniors.contains($0) }
      return seniors.reduce(0) { total, place in
        let loan = periods.tranches[place]
        return total + loan.drawn[period] - loan.paid(period)
      } - owners.reduce(0) { $0 + periods.tranches[$1].fees[period] }
    }
    let lending = seniors.map { place in
      let added = model.tranches[place].capitalisesInterest ? "-{added_\(place)}" : ""
      return "+{drawn_\(place)}-({interest_\(place)}\(added))-{principal_\(place)}-{swept_\(place)}"
    }.joined()
    book.row(
      "cf_lenders",
      "From and to lenders, with fees",
      money,
      "0\(lending)-(\(sum(loans.map { "fees_\($0)" })))"
        + (leavesArrears ? "-({overdue}-{arrears})" : ""),
      lenders,
      sum: true
    )
    let grants = model.tranches.indices.filter { model.tranches[$0].kind == .grant }
    let given = values { period in grants.reduce(0) { $0 + periods.tranches[$1].drawn[period] } }
    book.row("cf_grants", "Grants", money, sum(grants.map { "drawn_\($0)" }), given, sum: true)
    book.row(
      "cf_owners",
      "From and to owners",
      money,
      "-{equity_flow}",
      values { -periods.equityCashFlow[$0] },
      sum: true
    )
    let change = values { period in
      operating[period] + base.residual[period] - base.capex[period] + lenders[period]
        + given[period] - periods.equityCashFlow[period]
    }
    book.row(
      "cf_change",
      "Change of cash and reserves",
      money,
      "{cf_operating}+{cf_investing}+{cf_lenders}+{cf_grants}+{cf_owners}",
      change,
      sum: true
    )
    book.row(
      "cf_difference",
      "Less the change on the balance sheet",
      "difference",
      "{cf_change}-({held}-{held<})",
      values { change[$0] - held[$0] + before(held, $0) }
    )
  }
}
