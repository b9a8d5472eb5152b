public import Numerics

/// A solved finance model: its periods, ratios and checks.
public struct FinanceOutcome: Sendable {
  /// The inputs.
  public let model: FinanceModel
  /// What does not depend on who finances.
  public let base: FinanceBase
  /// Commitments, sculpting and reserve targets.
  public let state: FinanceState
  /// Period by period.
  public let periods: FinancePeriods
  /// How the circular parts were solved.
  public let convergence: Convergence
  /// Flows before finance.
  public let project: ProjectFlows
  /// Ratios.
  public let ratios: FinanceRatios

  init(
    _ model: FinanceModel,
    _ base: FinanceBase,
    _ state: FinanceState,
    _ periods: FinancePeriods,
    _ convergence: Convergence
  ) {
    self.model = model
    self.base = base
    self.state = state
    self.periods = periods
    self.convergence = convergence
    project = ProjectFlows(model, base)
    ratios = FinanceRatios(model, state, periods, project)
  }
}

extension FinanceOutcome {
  /// Rates of return a year of the senior lenders: what they are paid, with fees and arrears made good,
  /// for what they lent.
  public var seniorRatesOfReturn: [Double] {
    let seniors = zip(model.tranches, periods.tranches).filter { $0.0.kind.isSenior }.map(\.1)
    let flow = model.timeline.indices.map { period in
      seniors.reduce(0) { $0 + $1.paid(period) - $1.drawn[period] }
    }
    return TimedCashFlow(flow, model.timeline).ratesOfReturn
  }

  /// Periods in which cash at the target cover does not even pay the interest of sculpted loans, so
  /// that nothing is repaid and the cover is below the target.
  public var periodsBelowTarget: [Int] {
    guard let place = model.tranches.firstIndex(where: \.isSculpted) else { return [] }
    let first = model.timeline.constructionPeriods + model.tranches[place].gracePeriods
    return (first..<first + model.tranches[place].repaymentPeriods).filter { period in
      guard let cover = periods.cover[period] else { return false }
      return cover < state.sculptedCover - 1e-9
    }
  }
}

/// Flows of the project before finance.
public struct ProjectFlows: Sendable, Equatable {
  /// Depreciation without interest, fees and grants.
  public var depreciation: [Double]
  /// Book value at the ends of periods, without interest, fees and grants; before what is sold.
  public var bookValue: [Double]
  /// Profit that would be taxed without finance.
  public var profit: [Double]
  /// Losses carried forward without finance.
  public var lossesCarried: [Double]
  /// Losses without finance that were too old to be used any more.
  public var lossesExpired: [Double]
  /// Tax without finance.
  public var tax: [Double]
  /// Flow before tax.
  public var beforeTax: [Double]
  /// Flow after tax.
  public var afterTax: [Double]

  init(_ model: FinanceModel, _ base: FinanceBase) {
    let count = model.timeline.count
    var account = TaxAccount(model)
    depreciation = zip(base.constructionDepreciation, base.renewalDepreciation).map { $0 + $1 }
    bookValue = []
    profit = []
    lossesCarried = []
    lossesExpired = []
    tax = []
    beforeTax = []
    afterTax = []
    var book = 0.0
    for period in 0..<count {
      book += base.capex[period] - depreciation[period]
      bookValue.append(book)
      let gain = period == count - 1 ? base.residual[period] - book : 0
      let taxed = base.revenue[period] - base.opex[period] - depreciation[period] + gain
      profit.append(taxed)
      tax.append(account.tax(profit: taxed, rate: base.taxRate[period]))
      lossesCarried.append(account.losses)
      lossesExpired.append(account.expired)
      let flow =
        base.revenue[period] - base.opex[period] - base.workingCapitalIncrease[period]
        - base.capex[period] + base.residual[period]
      beforeTax.append(flow)
      afterTax.append(flow - tax[period])
    }
  }
}
