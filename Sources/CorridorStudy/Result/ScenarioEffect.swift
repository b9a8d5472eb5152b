/// What a scenario's changes do, against the same world without them.
public struct ScenarioEffect: Codable, Sendable, Equatable {
  /// Scenario id.
  public var scenario: String
  /// Name for people.
  public var name: String
  /// Year compared, with the project.
  public var year: Int
  /// Measures in force in both worlds: `as adopted` or `none`.
  public var measures: String
  /// What is changed, in words.
  public var changes: [String]
  /// Tonnes over the project without the changes.
  public var projectTonnesBefore: Double
  /// The same with them.
  public var projectTonnesAfter: Double
  /// Real income by region, largest change first.
  public var realIncome: [RegionChange]
  /// Links whose flow changes most.
  public var links: [LinkChange]
  /// Trade between countries whose value changes most.
  public var trade: [TradeChange]

  /// Change of a region's real income.
  public struct RegionChange: Codable, Sendable, Equatable {
    /// Region id.
    public var region: String
    /// Per cent.
    public var percent: Double
  }

  /// Change of the flow on a link, both directions.
  public struct LinkChange: Codable, Sendable, Equatable {
    /// Link id.
    public var link: String
    /// Node it starts from.
    public var from: String
    /// Node it goes to.
    public var to: String
    /// Mt a year without the changes.
    public var beforeMegatonnes: Double
    /// Mt a year with them.
    public var afterMegatonnes: Double
  }

  /// Change of trade of one commodity between two regions.
  public struct TradeChange: Codable, Sendable, Equatable {
    /// Exporting region.
    public var exporter: String
    /// Importing region.
    public var importer: String
    /// Commodity.
    public var commodity: String
    /// USD million without the changes.
    public var beforeUSDMillion: Double
    /// USD million with them.
    public var afterUSDMillion: Double
  }
}
