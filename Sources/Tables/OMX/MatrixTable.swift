public import Foundation

/// Matrices as tables: a row for each pair (`origin,destination,…`), or a row for each origin.
public enum MatrixTable {
  /// Names that a column of origins may have.
  private static let originNames = ["origin", "orig", "o", "from", "from_zone", "o_zone_id", "row"]
  /// Names that a column of destinations may have.
  private static let destinationNames = [
    "destination", "dest", "d", "to", "to_zone", "d_zone_id", "column",
  ]
  /// Cells of all matrices of a table together.
  private static let cellLimit = 1 << 30

  /// Reads matrices from a table with a header row.
  ///
  /// Where the first two columns are named origin and destination (or `o` and `d`, `from` and `to`),
  /// every other column is a matrix, and a row is a pair. Else the header has the destinations, the
  /// first column the origins, and the file is one matrix, named after the file.
  ///
  /// Zones come in order of number where all are whole numbers, else in the order of the file.
  ///
  /// - Parameters:
  ///   - url: the file; `.gz` is unpacked.
  ///   - name: how faults name it; `nil`: its last path component.
  ///   - missing: value of pairs that the file does not have; an empty cell is NaN.
  /// - Returns: the matrices, and what the reader should look at.
  /// - Throws: `InputFaults` with every cell that is no number, every pair that is there twice.
  public static func read(
    _ url: URL,
    name: String? = nil,
    missing: Double = 0
  ) throws(InputFaults) -> (set: MatrixSet, warnings: [InputFault]) {
    let file = name ?? url.lastPathComponent
    let faults = FaultCollector()
    guard let table = CSVTable.read(url, name: file, faults: faults) else {
      throw InputFaults(faults.faults)
    }
    let heads = table.columns.prefix(2).map { $0.lowercased() }
    var set: MatrixSet?
    if heads.count == 2, originNames.contains(heads[0]), destinationNames.contains(heads[1]) {
      set = pairs(table, missing, faults)
    } else {
      let stem = url.deletingPathExtension().lastPathComponent
      set = square(table, stem.hasSuffix(".csv") ? String(stem.dropLast(4)) : stem, faults)
    }
    try faults.throwIfAny()
    guard let set else { throw InputFaults(faults.faults) }
    return (set, faults.warnings)
  }

  private static func pairs(
    _ table: CSVTable,
    _ missing: Double,
    _ faults: FaultCollector
  ) -> MatrixSet? {
    let columns = Array(table.columns.dropFirst(2))
    guard !columns.isEmpty, table.rowCount > 0 else {
      faults.error(
        table.file,
        line: 1,
        found: columns.isEmpty ? "no column after the destination" : "no rows",
        expected: "rows of origin, destination and values"
      )
      return nil
    }
    var zones: [String: Int32] = [:]
    var names: [String] = []
    var ends: [(Int32, Int32)] = []
    ends.reserveCapacity(table.rowCount)
    for row in table.rows(faults) {
      var pair: [Int32] = []
      for column in table.columns.prefix(2) {
        guard let zone = row.text(column) else { continue }
        if let place = zones[zone] {
          pair.append(place)
        } else {
          let place = Int32(truncatingIfNeeded: names.count)
          zones[zone] = place
          names.append(zone)
          pair.append(place)
        }
      }
      ends.append(pair.count == 2 ? (pair[0], pair[1]) : (-1, -1))
    }
    let count = names.count
    guard count > 0, count <= 1 << 20, count * count <= cellLimit / columns.count else {
      faults.error(
        table.file,
        found: "\(count) zones",
        expected: "zones whose matrices have at most \(cellLimit) cells"
      )
      return nil
    }
    let order = sorted(names)
    var place = [Int32](repeating: 0, count: count)
    for (position, zone) in order.enumerated() { place[zone] = Int32(position) }
    var set = MatrixSet(rowCount: count, columnCount: count)
    set.lookups = [.named("zone", order.map { names[$0] })]
    var seen = [Bool](repeating: false, count: count * count)
    var repeated = 0
    for (row, pair) in ends.enumerated() where pair.0 >= 0 {
      let cell = Int(place[Int(pair.0)]) * count + Int(place[Int(pair.1)])
      if seen[cell] { repeated += 1 }
      if seen[cell], repeated <= toldFaults {
        faults.error(
          table.file,
          line: table.line(row: row),
          found: "the pair \(names[Int(pair.0)]), \(names[Int(pair.1)]) again",
          expected: "every pair once"
        )
      }
      seen[cell] = true
    }
    if repeated > toldFaults {
      faults.error(
        table.file,
        found: "\(repeated - toldFaults) more pairs again",
        expected: "every pair once"
      )
    }
    for column in columns {
      var values = [Double](repeating: missing, count: count * count)
      for (row, pair) in ends.enumerated() where pair.0 >= 0 {
        let cell = Int(place[Int(pair.0)]) * count + Int(place[Int(pair.1)])
        values[cell] = number(table, row, column, faults)
      }
      set.matrices.append(NamedMatrix(name: column, values: values))
    }
    return set
  }

  /// Pairs told that stand in a table more than once; the rest are counted.
  private static let toldFaults = 100

  private static func square(
    _ table: CSVTable,
    _ name: String,
    _ faults: FaultCollector
  ) -> MatrixSet? {
    let columns = Array(table.columns.dropFirst())
    guard !columns.isEmpty, table.rowCount > 0 else {
      faults.error(
        table.file,
        line: 1,
        found: columns.isEmpty ? "one column" : "no rows",
        expected: "origin, destination and values, or a row for each origin"
      )
      return nil
    }
    var rows: [String: Int] = [:]
    var names: [String] = []
    var values: [Double] = []
    values.reserveCapacity(table.rowCount * columns.count)
    for row in table.rows(faults) {
      let origin = row.text(table.columns[0]) ?? ""
      if !origin.isEmpty, rows.updateValue(row.row, forKey: origin) != nil {
        row.fault(
          table.columns[0],
          found: "the origin '\(origin)' again",
          expected: "every origin once"
        )
      }
      names.append(origin)
      for column in columns { values.append(number(table, row.row, column, faults)) }
    }
    var set = MatrixSet(rowCount: names.count, columnCount: columns.count)
    set.matrices = [NamedMatrix(name: name, values: values)]
    if names == columns {
      set.lookups = [.named("zone", names)]
    } else {
      set.lookups = [
        .named("origin", names, dimension: .rows),
        .named("destination", columns, dimension: .columns),
      ]
    }
    return set
  }

  /// Number of a cell; NaN where it is empty, and with a fault where it is no number.
  private static func number(
    _ table: CSVTable,
    _ row: Int,
    _ column: String,
    _ faults: FaultCollector
  ) -> Double {
    if let value = table.number(row: row, column: column) { return value }
    let text = table.text(row: row, column: column) ?? ""
    if !text.isEmpty {
      faults.error(
        table.file,
        line: table.line(row: row),
        column: column,
        found: "'\(text)'",
        expected: "a number"
      )
    }
    return .nan
  }

  /// Places of names in order of number where all are whole numbers, else as they are.
  private static func sorted(_ names: [String]) -> [Int] {
    let numbers = names.compactMap { Int($0) }
    guard numbers.count == names.count else { return Array(names.indices) }
    return names.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
  }
}
