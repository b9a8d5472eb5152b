/// Writes tables as CSV (RFC 4180, LF).
public struct CSVText: Sendable {
  /// The text so far.
  public private(set) var text: String

  /// A table with a header row.
  public init(columns: [String]) {
    text = ""
    append(columns)
  }

  /// Adds a row; a field is quoted where it must be.
  public mutating func append(_ fields: [String]) {
    for (place, field) in fields.enumerated() {
      if place > 0 { text += "," }
      let needsQuotes = field.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
      text +=
        needsQuotes
        ? "\""
          + field.split(separator: "\"", omittingEmptySubsequences: false)
          .joined(separator: "\"\"") + "\"" : field
    }
    text += "\n"
  }
}
