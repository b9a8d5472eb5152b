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
      capacity)^power), or another function, with toll factor x toll and distance factor x length
      on top. Several classes share the links; with --demand, trips are those that their cost calls
      forth.
      """,
    options: AssignInput.options + [
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
      Option(
        name: "--warm",
        value: "FILE",
        help: "flows of an earlier run to begin with (its --output); the result is the same"
      ),
      Option(name: "--gap", value: "GAP", help: "relative gap to reach (1e-10)"),
      Option(name: "--max-seconds", value: "S", help: "end after so many seconds (no limit)"),
      .threads,
      Option(
        name: "--output",
        value: "FILE",
        help: "CSV of from, to, flow, cost by link, with flow_NAME and cost_NAME of each class"
      ),
      Option(
        name: "--trips-output",
        value: "FILE",
        help: "trips that are made, as CSV of origin, destination, and trips or the classes' names"
      ),
      .json("the report"),
    ],
    examples: [
      "tumen network assign --net SiouxFalls_net.tntp --trips SiouxFalls_trips.tntp",
      "tumen network assign --net net.tntp --trips trips.csv --gap 1e-12 --output flows.csv --json",
      "tumen network assign --net net.gpkg --classes classes.csv --preload buses.csv",
      "tumen network assign --net net.tntp --trips trips.tntp --demand exponential "
        + "--demand-parameter 0.05 --trips-output made.csv",
      "tumen network assign --net net.tntp --trips trips2030.csv --warm flows2025.csv",
    ],
    run: assignRun
  )

  @Sendable private static func assignRun(_ call: Call) throws -> Tumen.Status {
    let method = try call.choice("--algorithm", UserEquilibrium.Method.self) ?? .b
    for option in ["--demand", "--warm"] where method != .b && call.value(option) != nil {
      throw Call.Fault(description: "\(option) is for --algorithm b; found \(method.rawValue)")
    }
    var settings = AssignmentSettings()
    settings.gap = try call.real("--gap", in: 0...1) ?? settings.gap
    settings.maximumSeconds =
      try call.real("--max-seconds", in: 0...1e9) ?? settings.maximumSeconds
    settings.threads = try call.threads()

    let progress = ProgressLine()
    let (network, problem) = try AssignInput.read(call, progress: progress)
    if method != .b, let group = problem.classes.first(where: { $0.demand != nil }) {
      throw Call.Fault(
        description: "class '\(group.name)' has a demand, which is for --algorithm b; found "
          + method.rawValue
      )
    }
    if let path = call.value("--warm") {
      let faults = FaultCollector()
      let url = URL(fileURLWithPath: path)
      let volumes = VolumeFile.read(url, network: network, faults: faults)
      guard let volumes else { throw InputFaults(faults.faults) }
      settings.warmVolumes = volumes
    }
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
      try AtomicFile.write(
        try result.csv(network, tolls: tolls, classes: problem.classes.map(\.name)),
        to: URL(fileURLWithPath: path)
      )
    }
    if let path = call.value("--trips-output") {
      let data = try result.tripsCSV(network, problem)
      try AtomicFile.write(data, to: URL(fileURLWithPath: path))
    }
    if call.has("--json") {
      Console.out(try JSONText.text(report))
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
