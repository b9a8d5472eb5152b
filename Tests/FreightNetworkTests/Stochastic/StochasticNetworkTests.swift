import Foundation
import FreightNetwork
import Numerics
import Tables
import Testing

@Suite("Stochastic equilibrium on published networks")
struct StochasticNetworkTests {
  private func problem(_ name: String) throws -> (AssignmentProblem, TransportNetwork) {
    let network = try SharedData.network(name)
    let faults = FaultCollector()
    let trips = TripTable.read(
      SharedData.folder.appendingPathComponent("tntp/\(name)_trips.tntp"),
      network: network,
      faults: faults
    )
    let problem = AssignmentProblem(
      network,
      trips: try #require(trips),
      tollFactor: 0,
      distanceFactor: 0,
      faults: faults
    )
    try faults.throwIfAny()
    return (try #require(problem), network)
  }

  /// What enters a node less what leaves it is what ends there less what begins.
  private func worstImbalance(_ problem: AssignmentProblem, _ flow: [Double]) -> Double {
    var balance = [Double](repeating: 0, count: problem.graph.nodeCount)
    for link in flow.indices {
      balance[Int(problem.graph.head[link])] += flow[link]
      balance[Int(problem.graph.tail[link])] -= flow[link]
    }
    let trips = problem.classes[0].trips
    for origin in 0..<trips.zoneCount {
      for pair in trips.start[origin]..<trips.start[origin + 1]
      where Int(trips.destination[pair]) != origin {
        balance[Int(problem.zoneNodes[origin])] += trips.trips[pair]
        balance[Int(problem.zoneNodes[Int(trips.destination[pair])])] -= trips.trips[pair]
      }
    }
    return balance.reduce(0) { max($0, abs($1)) }
  }

  @Test(
    "The residual is reached and flow conserved at every node, on one thread and on two alike",
    .enabled(if: SharedData.has("tntp/SiouxFalls_trips.tntp")),
    arguments: ["SiouxFalls", "EMA", "Anaheim"],
    [RouteChoice.reasonable, .pathSize(beta: 1, routes: AlternativePaths())]
  )
  func published(name: String, choice: RouteChoice) throws {
    let (problem, _) = try problem(name)
    var settings = StochasticSettings(scale: 0.5, choice: choice, tolerance: 1e-8)
    let one = try StochasticEquilibrium.solve(problem, settings)
    #expect(one.convergence.residual <= 1e-8)
    let total = problem.classes[0].trips.betweenZones
    #expect(worstImbalance(problem, one.flow) <= 1e-9 * total)
    settings.threads = 2
    let two = try StochasticEquilibrium.solve(problem, settings)
    #expect(one.flow == two.flow && one.expected == two.expected)
  }

  @Test(
    "All ways, circles included, on Sioux Falls",
    .enabled(if: SharedData.has("tntp/SiouxFalls_trips.tntp"))
  )
  func markovian() throws {
    let (problem, _) = try problem("SiouxFalls")
    let result = try StochasticEquilibrium.solve(
      problem,
      StochasticSettings(scale: 1, choice: .markovian)
    )
    #expect(worstImbalance(problem, result.flow) <= 1e-9 * problem.classes[0].trips.betweenZones)
  }

  @Test(
    "With a greater scale Sioux Falls comes nearer to its deterministic equilibrium",
    .enabled(if: SharedData.has("tntp/SiouxFalls_trips.tntp"))
  )
  func limit() throws {
    let (problem, network) = try problem("SiouxFalls")
    let exact = try UserEquilibrium.solve(problem, AssignmentSettings())
    #expect(network.graph.linkCount == exact.flow.count)
    var before = Double.infinity
    for scale in [1.0, 3, 10] {
      let result = try StochasticEquilibrium.solve(
        problem,
        StochasticSettings(scale: scale, choice: .markovian, tolerance: 1e-6)
      )
      let difference = zip(result.flow, exact.flow).reduce(0) { max($0, abs($1.0 - $1.1)) }
      #expect(difference < before)
      before = difference
    }
    #expect(before < 0.1 * (exact.flow.max() ?? 0))
  }
}
