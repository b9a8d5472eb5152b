public import Foundation
import Tables

/// What a run of an assignment says of itself; the keys of its JSON form are its properties.
public struct AssignmentReport: Codable, Sendable, Equatable {
  /// Number of zones.
  public var zones: Int
  /// Number of nodes.
  public var nodes: Int
  /// Number of links.
  public var links: Int
  /// Trips between different zones.
  public var demand: Double
  /// (total − least total cost) / least total cost, of a last pass of shortest paths.
  public var relativeGap: Double
  /// Beckmann's objective, fixed costs included.
  public var objective: Double
  /// Σ flow × cost, fixed costs included.
  public var totalSystemTravelTime: Double
  /// Passes over all origins.
  public var iterations: Int
  /// Seconds from the network in memory to the result.
  public var seconds: Double
  /// Threads.
  public var threads: Int
  /// Whether the gap asked for was reached.
  public var converged: Bool

  /// The report of a result.
  public init(
    _ problem: AssignmentProblem,
    _ result: AssignmentResult,
    seconds: Double,
    threads: Int
  ) {
    zones = problem.zoneNodes.count
    nodes = problem.graph.nodeCount
    links = problem.graph.linkCount
    demand =
      result.trips.isEmpty
      ? problem.classes.reduce(0) { $0 + $1.trips.betweenZones }
      : result.trips.reduce(0) { $0 + $1.betweenZones }
    relativeGap = result.relativeGap
    objective = result.objective
    totalSystemTravelTime = result.totalCost
    iterations = result.iterations
    self.seconds = seconds
    self.threads = threads
    converged = result.isConverged
  }
}

extension AssignmentResult {
  /// A table of the links in the network's order: `from,to,flow,cost`, `toll` where tolls are given,
  /// and `flow_NAME,cost_NAME` of each class where there are several.
  ///
  /// A link that is closed has no cost.
  public func csv(
    _ network: TransportNetwork,
    tolls: [Double]? = nil,
    classes: [String] = []
  ) throws -> Data {
    var columns = ["from", "to", "flow", "cost"] + (tolls == nil ? [] : ["toll"])
    let classes = classes.count > 1 && classes.count == classFlows.count ? classes : []
    for name in classes { columns += ["flow_\(name)", "cost_\(name)"] }
    var table = CSVText(columns: columns)
    func field(_ cost: Double) throws -> String {
      cost < .infinity ? try CSVText.field(cost) : ""
    }
    for link in 0..<network.graph.linkCount {
      var row = [
        network.nodeNames[Int(network.graph.tail[link])],
        network.nodeNames[Int(network.graph.head[link])],
        try CSVText.field(flow[link]),
        try field(cost[link]),
      ]
      if let tolls { row.append(try CSVText.field(tolls[link])) }
      for number in classes.indices {
        row.append(try CSVText.field(classFlows[number][link]))
        row.append(try field(classCosts[number][link]))
      }
      table.append(row)
    }
    return Data(table.text.utf8)
  }

  /// A table of the trips that are made: `origin,destination`, then `trips`, or a column by class.
  public func tripsCSV(_ network: TransportNetwork, _ problem: AssignmentProblem) throws -> Data {
    let tables = trips.isEmpty ? problem.classes.map(\.trips) : trips
    let names = tables.count == 1 ? ["trips"] : problem.classes.map(\.name)
    var table = CSVText(columns: ["origin", "destination"] + names)
    let nodes = network.zoneNodes.map { network.nodeNames[Int($0)] }
    for origin in nodes.indices {
      var rows: [Int32: [Double]] = [:]
      for (number, own) in tables.enumerated() where origin < own.zoneCount {
        for pair in own.start[origin]..<own.start[origin + 1] {
          rows[own.destination[pair], default: [Double](repeating: 0, count: tables.count)][
            number
          ] = own.trips[pair]
        }
      }
      for (zone, values) in rows.sorted(by: { $0.key < $1.key }) where Int(zone) < nodes.count {
        table.append(
          [nodes[origin], nodes[Int(zone)]] + (try values.map { try CSVText.field($0) })
        )
      }
    }
    return Data(table.text.utf8)
  }
}
