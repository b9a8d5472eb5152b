public import Tables

/// A flow on a day, of which one asks what the measures do to it.
public struct PolicyQuery: Sendable, Equatable {
  /// A product.
  public enum Product: Sendable, Equatable {
    /// Code of the Harmonized System, or its beginning.
    case hs(String)
    /// Code of the Standard International Trade Classification, or its beginning.
    case sitc(String)
    /// Commodity of the study.
    case commodity(String)
  }

  /// Country that sells, ISO3.
  public var exporter: String
  /// Country that buys.
  public var importer: String
  /// Where the goods come from, where that is not the exporter.
  public var goodsOrigin: String?
  /// What is sold.
  public var product: Product
  /// Commodities of the study that the product belongs to, for measures that name no codes.
  public var commodities: [String]
  /// Day.
  public var date: CalendarDate
  /// Countries passed on the way.
  public var transit: [String]
  /// Places passed on the way.
  public var places: [String]
  /// Mode of the way; `nil`: not said.
  public var mode: Measure.Mode?

  /// A flow on a day.
  public init(
    exporter: String,
    importer: String,
    product: Product,
    commodities: [String],
    date: CalendarDate,
    goodsOrigin: String? = nil,
    transit: [String] = [],
    places: [String] = [],
    mode: Measure.Mode? = nil
  ) {
    self.exporter = exporter
    self.importer = importer
    self.product = product
    self.commodities = commodities
    self.date = date
    self.goodsOrigin = goodsOrigin
    self.transit = transit
    self.places = places
    self.mode = mode
  }
}

/// What the measures do to a flow on a day.
public struct PolicyFinding: Codable, Sendable, Equatable {
  /// The verdict.
  public enum Verdict: String, Codable, Sendable {
    /// No measure in force forbids or limits it.
    case allowed
    /// It is limited in value or mass.
    case capped
    /// It is forbidden.
    case prohibited
  }

  /// A measure that meets the flow.
  public struct Hit: Codable, Sendable, Equatable {
    /// The measure.
    public var measure: CalendarEntry
    /// `whole` or `part` of the product.
    public var product: ProductScope.Match
    /// Ids of the exemptions that free from it all that it meets.
    public var freedBy: [String] = []
    /// Ids of the exemptions that free from it a part of what it meets.
    public var freedInPartBy: [String] = []

    /// Whether it meets all of the product and lets no part go.
    var hitsAll: Bool { product == .whole && freedBy.isEmpty && freedInPartBy.isEmpty }
  }

  /// What the measures make of it.
  public var verdict: Verdict
  /// Whether the verdict holds for a part of the product alone.
  public var isForPart: Bool
  /// Paragraphs that make the verdict: `UNSC, UNSCR 2371 …, paragraph 8`.
  public var because: [String]
  /// Conditions that hold for what stays allowed.
  public var conditions: [String]
  /// Bans, caps, tariffs, charges, delays, inspections and refusals that meet it.
  public var hits: [Hit]
  /// Exemptions that meet it.
  public var exemptions: [CalendarEntry]
  /// Measures of the calendar that meet it and act on no flow.
  public var remarks: [CalendarEntry]
}
