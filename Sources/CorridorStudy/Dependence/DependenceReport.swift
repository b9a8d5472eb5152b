/// How much a country depends on partners, goods and crossings, in several worlds of one year.
public struct DependenceReport: Codable, Sendable, Equatable {
  /// Country, ISO3.
  public var country: String
  /// Year.
  public var year: Int
  /// Project that stands in some of the worlds.
  public var project: String
  /// With and without measures, without and with the project.
  public var worlds: [DependenceWorld]
}

/// One world.
public struct DependenceWorld: Codable, Sendable, Equatable {
  /// `as adopted` or `none`.
  public var measures: String
  /// Whether the project stands.
  public var withProject: Bool
  /// Exports, USD million.
  public var exportsUSDMillion: Double
  /// Imports, USD million.
  public var importsUSDMillion: Double
  /// Herfindahl–Hirschman index of the partners of exports, 0 to 1.
  public var exportConcentration: Double
  /// The same of imports.
  public var importConcentration: Double
  /// The same of trade both ways.
  public var tradeConcentration: Double
  /// Partners, the largest first.
  public var partners: [Partner]
  /// Goods, the most traded first.
  public var commodities: [Goods]
  /// Border crossings and ports through which trade goes, the most used first.
  public var crossings: [Crossing]
  /// Land borders by country behind them, the most used first.
  public var borders: [Border]

  /// A partner country.
  public struct Partner: Codable, Sendable, Equatable {
    /// ISO3 code.
    public var country: String
    /// Exports to it, USD million.
    public var exportsUSDMillion: Double
    /// Imports from it, USD million.
    public var importsUSDMillion: Double
    /// Share of trade both ways, 0 to 1.
    public var share: Double
    /// Change of real income if it stopped trading, per cent; `nil` where that was not solved.
    public var realIncomePercent: Double?
  }

  /// A commodity.
  public struct Goods: Codable, Sendable, Equatable {
    /// Id.
    public var commodity: String
    /// Exports, USD million.
    public var exportsUSDMillion: Double
    /// Share of the country's exports, 0 to 1.
    public var exportShare: Double
    /// Country that buys most of it.
    public var buyer: String
    /// Its share of these exports.
    public var buyerShare: Double
    /// Imports, USD million.
    public var importsUSDMillion: Double
    /// Share of the country's imports.
    public var importShare: Double
    /// Country that sells most of it.
    public var seller: String
    /// Its share of these imports.
    public var sellerShare: Double
  }

  /// A border crossing or port.
  public struct Crossing: Codable, Sendable, Equatable {
    /// Places: `Sinuiju – Dandong`, `Nampo`.
    public var name: String
    /// `border` or `port`.
    public var kind: String
    /// Country behind a border; empty for ports.
    public var neighbour: String
    /// Trade through it, USD million.
    public var usdMillion: Double
    /// Tonnes through it.
    public var tonnes: Double
    /// Share of the trade that has a way on the network, 0 to 1.
    public var share: Double
  }

  /// All land crossings to one neighbour.
  public struct Border: Codable, Sendable, Equatable {
    /// Neighbour, ISO3.
    public var neighbour: String
    /// Share of the trade that has a way on the network.
    public var share: Double
    /// Change of real income if it were closed to the country's trade, per cent.
    public var realIncomePercent: Double
  }
}
