/// A number with a unit, in base units.
struct ClaimValue: Sendable, Equatable {
  var number: Double
  /// Powers of base units.
  var powers: [String: Int]
  /// Whether it comes of literals without a unit alone, so that it takes the unit of what it meets.
  var isBare = false

  static func pure(_ number: Double) -> ClaimValue { ClaimValue(number: number, powers: [:]) }
}

/// Why a statement cannot be decided.
struct ClaimUndecided: Error, Sendable, Equatable { var reason: String }

/// A figure that an evaluation used.
public struct ClaimFigure: Codable, Sendable, Hashable {
  /// As the expression names it.
  public var name: String
  /// Value in `unit`.
  public var value: Double
  /// Unit.
  public var unit: String
  /// Bases of the reading, separated by `;`.
  public var basis: String
  /// Source ids.
  public var source: String
  /// Quality grade; empty for tables of the study.
  public var quality: String
}

/// Both sides of one comparison.
public struct ClaimComparison: Codable, Sendable, Equatable {
  /// The comparison as written.
  public var text: String
  /// What the data give.
  public var left: Double
  /// What is claimed.
  public var right: Double
  /// Unit of both.
  public var unit: String
  /// Whether it holds.
  public var holds: Bool
  /// How far the two may be apart, in `unit`.
  public var tolerance: Double
}
