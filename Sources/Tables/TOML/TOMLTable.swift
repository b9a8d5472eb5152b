import CTomlFace
public import Foundation

/// A table of a TOML file.
///
/// A getter returns `nil` where the key is not what was asked for, and puts the reason into the
/// collector. Keys that nobody asked for are warnings: see `finish`.
public final class TOMLTable {
  /// File, as faults name it.
  public let file: String
  /// Line in the file, from 1.
  public let line: Int

  private let path: String
  private let entries: [String: TOMLValue]
  private let faults: FaultCollector
  private var asked: Set<String> = []
  private var children: [TOMLTable] = []

  init(
    file: String,
    line: Int,
    path: String,
    entries: [String: TOMLValue],
    faults: FaultCollector
  ) {
    self.file = file
    self.line = line
    self.path = path
    self.entries = entries
    self.faults = faults
  }

  /// Reads a file; faults go to the collector, and `nil` comes back where no table came of it.
  public static func read(_ url: URL, name: String, faults: FaultCollector) -> TOMLTable? {
    do {
      return parse(try FileBytes.read(url, name: name), name: name, faults: faults)
    } catch {
      faults.add(error)
      return nil
    }
  }

  /// Parses bytes, as `read` does.
  public static func parse(_ bytes: [UInt8], name: String, faults: FaultCollector) -> TOMLTable? {
    if let line = UTF8Check.lineOfFirstFault(bytes) {
      faults.error(name, line: line, found: "bytes that are no UTF-8", expected: "UTF-8 text")
      return nil
    }
    let document = unsafe bytes.withUnsafeBytes { buffer in
      unsafe tumen_toml_parse(
        buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
        Int64(buffer.count)
      )
    }
    defer { unsafe tumen_toml_free(document) }
    if let message = unsafe tumen_toml_error(document) {
      let reason = unsafe String(cString: message)
      faults.error(
        name,
        line: Int(unsafe tumen_toml_error_line(document)),
        found: "broken TOML at character \(unsafe tumen_toml_error_column(document)): \(reason)",
        // The parser meets the end of the line inside a text whose closing quote is missing.
        expected: reason.contains("unescaped control characters")
          ? "a closing quote on the same line" : "TOML 1.0"
      )
      return nil
    }
    guard let root = unsafe tumen_toml_root(document),
      case .table(let entries) = unsafe value(root).content
    else { return nil }
    return TOMLTable(file: name, line: 1, path: "", entries: entries, faults: faults)
  }

  private static func value(_ node: UnsafeRawPointer) -> TOMLValue {
    let line = Int(unsafe tumen_toml_line(node))
    let count = unsafe tumen_toml_count(node)
    let content: TOMLValue.Content
    switch Int(unsafe tumen_toml_kind(node)) {
    case TUMEN_TOML_TABLE:
      var table: [String: TOMLValue] = [:]
      for index in 0..<count {
        var length: Int64 = 0
        if let key = unsafe tumen_toml_key(node, index, &length),
          let entry = unsafe tumen_toml_entry(node, index)
        {
          unsafe table[text(key, length)] = value(entry)
        }
      }
      content = .table(table)
    case TUMEN_TOML_ARRAY:
      content = .array(
        (0..<count).compactMap { index in
          unsafe tumen_toml_entry(node, index).map { unsafe value($0) }
        }
      )
    case TUMEN_TOML_STRING:
      var length: Int64 = 0
      content = unsafe .string(
        tumen_toml_string(node, &length).map { unsafe text($0, length) } ?? ""
      )
    case TUMEN_TOML_INTEGER: content = .integer(Int(unsafe tumen_toml_integer(node)))
    case TUMEN_TOML_FLOAT: content = .float(unsafe tumen_toml_float(node))
    case TUMEN_TOML_BOOLEAN: content = .boolean(unsafe tumen_toml_integer(node) != 0)
    case TUMEN_TOML_DATE:
      let number = Int(unsafe tumen_toml_date(node))
      let date = CalendarDate(
        year: number / 10_000,
        month: number / 100 % 100,
        day: number % 100
      )
      content = date.map { .date($0) } ?? .other
    default: content = .other
    }
    return TOMLValue(content: content, line: line)
  }

  private static func text(_ start: UnsafePointer<CChar>, _ length: Int64) -> String {
    let bytes = unsafe UnsafeRawBufferPointer(start: start, count: Int(length))
    return unsafe String(decoding: bytes, as: UTF8.self)
  }

  // MARK: - Getters

  /// Whether the key is given.
  public func has(_ key: String) -> Bool {
    asked.insert(key)
    return entries[key] != nil
  }

  /// Text.
  public func text(_ key: String) -> String? {
    guard let value = required(key, "text") else { return nil }
    if case .string(let text) = value.content { return text }
    return mismatch(key, value, "text")
  }

  /// Text; a default where the key is not given.
  public func text(_ key: String, default standard: String) -> String? {
    has(key) ? text(key) : standard
  }

  /// A finite number inside a range.
  public func number(_ key: String, in range: ClosedRange<Double> = CSVRow.anyNumber) -> Double? {
    let expected = expectation("a number", range)
    guard let value = required(key, expected) else { return nil }
    switch value.content {
    case .integer(let number) where range.contains(Double(number)): return Double(number)
    case .float(let number) where number.isFinite && range.contains(number): return number
    default: return mismatch(key, value, expected)
    }
  }

  /// A number; a default where the key is not given.
  public func number(
    _ key: String,
    in range: ClosedRange<Double> = CSVRow.anyNumber,
    default standard: Double
  ) -> Double? {
    has(key) ? number(key, in: range) : standard
  }

  /// A whole number inside a range.
  public func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
    let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard let value = required(key, expected) else { return nil }
    if case .integer(let number) = value.content, range.contains(number) { return number }
    return mismatch(key, value, expected)
  }

  /// A whole number; a default where the key is not given.
  public func integer(_ key: String, in range: ClosedRange<Int>, default standard: Int) -> Int? {
    has(key) ? integer(key, in: range) : standard
  }

  /// Yes or no; a default where the key is not given.
  public func flag(_ key: String, default standard: Bool) -> Bool? {
    guard has(key), let value = entries[key] else { return standard }
    if case .boolean(let flag) = value.content { return flag }
    return mismatch(key, value, "true or false")
  }

  /// A day; `nil` where the key is not given, which is no fault.
  public func optionalDate(_ key: String) -> CalendarDate? { has(key) ? date(key) : nil }

  /// A day.
  public func date(_ key: String) -> CalendarDate? {
    guard let value = required(key, "a date YYYY-MM-DD") else { return nil }
    if case .date(let date) = value.content { return date }
    return mismatch(key, value, "a date YYYY-MM-DD")
  }

  /// Numbers inside a range.
  public func numbers(_ key: String, in range: ClosedRange<Double> = CSVRow.anyNumber) -> [Double]?
  {
    let expected = expectation("an array of numbers, each", range)
    guard let value = required(key, expected) else { return nil }
    guard case .array(let items) = value.content else { return mismatch(key, value, expected) }
    var numbers: [Double] = []
    for item in items {
      switch item.content {
      case .integer(let number) where range.contains(Double(number)): numbers.append(Double(number))
      case .float(let number) where number.isFinite && range.contains(number):
        numbers.append(number)
      default: return mismatch(key, item, expected)
      }
    }
    return numbers
  }

  /// Texts.
  public func texts(_ key: String) -> [String]? {
    guard let value = required(key, "an array of texts") else { return nil }
    guard case .array(let items) = value.content else {
      return mismatch(key, value, "an array of texts")
    }
    var texts: [String] = []
    for item in items {
      guard case .string(let text) = item.content else {
        return mismatch(key, item, "an array of texts")
      }
      texts.append(text)
    }
    return texts
  }

  /// One of the raw values of an enumeration.
  public func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String,
    of type: Choice.Type
  )
    -> Choice? where Choice.RawValue == String
  {
    guard let name = text(key) else { return nil }
    if let choice = Choice(rawValue: name) { return choice }
    let names = Choice.allCases.map(\.rawValue)
    fault(
      key,
      found: "'\(name)'",
      expected:
        "one of \(names.joined(separator: ", "))\(NearestName.hint(for: name, among: names))"
    )
    return nil
  }

  /// A table that must be given.
  public func table(_ key: String) -> TOMLTable? {
    guard let value = required(key, "a table") else { return nil }
    guard case .table(let entries) = value.content else { return mismatch(key, value, "a table") }
    return child(key, value.line, entries)
  }

  /// A table; `nil` where it is not given, which is no fault.
  public func optionalTable(_ key: String) -> TOMLTable? { has(key) ? table(key) : nil }

  /// Whether a key holds an array.
  public func isArray(_ key: String) -> Bool {
    guard let value = entries[key], case .array = value.content else { return false }
    return true
  }

  /// Texts under a key of each table of an array of tables inside a table; looking them up does not
  /// count as reading them.
  public func subtableTexts(_ table: String, _ array: String, _ key: String) -> [String] {
    guard case .table(let inner)? = entries[table]?.content,
      case .array(let items)? = inner[array]?.content
    else { return [] }
    return items.compactMap { item in
      guard case .table(let entries) = item.content, case .string(let text)? = entries[key]?.content
      else { return nil }
      return text
    }
  }

  /// An array of tables; empty where it is not given.
  public func tables(_ key: String) -> [TOMLTable] {
    guard has(key), let value = entries[key] else { return [] }
    guard case .array(let items) = value.content else {
      let _: Bool? = mismatch(key, value, "an array of tables [[\(key)]]")
      return []
    }
    return items.enumerated().compactMap { index, item in
      guard case .table(let entries) = item.content else {
        let _: Bool? = mismatch(key, item, "an array of tables [[\(key)]]")
        return nil
      }
      return child("\(key)[\(index + 1)]", item.line, entries)
    }
  }

  /// The keys of this table, in order of name; asking for them does not count as reading them.
  public var keys: [String] { entries.keys.sorted() }

  /// Every number and text under this table, `key: value`, for lists of assumptions.
  public func summary() -> String {
    entries.keys.sorted().filter { !["source", "quality", "note"].contains($0) }
      .compactMap { key in entries[key].map { "\(key) = \($0.text)" } }.joined(separator: ", ")
  }

  /// Puts a warning into the collector for every key that nobody asked for, here and below.
  public func finish() {
    for key in entries.keys.sorted() where !asked.contains(key) {
      faults.warning(
        file,
        line: entries[key]?.line,
        column: path + key,
        found: "an unknown key",
        expected: "a key of this table\(NearestName.hint(for: key, among: asked.sorted()))"
      )
    }
    for child in children { child.finish() }
  }

  /// Counts every key of this table as asked for, where a fault elsewhere keeps it from being read.
  public func leaveUnread() { asked.formUnion(entries.keys) }

  /// Adds a fault about a key of this table.
  public func fault(_ key: String, found: String, expected: String) {
    faults.error(
      file,
      line: entries[key]?.line ?? line,
      column: path + key,
      found: found,
      expected: expected
    )
  }

  // MARK: - Inside

  private func required(_ key: String, _ expected: String) -> TOMLValue? {
    asked.insert(key)
    if let value = entries[key] { return value }
    let hint = NearestName.hint(for: key, among: entries.keys.sorted())
    faults.error(
      file,
      line: line,
      column: path + key,
      found: "nothing",
      expected: expected + hint
    )
    return nil
  }

  private func mismatch<Value>(_ key: String, _ value: TOMLValue, _ expected: String) -> Value? {
    faults.error(
      file,
      line: value.line,
      column: path + key,
      found: value.found,
      expected: expected
    )
    return nil
  }

  private func child(_ key: String, _ line: Int, _ entries: [String: TOMLValue]) -> TOMLTable {
    let table = TOMLTable(
      file: file,
      line: line,
      path: "\(path)\(key).",
      entries: entries,
      faults: faults
    )
    children.append(table)
    return table
  }
}
