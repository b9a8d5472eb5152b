import Foundation
import Numerics
import ProjectAppraisal

extension FinanceWorkbook {
  func addChecks() {
    book.page("Checks", "Checks: differences by period, and whether they pass")
    var keys: [String] = []
    let tolerance = Self.tolerance
    var allPass = true
    func check(_ key: String, _ label: String, _ formula: String, _ values: [Double]) {
      book.row("d_\(key)", label, "difference", formula, values)
      let passes = values.reduce(0) { $0 + abs($1) } <= tolerance
      allPass = allPass && passes
      book.single(
        "ok_\(key)",
        "\(label): passes",
        "check",
        "IF(SUMPRODUCT(ABS({d_\(key):}))<={#tolerance},1,0)",
        passes ? 1 : 0
      )
      keys.append("ok_\(key)")
    }
    func checkOne(_ key: String, _ label: String, _ formula: String, _ value: Double) {
      book.single("d_\(key)", label, "difference", formula, value)
      allPass = allPass && abs(value) <= tolerance
      book.single(
        "ok_\(key)",
        "\(label): passes",
        "check",
        "IF(ABS({#d_\(key)})<={#tolerance},1,0)",
        abs(value) <= tolerance ? 1 : 0
      )
      keys.append("ok_\(key)")
    }
    let all = model.tranches.indices
    book.heading("Statements")
    check("balance", "Balance sheet balances", "{balance}", outcome.balanceDifference)
    check(
      "cash",
      "Cash flow statement ties to the balance sheet",
      "{cf_difference}",
      values { _ in 0 }
    )
    check("profit", "Profit of the income statement", "{net_2}-{net_income}", values { _ in 0 })
    check(
      "sources",
      "Sources are the uses",
      "(\(sum(all.map { "drawn_\($0)" })))-{need}",
      values { period in
        all.reduce(0) { $0 + periods.tranches[$1].drawn[period] } - periods.fundingNeed[period]
      }
    )
    check(
      "accounts",
      "No account is below zero",
      "MIN(0,{cash},{dsra})",
      values { min(0, periods.cash[$0], periods.debtReserve[$0]) }
    )
    check(
      "repaid",
      "Senior loans are repaid at the end",
      "{last}*{senior}",
      values { $0 == timeline.count - 1 ? periods.seniorDebt[$0] : 0 }
    )
    check(
      "empty",
      "Nothing is left at the end",
      "{last}*{held}",
      values {
        $0 == timeline.count - 1
          ? periods.cash[$0] + periods.debtReserve[$0] + periods.maintenanceReserve[$0] : 0
      }
    )
    book.heading("Solved inputs still hold")
    for place in all where !hasGivenAmount(model.tranches[place]) {
      addCommitmentCheck(place, checkOne)
    }
    if model.debtReserve != nil {
      check(
        "target",
        "Reserve targets are the coming debt service",
        "{target}-IF({num}>={#construction_periods},SUMPRODUCT({service:}*({num:}>{num})"
          + "*({num:}<={num}+{#dsra_periods})),0)",
        values { _ in 0 }
      )
    }
    if !sculpted.isEmpty { addSculptingChecks(checkOne) }
    book.heading("All")
    book.single(
      "all_checks",
      "All checks",
      "check",
      "IF(\(keys.map { "{#\($0)}" }.joined(separator: "+"))=\(countFormula(keys)),1,0)",
      allPass ? 1 : 0
    )
  }

  private func countFormula(_ keys: [String]) -> String {
    "COUNT(\(keys.map { "{#\($0)}" }.joined(separator: ",")))"
  }

  private func addCommitmentCheck(
    _ place: Int,
    _ check: (String, String, String, Double) -> Void
  ) {
    let tranche = model.tranches[place]
    let others = model.tranches.indices.filter { $0 != place }
      .map { "{#commitment_\($0)}" }.joined(separator: "-")
    let rest = others.isEmpty ? "{#uses_total}" : "{#uses_total}-\(others)"
    let rule: String
    switch tranche.size {
    case .share: rule = "{#share_\(place)}*{#uses_total}"
    case .balance: rule = "MAX(0,\(rest))"
    case .eligible: rule = "SUM({drawn_\(place):})"
    case .amount: return
    case .capacity:
      // The balance tranche takes what is left, so it does not limit the loan.
      let fixed = model.tranches.indices.filter {
        $0 != place && model.tranches[$0].size != .balance
      }.map { "-{#commitment_\($0)}" }.joined()
      rule =
        "MAX(0,MIN({#serviceable},{#share_\(place)}*{#uses_total},{#uses_total}\(fixed)))"
    }
    if case .capacity = tranche.size { addServiceable(place) }
    check(
      "commitment_\(place)",
      "Commitment: \(tranche.name)",
      "{#commitment_\(place)}-\(rule)",
      0
    )
  }

  /// What cash can serve at the target cover, less what the loan grows by during construction.
  private func addServiceable(_ place: Int) {
    let cover = model.tranches[place].targetCover ?? outcome.state.sculptedCover
    let first = timeline.constructionPeriods + model.tranches[place].gracePeriods
    let worth = addSculptingValue("target", "{#target_cover_\(place)}", cover)
    let others = sculpted.filter { $0 != place }
    let opening = timeline.constructionPeriods
    let added = periods.tranches[place].interestAdded.prefix(opening).reduce(0, +)
    let taken = others.reduce(0) { $0 + periods.tranches[$1].balance[opening - 1] }
    var formula = "INDEX({worth_target:},1,{#construction_periods}+{#grace_\(place)}+1)"
    for other in others { formula += "-INDEX({balance_\(other):},1,{#construction_periods})" }
    if model.tranches[place].capitalisesInterest { formula += "-SUM({added_\(place):c})" }
    book.single(
      "serviceable",
      "Debt that cash can serve",
      money,
      formula,
      worth[first] - taken - added
    )
  }

  /// Rows of what cash can pay on sculpted debt at a cover, and its worth at the loans' rate.
  private func addSculptingValue(_ key: String, _ cover: String, _ value: Double) -> [Double] {
    guard let leader = sculpted.first else { return [] }
    let rates = sculpted.map { "{#sculpt_share_\($0)}*{loan_rate_\($0)_row}" }.joined(
      separator: "+"
    )
    let own = sculpted.map { "interest_\($0)" }
    let first = timeline.constructionPeriods + model.tranches[leader].gracePeriods
    let last = first + model.tranches[leader].repaymentPeriods
    let whole = sculpted.reduce(0) { $0 + outcome.state.commitments[$1] }
    var worth = values { _ in 0 }
    let pays = values { period -> Double in
      guard period >= first, period < last else { return 0 }
      var interest = 0.0
      var service = 0.0
      for place in sculpted {
        interest += periods.tranches[place].interest[period]
        service +=
          periods.tranches[place].interest[period]
          + periods.tranches[place].principal[period]
      }
      let rest = periods.debtService[period] - service
      return max(periods.cashAvailable[period] / value - rest, interest)
    }
    for period in stride(from: last - 1, through: first, by: -1) {
      var rate = 0.0
      for place in sculpted {
        let weight =
          whole > 0 ? outcome.state.commitments[place] / whole : 1 / Double(sculpted.count)
        rate +=
          weight * base.interestRates[place][period]
      }
      worth[period] =
        ((period + 1 < timeline.count ? worth[period + 1] : 0) + pays[period]) / (1 + rate)
    }
    let left = "{left_periods_\(leader)}"
    let service = sum(own + sculpted.map { "principal_\($0)" })
    book.row(
      "pays_\(key)",
      "Cash can pay on sculpted debt",
      money,
      "IF(\(left)>0,MAX({cfads}/\(cover)-({service}-(\(service))),\(sum(own))),0)",
      pays
    )
    book.row(
      "worth_\(key)",
      "Its worth at the start of the period",
      money,
      "IF(\(left)>0,({worth_\(key)>}+{pays_\(key)})/(1+\(rates)),0)",
      worth
    )
    return worth
  }

  private func addSculptingChecks(
    _ check: (String, String, String, Double) -> Void
  ) {
    guard let leader = sculpted.first, outcome.state.sculptedCover > 0 else { return }
    let isFree =
      model.tranches[leader].targetCover == nil
      || model.tranches.contains { if case .capacity = $0.size { true } else { false } }
    guard isFree else { return }
    let opening = timeline.constructionPeriods
    let first = opening + model.tranches[leader].gracePeriods
    let worth = addSculptingValue("cover", "{#sculpted_cover}", outcome.state.sculptedCover)
    let debt = sculpted.reduce(0) { $0 + periods.tranches[$1].balance[opening - 1] }
    let balances = sculpted.map { "INDEX({balance_\($0):},1,{#construction_periods})" }
      .joined(separator: "+")
    check(
      "cover",
      "Cash at the cover just repays the sculpted debt",
      "INDEX({worth_cover:},1,{#construction_periods}+{#grace_\(leader)}+1)-(\(balances))",
      worth[first] - debt
    )
  }
}
