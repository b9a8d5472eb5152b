import Foundation
import FreightNetwork
import Tables

/// The problem that a call of `tumen network assign` means.
enum AssignInput {
  /// Options that say what is assigned.
  static let options: [Command.Option] = [
    Command.Option(name: "--net", value: "FILE", help: "network (needed)"),
    Command.Option(
      name: "--trips",
      value: "FILE",
      help: "trips: TNTP, OMX, or CSV with origin, destination, trips (needed without --classes)"
    ),
    NetworkInput.matrix,
    Command.Option(
      name: "--classes",
      value: "FILE",
      help:
        "CSV of classes: name, trips, and matrix, units, toll_factor, distance_factor, allowed, "
        + "demand, parameter where wanted"
    ),
    Command.Option(
      name: "--cost-function",
      value: "NAME",
      help: "bpr, conical, davidson, akcelik, rail-queue or table (bpr)"
    ),
    Command.Option(
      name: "--alpha",
      value: "X",
      help: "conical: steepness, above 1; a column alpha goes before it (4)"
    ),
    Command.Option(
      name: "--delay",
      value: "J",
      help: "davidson, akcelik: delay parameter; a column j goes before it (0.1)"
    ),
    Command.Option(
      name: "--period",
      value: "T",
      help: "akcelik: flow period; a column period goes before it (1)"
    ),
    Command.Option(
      name: "--variation",
      value: "V",
      help: "rail-queue: variation of service times; a column variation goes before it (1)"
    ),
    Command.Option(
      name: "--cost-table",
      value: "FILE",
      help: "table: CSV of ratio (volume/capacity), factor (of free-flow time), type if wanted"
    ),
    Command.Option(
      name: "--preload",
      value: "FILE",
      help: "CSV of from, to, volume: volume that is there before and does not choose"
    ),
    Command.Option(
      name: "--demand",
      value: "NAME",
      help: "trips T fall as costs u rise: exponential T exp(-X (u - u0)), power T (u/u0)^-X, "
        + "linear T (1 - X (u - u0)), logit T / (1 + exp(X (u - u0)))"
    ),
    Command.Option(name: "--demand-parameter", value: "X", help: "the X in it, above zero"),
    Command.Option(
      name: "--reference-cost",
      value: "FILE",
      help: "matrix of u0 between zones (least costs of the empty network)"
    ),
    Command.Option(
      name: "--toll-factor",
      value: "X",
      help: "cost of a unit of toll (the network's, or 0)"
    ),
    Command.Option(
      name: "--distance-factor",
      value: "X",
      help: "cost of a unit of length (the network's, or 0)"
    ),
  ]

  /// Checks the call, then reads the files.
  static func read(
    _ call: Call,
    progress: ProgressLine
  ) throws -> (network: TransportNetwork, problem: AssignmentProblem) {
    let netPath = try call.required("--net")
    let classesPath = call.value("--classes")
    let tripsPath = classesPath == nil ? try call.required("--trips") : ""
    if classesPath != nil {
      for name in ["--trips", "--matrix", "--toll-factor", "--distance-factor"]
      where call.value(name) != nil {
        throw Call.Fault(description: "\(name) stands in the file of --classes")
      }
    }
    try checkCombinations(call)
    let choice = try costs(call)
    let demand = try self.demand(call)
    let tollFactor = try call.real("--toll-factor")
    let distanceFactor = try call.real("--distance-factor")
    progress.show("Reading")
    defer { progress.clear() }
    let faults = FaultCollector()
    let (network, warnings) = try TransportNetwork.read(
      URL(fileURLWithPath: netPath),
      name: netPath
    )
    for warning in warnings { faults.add(warning) }
    var users: [AssignmentUsers] = []
    if let classesPath {
      let url = URL(fileURLWithPath: classesPath)
      users = ClassFile.read(url, network: network, faults: faults) ?? []
    } else {
      let url = URL(fileURLWithPath: tripsPath)
      let matrix = call.value("--matrix")
      if let trips = TripTable.read(url, matrix: matrix, network: network, faults: faults) {
        var user = AssignmentUsers(trips: trips)
        user.tollFactor = tollFactor
        user.distanceFactor = distanceFactor
        users = [user]
      }
    }
    for place in users.indices where demand != nil && users[place].demand == nil {
      users[place].demand = demand.map { ElasticDemand($0) }
    }
    if let path = call.value("--reference-cost") {
      let costs = TripTable.read(URL(fileURLWithPath: path), network: network, faults: faults)
      if faults.errors.isEmpty, users.allSatisfy({ $0.demand == nil }) {
        throw Call.Fault(
          description: "--reference-cost needs --demand, or a class with a demand; it would change "
            + "nothing"
        )
      }
      for place in users.indices {
        guard let costs, var own = users[place].demand else { continue }
        own.takeReference(costs, trips: users[place].trips, file: path, faults: faults)
        users[place].demand = own
      }
    }
    var choiceWithTables = choice
    if let path = call.value("--cost-table") {
      choiceWithTables.tables =
        CostTableFile.read(URL(fileURLWithPath: path), faults: faults) ?? [:]
    }
    var preload: [Double] = []
    if let path = call.value("--preload") {
      let url = URL(fileURLWithPath: path)
      preload = VolumeFile.read(url, network: network, faults: faults) ?? []
    }
    let problem = AssignmentProblem(
      network,
      users: users,
      choice: choiceWithTables,
      preload: preload,
      faults: faults
    )
    progress.clear()
    guard let problem, faults.errors.isEmpty else { throw InputFaults(faults.faults) }
    for warning in faults.warnings { Console.err(warning.description) }
    return (network, problem)
  }

  /// Options that would change nothing beside others are a wrong call.
  private static func checkCombinations(_ call: Call) throws {
    let need = call.need
    let kind = try call.choice("--cost-function", LinkCostChoice.Kind.self) ?? .bpr
    try need("--alpha", kind == .conical, "is for --cost-function conical")
    let hasDelay = kind == .davidson || kind == .akcelik
    try need("--delay", hasDelay, "is for --cost-function davidson or akcelik")
    try need("--period", kind == .akcelik, "is for --cost-function akcelik")
    try need("--variation", kind == .railQueue, "is for --cost-function rail-queue")
    let isElastic = call.value("--demand") != nil
    let hasClasses = call.value("--classes") != nil
    try need("--reference-cost", isElastic || hasClasses, "needs --demand")
    let isMatrix = TripTable.mayHoldSeveral(call.value("--trips") ?? "")
    try need("--matrix", isMatrix || hasClasses, "is for trips in OMX or CSV")
  }

  private static func costs(_ call: Call) throws -> LinkCostChoice {
    var choice = LinkCostChoice()
    choice.kind = try call.choice("--cost-function", LinkCostChoice.Kind.self) ?? .bpr
    choice.alpha = try call.real("--alpha", in: 1.0.nextUp...1e6) ?? choice.alpha
    choice.j = try call.real("--delay", in: 0...1e12) ?? choice.j
    choice.period = try call.real("--period", in: 1e-12...1e12) ?? choice.period
    choice.variation = try call.real("--variation", in: 0...1e6) ?? choice.variation
    guard (choice.kind == .table) == (call.value("--cost-table") != nil) else {
      throw Call.Fault(description: "--cost-function table and --cost-table go together")
    }
    return choice
  }

  private static func demand(_ call: Call) throws -> DemandFunction? {
    let parameter = try call.real("--demand-parameter", in: 1e-12...1e12)
    guard let name = call.value("--demand") else {
      guard parameter == nil else {
        throw Call.Fault(description: "--demand-parameter needs --demand")
      }
      return nil
    }
    guard let parameter else {
      throw Call.Fault(description: "--demand needs --demand-parameter")
    }
    guard let function = DemandFunction(named: name, parameter) else {
      throw Call.Fault(
        description: "--demand takes \(DemandFunction.names.joined(separator: ", ")); found "
          + "'\(name)'\(NearestName.hint(for: name, among: DemandFunction.names))"
      )
    }
    return function
  }
}
