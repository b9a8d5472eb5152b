/// A region: a country, a part of one, or a group of countries.
public struct Region: Sendable, Equatable {
  /// Id.
  public var id: String
  /// Name for people.
  public var name: String
  /// ISO3 code, the same for all parts of one country; the region's own id for a group.
  public var country: String
  /// Degrees east.
  public var longitude: Double
  /// Degrees north.
  public var latitude: Double
  /// Gross domestic product in the base year, USD million.
  public var gdpUSDMillion: Double
  /// Inhabitants.
  public var population: Double
  /// Output of goods in the base year, USD million.
  public var goodsOutputUSDMillion: Double
}
