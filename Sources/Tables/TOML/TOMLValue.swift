/// A value of a TOML file, with its place.
public struct TOMLValue: Sendable {
  /// Kinds of values.
  public enum Content: Sendable {
    /// A table: keys in order of name, with values.
    case table([String: TOMLValue])
    /// An array.
    case array([TOMLValue])
    /// Text.
    case string(String)
    /// A whole number.
    case integer(Int)
    /// A number with a point.
    case float(Double)
    /// Yes or no.
    case boolean(Bool)
    /// A day.
    case date(CalendarDate)
    /// Times and what else TOML knows.
    case other
  }

  /// What it is.
  public var content: Content
  /// Line in the file, from 1.
  public var line: Int

  /// The value where another kind was expected: a text says that it is one, since `"2020"` is no number.
  var found: String {
    if case .string = content { return "the text \(text)" }
    return text
  }

  /// The value as someone would write it.
  var text: String {
    switch content {
    case .table: "a table"
    case .array: "an array"
    case .string(let text): "'\(text)'"
    case .integer(let number): "\(number)"
    case .float(let number): "\(number)"
    case .boolean(let flag): "\(flag)"
    case .date(let date): "\(date)"
    case .other: "a time"
    }
  }
}
