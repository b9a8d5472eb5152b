import Foundation
import FreightNetwork
import Tables

extension Command {
  /// `tumen network assign`.
  static let networkAssign = Command(
    name: "network assign",
    arguments: [],
    summary: "Assign trips to a network at user equilibrium",
    details: """
      Finds the flows at which no traveller has a cheaper path, to a relative gap that is worked out
      by a fresh pass of shortest paths: (total cost - least total cost) / least total cost. Trips
      within a zone are left out. The cost of a link is its free-flow time x (1 + b x (flow /
      capacity)^power), with toll factor x toll and distance factor x length on top.
      """,
    options: [
      Option(name: "--net", value: "FILE", help: "network (needed)"),
      Option(
        name: "--trips",
        value: "FILE",
        help: "trips: TNTP, OMX, or CSV with origin, destination, trips (needed)"
      ),
      Option(
        name: "--algorithm",
        value: "NAME",
        help: "b, bfw (bi-conjugate Frank-Wolfe) or msa (successive averages) (b)"
      ),
      Option(
        name: "--system-optimum",
        value: nil,
        help: "least total cost instead; the CSV gets a column toll, which leads there"
      ),
      Option(name: "--matrix", value: "NAME", help: "matrix of trips in a file of several"),
      Option(name: "--gap", value: "GAP", help: "relative gap to reach (1e-10)"),
      Option(name: "--max-seconds", value: "S", help: "end after so many seconds (no limit)"),
      Option(name: "--threads", value: "N", help: "threads; the result is the same (all cores)"),
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
      Option(name: "--output", value: "FILE", help: "CSV of from, to, flow, cost by link"),
      Option(name: "--json", value: nil, help: "print the report as JSON"),
    ],
    examples: [
      "tumen network assign --net SiouxFalls_net.tntp --trips SiouxFalls_trips.tntp",
      "tumen network assign --net net.tntp --trips trips.csv --gap 1e-12 --output flows.csv --json",
    ],
    run: assignRun
  )

  @Sendable private static func assignRun(_ call: Call) throws -> Tumen.Status {
    let netPath = try call.required("--net")
    let tripsPath = try call.required("--trips")
    let method = try call.choice("--algorithm", UserEquilibrium.Method.self) ?? .b
    var settings = AssignmentSettings()
    settings.gap = try call.real("--gap", in: 0...1) ?? settings.gap
    settings.maximumSeconds =
      try call.real("--max-seconds", in: 0...1e9) ?? settings.maximumSeconds
    settings.threads = try call.threads()
    let tollFactor = try call.real("--toll-factor")
    let distanceFactor = try call.real("--distance-factor")

    let faults = FaultCollector()
    let progress = ProgressLine()
    progress.show("Reading")
    let network: TransportNetwork
    do {
      let found = try TransportNetwork.read(URL(fileURLWithPath: netPath), name: netPath)
      network = found.network
      for warning in found.warnings { faults.add(warning) }
    } catch {
      progress.clear()
      throw error
    }
    let trips = TripTable.read(
      URL(fileURLWithPath: tripsPath),
      matrix: call.value("--matrix"),
      network: network,
      faults: faults
    )
    guard let trips else {
      progress.clear()
      throw InputFaults(faults.faults)
    }
    let problem = AssignmentProblem(
      network,
      trips: trips,
      tollFactor: tollFactor,
      distanceFactor: distanceFactor,
      faults: faults
    )
    progress.clear()
    guard let problem else { throw InputFaults(faults.faults) }
    for warning in faults.warnings { Console.err(warning.description) }

    let goal = settings.gap
    settings.progress = { iteration, gap in
      let share = gap > 0 && goal > 0 ? min(1, max(0, log(gap) / log(goal))) : 0
      progress.show("Assigning", share: share, detail: "pass \(iteration), gap \(gap)")
    }
    let begin = ContinuousClock.now
    var result: AssignmentResult
    var tolls: [Double]?
    if call.has("--system-optimum") {
      let optimum = try SystemOptimum.solve(problem, method: method, settings)
      result = optimum.result
      tolls = optimum.tolls
    } else {
      result = try UserEquilibrium.solve(problem, method: method, settings)
    }
    let seconds = (ContinuousClock.now - begin) / .seconds(1)
    progress.clear()
    let report = AssignmentReport(problem, result, seconds: seconds, threads: settings.threads)
    if let path = call.value("--output") {
      try AtomicFile.write(try result.csv(network, tolls: tolls), to: URL(fileURLWithPath: path))
    }
    if call.has("--json") {
      Console.out(String(decoding: try JSONText.data(report), as: UTF8.self))
    } else {
      Console.out(
        "\(report.zones) zones, \(report.nodes) nodes, \(report.links) links, demand "
          + "\(report.demand)\nrelative gap \(report.relativeGap) after \(report.iterations) passes, "
          + "\(seconds) s on \(Tumen.count(settings.threads, "thread"))\nobjective "
          + "\(report.objective)\ntotal cost \(report.totalSystemTravelTime)"
      )
    }
    guard report.converged else {
      Console.err(
        "tumen: not converged: relative gap \(report.relativeGap), asked for \(goal); try a greater "
          + "--gap or --max-seconds"
      )
      return .notConverged
    }
    return .done
  }
}
