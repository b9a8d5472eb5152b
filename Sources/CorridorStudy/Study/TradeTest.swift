/// A test of the model against facts, from `observed/tests.csv`.
public struct TradeTest: Sendable, Equatable {
  /// What is compared.
  public enum Kind: String, Sendable, CaseIterable {
    /// Trade between two countries both ways, USD million at prices of the base year.
    case trade
    /// Tonnes by rail straight from one country into another, both ways, thousand t.
    case railBorder = "rail_border"
    /// Containers by rail through places of a country that is neither origin nor destination,
    /// thousand TEU.
    case railTransit = "rail_transit"

    /// Unit of its figures, as facts name it.
    var unitText: String {
      switch self {
      case .trade: "USD_m"
      case .railBorder: "kt"
      case .railTransit: "kTEU"
      }
    }

    /// Unit of its figures.
    var unit: FactUnit { FactUnit(unitText) }
  }

  /// Id.
  public var id: String
  /// Name for people.
  public var name: String
  /// What is compared.
  public var kind: Kind
  /// Two countries, or the country of transit.
  public var countries: [String]
  /// Nodes of which a way must pass one; empty: any way.
  public var via: [String]
  /// Years whose figure a parameter of the study was set to meet.
  public var calibratedYears: [Int] = []
  /// Series of facts.
  public var series: String
  /// Key of the facts; empty: none.
  public var key: String
  /// Basis preferred.
  public var basis: String
  /// What explains the misses.
  public var note: String
}
