import Numerics

/// A price by year: straight lines between given years, constant growth before and after.
public struct PricePath: Sendable, Equatable {
  /// Years, rising.
  public let years: [Int]
  /// Prices of the years.
  public let prices: [Double]
  /// Real growth a year after the last one, and before the first.
  public let growth: Double

  /// A path through points in any order; a second point of a year is left out.
  public init(_ points: [(year: Int, price: Double)], growth: Double = 0) {
    var seen: Set<Int> = []
    let sorted = points.filter { seen.insert($0.year).inserted }.sorted { $0.year < $1.year }
    years = sorted.map(\.year)
    prices = sorted.map(\.price)
    self.growth = growth
  }

  /// Price of a year; zero where the path has no points.
  public func price(_ year: Int) -> Double {
    guard let first = years.first, let last = years.last else { return 0 }
    func grown(_ price: Double, _ count: Int) -> Double {
      var price = price
      for _ in 0..<abs(count) { price = count > 0 ? price * (1 + growth) : price / (1 + growth) }
      return price
    }
    if year < first { return grown(prices[0], year - first) }
    if year > last { return grown(prices[prices.count - 1], year - last) }
    return Series.interpolate(years.map { Double($0) }, prices, at: Double(year))
  }
}
