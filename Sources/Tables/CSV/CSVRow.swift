import Foundation

/// A row of a table.
///
/// A getter returns `nil` where the cell is not what was asked for, and puts the reason into the
/// collector; read all the cells of a row before you give up on it.
public struct CSVRow {
  /// Its table.
  public let table: CSVTable
  /// Position among the data rows.
  public let row: Int
  /// Gets what is wrong.
  public let faults: FaultCollector

  /// Line in the file, from 1.
  public var line: Int { table.line(row: row) }

  /// Text of a cell; `nil` where it is empty or there is no such column, which is no fault.
  public func optionalText(_ column: String) -> String? {
    guard let text = table.text(row: row, column: column), !text.isEmpty else { return nil }
    return text
  }

  /// Text of a cell that must not be empty.
  public func text(_ column: String) -> String? {
    guard let text = optionalText(column) else {
      fault(column, found: "an empty cell", expected: "text")
      return nil
    }
    return text
  }

  /// Number in a cell that must not be empty, finite and inside a range.
  public func number(_ column: String, in range: ClosedRange<Double> = CSVRow.anyNumber) -> Double?
  {
    if let value = table.number(row: row, column: column), range.contains(value) { return value }
    let found = optionalText(column).map { "'\($0)'" } ?? "an empty cell"
    fault(column, found: found, expected: expectation("a number", range))
    return nil
  }

  /// Number in a cell; `nil` where the cell is empty, which is no fault.
  public func optionalNumber(
    _ column: String,
    in range: ClosedRange<Double> = CSVRow.anyNumber
  ) -> Double? {
    optionalText(column) == nil ? nil : number(column, in: range)
  }

  /// Number in a cell; a default where the cell is empty.
  public func number(
    _ column: String,
    in range: ClosedRange<Double> = CSVRow.anyNumber,
    default value: Double
  ) -> Double? {
    optionalText(column) == nil ? value : number(column, in: range)
  }

  /// Whole number in a cell that must not be empty.
  public func integer(
    _ column: String,
    in range: ClosedRange<Int> = -1_000_000_000...1_000_000_000
  )
    -> Int?
  {
    guard let text = optionalText(column) else {
      fault(column, found: "an empty cell", expected: "a whole number")
      return nil
    }
    guard let value = Int(text), range.contains(value) else {
      fault(
        column,
        found: "'\(text)'",
        expected: "a whole number from \(range.lowerBound) to \(range.upperBound)"
      )
      return nil
    }
    return value
  }

  /// Whole number in a cell; `nil` where it is empty, which is no fault.
  public func optionalInteger(
    _ column: String,
    in range: ClosedRange<Int> = -1_000_000_000...1_000_000_000
  ) -> Int? {
    optionalText(column) == nil ? nil : integer(column, in: range)
  }

  /// 0 or 1; a default where the cell is empty.
  public func flag(_ column: String, default value: Bool) -> Bool? {
    guard let text = optionalText(column) else { return value }
    switch text {
    case "0": return false
    case "1": return true
    default:
      fault(column, found: "'\(text)'", expected: "0 or 1")
      return nil
    }
  }

  /// Day in a cell that must not be empty.
  public func date(_ column: String) -> CalendarDate? {
    guard optionalText(column) != nil else {
      fault(column, found: "an empty cell", expected: "a date YYYY-MM-DD")
      return nil
    }
    return optionalDate(column)
  }

  /// Day in a cell; `nil` where it is empty, which is no fault.
  public func optionalDate(_ column: String) -> CalendarDate? {
    guard let text = optionalText(column) else { return nil }
    guard let date = CalendarDate(text) else {
      fault(column, found: "'\(text)'", expected: "a date YYYY-MM-DD")
      return nil
    }
    return date
  }

  /// Parts of a cell between semicolons, without blanks and empty ones.
  public func list(_ column: String) -> [String] {
    (optionalText(column) ?? "").split(separator: ";")
      .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }

  /// One of the raw values of an enumeration.
  public func choice<Choice: RawRepresentable & CaseIterable>(
    _ column: String,
    of type: Choice.Type
  ) -> Choice? where Choice.RawValue == String {
    let text = optionalText(column) ?? ""
    if let choice = Choice(rawValue: text) { return choice }
    let names = Choice.allCases.map(\.rawValue)
    fault(
      column,
      found: text.isEmpty ? "an empty cell" : "'\(text)'",
      expected:
        "one of \(names.joined(separator: ", "))\(NearestName.hint(for: text, among: names))"
    )
    return nil
  }

  /// Position of the id in a cell, among known ids; where none is known at all, since their table could not be
  /// read, no id is a fault.
  public func reference(_ column: String, in ids: [String: Int], called thing: String) -> Int? {
    guard let id = text(column) else { return nil }
    if let place = ids[id] { return place }
    if ids.isEmpty { return nil }
    fault(
      column,
      found: "unknown \(thing) '\(id)'",
      expected: "the id of a \(thing)\(NearestName.hint(for: id, among: ids.keys.sorted()))"
    )
    return nil
  }

  /// Positions of the things that a cell names by id, separated by `;`; an empty cell names none.
  ///
  /// Unknown ids are faults and left out.
  public func references(
    _ column: String,
    in ids: [String: Int],
    called thing: String
  ) -> [Int] {
    list(column).compactMap { id in
      if let place = ids[id] { return place }
      if ids.isEmpty { return nil }
      fault(
        column,
        found: "unknown \(thing) '\(id)'",
        expected: "the id of a \(thing)\(NearestName.hint(for: id, among: ids.keys.sorted()))"
      )
      return nil
    }
  }

  /// Adds a fault about a cell of this row.
  public func fault(_ column: String?, found: String, expected: String) {
    faults.error(table.file, line: line, column: column, found: found, expected: expected)
  }

  /// Every number.
  public static let anyNumber = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
  /// Zero and above.
  public static let notNegative = 0...Double.greatestFiniteMagnitude
  /// Above zero.
  public static let positive = Double.leastNonzeroMagnitude...Double.greatestFiniteMagnitude
}

/// "a number", "a number above zero", "a number from 0 to 1".
func expectation(_ thing: String, _ range: ClosedRange<Double>) -> String {
  switch range {
  case CSVRow.anyNumber: thing
  case CSVRow.notNegative: "\(thing), zero or above"
  case CSVRow.positive: "\(thing) above zero"
  default: "\(thing) from \(range.lowerBound.shortText) to \(range.upperBound.shortText)"
  }
}

extension Double {
  /// Shortest text that reads back as the same number, "5" rather than "5.0".
  var shortText: String {
    let text = "\(self)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
