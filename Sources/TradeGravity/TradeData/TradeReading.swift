/// What came of reading a trade file beside the table.
public struct TradeReading: Sendable, Codable, Equatable {
  /// The file.
  public var file: String
  /// Its layout.
  public var layout: TradeLayout
  /// Rows in the file.
  public var rows: Int
  /// Rows left out, by reason.
  public var leftOut: [String: Int]
  /// Names of the columns that were used, by what they say.
  public var columns: [String: String]
  /// USD in one unit of the values.
  public var usdPerUnit: Double

  /// Plain sentence for the reader.
  public var summary: String {
    var text = "\(file): \(layout.title), \(rows) rows"
    if usdPerUnit == 1e3 { text += ", thousand USD" }
    if usdPerUnit == 1e6 { text += ", million USD" }
    let reasons = leftOut.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
    if !reasons.isEmpty {
      text +=
        "; left out: "
        + reasons.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    }
    return text
  }
}
