/// A formula or condition that cannot be understood.
public struct FormulaFault: Error, Sendable, Equatable, CustomStringConvertible {
  /// The text that was read.
  public var text: String
  /// Place in the text, in characters from 1.
  public var position: Int
  /// What is wrong there.
  public var reason: String

  /// The text with a mark under the place.
  public var description: String {
    let line = text.replacing("\n", with: " ")
    return "\(reason), at character \(position) of\n  \(line)\n  "
      + String(repeating: " ", count: max(0, position - 1)) + "^"
  }
}
