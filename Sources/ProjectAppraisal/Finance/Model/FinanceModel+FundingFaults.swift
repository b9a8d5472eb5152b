import Numerics

extension FinanceModel {
  /// What only the solved periods can tell: tranches that do not add up, a loan that is not repaid.
  func faultsOfFunding(
    _ outcome: FinanceOutcome,
    leavesBalloons: Bool
  ) -> [FinanceModelFault] {
    var list: [FinanceModelFault] = []
    let rows = outcome.periods
    let uses = Series.sum(rows.fundingNeed)
    let committed = Series.sum(outcome.state.commitments)
    let slack = 1e-6 * max(uses, 1e-300)
    if abs(committed - uses) > slack {
      list.append(
        FinanceModelFault(
          field: "tranche",
          found: "tranches of \(rounded(committed)) for uses of \(rounded(uses))",
          expected: committed > uses
            ? "tranches that do not exceed the uses"
            : "tranches that add up to the uses, or one with balance = true"
        )
      )
    }
    let grants = tranches.indices.reduce(0) {
      $0 + (tranches[$1].kind == .grant ? outcome.state.commitments[$1] : 0)
    }
    let spent = outcome.base.constructionSpending
    if grants > spent + slack {
      list.append(
        FinanceModelFault(
          field: "tranche",
          found: "grants of \(rounded(grants)) for an investment of \(rounded(spent))",
          expected: "grants not above the investment"
        )
      )
    }
    for (place, tranche) in tranches.enumerated() where tranche.isSculpted && !leavesBalloons {
      let last = timeline.constructionPeriods + tranche.gracePeriods + tranche.repaymentPeriods - 1
      let final = rows.tranches[place].principal[last]
      guard let cover = rows.cover[last], let target = tranche.targetCover else { continue }
      if cover < target * (1 - 1e-6), final > slack {
        list.append(
          FinanceModelFault(
            field: "tranche[\(place + 1)].target_cover",
            found: "a loan of \(rounded(outcome.state.commitments[place])) of which "
              + "\(rounded(final)) is left to the last instalment",
            expected: "a smaller loan, a lower cover, or size = \"capacity\""
          )
        )
      }
    }
    return list
  }

  private func rounded(_ value: Double) -> Double { (value * 1e4).rounded() / 1e4 }
}
