import Foundation
import Numerics
import ProjectAppraisal

extension FinanceWorkbook {
  func addRatios() {
    let ratios = outcome.ratios
    let opening = timeline.constructionPeriods
    book.page("Ratios", "Ratios of owners and lenders")
    book.heading("Value and rates of return")
    book.row(
      "factor",
      "Discount factor",
      "factor",
      "1/(1+{#discount_rate})^{time}",
      values { pow(1 + model.discountRate, -timeline.yearsAfterFirst($0)) }
    )
    book.single(
      "fnpv",
      "FNPV after tax",
      money,
      "SUMPRODUCT({p_after:},{factor:})",
      ratios.netPresentValue
    )
    book.single(
      "equity_npv",
      "NPV of the owners' cash",
      money,
      "SUMPRODUCT({equity_flow:},{factor:})",
      ratios.equityNetPresentValue
    )
    for (key, label, row, rates) in [
      ("project_irr", "Project IRR after tax, a year", "p_after", ratios.projectRates),
      (
        "project_irr_before_tax", "Project IRR before tax, a year", "p_before",
        ratios.projectRatesBeforeTax
      ), ("equity_irr", "Equity IRR, a year", "equity_flow", ratios.equityRates),
    ] {
      if timeline.isEven {
        book.single(key, label, "%", "(1+IRR({\(row):},{#guess_\(key)}))^{#ppy}-1", rates.first)
      } else {
        addUnevenRate(key, label, row, rates.first)
      }
    }
    book.heading("Cover of debt service")
    book.row("dscr", "DSCR", "x", "IF({service}>0,{cfads}/{service},\"\")", periods.cover)
    book.single("dscr_min", "DSCR, least", "x", "MIN({dscr:})", ratios.minimumCover)
    book.single("dscr_avg", "DSCR, average", "x", "AVERAGE({dscr:})", ratios.averageCover)
    book.heading("Loan life and project life cover")
    let seniorInterest = sum(
      seniors.map { "interest_\($0)" }
        + (leavesArrears ? seniors.map { "overdue_interest_\($0)" } : [])
    )
    book.row(
      "senior_rate",
      "Senior interest over senior debt",
      "%",
      "IF({op}=1,IF({senior<}>0,(\(seniorInterest))/{senior<},{senior_rate<}),0)",
      ratios.seniorRates
    )
    let cash = values { $0 < opening ? 0 : periods.cashAvailable[$0] }
    var loanLife = values { _ in 0 }
    var projectLife = loanLife
    for period in stride(from: timeline.count - 1, through: opening, by: -1) {
      let later =
        period + 1 < timeline.count ? (loanLife[period + 1], projectLife[period + 1]) : (0, 0)
      let factor = 1 / (1 + ratios.seniorRates[period])
      projectLife[period] = (later.1 + cash[period]) * factor
      if periods.seniorDebt[period - 1] > 0 {
        loanLife[period] = (later.0 + cash[period]) * factor
      }
    }
    book.row(
      "loan_life",
      "Cash of the loans' life, at the start of the period",
      money,
      "IF(AND({op}=1,{senior<}>0),({loan_life>}+{cfads})/(1+{senior_rate}),0)",
      loanLife
    )
    book.row(
      "project_life",
      "Cash of the project's life, at the start of the period",
      money,
      "IF({op}=1,({project_life>}+{cfads})/(1+{senior_rate}),0)",
      projectLife
    )
    for (key, label, row, covers) in [
      ("llcr", "LLCR", "loan_life", ratios.loanLifeCovers),
      ("plcr", "PLCR", "project_life", ratios.projectLifeCovers),
    ] {
      book.row(
        key,
        label,
        "x",
        "IF(AND({senior}>0,{num}>={#construction_periods}),{\(row)>}/{senior},\"\")",
        covers
      )
    }
    let at = "{#construction_periods}"
    book.single(
      "debt_at_opening",
      "Senior debt at the opening",
      money,
      "INDEX({senior:},1,\(at))",
      ratios.seniorDebtAtOpening
    )
    book.single(
      "gearing",
      "Gearing",
      "%",
      "(\(seniors.isEmpty ? "0" : seniors.map { "SUM({drawn_\($0):})" }.joined(separator: "+")))/{#uses_total}",
      ratios.uses > 0 ? ratios.gearing : nil
    )
    book.single(
      "llcr_opening",
      "LLCR at the opening",
      "x",
      "INDEX({llcr:},1,\(at))",
      ratios.loanLifeCover
    )
    book.single(
      "plcr_opening",
      "PLCR at the opening",
      "x",
      "INDEX({plcr:},1,\(at))",
      ratios.projectLifeCover
    )
    if leavesArrears {
      book.single(
        "arrears_max",
        "Arrears, largest",
        money,
        "MAX({arrears:})",
        ratios.largestArrears
      )
      book.single(
        "arrears_end",
        "Arrears never paid",
        money,
        "INDEX({arrears:},1,{#construction_periods}+{#operation_periods})",
        ratios.finalArrears
      )
    }
    book.single("llcr_min", "LLCR, least", "x", "MIN({llcr:})", ratios.minimumLoanLifeCover)
    book.single(
      "debt_capacity",
      "Debt capacity at the opening",
      money,
      "{#llcr_opening}*{#debt_at_opening}/{#\(model.capacityCover == nil ? "sculpted_cover" : "capacity_cover")}",
      ratios.debtCapacity
    )
  }

  /// A rate of return by Newton's steps, as `IRR` takes even periods alone.
  private func addUnevenRate(_ key: String, _ label: String, _ row: String, _ rate: Double?) {
    var from = "{#guess_\(key)}"
    let steps = 5
    for step in 1...steps {
      let isLast = step == steps
      let name = isLast ? key : "\(key)_\(step)"
      let flows = "{\(row):}*(1+\(from))^(0-{time:}"
      book.single(
        name,
        isLast ? label : "\(label): step \(step)",
        "%",
        "\(from)+SUMPRODUCT(\(flows)))/SUMPRODUCT({time:}*\(flows)-1))",
        rate
      )
      from = "{#\(name)}"
    }
  }
}
