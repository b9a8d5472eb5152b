public import FreightNetwork
public import TradePolicy

/// A study: everything that its folder says, checked.
public struct Study: Sendable {
  /// Name of the folder.
  public var id: String
  /// Settings.
  public var settings: StudySettings
  /// Regions.
  public var regions: [Region]
  /// Commodities.
  public var commodities: [Commodity]
  /// Cargo classes.
  public var cargoClasses: [CargoClass]
  /// Base-year trade.
  public var trade: [TradeRow]
  /// Tariffs in the base year.
  public var tariffs: [TariffRow]
  /// Yearly series.
  public var timeSeries: TimeSeries
  /// Policy measures.
  public var policy: PolicyBook
  /// Physical network.
  public var network: StudyNetwork
  /// Links that scenarios open, from `network/scenario_link.csv`; `existence.project` is their group.
  public var scenarioLinks: [NetworkLink] = []
  /// Projects, by opening and id.
  public var projects: [Project]
  /// Special zones, by file name.
  public var zones: [SpecialZone] = []
  /// Gas chains, by file name.
  public var gas: [GasStudy] = []
  /// Resource chains, by file name.
  public var resources: [ResourceChain] = []
  /// Risk model; `nil` where the study has none.
  public var risk: RiskSettings?
  /// Routes observed.
  public var routeObservations: [RouteObservation]
  /// Traffic counted.
  public var trafficObservations: [TrafficObservation]
  /// Published effects.
  public var effectObservations: [EffectObservation]
  /// Tests of the model against facts.
  public var tradeTests: [TradeTest] = []
  /// Researched figures.
  public var facts = FactBook([])
  /// Published statements to check.
  public var claims: [Claim] = []
  /// How the trade table was put together.
  public var tradeAdjustments: [TradeAdjustment]
  /// Rows of quality D.
  public var assumptions: [Assumption]
  /// Sources with the number of rows that rest on each.
  public var sources: [SourceReference]
  /// Number of figures by place, `file|kind`, and grade A to D.
  public var grades: [String: [String: Int]] = [:]
  /// SHA-256 over the study's files, in name order.
  public var digest: String

  /// The project with an id.
  public func project(_ id: String) -> Project? { projects.first { $0.id == id } }
}

/// The physical network of a study.
public struct StudyNetwork: Sendable {
  /// Nodes.
  public var nodes: [NetworkNode]
  /// Links.
  public var links: [NetworkLink]
  /// Terminals.
  public var terminals: [Terminal]
  /// Border crossings.
  public var borders: [BorderCrossing]
  /// Connectors of regions.
  public var connectors: [Connector]
  /// Rates.
  public var rates: [CarrierRate]
  /// What keeps freight off transit beside money and time.
  public var transitConstants: [TransitConstant]
  /// Points between the ends of a link, for maps: by link id, `[longitude, latitude]`.
  public var geometry: [String: [[Double]]]
}
