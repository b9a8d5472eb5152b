import Numerics

/// An item of a cost-benefit analysis: one stream that one party of one country gains or bears.
public struct AppraisalItem: Sendable, Equatable {
  /// Kinds of items.
  public enum Kind: String, Sendable, CaseIterable {
    /// Investment, below zero.
    case capex
    /// Operating cost, below zero.
    case opex
    /// Benefit to users.
    case userBenefit = "user_benefit"
    /// Surplus of producers of transport.
    case producerSurplus = "producer_surplus"
    /// What users pay the project.
    case revenue
    /// CO2e and other effects on third parties.
    case externality
    /// Value left at the end.
    case residualValue = "residual_value"
    /// Change of a government's revenue that is no mere transfer from another item, such as duties
    /// paid on generated traffic by users whose benefit is counted net of them.
    case governmentSurplus = "government_surplus"
    /// Payments between parties; over all items they add up to zero.
    case transfer
    /// Loans, grants, capital, interest, repayment, dividends; over all items, those of lenders and
    /// owners too, they add up to zero in each year.
    case financing
  }

  /// Whose an item is where projects are appraised together.
  public enum Scope: Sendable, Equatable {
    /// The project's own; those of several projects add up.
    case project
    /// An effect on everybody who uses the corridor or lives beside it, found for all projects that
    /// are built: each appraisal holds it whole.
    case corridor
  }

  /// Name for people.
  public var name: String
  /// Kind.
  public var kind: Kind
  /// Country, ISO3.
  public var country: String
  /// Party.
  public var party: String
  /// Amounts in real terms; a gain is above zero.
  public var cashFlow: CashFlow
  /// Whose it is where projects are appraised together.
  public var scope: Scope

  /// An item.
  public init(
    name: String,
    kind: Kind,
    country: String,
    party: String,
    cashFlow: CashFlow,
    scope: Scope = .project
  ) {
    self.name = name
    self.kind = kind
    self.country = country
    self.party = party
    self.cashFlow = cashFlow
    self.scope = scope
  }
}

/// Cost-benefit analysis: with against without the project.
///
/// European Commission (2014), "Guide to cost-benefit analysis of investment projects", ch. 2.
public struct EconomicAppraisal: Sendable {
  /// Items.
  public let items: [AppraisalItem]
  /// Real discount rates.
  public let discount: DiscountSchedule
  /// Year of the present value.
  public let presentValueYear: Int

  /// An appraisal of items at one rate.
  public init(items: [AppraisalItem], rate: Double, presentValueYear: Int) {
    self.init(
      items: items,
      discount: DiscountSchedule(rate: rate),
      presentValueYear: presentValueYear
    )
  }

  /// An appraisal of items at rates that may decline.
  public init(items: [AppraisalItem], discount: DiscountSchedule, presentValueYear: Int) {
    self.items = items
    self.discount = discount
    self.presentValueYear = presentValueYear
  }

  /// Real discount rate of the first year.
  public var rate: Double { discount.firstRate }

  /// Net amounts of all the items.
  public var net: CashFlow { net { _ in true } }

  /// Net amounts of some items.
  public func net(where isMeant: (AppraisalItem) -> Bool) -> CashFlow {
    items.filter(isMeant).reduce(CashFlow(firstYear: presentValueYear, amounts: [])) {
      $0 + $1.cashFlow
    }
  }

  /// Economic net present value: the sum of the items' present values.
  public var netPresentValue: Double { presentValue { _ in true } }

  /// Present value of some items.
  public func presentValue(where isMeant: (AppraisalItem) -> Bool) -> Double {
    Series.sum(items.filter(isMeant).map { presentValue($0) })
  }

  /// Present value of one item.
  public func presentValue(_ item: AppraisalItem) -> Double { presentValue(item.cashFlow) }

  /// Present value of amounts.
  public func presentValue(_ flow: CashFlow) -> Double {
    if discount.isConstant { return flow.presentValue(rate: rate, year: presentValueYear) }
    let factors = discount.factors(
      firstYear: flow.firstYear,
      count: flow.amounts.count,
      presentValueYear: presentValueYear
    )
    return Series.sum(zip(flow.amounts, factors).map { $0 * $1 })
  }
}
