/// Yearly series of a study.
///
/// A year that is not given takes the nearest given one; on a tie, the
/// earlier.
public struct TimeSeries: Sendable, Equatable {
  /// What a series measures.
  public enum Kind: String, Sendable, CaseIterable {
    /// Real gross domestic product by region, base year 1.
    case gdpIndex = "gdp_index"
    /// Price by commodity, USD/t.
    case priceUSDPerTonne = "price_usd_per_t"
    /// Volume index of trade, base year 1; key `commodity`, `importer:commodity` or
    /// `exporter:importer:commodity`.
    case demandIndex = "demand_index"
    /// Roubles for a dollar; key `RUB`.
    case rublesPerUSD = "rub_per_usd"
    /// Factor on the capacity of a link or of a node's terminals, base year 1; key link or node id.
    case capacityIndex = "capacity_index"
    /// Consumer price index of a currency's country, price year 1; key `USD` or `RUB`.
    case deflator
  }

  struct Key: Hashable, Sendable {
    var kind: Kind
    var key: String
  }

  struct Point: Sendable, Equatable {
    var year: Int
    var value: Double
  }

  private var points: [Key: [Point]] = [:]

  /// No series at all.
  public init() {}

  /// Adds a point.
  ///
  /// Returns `false` where the series has that year already.
  @discardableResult
  public mutating func insert(_ kind: Kind, key: String, year: Int, value: Double) -> Bool {
    var list = points[Key(kind: kind, key: key), default: []]
    let place = list.firstIndex { $0.year >= year } ?? list.count
    if place < list.count, list[place].year == year { return false }
    list.insert(Point(year: year, value: value), at: place)
    points[Key(kind: kind, key: key)] = list
    return true
  }

  /// Value in a year; `nil` where there is no such series.
  public func value(_ kind: Kind, key: String, year: Int) -> Double? {
    guard let list = points[Key(kind: kind, key: key)], let first = list.first else { return nil }
    var best = first
    for point in list where abs(point.year - year) < abs(best.year - year) { best = point }
    return best.value
  }

  /// Value given for a year itself; `nil` where there is none.
  public func exactValue(_ kind: Kind, key: String, year: Int) -> Double? {
    points[Key(kind: kind, key: key)]?.first { $0.year == year }?.value
  }

  /// Keys of one kind, sorted.
  public func keys(_ kind: Kind) -> [String] {
    points.keys.filter { $0.kind == kind }.map(\.key).sorted()
  }
}
