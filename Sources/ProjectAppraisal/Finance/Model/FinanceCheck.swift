import Numerics

/// An identity that the periods of a finance model must satisfy.
public struct FinanceCheck: Sendable, Equatable {
  /// Name for people.
  public var name: String
  /// Largest difference in any period.
  public var residual: Double
  /// Largest difference that passes.
  public var tolerance: Double

  /// Whether it is satisfied.
  public var isPassed: Bool { abs(residual) <= tolerance }
}

extension FinanceOutcome {
  /// Assets less liabilities at the end of each period.
  public var balanceDifference: [Double] {
    model.timeline.indices.map { period in
      let assets =
        periods.fixedAssets[period] + base.receivables[period] + periods.cash[period]
        + periods.debtReserve[period] + periods.maintenanceReserve[period]
      let liabilities =
        base.payables[period] + periods.seniorDebt[period] + periods.shareholderLoans[period]
        + periods.shareCapital[period] + periods.retainedProfit[period]
      return assets - liabilities
    }
  }

  /// The identities, each over all periods.
  public var checks: [FinanceCheck] {
    let scale = max(1, ratios.uses, periods.seniorDebt.max() ?? 0, base.revenue.max() ?? 0)
    let small = 1e-9 * scale
    func check(_ name: String, _ values: [Double], _ tolerance: Double) -> FinanceCheck {
      FinanceCheck(name: name, residual: values.map(abs).max() ?? 0, tolerance: tolerance)
    }
    let indices = model.timeline.indices
    let drawn = indices.map { period in periods.tranches.reduce(0) { $0 + $1.drawn[period] } }
    let lowest = indices.map { min(0, periods.cash[$0], periods.debtReserve[$0]) }
    var list = [
      check("Balance sheet balances in every period", balanceDifference, small),
      check(
        "Tranches pay the uses of funds in every period",
        zip(drawn, periods.fundingNeed).map { $0 - $1 },
        small
      ),
      check(
        "Commitments are what is drawn",
        zip(state.commitments, periods.tranches).map { $0 - Series.sum($1.drawn) },
        small
      ),
      check("Senior loans are repaid at the end", [periods.seniorDebt.last ?? 0], small),
      check("No account is below zero", lowest, small),
      check("Nothing is left in the company at the end", [remainder], small),
    ]
    let sculpted = model.tranches.indices.filter { model.tranches[$0].isSculpted }
    if let place = sculpted.first {
      let first = model.timeline.constructionPeriods + model.tranches[place].gracePeriods
      let last = first + model.tranches[place].repaymentPeriods
      let differences = (first..<last).map { period -> Double in
        let principal = sculpted.reduce(0) { $0 + periods.tranches[$1].principal[period] }
        let left = sculpted.reduce(0) { $0 + periods.tranches[$1].balance[period] }
        // Nothing is repaid where cash covers interest alone; what is swept ends the loan early.
        guard principal > 0, left > 0 || model.sweepShare == 0, let cover = periods.cover[period]
        else { return 0 }
        return cover - state.sculptedCover
      }
      list.append(check("Cover of sculpted debt is the target", differences, 1e-9))
    }
    if let reserve = model.debtReserve {
      let opening = model.timeline.constructionPeriods
      let differences = indices.map { period -> Double in
        guard period >= opening - 1, periods.reserveTarget[period] != 0 else { return 0 }
        let last = min(model.timeline.count, period + 1 + reserve.periods)
        let service = periods.debtService[min(period + 1, last)..<last].reduce(0, +)
        return periods.reserveTarget[period] - service
      }
      list.append(check("Reserve targets are the coming debt service", differences, small))
    }
    return list
  }

  /// What the company still has at the end, owners' loans set aside.
  private var remainder: Double {
    let cash = periods.cash.last ?? 0
    return cash + (periods.debtReserve.last ?? 0) + (periods.maintenanceReserve.last ?? 0)
  }
}
