import Numerics
import ProjectAppraisal

extension FinanceWorkbook {
  func addWaterfall() {
    let opening = timeline.constructionPeriods
    book.page("Waterfall", "Tax, cash available for debt service and the waterfall, \(money)")
    addTax()
    book.heading("Cash available for debt service")
    book.row(
      "mra_transfer",
      "Into the maintenance reserve",
      money,
      "{op}*({mra_target}-{mra<})",
      periods.maintenanceTransfer,
      sum: true
    )
    book.row(
      "mra",
      "Maintenance reserve",
      money,
      "{mra<}+{mra_transfer}",
      periods.maintenanceReserve
    )
    book.row(
      "cfads",
      "Cash available for debt service",
      money,
      "{revenue}-{opex}-{working_capital}-{tax}+{income}-{op}*({capex}+{mra_transfer})",
      periods.cashAvailable,
      sum: true
    )
    book.heading("Senior debt service")
    book.row(
      "service",
      "Interest and scheduled repayment",
      money,
      "{op}*(\(sum(seniors.map { "interest_\($0)" } + seniors.map { "principal_\($0)" })))",
      periods.debtService,
      sum: true
    )
    let owed = addOverdue()
    let short = values { period in
      period < opening
        ? 0
        : before(periods.cash, period) + periods.cashAvailable[period] - owed[period]
          - periods.debtService[period]
    }
    book.row(
      "free_1",
      "Left, with cash held",
      money,
      "{op}*({cash<}+{cfads}\(leavesArrears ? "-{overdue}" : "")-{service})",
      short
    )
    book.heading("Debt service reserve")
    let drawn = values { min(before(periods.debtReserve, $0), max(0, -short[$0])) }
    book.row(
      "from_reserve",
      "Taken out where cash fails",
      money,
      "MIN({dsra<},MAX(0,-{free_1}))",
      drawn,
      sum: true
    )
    if leavesArrears {
      addArrears(lack: values { max(0, -(short[$0] + drawn[$0])) }, owed: owed)
    } else {
      book.row(
        "support",
        "Paid in by the owners",
        money,
        "MAX(0,-({free_1}+{from_reserve}))",
        periods.ownerSupport,
        sum: true
      )
    }
    let free = values { max(0, short[$0] + drawn[$0]) }
    book.row("free_2", "Left", money, "MAX(0,{free_1}+{from_reserve})", free)
    book.inputs("target", "What the reserve should hold (solved)", money, targets)
    let rest = values { before(periods.debtReserve, $0) - drawn[$0] }
    book.row("reserve_rest", "Held", money, "{dsra<}-{from_reserve}", rest)
    let change = values { period in
      guard period >= opening else { return 0 }
      return periods.reserveTransfer[period] + drawn[period]
    }
    book.row(
      "reserve_change",
      "Into the reserve",
      money,
      "{op}*IF({reserve_rest}>{target},{target}-{reserve_rest},MIN({free_2},{target}-{reserve_rest}))",
      change,
      sum: true
    )
    book.row(
      "dsra",
      "Debt service reserve",
      money,
      "{reserve_rest}+{reserve_change}+{reserve_initial}",
      periods.debtReserve
    )
    addSweep(values { free[$0] - change[$0] })
    addOwners()
  }

  /// Targets as the model uses them: none where there is no reserve or it is not filled yet.
  private var targets: [Double] {
    model.debtReserve == nil ? values { _ in 0 } : outcome.state.reserveTargets
  }

  private func addTax() {
    book.heading("Profit and tax")
    book.row(
      "income",
      "Interest on cash and reserves",
      money,
      "({cash<}+{dsra<}+{mra<})*{#cash_rate}*{years}",
      periods.interestIncome,
      sum: true
    )
    book.row(
      "depreciation",
      "Depreciation",
      money,
      "{op}*({dep_cons}*{depreciable<}+{dep_op}"
        + "+IF({age}<={#fin_years}*{#ppy},{capitalised_cum<}/({#fin_years}*{#ppy}),0))",
      periods.depreciation,
      sum: true
    )
    let overdue = leavesArrears ? seniors.map { "overdue_interest_\($0)" } : []
    book.row(
      "interest",
      "Interest, all loans",
      money,
      "{op}*(\(sum(loans.map { "interest_\($0)" } + overdue)))",
      periods.interestExpense,
      sum: true
    )
    book.row(
      "gain",
      "Gain on what is sold at the end",
      money,
      "{last}*({residual}-({fixed_assets<}+{capex}-{depreciation}))",
      periods.disposalGain,
      sum: true
    )
    book.row(
      "profit",
      "Profit before tax",
      money,
      "{revenue}-{opex}-{depreciation}-{interest}+{income}+{gain}",
      periods.profitBeforeTax,
      sum: true
    )
    addLosses(
      "loss_",
      of: "profit",
      periods.profitBeforeTax,
      carried: periods.lossesCarried,
      expired: periods.lossesExpired
    )
    book.row(
      "tax",
      "Tax",
      money,
      "{tax_rate}*(MAX(0,{profit})-{loss_used})",
      periods.tax,
      sum: true
    )
    book.row(
      "net_income",
      "Profit after tax",
      money,
      "{profit}-{tax}",
      periods.netIncome,
      sum: true
    )
  }

  private func addSweep(_ free: [Double]) {
    let opening = timeline.constructionPeriods
    book.heading("Cash sweep")
    book.row("free_3", "Left after the reserve", money, "{free_2}-{reserve_change}", free)
    let debt = values { period in
      period < opening
        ? 0
        : seniors.reduce(0) {
          $0 + periods.tranches[$1].balance[period] + periods.tranches[$1].swept[period]
        }
    }
    book.row(
      "debt_after",
      "Senior debt after scheduled repayment",
      money,
      seniors.isEmpty
        ? "0"
        : "{op}*(\(seniors.map { "({balance_\($0)<}-{principal_\($0)})" }.joined(separator: "+")))",
      debt
    )
    book.row(
      "sweep",
      "Early repayment",
      money,
      "{op}*MIN({debt_after},{#sweep_share}*{free_3})",
      periods.sweep,
      sum: true
    )
    book.row(
      "free_4",
      "Left, with the value left at the end",
      money,
      "{op}*({free_3}-{sweep}+{residual}\(leavesArrears ? "-{recovered}" : ""))",
      values {
        $0 < opening
          ? 0 : free[$0] - periods.sweep[$0] + base.residual[$0] - recovered($0)
      }
    )
  }

  private func addOwners() {
    book.heading("Owners")
    let window = "*{op..}*({num..}>{num}-{#ppy}))"
    book.row(
      "look_back_service",
      "Debt service of the last year",
      money,
      "{op}*SUMPRODUCT({service..}\(window)",
      values { lastYear(periods.debtService, $0) }
    )
    book.row(
      "look_back",
      "Cover of the last year",
      "x",
      "IF({look_back_service}>0,SUMPRODUCT({cfads..}\(window)/{look_back_service},0)",
      periods.lookBackCover
    )
    book.row(
      "lock",
      "Lock-up",
      "flag",
      "IF(AND({#lock_up}>0,{look_back_service}>0,{look_back}<{#lock_up},{last}=0),1,0)",
      periods.lockUp
    )
    book.row(
      "distributable",
      "May go to the owners",
      money,
      "IF({lock}=1,0,{free_4})",
      periods.distributable,
      sum: true
    )
    var left = "distributable"
    var rest = periods.distributable
    for place in loans where model.tranches[place].kind == .shareholder {
      (left, rest) = addShareholder(place, left, rest)
    }
    book.row(
      "dividends",
      "Dividends",
      money,
      "{op}*MIN({\(left)},MAX(0,{retained<}+{net_income}))",
      periods.dividends,
      sum: true
    )
    book.row(
      "redemption",
      "Share capital paid back",
      money,
      "{op}*IF(OR({#redeem}=1,{last}=1),MIN({\(left)}-{dividends},MAX(0,{share_capital<}+{support})),0)",
      periods.redemption,
      sum: true
    )
    let shareholder = loans.filter { model.tranches[$0].kind == .shareholder }
    let toLoans = sum(shareholder.flatMap { ["paid_\($0)", "sub_principal_\($0)"] })
    book.row(
      "cash",
      "Cash held",
      money,
      "{cons}*MAX(0,{own}-{uses})+{op}*({free_4}-(\(toLoans))-{dividends}-{redemption})",
      periods.cash
    )
    let owners = model.tranches.indices.filter {
      model.tranches[$0].kind == .equity || model.tranches[$0].kind == .shareholder
    }
    book.row(
      "equity_flow",
      "Cash from and to the owners",
      money,
      "{op}*(\(toLoans))+{dividends}+{redemption}-(\(sum(owners.map { "drawn_\($0)" })))-{support}",
      periods.equityCashFlow,
      sum: true
    )
  }

  private func lastYear(_ list: [Double], _ period: Int) -> Double {
    let opening = timeline.constructionPeriods
    guard period >= opening else { return 0 }
    return list[max(opening, period + 1 - timeline.periodsPerYear)...period].reduce(0, +)
  }

  private func addShareholder(
    _ place: Int,
    _ left: String,
    _ free: [Double]
  ) -> (String, [Double]) {
    let opening = timeline.constructionPeriods
    let loan = periods.tranches[place]
    let name = model.tranches[place].name
    let paid = values { $0 < opening ? 0 : loan.interest[$0] - loan.interestAdded[$0] }
    book.row(
      "paid_\(place)",
      "\(name): interest paid",
      money,
      "{op}*MIN({\(left)},{interest_\(place)})",
      paid,
      sum: true
    )
    book.row(
      "sub_principal_\(place)",
      "\(name): repayment",
      money,
      "IF({age}>{#grace_\(place)},MIN({\(left)}-{paid_\(place)},"
        + "{balance_\(place)<}+{interest_\(place)}-{paid_\(place)}),0)",
      loan.principal,
      sum: true
    )
    let rest = values { free[$0] - paid[$0] - loan.principal[$0] }
    book.row(
      "sub_left_\(place)",
      "Left",
      money,
      "{\(left)}-{paid_\(place)}-{sub_principal_\(place)}",
      rest
    )
    return ("sub_left_\(place)", rest)
  }
}
