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
    list += faultsOfGrants(grants, spent: spent, slack: slack)
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

  /// Grants of given amounts that are more than the investment; no finance can be found for them.
  func faultsOfGrants(_ base: FinanceBase) -> [FinanceModelFault] {
    let given = tranches.reduce(0) { sum, tranche in
      if tranche.kind == .grant, case .amount(let amount) = tranche.size {
        sum + amount
      } else {
        sum
      }
    }
    let spent = base.constructionSpending
    return faultsOfGrants(given, spent: spent, slack: 1e-6 * spent)
  }

  private func faultsOfGrants(
    _ grants: Double,
    spent: Double,
    slack: Double
  ) -> [FinanceModelFault] {
    guard grants > spent + slack else { return [] }
    let field = tranches.firstIndex { $0.kind == .grant }.map { "tranche[\($0 + 1)].amount" }
    return [
      FinanceModelFault(
        field: field ?? "tranche",
        found: "grants of \(rounded(grants)) for an investment of \(rounded(spent))",
        expected: "grants not above the investment"
      )
    ]
  }

  private func rounded(_ value: Double) -> Double { (value * 1e4).rounded() / 1e4 }
}
