public import Foundation
public import Tables

/// Factors by pair of countries, and sector where there are some.
public enum PairTable {
  /// Reads one column of a table `exporter,importer[,sector],…` onto the cells of a trade table.
  ///
  /// Without a column for sectors a row holds for all of them.
  ///
  /// - Parameters:
  ///   - url: the file.
  ///   - name: how faults name it.
  ///   - trade: what the rows are about.
  ///   - columns: columns to read, the first of which must be there.
  ///   - others: columns that may be there and are not read.
  ///   - range: what is allowed.
  ///   - value: of cells without a row.
  /// - Returns: each column's values laid out as the flows, `nil` where it is not there; and
  ///   warnings.
  /// - Throws: `InputFaults`.
  public static func read(
    _ url: URL,
    name: String,
    trade: TradeData,
    columns: [String],
    others: [String] = [],
    in range: ClosedRange<Double>,
    default value: Double
  ) throws(InputFaults) -> (values: [[Double]?], warnings: [InputFault]) {
    let faults = FaultCollector()
    guard let table = CSVTable.read(url, name: name, faults: faults),
      table.expect(
        ["exporter", "importer", columns[0]],
        optional: ["sector"] + columns.dropFirst() + others,
        faults: faults
      ),
      let exporters = table.names("exporter"), let importers = table.names("importer")
    else { throw InputFaults(faults.faults) }
    let sectors = table.names("sector")
    if sectors != nil, !trade.hasSectors {
      faults.error(
        name,
        line: 1,
        column: "sector",
        found: "sectors",
        expected: "no sectors, since the trade table has none"
      )
      throw InputFaults(faults.faults)
    }
    let values = columns.map { table.numbers($0, in: range, faults: faults) }
    let known = Dictionary(uniqueKeysWithValues: trade.countries.enumerated().map { ($1, $0) })
    tellUnknown(table, "exporter", exporters, known, trade.countries, faults)
    tellUnknown(table, "importer", importers, known, trade.countries, faults)
    if let sectors {
      let known = Dictionary(uniqueKeysWithValues: trade.sectors.enumerated().map { ($1, $0) })
      tellUnknown(table, "sector", sectors, known, trade.sectors, faults)
    }
    try faults.throwIfAny()
    var results = columns.indices.map { place in
      values[place].map { _ in [Double](repeating: value, count: trade.flows.count) }
    }
    let places = PairPlaces(trade, table, exporters, importers, sectors)
    var isSet = [Bool](repeating: false, count: trade.flows.count)
    let all = sectors == nil ? trade.sectors.count : 1
    let pairs = trade.count * trade.count
    var twice = 0
    for row in 0..<table.rowCount {
      guard let first = places.cell(row) else { continue }
      if isSet[first] {
        twice += 1
        if twice <= 20 {
          faults.error(
            name,
            line: table.line(row: row),
            found: "a pair given already",
            expected: "every pair once"
          )
        }
        continue
      }
      for sector in 0..<all {
        let cell = first + sector * pairs
        isSet[cell] = true
        for place in columns.indices {
          if let number = values[place]?[row] { results[place]?[cell] = number }
        }
      }
    }
    try faults.throwIfAny()
    return (results, faults.warnings)
  }

  /// Names in order: whole numbers by size, anything else by letters.
  static func inOrder(_ names: [String]) -> [String] {
    let numbers = names.compactMap { Int($0) }
    guard numbers.count == names.count else { return names.sorted() }
    return zip(names, numbers).sorted { $0.1 == $1.1 ? $0.0 < $1.0 : $0.1 < $1.1 }.map(\.0)
  }

  static func tellEmpty(
    _ table: CSVTable,
    _ column: String,
    _ names: CSVTable.Names,
    _ faults: FaultCollector
  ) {
    guard let place = names.names.firstIndex(of: "") else { return }
    let rows = names.codes.indices.filter { names.codes[$0] == Int32(place) }
    for row in rows.prefix(20) {
      faults.error(
        table.file,
        line: table.line(row: row),
        column: column,
        found: "an empty cell",
        expected: "a name"
      )
    }
  }

  private static func tellUnknown(
    _ table: CSVTable,
    _ column: String,
    _ names: CSVTable.Names,
    _ known: [String: Int],
    _ candidates: [String],
    _ faults: FaultCollector
  ) {
    var told = 0
    for (place, name) in names.names.enumerated() where known[name] == nil {
      told += 1
      guard told <= 20, let row = names.codes.firstIndex(of: Int32(place)) else { continue }
      faults.error(
        table.file,
        line: table.line(row: row),
        column: column,
        found: name.isEmpty ? "an empty cell" : "'\(name)', which the trade table does not have",
        expected: "a name of the trade table\(NearestName.hint(for: name, among: candidates))"
      )
    }
  }
}
