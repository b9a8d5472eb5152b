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
    demand = problem.classes.reduce(0) { $0 + $1.trips.betweenZones }
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
  /// A table of the links in the network's order: `from,to,flow,cost`, and `toll` where tolls are
  /// given.
  ///
  /// A link that is closed has no cost.
  public func csv(_ network: TransportNetwork, tolls: [Double]? = nil) throws -> Data {
    var table = CSVText(columns: ["from", "to", "flow", "cost"] + (tolls == nil ? [] : ["toll"]))
    for link in 0..<network.graph.linkCount {
      var row = [
        network.nodeNames[Int(network.graph.tail[link])],
        network.nodeNames[Int(network.graph.head[link])],
        try CSVText.field(flow[link]),
        cost[link] < .infinity ? try CSVText.field(cost[link]) : "",
      ]
      if let tolls { row.append(try CSVText.field(tolls[link])) }
      table.append(row)
    }
    return Data(table.text.utf8)
  }
}
