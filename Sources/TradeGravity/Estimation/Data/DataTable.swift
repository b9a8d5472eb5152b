public import Foundation
import Tables

/// A data set held by columns.
public struct DataTable: Sendable {
  /// File or folder it was read from, as it is named in messages.
  public var name: String
  /// Number of rows.
  public var rowCount: Int
  /// Columns that were read, by name.
  public var columns: [String: DataColumn]
  /// Names of all columns there are, in order, read or not.
  public var available: [String]
  /// For columns of texts, cells that are no number: line and text, the first few.
  public var texts: [String: [(line: Int, text: String)]]
  /// Whether row r stands in line r + 2.
  public var hasLineForEachRow: Bool

  /// A data set of these columns, all of one length.
  public init(name: String, columns: [(String, DataColumn)]) {
    self.name = name
    rowCount = columns.first?.1.count ?? 0
    self.columns = Dictionary(columns, uniquingKeysWith: { first, _ in first })
    available = columns.map(\.0)
    texts = [:]
    hasLineForEachRow = false
  }

  /// Line of a row in the file, where it is known.
  public func line(ofRow row: Int) -> Int? { hasLineForEachRow ? row + 2 : nil }

  /// Reads the columns of these names from a CSV file, packed or not, or from a folder of columns.
  ///
  /// - Throws: `InputFaults` where a column is missing or the file is not a table.
  public static func read(_ url: URL, name: String, columns: Set<String>) throws -> DataTable {
    if (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true {
      return try ColumnFolder.read(url, name: name, columns: columns)
    }
    return try CSVColumns.read(url, name: name, columns: columns)
  }

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
