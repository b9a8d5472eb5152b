public import Foundation
public import Tables

/// A data set for an estimation, held by columns.
public struct GravityData: Sendable {
  /// File or folder it was read from, as it is named in messages.
  public var name: String
  /// Number of rows.
  public var rowCount: Int
  /// Columns that were read, by name.
  public var columns: [String: GravityColumn]
  /// For columns of texts, the first cell that is no number.
  private var texts: [String: (line: Int, text: String)] = [:]
  /// Lines of rows.
  package private(set) var lines: RowLines?

  /// A data set of these columns, all of one length.
  public init(name: String, columns: [(String, GravityColumn)]) {
    self.name = name
    rowCount = columns.first?.1.count ?? 0
    self.columns = Dictionary(columns, uniquingKeysWith: { first, _ in first })
  }

  /// A data set of a table.
  public init(_ table: DataTable) {
    name = table.file
    rowCount = table.rowCount
    columns = [:]
    for column in table.columns {
      switch column.values {
      case .numbers(let numbers): columns[column.name] = .real(numbers)
      case .texts(let codes, let list):
        columns[column.name] = .text(codes: codes, unordered: list)
        if let first = column.firstText {
          texts[column.name] = (first.line, first.text)
        } else if let row = codes.firstIndex(where: { $0 >= 0 }) {
          texts[column.name] = (table.line(row: row), list[Int(codes[row])])
        }
      }
    }
    lines = table.lines
  }

  /// Reads the columns of these names from a CSV file (also packed), a Stata file, a workbook or a
  /// folder of columns.
  ///
  /// - Parameters:
  ///   - url: the file or folder.
  ///   - name: how faults name it.
  ///   - columns: columns to read.
  ///   - optional: columns to read where they are there.
  /// - Returns: the data set.
  /// - Throws: `InputFaults` where a column is missing or the file is not a table.
  public static func read(
    _ url: URL,
    name: String,
    columns: Set<String>,
    optional: Set<String> = []
  ) throws -> GravityData {
    if (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true {
      return try ColumnFolder.read(url, name: name, columns: columns, optional: optional)
    }
    do {
      let faults = FaultCollector()
      let table = try DataTable.read(
        url,
        name: name,
        columns: columns.union(optional),
        faults: faults
      )
      try faults.throwIfAny()
      let missing = columns.subtracting(table.columns.map(\.name))
      if !missing.isEmpty {
        let whole = try DataTable.read(url, name: name, faults: FaultCollector())
        throw InputFaults(missingColumns(missing, among: whole.columns.map(\.name), file: name))
      }
      return GravityData(table)
    } catch let fault as InputFault {
      throw InputFaults([fault])
    }
  }

  /// Line of a row in the file, where it is known.
  public func line(ofRow row: Int) -> Int? { lines?.line(row) }

  /// Lets the columns go, once they are worked into a design.
  mutating func dropColumns() { columns = [:] }

  /// First cell of a column of texts, with its line.
  func firstText(_ column: String) -> (line: Int, text: String)? { texts[column] }

  /// Faults for the names that are not among those there are.
  static func missingColumns(
    _ wanted: Set<String>,
    among available: [String],
    file: String
  ) -> [InputFault] {
    let known = Set(available)
    return wanted.subtracting(known).sorted().map { name in
      let shown = available.prefix(30).joined(separator: ", ")
      return InputFault(
        file: file,
        line: nil,
        column: name,
        found: "no such column" + NearestName.hint(for: name, among: available),
        expected: "one of \(shown)" + (available.count > 30 ? ", …" : "")
      )
    }
  }
}
