/// What is said of a file of matrices, or of one of them.
public enum MatrixAttribute: Sendable, Equatable {
  /// A text.
  case text(String)
  /// A whole number.
  case integer(Int)
  /// A number.
  case number(Double)
  /// Several numbers.
  case numbers([Double])

  /// The number, where it is one.
  public var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    case .text, .numbers: nil
    }
  }

  /// The text, where it is one.
  public var text: String? { if case .text(let text) = self { text } else { nil } }
}
