import Numerics
import ProjectAppraisal

extension FinanceWorkbook {
  func addDebt() {
    book.page("Debt", "Loans, \(money)")
    if !sculpted.isEmpty { addSculpting() }
    for place in loans { addLoan(place, model.tranches[place]) }
    if loans.isEmpty { book.text("No loans") }
  }

  /// Interest a period of a loan, by period.
  private func rates(_ place: Int) -> [Double] {
    values { model.tranches[place].rate.value(timeline.year($0)) * timeline.years($0) }
  }

  /// What cash leaves for the principal of sculpted loans.
  private func addSculpting() {
    book.heading("Sculpting")
    let whole = sculpted.reduce(0) { $0 + outcome.state.commitments[$1] }
    for place in sculpted {
      let all = sculpted.map { "{#commitment_\($0)}" }.joined(separator: "+")
      book.single(
        "sculpt_share_\(place)",
        "Part of \(model.tranches[place].name)",
        "%",
        whole > 0 ? "{#commitment_\(place)}/(\(all))" : "1/COUNT(\(all.replacing("+", with: ",")))",
        whole > 0 ? outcome.state.commitments[place] / whole : 1 / Double(sculpted.count)
      )
    }
    let others = seniors.filter { !sculpted.contains($0) }
    let opening = timeline.constructionPeriods
    let amount = values { period in
      guard period >= opening else { return 0 }
      let interest = seniors.reduce(0) { $0 + periods.tranches[$1].interest[period] }
      let principal = others.reduce(0) { $0 + periods.tranches[$1].principal[period] }
      return outcome.state.sculptedCover > 0
        ? periods.cashAvailable[period] / outcome.state.sculptedCover - interest - principal
        : -interest - principal
    }
    let cash = outcome.state.sculptedCover > 0 ? "{cfads}/{#sculpted_cover}" : "0"
    book.row(
      "sculpted",
      "Principal at the cover",
      money,
      "{op}*(\(cash)-(\(sum(seniors.map { "interest_\($0)" })))"
        + "-(\(sum(others.map { "principal_\($0)" }))))",
      amount
    )
  }

  private func addLoan(_ place: Int, _ tranche: FundingTranche) {
    let loan = periods.tranches[place]
    book.heading(tranche.name)
    book.row(
      "loan_rate_\(place)_row",
      "Interest, a period",
      "%",
      "\(lookup("loan_rate_\(place)", tranche.rate))*{years}",
      rates(place)
    )
    book.row(
      "interest_\(place)",
      "Interest",
      money,
      "{balance_\(place)<}*{loan_rate_\(place)_row}",
      loan.interest,
      sum: true
    )
    let isShareholder = tranche.kind == .shareholder
    if isShareholder {
      book.row(
        "added_\(place)",
        "Interest added to the loan",
        money,
        "{interest_\(place)}-{paid_\(place)}",
        loan.interestAdded,
        sum: true
      )
    } else if tranche.capitalisesInterest {
      book.row(
        "added_\(place)",
        "Interest added to the loan",
        money,
        "{cons}*{interest_\(place)}",
        loan.interestAdded,
        sum: true
      )
    }
    if tranche.kind.isSenior { addRepayment(place, tranche) }
    let added = isShareholder || tranche.capitalisesInterest ? "+{added_\(place)}" : ""
    let repaid =
      isShareholder ? "{sub_principal_\(place)}" : "{principal_\(place)}-{swept_\(place)}"
    book.row(
      "balance_\(place)",
      "Outstanding",
      money,
      "{balance_\(place)<}\(added)+{drawn_\(place)}-\(repaid)",
      loan.balance
    )
  }

  private func addRepayment(_ place: Int, _ tranche: FundingTranche) {
    let loan = periods.tranches[place]
    let end = timeline.constructionPeriods + tranche.gracePeriods + tranche.repaymentPeriods
    let first = timeline.constructionPeriods + tranche.gracePeriods
    let key = "\(place)"
    book.row(
      "left_periods_\(key)",
      "Periods of repayment left",
      "no",
      "IF({num}>{#construction_periods}+{#grace_\(key)},"
        + "MAX(0,{#construction_periods}+{#grace_\(key)}+{#repayment_\(key)}-{num}+1),0)",
      values { $0 >= first ? Double(max(0, end - $0)) : 0 }
    )
    let left = "{left_periods_\(key)}"
    let balance = "{balance_\(key)<}"
    let rate = "{loan_rate_\(key)_row}"
    let formula =
      switch tranche.repayment {
      case .annuity:
        "IF(\(left)=0,0,IF(\(left)=1,\(balance),IF(\(rate)=0,\(balance)/\(left),"
          + "\(balance)*\(rate)/((1+\(rate))^\(left)-1))))"
      case .equalPrincipal: "IF(\(left)=0,0,\(balance)/\(left))"
      case .bullet: "IF(\(left)=1,\(balance),0)"
      case .sculpted:
        "IF(\(left)=0,0,IF(\(left)=1,\(balance),"
          + "MIN(\(balance),MAX(0,{#sculpt_share_\(key)}*{sculpted}))))"
      }
    book.row("principal_\(key)", "Repayment", money, formula, loan.principal, sum: true)
    book.row(
      "swept_\(key)",
      "Early repayment",
      money,
      "IF({debt_after}>0,{sweep}*((\(balance)-{principal_\(key)})/{debt_after}),0)",
      loan.swept,
      sum: true
    )
  }
}
