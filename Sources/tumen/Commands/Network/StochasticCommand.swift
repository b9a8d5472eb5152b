import Foundation
import FreightNetwork
import Numerics
import Tables

extension Command {
  /// `tumen network stochastic`.
  static let networkStochastic = Command(
    name: "network stochastic",
    arguments: [],
    summary: "Stochastic user equilibrium: logit choice of ways at the costs that flows cause",
    details: """
      reasonable: a choice at every node among the links that come nearer to the destination, by costs
      without traffic (Dial 1971; Baillon & Cominetti 2008). markovian: among all links, circles
      included (Akamatsu 1996); a scale that is too low has no solution. path-size: among generated
      routes, corrected for what they share (Ben-Akiva & Bierlaire 1999).

      The residual is the largest difference between a link's flow and the flow that its costs call
      forth, relative to the largest flow of a link without congestion. Where it is not reached the
      status is 3.
      """,
    options: [
      NetworkInput.network, NetworkInput.trips, NetworkInput.matrix,
      Option(
        name: "--scale",
        value: "X",
        help: "scale of the choice, per unit of the links' cost (needed)"
      ),
      Option(
        name: "--model",
        value: "MODEL",
        help: "reasonable, markovian or path-size (reasonable)"
      ),
      Option(name: "--routes", value: "N", help: "routes of a pair, for path-size (5)"),
      Option(name: "--beta", value: "X", help: "weight of ln(path size), for path-size (1)"),
      Option(name: "--tolerance", value: "X", help: "residual to reach, a share (1e-8)"),
      Option(name: "--max-iterations", value: "N", help: "most rounds of loading (2000)"),
      Option(
        name: "--toll-factor",
        value: "X",
        help: "cost of a unit of toll (the network's, or 0)"
      ),
      Option(
        name: "--distance-factor",
        value: "X",
        help: "cost of a unit of length (the network's, or 0)"
      ),
      Option(
        name: "--empty-returns",
        value: "SHARE",
        help: "share of loads whose vehicles come back empty over the opposite link (0)"
      ),
      .threads,
      Option(
        name: "--output",
        value: "FILE",
        help: "CSV of from, to, flow, cost by link, toll and distance in the cost (none)"
      ),
      Option(
        name: "--expected",
        value: "FILE",
        help: "CSV of origin, destination, trips, expected_cost by pair (none)"
      ),
      .json("what was found"),
    ],
    examples: [
      "tumen network stochastic --net SiouxFalls_net.tntp --trips SiouxFalls_trips.tntp --scale 0.5",
      "tumen network stochastic --net net.tntp --trips trips.csv --scale 0.2 --model path-size --json",
    ],
    run: networkStochasticRun
  )

  private enum Model: String, CaseIterable {
    case reasonable
    case markovian
    case pathSize = "path-size"
  }

  /// What `tumen network stochastic` found.
  private struct StochasticSummary: Encodable {
    var zones: Int
    var nodes: Int
    var links: Int
    var demand: Double
    var model: String
    var scale: Double
    var residual: Double
    var tolerance: Double
    var iterations: Int
    var totalCost: Double
    var totalExpectedCost: Double
    var seconds: Double
    var threads: Int
    var converged: Bool
  }

  @Sendable private static func networkStochasticRun(_ call: Call) throws -> Tumen.Status {
    guard let scale = try call.real("--scale", in: 0...1e12), scale > 0 else {
      throw Call.Fault(
        description: "--scale needs a number above 0; see tumen help \(call.command.name)"
      )
    }
    let model = try call.choice("--model", Model.self) ?? .reasonable
    for option in ["--routes", "--beta"] {
      try call.need(option, model == .pathSize, "is for --model path-size")
    }
    let choice: RouteChoice
    switch model {
    case .reasonable: choice = .reasonable
    case .markovian: choice = .markovian
    case .pathSize:
      choice = .pathSize(
        beta: try call.real("--beta", in: 0...1e6) ?? 1,
        routes: AlternativePaths(count: try call.number("--routes", from: 1) ?? 5)
      )
    }
    var settings = StochasticSettings(
      scale: scale,
      choice: choice,
      tolerance: try call.real("--tolerance", in: 1e-15...1) ?? 1e-8,
      maximumIterations: try call.number("--max-iterations", from: 1) ?? 2000,
      threads: try call.threads()
    )
    let share = try call.real("--empty-returns", in: 0...1) ?? 0
    let network = try NetworkInput.read(call)
    let trips = try NetworkInput.trips(call, network)
    let tollFactor = try call.real("--toll-factor")
    let distanceFactor = try call.real("--distance-factor")
    let problem = try NetworkInput.gathering {
      AssignmentProblem(
        network,
        trips: trips,
        tollFactor: tollFactor,
        distanceFactor: distanceFactor,
        faults: $0
      )
    }
    if share > 0 {
      settings.volumes.emptyReturns = try EmptyReturns(in: network.graph, share: share)
    }
    let progress = ProgressLine()
    let goal = settings.tolerance
    settings.progress = { round, residual in
      let done = residual > 0 && residual < 1 ? min(1, max(0, log(residual) / log(goal))) : 0
      progress.show("Loading", share: done, detail: "round \(round), residual \(residual)")
    }
    let begin = ContinuousClock.now
    defer { progress.clear() }
    let result = try StochasticEquilibrium.solve(problem, settings)
    let seconds = (ContinuousClock.now - begin) / .seconds(1)
    progress.clear()
    let fixed = problem.classes[0].fixedCost
    if let path = call.value("--output") {
      let cost = result.cost.indices.map {
        problem.isClosed[$0] ? .infinity : result.cost[$0] + fixed[$0]
      }
      try NetworkInput.writeLinks(network, [("flow", result.flow), ("cost", cost)], to: path)
    }
    if let path = call.value("--expected") {
      var table = CSVText(columns: ["origin", "destination", "trips", "expected_cost"])
      let pairs = result.expected.sorted {
        ($0.origin, $0.destination) < ($1.origin, $1.destination)
      }
      for pair in pairs {
        table.append([
          network.nodeNames[Int(network.zoneNodes[pair.origin])],
          network.nodeNames[Int(network.zoneNodes[pair.destination])],
          try CSVText.field(pair.trips), try CSVText.field(pair.cost),
        ])
      }
      try AtomicFile.write(Data(table.text.utf8), to: URL(fileURLWithPath: path))
    }
    let fixedTotal = zip(result.flow, fixed).reduce(0) { $0 + $1.0 * $1.1 }
    let summary = StochasticSummary(
      zones: network.zoneNodes.count,
      nodes: network.graph.nodeCount,
      links: network.graph.linkCount,
      demand: trips.betweenZones,
      model: model.rawValue,
      scale: scale,
      residual: result.convergence.residual,
      tolerance: settings.tolerance,
      iterations: result.convergence.iterations,
      totalCost: result.totalCost + fixedTotal,
      totalExpectedCost: result.expectedTotal,
      seconds: seconds,
      threads: settings.threads,
      converged: true
    )
    if call.has("--json") {
      try NetworkInput.printJSON(summary)
    } else {
      Console.out(
        "\(summary.zones) zones, \(summary.nodes) nodes, \(summary.links) links, demand "
          + "\(summary.demand)\n\(summary.model), residual \(summary.residual) after \(summary.iterations) rounds, "
          + "\((seconds * 1000).rounded() / 1000) s on "
          + "\(Tumen.count(settings.threads, "thread"))\ntotal cost \(summary.totalCost), total "
          + "expected cost \(summary.totalExpectedCost)"
      )
    }
    return .done
  }
}
