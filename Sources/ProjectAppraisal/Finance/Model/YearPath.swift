import Foundation

/// A value by calendar year: that of the latest year listed, and of the first before it.
public struct YearPath: Codable, Sendable, Equatable {
  /// Years, rising.
  public let years: [Int]
  /// Values, one for each year.
  public let values: [Double]

  /// The same value in every year.
  public init(_ value: Double) {
    years = [0]
    values = [value]
  }

  /// Values from years on; `nil` where the lists differ in length, are empty, or do not rise.
  public init?(years: [Int], values: [Double]) {
    guard !years.isEmpty, years.count == values.count,
      zip(years, years.dropFirst()).allSatisfy({ $0 < $1 })
    else { return nil }
    self.years = years
    self.values = values
  }

  /// Value in a year.
  public func value(_ year: Int) -> Double {
    if values.count == 1 { return values[0] }
    var found = values.first ?? 0
    for (listed, value) in zip(years, values) where listed <= year { found = value }
    return found
  }
}
