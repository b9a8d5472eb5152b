public import Foundation
public import Tables

/// Reads what there is at each zone: people, jobs, income.
public enum ZoneMasses {
  /// Reads a CSV table `zone,mass`; names of zones are those of their nodes.
  ///
  /// - Parameters:
  ///   - url: the file; gzip is unpacked.
  ///   - network: gives the zones.
  ///   - faults: gets everything that is wrong.
  /// - Returns: a mass for each zone, nil for one that has no row; `nil` where the file has an error.
  public static func read(
    _ url: URL,
    network: TransportNetwork,
    faults: FaultCollector
  ) -> [Double]? {
    let errorsBefore = faults.errors.count
    guard let table = CSVTable.read(url, name: url.lastPathComponent, faults: faults),
      table.expect(["zone", "mass"], faults: faults)
    else { return nil }
    var zones: [String: Int] = [:]
    for (zone, node) in network.zoneNodes.enumerated() {
      zones[network.nodeNames[Int(node)]] = zone
    }
    var masses = [Double](repeating: 0, count: network.zoneNodes.count)
    var isGiven = [Bool](repeating: false, count: network.zoneNodes.count)
    for row in table.rows(faults) {
      guard let zone = row.reference("zone", in: zones, called: "zone"),
        let mass = row.number("mass", in: CSVRow.notNegative)
      else { continue }
      if isGiven[zone] {
        row.fault("zone", found: "the zone twice", expected: "every zone once")
      }
      isGiven[zone] = true
      masses[zone] = mass
    }
    return faults.errors.count == errorsBefore ? masses : nil
  }
}
