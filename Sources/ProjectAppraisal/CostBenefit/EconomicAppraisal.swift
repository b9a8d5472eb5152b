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
    /// Payments between parties; over all items they add up to zero.
    case transfer
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

  /// An item.
  public init(name: String, kind: Kind, country: String, party: String, cashFlow: CashFlow) {
    self.name = name
    self.kind = kind
    self.country = country
    self.party = party
    self.cashFlow = cashFlow
  }
}

/// Cost-benefit analysis: with against without the project.
///
/// European Commission (2014), "Guide to cost-benefit analysis of investment projects", ch. 2.
public struct EconomicAppraisal: Sendable {
  /// Items.
  public let items: [AppraisalItem]
  /// Real discount rate, a year.
  public let rate: Double
  /// Year of the present value.
  public let presentValueYear: Int

  /// An appraisal of items.
  public init(items: [AppraisalItem], rate: Double, presentValueYear: Int) {
    self.items = items
    self.rate = rate
    self.presentValueYear = presentValueYear
  }

  /// Net amounts of all the items.
  public var net: CashFlow {
    items.reduce(CashFlow(firstYear: presentValueYear, amounts: [])) { $0 + $1.cashFlow }
  }

  /// Economic net present value: the sum of the items' present values.
  public var netPresentValue: Double { Series.sum(items.map { presentValue($0) }) }

  /// Rates at which the net present value is zero.
  public var internalRatesOfReturn: [Double] { net.internalRatesOfReturn() }

  /// Present value of one item.
  public func presentValue(_ item: AppraisalItem) -> Double {
    item.cashFlow.presentValue(rate: rate, year: presentValueYear)
  }

  /// Present value of benefits over that of costs, where costs are capex and opex, and residual
  /// value counts as less cost; `nil` where there are none.
  public var benefitCostRatio: Double? {
    let costKinds: Set<AppraisalItem.Kind> = [.capex, .opex, .residualValue]
    let costs = -Series.sum(items.filter { costKinds.contains($0.kind) }.map { presentValue($0) })
    let benefits = Series.sum(
      items.filter { !costKinds.contains($0.kind) }.map { presentValue($0) }
    )
    return costs > 0 ? benefits / costs : nil
  }

  /// Present value by country and party, sorted by both.
  ///
  /// The cells add up to the net present value.
  public var incidence: [(country: String, party: String, presentValue: Double)] {
    var cells: [String: [String: [Double]]] = [:]
    for item in items {
      cells[item.country, default: [:]][item.party, default: []].append(presentValue(item))
    }
    return cells.keys.sorted().flatMap { country in
      let parties = cells[country] ?? [:]
      return parties.keys.sorted().map { party in
        (country, party, Series.sum(parties[party] ?? []))
      }
    }
  }

  /// Factor on the items of some kinds at which the net present value is zero; `nil` where their
  /// present value is zero or the factor is below zero or above 100.
  public func switchingFactor(_ kinds: Set<AppraisalItem.Kind>) -> Double? {
    let part = Series.sum(items.filter { kinds.contains($0.kind) }.map { presentValue($0) })
    guard part != 0 else { return nil }
    let factor = 1 - netPresentValue / part
    return (0...100).contains(factor) ? factor : nil
  }

  /// Change of the net present value for 1 % more of the items of some kinds.
  public func effectOfOnePercent(_ kinds: Set<AppraisalItem.Kind>) -> Double {
    0.01 * Series.sum(items.filter { kinds.contains($0.kind) }.map { presentValue($0) })
  }
}

/// Change of consumers' surplus between two states.
public enum RuleOfHalf {
  /// ½ (q₀ + q₁) (c₀ − c₁): exact for a straight demand curve (Neuburger 1971; Williams 1977 for
  /// logsum costs).
  public static func benefit(
    costWithout: Double,
    costWith: Double,
    quantityWithout: Double,
    quantityWith: Double
  ) -> Double {
    0.5 * (quantityWithout + quantityWith) * (costWithout - costWith)
  }
}
