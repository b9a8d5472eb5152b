import Tables

/// Cells of a trade table that the rows of another table are about.
struct PairPlaces {
  private let count: Int
  private let exporters: [Int]
  private let importers: [Int]
  private let sectors: [Int]?
  private let exporterCodes: [Int32]
  private let importerCodes: [Int32]
  private let sectorCodes: [Int32]?

  init(
    _ trade: TradeData,
    _ table: CSVTable,
    _ exporters: CSVTable.Names,
    _ importers: CSVTable.Names,
    _ sectors: CSVTable.Names?
  ) {
    let known = Dictionary(uniqueKeysWithValues: trade.countries.enumerated().map { ($1, $0) })
    let knownSectors = Dictionary(
      uniqueKeysWithValues: trade.sectors.enumerated().map { ($1, $0) }
    )
    count = trade.count
    self.exporters = exporters.names.map { known[$0] ?? -1 }
    self.importers = importers.names.map { known[$0] ?? -1 }
    self.sectors = sectors?.names.map { knownSectors[$0] ?? -1 }
    exporterCodes = exporters.codes
    importerCodes = importers.codes
    sectorCodes = sectors?.codes
  }

  /// Cell of a row, that of the first sector where the table has none; `nil` where a name is
  /// unknown.
  func cell(_ row: Int) -> Int? {
    let exporter = exporters[Int(exporterCodes[row])]
    let importer = importers[Int(importerCodes[row])]
    var sector = 0
    if let sectors, let sectorCodes { sector = sectors[Int(sectorCodes[row])] }
    guard exporter >= 0, importer >= 0, sector >= 0 else { return nil }
    return (sector * count + exporter) * count + importer
  }
}
