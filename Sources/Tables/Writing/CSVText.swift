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
      append(field, isAlone: fields.count == 1)
    }
    text += "\n"
  }

  /// A number as the shortest text that reads back as the same number: `5`, `0.1`, `1e-07`.
  ///
  /// - Throws: `OutputError` where it is not finite.
  public static func field(_ number: Double) throws(OutputError) -> String {
    guard number.isFinite else {
      throw OutputError(file: "CSV", reason: "\(number) is no number for a table")
    }
    return number.shortText
  }

  /// Quotes keep separators, quotes, line ends, blanks at the ends, and a row of one empty field.
  private mutating func append(_ field: String, isAlone: Bool) {
    let needsQuotes =
      field.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
      || field != field.trimmed || (isAlone && field.isEmpty)
    guard needsQuotes else {
      text += field
      return
    }
    text += "\""
    text += field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
    text += "\""
  }
}
