/// A route whose length, time or cost was observed.
public struct RouteObservation: Sendable, Equatable {
  /// What is compared.
  public enum Kind: String, Sendable, CaseIterable {
    /// Length of the least-cost route, km.
    case length
    /// Door-to-door time, days.
    case time
    /// Money, USD/t.
    case cost
    /// Money over the money of another row.
    case costRatio = "cost_ratio"
  }

  /// Id.
  public var id: String
  /// Name for people.
  public var name: String
  /// What is compared.
  public var kind: Kind
  /// First node.
  public var from: String
  /// Last node.
  public var to: String
  /// Position of the cargo class.
  public var cargoClass: Int
  /// Carriers allowed; empty: all.
  public var carriers: [String]
  /// Nodes to pass, in order.
  public var via: [String]
  /// Nodes to avoid.
  public var avoidNodes: [String]
  /// Countries to avoid, ISO3.
  public var avoidCountries: [String]
  /// Lower end of what was observed.
  public var low: Double
  /// Upper end.
  public var high: Double
  /// Unit.
  public var unit: String
  /// Row with which a ratio is formed.
  public var relativeTo: String?
  /// Source ids.
  public var source: String
}

/// Traffic counted on a link in one direction.
public struct TrafficObservation: Sendable, Equatable {
  /// What the figure may be used for.
  public enum Use: String, Sendable, CaseIterable {
    /// Parameters are fitted to it.
    case calibration
    /// The model is held against it.
    case prediction
    /// Shown for orientation.
    case context
  }

  /// Year.
  public var year: Int
  /// Node it comes from.
  public var from: String
  /// Node it goes to.
  public var to: String
  /// Positions of the commodities; empty: all.
  public var commodities: [Int]
  /// Lower end, Mt.
  public var lowMegatonnes: Double
  /// Upper end, Mt.
  public var highMegatonnes: Double
  /// What the figure may be used for.
  public var use: Use
  /// Source ids.
  public var source: String

  /// Middle of the range, Mt.
  public var middleMegatonnes: Double { (lowMegatonnes + highMegatonnes) / 2 }
}

/// A published size of a corridor's effect.
public struct EffectObservation: Sendable, Equatable {
  /// Id.
  public var id: String
  /// Name for people.
  public var name: String
  /// What is measured.
  public var measure: String
  /// Lower end.
  public var low: Double
  /// Upper end.
  public var high: Double
  /// Unit.
  public var unit: String
  /// Source ids.
  public var source: String
}
