/// An attribute of a feature.
public enum GeoValue: Sendable, Hashable {
  /// Not given.
  case null
  /// Text.
  case text(String)
  /// A whole number.
  case integer(Int)
  /// A finite number.
  case real(Double)

  /// The text, where it is one.
  public var text: String? { if case .text(let text) = self { text } else { nil } }

  /// The number, whole or not, where it is one.
  public var number: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .real(let number): number
    case .null, .text: nil
    }
  }
}
