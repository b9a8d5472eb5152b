import Numerics

/// What projects like this one cost and carried in the end, against what was said before they were
/// built.
public enum ReferenceClass: String, Sendable, CaseIterable {
  /// Railways, metros, light rail.
  case rail
  /// Roads.
  case road
  /// Bridges and tunnels.
  case fixedLink = "fixed_link"

  /// Share by which cost overran, at a share of projects that overran it: 50, 40, 30, 20 and 10 %
  /// (Flyvbjerg & COWI 2004, "Procedures for dealing with optimism bias in transport planning", for
  /// the UK Department for Transport, table 5: capital expenditure uplifts at constant prices).
  public var uplifts: [(chanceOfOverrun: Double, uplift: Double)] {
    let values =
      switch self {
      case .rail: [0.40, 0.45, 0.51, 0.57, 0.68]
      case .road: [0.15, 0.24, 0.27, 0.32, 0.45]
      case .fixedLink: [0.23, 0.26, 0.34, 0.55, 0.83]
      }
    return zip([0.5, 0.4, 0.3, 0.2, 0.1], values).map { ($0, $1) }
  }

  /// Uplift of cost that leaves a chance of overrun, on straight lines between the published points;
  /// the nearest end's for chances outside 10 to 50 %.
  public func uplift(chanceOfOverrun: Double) -> Double {
    let rising = uplifts.reversed()
    return Series.interpolate(
      rising.map(\.chanceOfOverrun),
      rising.map(\.uplift),
      at: chanceOfOverrun
    )
  }

  /// Mean and standard deviation of actual over estimated cost (Flyvbjerg, Skamris Holm & Buhl 2003,
  /// "How common and how large are cost overruns in transport infrastructure projects?", Transport
  /// Reviews 23, table 1: 58 railways, 167 roads, 33 bridges and tunnels).
  public var costRatio: (mean: Double, standardDeviation: Double) {
    switch self {
    case .rail: (1.447, 0.384)
    case .road: (1.204, 0.299)
    case .fixedLink: (1.338, 0.624)
    }
  }

  /// Mean and standard deviation of actual over forecast traffic in the first year; bridges and
  /// tunnels are taken as roads.
  ///
  /// Flyvbjerg, Skamris Holm & Buhl (2005), "How (in)accurate are demand forecasts in public works
  /// projects?", J. Am. Plann. Assoc. 71: 25 railways, by passengers; 183 roads.
  public var trafficRatio: (mean: Double, standardDeviation: Double) {
    switch self {
    case .rail: (0.486, 0.281)
    case .road, .fixedLink: (1.095, 0.443)
    }
  }

  /// Actual over estimated cost as a distribution: log-normal with the published moments.
  public var costDistribution: Distribution {
    .lognormal(mean: costRatio.mean, standardDeviation: costRatio.standardDeviation)
  }
}

/// Upper bounds of optimism bias on capital expenditure before any of its causes is dealt with
/// (Mott MacDonald 2002, "Review of large public procurement in the UK"; HM Treasury, Green Book
/// supplementary guidance on optimism bias, table 1).
public enum OptimismBias: String, Sendable, CaseIterable {
  /// Ordinary civil engineering: roads, track on open land.
  case standardCivil = "standard_civil"
  /// Civil engineering with special needs: tunnels, long bridges.
  case nonStandardCivil = "non_standard_civil"
  /// Ordinary buildings.
  case standardBuilding = "standard_building"
  /// Buildings with special needs.
  case nonStandardBuilding = "non_standard_building"

  /// Upper and lower bound of the uplift of capital expenditure.
  public var capitalUplift: (upper: Double, lower: Double) {
    switch self {
    case .standardCivil: (0.44, 0.03)
    case .nonStandardCivil: (0.66, 0.06)
    case .standardBuilding: (0.24, 0.02)
    case .nonStandardBuilding: (0.51, 0.04)
    }
  }

  /// Uplift where a share of its causes is mitigated, 0 to 1, on a straight line between the bounds.
  public func uplift(mitigated share: Double) -> Double {
    let bounds = capitalUplift
    return bounds.upper + (bounds.lower - bounds.upper) * min(1, max(0, share))
  }
}
