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

  private let bytes: [UInt8]
  private let fields: [Field]
  private let lines: [Int32]
  private let index: [String: Int]

  struct Field: Sendable {
    var start: Int
    var end: Int
    var quoted: Bool
  }

  /// Reads a file. Faults go to the collector; `nil` where no table came of it.
  ///
  /// - Parameters:
  ///   - url: the file; `.gz` is unpacked.
  ///   - name: how faults name it.
  ///   - faults: gets everything that is wrong.
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
    guard let header = scanner.records.first else {
      faults.error(name, found: "an empty file", expected: "a header row")
      return nil
    }
    let columns = scanner.fields[header.fields].map {
      text(bytes, $0).trimmingCharacters(in: .whitespaces)
    }
    var index: [String: Int] = [:]
    for (place, column) in columns.enumerated() {
      if index.updateValue(place, forKey: column) != nil {
        faults.error(
          name,
          line: 1,
          column: column,
          found: "the column twice",
          expected: "every column once"
        )
      }
    }
    var fields: [Field] = []
    fields.reserveCapacity(scanner.fields.count)
    var lines: [Int32] = []
    lines.reserveCapacity(scanner.records.count)
    for record in scanner.records.dropFirst() {
      guard record.fields.count == columns.count else {
        faults.error(
          name,
          line: record.line,
          found: "\(record.fields.count) fields",
          expected: "\(columns.count), as in the header"
        )
        continue
      }
      fields.append(contentsOf: scanner.fields[record.fields])
      lines.append(Int32(record.line))
    }
    return CSVTable(
      file: name,
      columns: columns,
      bytes: bytes,
      fields: fields,
      lines: lines,
      index: index
    )
  }

  /// Checks the columns: a missing one is an error, an unknown one a warning with the name that
  /// was probably meant. Returns whether none is missing.
  @discardableResult
  public func expect(_ required: [String], optional: [String] = [], faults: FaultCollector) -> Bool
  {
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
    for column in columns where !known.contains(column) {
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

  /// Is there such a column?
  public func has(_ column: String) -> Bool { index[column] != nil }

  /// The rows. Their getters put what is wrong into the collector.
  public func rows(_ faults: FaultCollector) -> some Sequence<CSVRow> {
    (0..<rowCount).lazy.map { CSVRow(table: self, row: $0, faults: faults) }
  }

  /// Line of a data row, from 1.
  public func line(row: Int) -> Int { Int(lines[row]) }

  /// Text of a cell without the blanks around it; `nil` where the column is missing.
  public func text(row: Int, column: String) -> String? {
    guard let place = index[column] else { return nil }
    let field = fields[row * columns.count + place]
    let text = Self.text(bytes, field)
    return field.quoted ? text : text.trimmingCharacters(in: .whitespaces)
  }

  /// Number in a cell, by the fast way; `nil` where it is none.
  func number(row: Int, column: String) -> Double? {
    guard let place = index[column] else { return nil }
    let field = fields[row * columns.count + place]
    if !field.quoted, let number = DecimalNumber.parse(bytes, field.start, field.end) {
      return number
    }
    return text(row: row, column: column).flatMap { Double($0) }
  }

  private static func text(_ bytes: [UInt8], _ field: Field) -> String {
    let text = String(decoding: bytes[field.start..<field.end], as: UTF8.self)
    return field.quoted ? text.replacingOccurrences(of: "\"\"", with: "\"") : text
  }
}
