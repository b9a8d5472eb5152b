public import Foundation

/// A table read from a CSV file (RFC 4180: UTF-8, a header row, quotes doubled inside quotes, line
/// ends LF or CRLF; a byte-order mark and gzip are accepted).
///
/// Fields stay bytes until they are asked for, so that wide tables cost what is used of them.
public struct CSVTable: Sendable {
  /// File, as faults name it.
  public let file: String
  /// Names of the columns, in file order.
  public let columns: [String]
  /// Number of data rows.
  public var rowCount: Int { lines.count }

  let bytes: [UInt8]
  let fields: [CSVField]
  private let lines: [Int32]
  let index: [String: Int]
  private let headerLine: Int

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - url: the file; `.gz` is unpacked.
  ///   - name: how faults name it.
  ///   - faults: gets everything that is wrong.
  /// - Returns: the table without its broken rows; `nil` where no table came of it.
  public static func read(_ url: URL, name: String, faults: FaultCollector) -> CSVTable? {
    do {
      return parse(try FileBytes.read(url, name: name), name: name, faults: faults)
    } catch {
      faults.add(error)
      return nil
    }
  }

  /// Parses the bytes of a table, as `read` does.
  public static func parse(_ bytes: [UInt8], name: String, faults: FaultCollector) -> CSVTable? {
    guard bytes.count <= CSVField.byteLimit else {
      faults.error(
        name,
        found: "\(bytes.count) bytes",
        expected: "at most \(CSVField.byteLimit) bytes"
      )
      return nil
    }
    if let line = UTF8Check.lineOfFirstFault(bytes) {
      faults.error(name, line: line, found: "bytes that are no UTF-8", expected: "UTF-8 text")
      return nil
    }
    var scanner = CSVScanner(bytes)
    scanner.scan()
    if let line = scanner.unclosedQuoteLine {
      faults.error(
        name,
        line: line,
        found: "a quote that is never closed",
        expected: "a closing quote"
      )
      return nil
    }
    guard let width = scanner.width else {
      faults.error(name, found: "an empty file", expected: "a header row")
      return nil
    }
    let columns = scanner.fields[0..<width].map { text(bytes, $0).trimmed }
    guard !columns.contains(where: { $0.contains("\r") }) else {
      faults.error(
        name,
        line: scanner.headerLine,
        found: "line ends of a carriage return alone",
        expected: "LF or CRLF"
      )
      return nil
    }
    var index: [String: Int] = [:]
    for (place, column) in columns.enumerated() {
      if column.isEmpty {
        faults.error(
          name,
          line: scanner.headerLine,
          found: "column \(place + 1) without a name",
          expected: "a name for every column"
        )
      } else if index.updateValue(place, forKey: column) != nil {
        faults.error(
          name,
          line: scanner.headerLine,
          column: column,
          found: "the column twice",
          expected: "every column once"
        )
      }
    }
    for row in scanner.raggedRows {
      faults.error(
        name,
        line: row.line,
        found: "\(row.fieldCount) fields",
        expected: "\(width), as in the header"
      )
    }
    for line in scanner.strayLines {
      faults.error(
        name,
        line: line,
        found: "text after a closing quote",
        expected: "a comma or the end of the line; quotes inside quotes are doubled"
      )
    }
    return CSVTable(
      file: name,
      columns: columns,
      bytes: bytes,
      fields: scanner.fields,
      lines: scanner.lines,
      index: index,
      headerLine: scanner.headerLine
    )
  }

  /// Checks the columns.
  ///
  /// A missing one is an error, an unknown one a warning with the name that was probably meant.
  ///
  /// - Parameters:
  ///   - required: columns that must be there.
  ///   - optional: columns that may be there.
  ///   - faults: gets the faults.
  /// - Returns: whether no required column is missing.
  @discardableResult
  public func expect(_ required: [String], optional: [String] = [], faults: FaultCollector) -> Bool
  {
    for (mark, name) in [(";", "semicolons"), ("\t", "tabs")]
    where columns.count == 1 && required.count > 1 && columns[0].contains(mark) {
      faults.error(file, line: 1, found: "columns set apart by \(name)", expected: "by commas")
      return false
    }
    var complete = true
    for column in required where index[column] == nil {
      complete = false
      faults.error(
        file,
        line: 1,
        column: column,
        found: "no such column",
        expected: "column '\(column)'\(NearestName.hint(for: column, among: columns))"
      )
    }
    let known = required + optional
    for column in columns where !column.isEmpty && !known.contains(column) {
      faults.warning(
        file,
        line: 1,
        column: column,
        found: "an unknown column",
        expected: "a column of this table\(NearestName.hint(for: column, among: known))"
      )
    }
    return complete
  }

  /// Whether there is such a column.
  public func has(_ column: String) -> Bool { index[column] != nil }

  /// The rows; `faults` gets what their getters find wrong.
  public func rows(_ faults: FaultCollector) -> some Sequence<CSVRow> {
    (0..<rowCount).lazy.map { CSVRow(table: self, row: $0, faults: faults) }
  }

  /// Line of a data row, from 1.
  public func line(row: Int) -> Int { Int(lines[row]) }

  /// Text of a cell without the blanks around it; `nil` where the column is missing.
  public func text(row: Int, column: String) -> String? {
    field(row, column).map { Self.text(bytes, $0) }
  }

  /// Decimal number in a cell; `nil` where it is none, or not finite.
  func number(row: Int, column: String) -> Double? {
    guard let field = field(row, column) else { return nil }
    return DecimalNumber.parse(bytes.span.extracting(field.start..<field.end))
  }

  /// The header's fields come first, so data row 0 is the second row of fields.
  private func field(_ row: Int, _ column: String) -> CSVField? {
    index[column].map { fields[(row + 1) * columns.count + $0] }
  }

  static func text(_ bytes: [UInt8], _ field: CSVField) -> String {
    if field.isQuoted {
      return String(decoding: bytes[field.start..<field.end], as: UTF8.self)
        .replacingOccurrences(of: "\"\"", with: "\"")
    }
    var start = field.start
    var end = field.end
    while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
    while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    if start == end { return "" }
    let text = String(decoding: bytes[start..<end], as: UTF8.self)
    // Blanks beyond ASCII, such as the no-break space.
    return bytes[start] >= 0x80 || bytes[end - 1] >= 0x80 ? text.trimmed : text
  }
}

extension String {
  /// Without the blanks around it.
  var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
