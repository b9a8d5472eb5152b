public import Foundation
public import Tables

extension TripTable {
  /// Reads trips of a TNTP file, an OMX file or a CSV file (columns `origin`, `destination`, `trips`,
  /// or a square table), by the ending of its name.
  ///
  /// Zones of OMX and CSV files go by the names of their nodes; where an OMX file names none, by
  /// their order.
  ///
  /// - Parameters:
  ///   - url: the file.
  ///   - matrix: name of the matrix in a file of several; `nil`: the only one.
  ///   - network: its zones.
  ///   - faults: gets everything that is wrong.
  /// - Returns: the trips; `nil` where the file has an error.
  public static func read(
    _ url: URL,
    matrix: String? = nil,
    network: TransportNetwork,
    faults: FaultCollector
  ) -> TripTable? {
    guard mayHoldSeveral(url.lastPathComponent) else {
      return TNTPTripsReader.read(url, name: url.path, faults: faults)
    }
    do {
      let (set, warnings) = try MatrixSet.read(
        url,
        name: url.path,
        matrices: matrix.map { [$0] }
      )
      for warning in warnings { faults.add(warning) }
      guard set.matrices.count == 1, let only = set.matrices.first else {
        faults.error(
          url.path,
          found: "\(set.matrices.count) matrices",
          expected: set.matrices.isEmpty
            ? "a matrix of trips"
            : "the name of one of them: \(set.matrices.map(\.name).joined(separator: ", "))"
        )
        return nil
      }
      return table(set, only, file: url.path, network, faults)
    } catch {
      for fault in error.faults { faults.add(fault) }
      return nil
    }
  }

  /// Whether a file of this name may hold several matrices, of which one can be named.
  public static func mayHoldSeveral(_ name: String) -> Bool {
    let ending = name.lowercased()
    return [".csv", ".csv.gz", ".omx", ".h5", ".hdf5"].contains { ending.hasSuffix($0) }
  }

  private static func table(
    _ set: MatrixSet,
    _ matrix: NamedMatrix,
    file: String,
    _ network: TransportNetwork,
    _ faults: FaultCollector
  ) -> TripTable? {
    let count = network.zoneNodes.count
    var zones: [String: Int] = [:]
    for (zone, node) in network.zoneNodes.enumerated() {
      zones[network.nodeNames[Int(node)]] = zone
    }
    func places(_ names: [String]) -> [Int]? {
      if set.lookups.isEmpty, names.count == count { return Array(0..<count) }
      let unknown = names.filter { zones[$0] == nil }
      for name in unknown.prefix(TNTPScanner.faultLimit) {
        faults.error(
          file,
          found: "zone '\(name)'",
          expected: "a zone of \(network.source), which has \(count)"
        )
      }
      return unknown.isEmpty ? names.map { zones[$0] ?? 0 } : nil
    }
    guard let rows = places(set.rowNames), let columns = places(set.columnNames) else { return nil }
    var origins: [Int32] = []
    var destinations: [Int32] = []
    var trips: [Double] = []
    var faultCount = 0
    for row in rows.indices {
      for column in columns.indices {
        let value = matrix.values[row * columns.count + column]
        guard value >= 0, value.isFinite else {
          faultCount += 1
          guard faultCount < TNTPScanner.faultLimit else { return nil }
          faults.error(
            file,
            column: matrix.name,
            found: "\(value) from zone \(set.rowNames[row]) to \(set.columnNames[column])",
            expected: "trips, zero or above"
          )
          continue
        }
        guard value > 0 else { continue }
        origins.append(Int32(rows[row]))
        destinations.append(Int32(columns[column]))
        trips.append(value)
      }
    }
    guard faultCount == 0 else { return nil }
    return of(
      file: file,
      zoneCount: count,
      pairs: (origins, destinations, trips),
      faults: faults
    )
  }

  /// The table of the pairs of a file; what does not fit is a fault of the file.
  static func of(
    file: String,
    zoneCount: Int,
    pairs: (origins: [Int32], destinations: [Int32], trips: [Double]),
    faults: FaultCollector
  ) -> TripTable? {
    do {
      return try TripTable(
        zoneCount: zoneCount,
        origins: pairs.origins,
        destinations: pairs.destinations,
        trips: pairs.trips
      )
    } catch {
      faults.error(file, found: error.description, expected: "trips between zones")
      return nil
    }
  }
}
