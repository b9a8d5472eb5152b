public import Foundation
public import Tables

/// Trips by commodity.
public struct CommodityTrips: Sendable {
  /// Names of the commodities, in the order in which the file has them.
  public var names: [String]
  /// Trips of each.
  public var trips: [TripTable]

  /// Reads a CSV table `origin,destination,commodity,trips`; names of zones are those of their
  /// nodes.
  ///
  /// - Parameters:
  ///   - url: the file; gzip is unpacked.
  ///   - network: gives the zones.
  ///   - faults: gets everything that is wrong.
  /// - Returns: the trips; `nil` where the file has an error.
  public static func read(
    _ url: URL,
    network: TransportNetwork,
    faults: FaultCollector
  ) -> CommodityTrips? {
    let name = url.lastPathComponent
    let errorsBefore = faults.errors.count
    guard let table = CSVTable.read(url, name: name, faults: faults),
      table.expect(["origin", "destination", "commodity", "trips"], faults: faults)
    else { return nil }
    var zones: [String: Int] = [:]
    for (zone, node) in network.zoneNodes.enumerated() {
      zones[network.nodeNames[Int(node)]] = zone
    }
    var names: [String] = []
    var rows: [String: (from: [Int32], to: [Int32], trips: [Double])] = [:]
    for row in table.rows(faults) {
      let origin = row.reference("origin", in: zones, called: "zone")
      let destination = row.reference("destination", in: zones, called: "zone")
      let value = row.number("trips", in: CSVRow.notNegative)
      guard let origin, let destination, let value, let commodity = row.text("commodity")
      else { continue }
      if rows[commodity] == nil { names.append(commodity) }
      rows[commodity, default: ([], [], [])].from.append(Int32(origin))
      rows[commodity, default: ([], [], [])].to.append(Int32(destination))
      rows[commodity, default: ([], [], [])].trips.append(value)
    }
    guard faults.errors.count == errorsBefore else { return nil }
    let trips = names.compactMap { commodity in
      let own = rows[commodity, default: ([], [], [])]
      return TripTable.of(
        file: table.file,
        zoneCount: network.zoneNodes.count,
        pairs: (own.from, own.to, own.trips),
        faults: faults
      )
    }
    return trips.count == names.count ? CommodityTrips(names: names, trips: trips) : nil
  }

  /// Flow of each commodity on each link at costs that do not change: on the cheapest paths, or by a
  /// logit choice among ways that come nearer.
  ///
  /// - Parameters:
  ///   - network: graph and zones.
  ///   - costs: cost of each link, not negative, `[link]`.
  ///   - scale: scale of the choice, per unit of cost; `nil`: cheapest paths.
  ///   - threads: threads to use; the same bits come from any number.
  /// - Returns: flows, `[commodity][link]`.
  /// - Throws: ``AssignmentFault`` where trips have no path, ``PathFault`` where a cost is out of
  ///   range.
  public func flows(
    in network: TransportNetwork,
    costs: [Double],
    scale: Double?,
    threads: Int = 1
  ) throws -> [[Double]] {
    try trips.map { table in
      let problem = AssignmentProblem(
        graph: network.graph,
        isThrough: network.isThrough,
        zoneNodes: network.zoneNodes,
        costs: costs.map { .constant($0) },
        classes: [AssignmentClass(name: "", trips: table, fixedCost: [])]
      )
      guard let scale else {
        // One route a pair: the cheapest.
        let choice = RouteChoice.pathSize(beta: 0, routes: AlternativePaths(count: 1))
        let settings = StochasticSettings(scale: 1, choice: choice, threads: threads)
        return try StochasticNetwork(problem, settings).load(costs).flow
      }
      let settings = StochasticSettings(scale: scale, threads: threads)
      return try StochasticNetwork(problem, settings).load(costs).flow
    }
  }
}
