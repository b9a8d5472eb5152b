public import Foundation
public import Tables

extension TripTable {
  /// Reads trips from a TNTP file or a CSV file with the columns `origin`, `destination` and
  /// `trips`, by the ending of its name.
  ///
  /// - Parameters:
  ///   - url: the file; gzip is unpacked.
  ///   - network: gives the names of the zones that a CSV file speaks of.
  ///   - faults: gets everything that is wrong.
  /// - Returns: the trips; `nil` where the file has an error.
  public static func read(
    _ url: URL,
    network: TransportNetwork,
    faults: FaultCollector
  ) -> TripTable? {
    let name = url.path
    let ending = (url.pathExtension == "gz" ? url.deletingPathExtension() : url).pathExtension
    return ending.lowercased() == "csv"
      ? readCSV(url, name: name, network: network, faults: faults)
      : TNTPTripsReader.read(url, name: name, faults: faults)
  }

  private static func readCSV(
    _ url: URL,
    name: String,
    network: TransportNetwork,
    faults: FaultCollector
  ) -> TripTable? {
    let errorsBefore = faults.errors.count
    guard let table = CSVTable.read(url, name: name, faults: faults),
      table.expect(["origin", "destination", "trips"], faults: faults)
    else { return nil }
    var zones: [String: Int] = [:]
    for (zone, node) in network.zoneNodes.enumerated() {
      zones[network.nodeNames[Int(node)]] = zone
    }
    var origins: [Int32] = []
    var destinations: [Int32] = []
    var trips: [Double] = []
    for row in table.rows(faults) {
      guard faults.errors.count - errorsBefore < TNTPScanner.faultLimit else { break }
      let origin = row.reference("origin", in: zones, called: "zone")
      let destination = row.reference("destination", in: zones, called: "zone")
      let value = row.number("trips", in: CSVRow.notNegative)
      guard let origin, let destination, let value else { continue }
      origins.append(Int32(origin))
      destinations.append(Int32(destination))
      trips.append(value)
    }
    guard faults.errors.count == errorsBefore else { return nil }
    return TripTable(
      zoneCount: network.zoneNodes.count,
      origins: origins,
      destinations: destinations,
      trips: trips
    )
  }
}
