import Numerics
import ProjectAppraisal

extension FinanceWorkbook {
  /// Arrears of the period before with their interest, by loan and in all.
  ///
  /// - Returns: what is overdue by period; zeros where nothing is left unpaid.
  func addOverdue() -> [Double] {
    guard leavesArrears else { return values { _ in 0 } }
    for place in seniors {
      let loan = periods.tranches[place]
      let name = model.tranches[place].name
      book.row(
        "overdue_interest_\(place)",
        "\(name): interest on arrears",
        money,
        "{arrears_\(place)<}*({loan_rate_\(place)_row}+{#arrears_margin}*{years})",
        loan.overdueInterest,
        sum: true
      )
      book.row(
        "overdue_\(place)",
        "\(name): arrears with interest",
        money,
        "{arrears_\(place)<}+{overdue_interest_\(place)}",
        values { before(loan.arrears, $0) + loan.overdueInterest[$0] }
      )
    }
    let owed = values { period in
      seniors.reduce(0) {
        $0 + before(periods.tranches[$1].arrears, period)
          + periods.tranches[$1].overdueInterest[period]
      }
    }
    book.row("overdue", "Arrears, paid first", money, sum(seniors.map { "overdue_\($0)" }), owed)
    return owed
  }

  /// What the value left at the end pays of arrears.
  func recovered(_ period: Int) -> Double {
    guard leavesArrears, period == timeline.count - 1 else { return 0 }
    let owed = seniors.reduce(0) {
      $0 + before(periods.tranches[$1].arrears, period)
        + periods.tranches[$1].overdueInterest[period]
    }
    let lack =
      owed + periods.debtService[period] - before(periods.cash, period)
      - periods.cashAvailable[period] - before(periods.debtReserve, period)
    return min(max(0, lack - periods.ownerSupport[period]), base.residual[period])
  }

  /// What the owners pay in, what stays unpaid, and of which loan.
  func addArrears(lack: [Double], owed: [Double]) {
    let service = periods.debtService
    let ofDebt = values { min(lack[$0], owed[$0] + service[$0]) }
    let paid = values { periods.ownerSupport[$0] - (lack[$0] - ofDebt[$0]) }
    let unpaid = values { ofDebt[$0] - paid[$0] }
    book.row("lack", "Lacking", money, "MAX(0,-({free_1}+{from_reserve}))", lack, sum: true)
    book.row("lack_debt", "Of this, debt service", money, "MIN({lack},{overdue}+{service})", ofDebt)
    book.row(
      "support_debt",
      "Paid in by the owners for debt service",
      money,
      "MIN({lack_debt},MAX(0,{#support_limit}-{support_so_far<}))",
      paid,
      sum: true
    )
    var soFar = 0.0
    book.row(
      "support_so_far",
      "So far",
      money,
      "{support_so_far<}+{support_debt}",
      values { period in
        soFar += paid[period]
        return soFar
      }
    )
    book.row(
      "support",
      "Paid in by the owners, with operating cost",
      money,
      "{lack}-{lack_debt}+{support_debt}",
      periods.ownerSupport,
      sum: true
    )
    book.row("unpaid", "Not paid", money, "{lack_debt}-{support_debt}", unpaid)
    book.row(
      "recovered",
      "Paid from the value left at the end",
      money,
      "{last}*MIN({unpaid},{residual})",
      values { recovered($0) },
      sum: true
    )
    let left = values { unpaid[$0] > 0 ? 1 - recovered($0) / unpaid[$0] : 0 }
    book.row("unpaid_left", "Part left", "%", "IF({unpaid}>0,1-{recovered}/{unpaid},0)", left)
    let ofService = values { min(unpaid[$0], service[$0]) }
    book.row(
      "unpaid_service",
      "Not paid of this period's debt service",
      money,
      "MIN({unpaid},{service})",
      ofService
    )
    for place in seniors {
      book.row(
        "arrears_\(place)",
        "\(model.tranches[place].name): arrears",
        money,
        "{unpaid_left}*(IF({overdue}>0,{overdue_\(place)}*({unpaid}-{unpaid_service})/{overdue},0)"
          + "+IF({service}>0,({interest_\(place)}+{principal_\(place)})*{unpaid_service}/{service},0))",
        periods.tranches[place].arrears
      )
    }
    book.row(
      "arrears",
      "Arrears",
      money,
      sum(seniors.map { "arrears_\($0)" }),
      periods.arrears
    )
  }
}
