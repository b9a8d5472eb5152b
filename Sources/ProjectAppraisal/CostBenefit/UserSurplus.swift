/// Change of the surplus of the users of one market, with existing, diverted and generated traffic
/// apart.
///
/// A market is an origin, a destination and a commodity, or one mode between them. By the rule of
/// half (Neuburger 1971; Jara-Díaz 2007, ch. 3) whoever moves in both states gains the whole change
/// of the generalised cost, whoever moves in one of them alone half of it.
public struct UserSurplus: Sendable, Equatable {
  /// Gain of what moves both with and without the project.
  public var existing: Double
  /// Gain of what comes from other routes, modes or sources.
  public var diverted: Double
  /// Gain of what would not move at all without the project, or no longer does with it.
  public var generated: Double

  /// Gains given one by one.
  public init(existing: Double = 0, diverted: Double = 0, generated: Double = 0) {
    self.existing = existing
    self.diverted = diverted
    self.generated = generated
  }

  /// The rule of half.
  ///
  /// - Parameters:
  ///   - costWithout: generalised cost of a unit without the project.
  ///   - costWith: the same with it.
  ///   - quantityWithout: units that move without it.
  ///   - quantityWith: units that move with it.
  ///   - divertedShare: share of the change in units that comes from, or goes to, other markets; the
  ///     rest is generated.
  public init(
    costWithout: Double,
    costWith: Double,
    quantityWithout: Double,
    quantityWith: Double,
    divertedShare: Double = 0
  ) {
    let saving = costWithout - costWith
    let change = abs(quantityWith - quantityWithout)
    existing = min(quantityWithout, quantityWith) * saving
    diverted = 0.5 * change * divertedShare * saving
    generated = 0.5 * change * (1 - divertedShare) * saving
  }

  /// All of it.
  public var total: Double { existing + diverted + generated }

  /// Sum of two markets.
  public static func + (left: UserSurplus, right: UserSurplus) -> UserSurplus {
    UserSurplus(
      existing: left.existing + right.existing,
      diverted: left.diverted + right.diverted,
      generated: left.generated + right.generated
    )
  }
}

/// Changes of surplus on the other side of a market.
public enum SupplySurplus {
  /// Change of a carrier's surplus: revenue less the resources used, with against without.
  ///
  /// European Commission (2008), "Guide to cost-benefit analysis", sect. 4.2.4.2.
  public static func producer(
    revenueWithout: Double,
    revenueWith: Double,
    resourceCostWithout: Double,
    resourceCostWith: Double
  ) -> Double {
    (revenueWith - resourceCostWith) - (revenueWithout - resourceCostWithout)
  }

  /// Change of a government's net revenue: taxes and duties less subsidies, with against without.
  public static func government(
    taxesWithout: Double,
    taxesWith: Double,
    subsidiesWithout: Double = 0,
    subsidiesWith: Double = 0
  ) -> Double {
    (taxesWith - subsidiesWith) - (taxesWithout - subsidiesWithout)
  }
}
