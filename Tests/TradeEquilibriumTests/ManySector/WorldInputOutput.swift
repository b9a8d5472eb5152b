import Foundation
import Numerics
import Tables
import Testing

@testable import TradeEquilibrium

/// The World Input–Output Database of 2011: 41 economies and 35 sectors.
///
/// Timmer, Dietzenbacher, Los, Stehrer & de Vries (2015), Review of International Economics.
enum WorldInputOutput {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../../shared/data/trade").standardizedFileURL
  static let isPresent = FileManager.default.fileExists(
    atPath: folder.appendingPathComponent("wiod2013_2011_flows.csv").path
  )

  static func world() throws -> (world: ManySectorWorld, countries: [String]) {
    let faults = FaultCollector()
    let table = try #require(
      CSVTable.read(
        folder.appendingPathComponent("wiod2013_2011_flows.csv"),
        name: "flows",
        faults: faults
      )
    )
    let origins = try #require(table.names("origin"))
    let destinations = try #require(table.names("destination"))
    let sectors = try #require(table.names("sector"))
    let inputs = try #require(table.numbers("intermediate_musd", faults: faults))
    let final = try #require(table.numbers("final_musd", faults: faults))
    let countries = origins.names.sorted()
    let place = Dictionary(uniqueKeysWithValues: countries.enumerated().map { ($1, $0) })
    let n = countries.count
    let m = sectors.names.count
    var flows = [Double](repeating: 0, count: n * n * m)
    for row in 0..<table.rowCount {
      let i = try #require(place[origins.names[Int(origins.codes[row])]])
      let j = try #require(place[destinations.names[Int(destinations.codes[row])]])
      let k = try #require(Int(sectors.names[Int(sectors.codes[row])])) - 1
      // A few stocks run down are more than all purchases.
      flows[(k * n + i) * n + j] = max(0, inputs[row] + final[row])
    }
    let trade = TradeData(
      countries: countries,
      sectors: (1...m).map { "\($0)" },
      flows: flows,
      hasSectors: true
    )
    let (shares, _) = try InputOutputTable.read(
      folder.appendingPathComponent("wiod2013_2011_io_use.csv"),
      name: "use",
      trade: trade
    )
    let world = try ManySectorWorld(
      count: n,
      elasticities: (0..<m).map { 3 + Double($0 % 7) },
      flows: flows,
      inputShares: shares
    )
    return (world, countries)
  }
}
