import Foundation

/// Functions that a formula may use.
enum ColumnFunction: String, CaseIterable {
  case log, ln, asinh, log2, log10, log1p, exp, sqrt, abs, round, floor, min, max
  case total, mean, count

  /// How many arguments it takes.
  var argumentCounts: ClosedRange<Int> {
    switch self {
    case .min, .max: 2...20
    case .total, .mean: 1...20
    case .count: 0...20
    default: 1...1
    }
  }

  var argumentsText: String {
    switch self {
    case .min, .max: "two values or more"
    case .total, .mean: "a value and the columns that make the groups"
    case .count: "the columns that make the groups"
    default: "one value"
    }
  }

  /// Value at a number, for functions of one number.
  var ofOne: (@Sendable (Double) -> Double)? {
    switch self {
    case .log, .ln: { Foundation.log($0) }
    case .asinh: { Foundation.asinh($0) }
    case .log2: { Foundation.log2($0) }
    case .log10: { Foundation.log10($0) }
    case .log1p: { Foundation.log1p($0) }
    case .exp: { Foundation.exp($0) }
    case .sqrt: { $0.squareRoot() }
    case .abs: { Swift.abs($0) }
    case .round: { $0.rounded() }
    case .floor: { $0.rounded(.down) }
    default: nil
    }
  }
}
