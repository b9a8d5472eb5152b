/// A table of typed columns in memory: what CSV, Stata and Excel files are read into and written from.
///
/// Columns of numbers take 8 bytes a row, columns of texts 4 and each different text once.
public struct DataTable: Sendable, Equatable {
  /// File it came from, as faults name it.
  public var file: String
  /// What it is, in words; may be empty.
  public var label: String
  /// Columns, all of the same length, with different names.
  public private(set) var columns: [DataColumn]
  /// Number of rows.
  public let rowCount: Int

  /// Lines of its rows.
  package let lines: RowLines
  private let index: [String: Int]

  /// A table.
  ///
  /// - Parameters:
  ///   - columns: columns of the same length with different names.
  ///   - file: how faults name it.
  ///   - label: what it is, in words.
  /// - Throws: `InputFault` where columns differ in length or two have one name.
  public init(
    _ columns: [DataColumn],
    file: String = "table",
    label: String = ""
  ) throws(InputFault) {
    try self.init(columns, file: file, label: label, lines: RowLines(first: 1))
  }

  init(_ columns: [DataColumn], file: String, label: String, lines: RowLines) throws(InputFault) {
    var index: [String: Int] = [:]
    for (place, column) in columns.enumerated() {
      guard column.count == columns[0].count else {
        throw InputFault(
          file: file,
          column: column.name,
          found: "\(column.count) rows",
          expected: "\(columns[0].count), as in column '\(columns[0].name)'"
        )
      }
      guard index.updateValue(place, forKey: column.name) == nil else {
        throw InputFault(
          file: file,
          column: column.name,
          found: "the column twice",
          expected: "every column once"
        )
      }
    }
    self.file = file
    self.label = label
    self.columns = columns
    self.index = index
    self.lines = lines
    rowCount = columns.first?.count ?? 0
  }

  /// Column of that name; `nil` where there is none.
  public subscript(name: String) -> DataColumn? { index[name].map { columns[$0] } }

  /// Line of a row in a text file, or its number from 1 in a Stata file or sheet.
  public func line(row: Int) -> Int { lines.line(row) }

  /// Column of that name.
  ///
  /// - Throws: `InputFault` that names the column that was probably meant.
  public func column(_ name: String) throws(InputFault) -> DataColumn {
    if let column = self[name] { return column }
    let names = columns.map(\.name)
    throw InputFault(
      file: file,
      line: 1,
      column: name,
      found: "no such column",
      expected: "one of \(names.prefix(40).joined(separator: ", "))"
        + (names.count > 40 ? " …" : "") + NearestName.hint(for: name, among: names)
    )
  }

  /// Numbers of a column, not-a-number where they are missing.
  ///
  /// - Throws: `InputFault` where there is no such column, or it holds texts: the first one's line.
  public func numbers(_ name: String) throws(InputFault) -> [Double] {
    let column = try column(name)
    switch column.values {
    case .numbers(let numbers): return numbers
    case .texts(let codes, let list):
      // A column without any value counts as one of missing numbers.
      guard let first = codes.firstIndex(where: { $0 >= 0 }) else {
        return [Double](repeating: .nan, count: rowCount)
      }
      throw InputFault(
        file: file,
        line: column.firstText?.line ?? line(row: first),
        column: name,
        found: "'\(column.firstText?.text ?? list[Int(codes[first])])'",
        expected: "a number"
      )
    }
  }

  /// Whether two tables hold the same columns, wherever they come from.
  public static func == (left: DataTable, right: DataTable) -> Bool {
    left.label == right.label && left.columns == right.columns
  }
}

/// Lines of the rows of a file: one after another but for a few breaks.
package struct RowLines: Sendable {
  private let first: Int
  private var breaks: [(row: Int, line: Int)] = []
  private var count = 0

  init(first: Int) { self.first = first }

  /// Adds the line of the next row.
  mutating func append(_ line: Int) {
    if line != self.line(count) { breaks.append((count, line)) }
    count += 1
  }

  /// Line of a row.
  package func line(_ row: Int) -> Int {
    var low = 0
    var high = breaks.count
    while low < high {
      let middle = (low + high) / 2
      if breaks[middle].row <= row { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return first + row }
    let (start, line) = breaks[low - 1]
    return line + row - start
  }
}
