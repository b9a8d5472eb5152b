public import Foundation
public import Tables

/// Bilateral trade as read from a table.
public struct TradeData: Sendable {
  /// Countries, in order of name.
  public let countries: [String]
  /// Sectors, in order of name (numbers in order of size); one without a name where the table has no
  /// column for them.
  public let sectors: [String]
  /// Value from exporter i to importer j of sector k, at `(k * n + i) * n + j`; zero where the table
  /// has no row.
  public var flows: [Double]
  /// Whether the table has sectors.
  public let hasSectors: Bool

  /// Most cells that a table of trade may span.
  public static let cellLimit = 300_000_000

  /// Number of countries.
  public var count: Int { countries.count }

  /// Position of a flow.
  public func index(_ exporter: Int, _ importer: Int, _ sector: Int) -> Int {
    (sector * count + exporter) * count + importer
  }

  /// Reads `exporter,importer[,sector],value`, domestic sales included.
  ///
  /// - Parameters:
  ///   - url: the file.
  ///   - name: how faults name it.
  /// - Returns: the trade, and warnings.
  /// - Throws: `InputFaults`: missing columns, values that are no numbers or negative, pairs given
  ///   twice, countries without domestic sales.
  public static func read(
    _ url: URL,
    name: String
  ) throws(InputFaults) -> (trade: TradeData, warnings: [InputFault]) {
    let faults = FaultCollector()
    guard let table = CSVTable.read(url, name: name, faults: faults),
      table.expect(["exporter", "importer", "value"], optional: ["sector"], faults: faults),
      let exporters = table.names("exporter"), let importers = table.names("importer"),
      let values = table.numbers("value", in: CSVRow.notNegative, faults: faults)
    else { throw InputFaults(faults.faults) }
    let sectors = table.names("sector")
    guard table.rowCount > 0 else {
      faults.error(name, found: "no rows", expected: "a row for each pair of countries")
      throw InputFaults(faults.faults)
    }
    for (column, names) in [("exporter", exporters), ("importer", importers)]
      + (sectors.map { [("sector", $0)] } ?? [])
    where names.names.contains("") {
      PairTable.tellEmpty(table, column, names, faults)
    }
    try faults.throwIfAny()
    let countries = Set(exporters.names).union(importers.names).sorted()
    let sectorNames = sectors.map { PairTable.inOrder($0.names) } ?? [""]
    let n = countries.count
    let (pairs, isTooMany) = n.multipliedReportingOverflow(by: n)
    let (cells, isTooManyCells) = pairs.multipliedReportingOverflow(by: sectorNames.count)
    guard !isTooMany, !isTooManyCells, cells <= cellLimit else {
      faults.error(
        name,
        found: "\(n) countries and \(sectorNames.count) sectors",
        expected: "at most \(cellLimit) cells of exporter × importer × sector"
      )
      throw InputFaults(faults.faults)
    }
    var trade = TradeData(
      countries: countries,
      sectors: sectorNames,
      flows: [Double](repeating: 0, count: cells),
      hasSectors: sectors != nil
    )
    let places = PairPlaces(trade, table, exporters, importers, sectors)
    var lines = [Int32](repeating: 0, count: cells)
    var twice = 0
    for row in 0..<table.rowCount {
      guard let cell = places.cell(row) else { continue }
      if lines[cell] != 0 {
        twice += 1
        if twice <= 20 {
          faults.error(
            name,
            line: table.line(row: row),
            found: "a pair given on line \(lines[cell]) already",
            expected: "every pair once"
          )
        }
        continue
      }
      lines[cell] = Int32(truncatingIfNeeded: table.line(row: row))
      trade.flows[cell] = values[row]
    }
    trade.tellWithoutDomesticSales(name, faults)
    try faults.throwIfAny()
    return (trade, faults.warnings)
  }

  private func tellWithoutDomesticSales(_ name: String, _ faults: FaultCollector) {
    let missing = countries.indices.filter { i in
      !sectors.indices.contains { flows[index(i, i, $0)] > 0 }
    }
    for i in missing.prefix(20) {
      faults.error(
        name,
        column: "value",
        found: "no domestic sales of \(countries[i])",
        expected:
          "a row \(countries[i]),\(countries[i]) with a value above zero (output less exports)"
      )
    }
    if missing.count > 20 {
      faults.error(
        name,
        found: "\(missing.count - 20) more countries without domestic sales",
        expected: "domestic sales of every country"
      )
    }
  }
}
