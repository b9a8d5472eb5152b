/// The network with its flows.
public struct NetworkResult: Codable, Sendable, Equatable {
  /// Nodes.
  public var nodes: [NodeRow]
  /// Physical links.
  public var links: [LinkRow]
}

/// A node of the network.
public struct NodeRow: Codable, Sendable, Equatable {
  /// Id, as in `network/node.csv`.
  public var id: String
  /// Name for people.
  public var name: String
  /// ISO3 code.
  public var country: String
  /// Kind, as in the file.
  public var kind: String
  /// Degrees east.
  public var longitude: Double
  /// Degrees north.
  public var latitude: Double
}

/// A link with its flows in the reference year.
public struct LinkRow: Codable, Sendable, Equatable {
  /// Id, as in `network/link.csv`.
  public var id: String
  /// Node it starts from.
  public var from: String
  /// Node it goes to.
  public var to: String
  /// Carrier, "rail1520+rail1435".
  public var carrier: String
  /// Length, km.
  public var lengthKilometres: Double
  /// Capacity, Mt a year; `nil` where none is given.
  public var capacityMegatonnesPerYear: Double?
  /// Whether it is part of the project.
  public var isProject: Bool
  /// Points on the way, `[longitude, latitude]`, ends included.
  public var path: [[Double]]
  /// Flows by scenario.
  public var flows: [LinkFlow]
}

/// Flow on a link under one scenario, in the reference year, both directions.
public struct LinkFlow: Codable, Sendable, Equatable {
  /// Scenario id.
  public var scenario: String
  /// Mt without the project.
  public var withoutMegatonnes: Double
  /// Mt with the project.
  public var withMegatonnes: Double
  /// Mt with the project, by commodity; only the larger ones.
  public var byCommodityMegatonnes: [String: Double]
  /// What carriage over the link costs its users with the project, money, time and queues, USD
  /// million.
  public var transportCostUSDMillion: Double
  /// Per cent of world real income for one per cent more cost of the link, with the project.
  public var welfareElasticity: Double
  /// World real income of one per cent off the link's cost, USD million a year.
  public var onePercentUSDMillion: Double
  /// The same in USD a year for each USD million that the link costs to build; `nil` where that is
  /// not known.
  public var onePercentUSDPerUSDMillionBuilt: Double?
}

/// Modelled beside observed.
public struct ValidationResult: Codable, Sendable, Equatable {
  /// Route lengths, times, costs.
  public var routes: [RouteCheck]
  /// Traffic back-test.
  public var backTest: BackTest
  /// Sizes of trade and income effects beside published ones.
  public var effects: [EffectCheck]
  /// Trade and transit modelled beside observed figures.
  public var trade: [TradeBackTest]
}

/// One route check.
public struct RouteCheck: Codable, Sendable, Equatable {
  /// Id.
  public var id: String
  /// Name for people.
  public var name: String
  /// `length`, `time`, `cost`, `cost_ratio`.
  public var kind: String
  /// Modelled; `nil` where no route was found.
  public var modelled: Double?
  /// Lower end of what was observed.
  public var low: Double
  /// Upper end.
  public var high: Double
  /// Unit.
  public var unit: String
  /// Whether it is inside the range.
  public var within: Bool
  /// Places on the way.
  public var route: String
  /// Source ids.
  public var source: String
}

/// Traffic modelled beside realised.
public struct BackTest: Codable, Sendable, Equatable {
  /// What is compared, in words.
  public var description: String
  /// Whether the traffic is that of the project appraised, not of another one of the study.
  public var isOnProject: Bool
  /// Parameters calibrated and on which years.
  public var calibration: [CalibratedParameter]
  /// Year by year.
  public var rows: [BackTestRow]
  /// Mean absolute error over the predicted years, Mt.
  public var meanAbsoluteErrorMegatonnes: Double
  /// Root mean square error over the predicted years, Mt.
  public var rootMeanSquareErrorMegatonnes: Double
  /// What was met, what was missed and why, in sentences.
  public var comments: [String]
}

/// A calibrated parameter.
public struct CalibratedParameter: Codable, Sendable, Equatable {
  /// Name for people.
  public var name: String
  /// Value.
  public var value: Double
  /// Unit.
  public var unit: String
  /// Years used.
  public var years: [Int]
}

/// One year of the back-test.
public struct BackTestRow: Codable, Sendable, Equatable {
  /// Year.
  public var year: Int
  /// What is counted: a commodity id or "all".
  public var commodity: String
  /// Realised, lower end, Mt.
  public var observedLow: Double
  /// Realised, upper end, Mt.
  public var observedHigh: Double
  /// Modelled, Mt.
  public var modelled: Double
  /// Modelled had the buyers' and carriers' refusals not been in force, Mt.
  public var modelledWithoutRefusals: Double
  /// `calibration`, `prediction` or `context`.
  public var use: String
  /// Modelled less the nearest end of the range, Mt; zero inside it.
  public var error: Double
  /// Measures in force on the way.
  public var measures: [String]
  /// Source ids.
  public var source: String
}

/// Effect size beside a published one.
public struct EffectCheck: Codable, Sendable, Equatable {
  /// Name for people.
  public var name: String
  /// Modelled.
  public var modelled: Double
  /// Published, lower end.
  public var low: Double
  /// Published, upper end.
  public var high: Double
  /// Unit.
  public var unit: String
  /// Comment.
  public var comment: String
  /// Source ids.
  public var source: String
}

/// How the base-year trade table was put together.
public struct TradeBaseResult: Codable, Sendable, Equatable {
  /// The model of trade, in words.
  public var model: String
  /// Year.
  public var year: Int
  /// World trade between regions, USD million.
  public var interregionalUSDMillion: Double
  /// Sales inside regions, USD million.
  public var domesticUSDMillion: Double
  /// Largest relative gap between a region's sales and its income identity.
  public var largestImbalance: Double
  /// By kind of figure: rows and USD million.
  public var kinds: [TradeKind]
  /// Adjustments made, largest first.
  public var adjustments: [TradeAdjustment]
}

/// Base-year trade of one kind of figure.
public struct TradeKind: Codable, Sendable, Equatable {
  /// `reported`, `mirror`, `agency`, `estimate`, `domestic`, `latent`.
  public var kind: String
  /// Rows.
  public var rows: Int
  /// USD million.
  public var usdMillion: Double
}

/// One adjustment to the raw figures.
public struct TradeAdjustment: Codable, Sendable, Equatable {
  /// Step.
  public var step: String
  /// Exporter.
  public var exporter: String
  /// Importer.
  public var importer: String
  /// Commodity, empty for all.
  public var commodity: String
  /// Before, USD million.
  public var beforeUSDMillion: Double
  /// After, USD million.
  public var afterUSDMillion: Double
  /// Why.
  public var reason: String
}
