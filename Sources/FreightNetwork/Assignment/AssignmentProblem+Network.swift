public import Tables

extension AssignmentProblem {
  /// The problem of a network read from a file and one class with the given trips; `nil` where there
  /// is an error.
  ///
  /// A link's cost is the BPR function of its columns `free_flow_time`, `b`, `power` and `capacity`,
  /// with `tollFactor` × `toll` and `distanceFactor` × `length` on top. A link whose cost would rise
  /// with its volume and whose capacity is zero carries nothing: it is closed.
  ///
  /// - Parameters:
  ///   - network: nodes, links and zones.
  ///   - trips: trips between zones, in units of the capacities.
  ///   - tollFactor: cost of a unit of toll; `nil`: the figure `toll_factor` of the network, or 0.
  ///   - distanceFactor: cost of a unit of length; `nil`: the figure `distance_factor`, or 0.
  ///   - faults: gets what is wrong, and warnings.
  public init?(
    _ network: TransportNetwork,
    trips: TripTable,
    tollFactor: Double? = nil,
    distanceFactor: Double? = nil,
    faults: FaultCollector
  ) {
    let errorsBefore = faults.errors.count
    let columns = LinkColumns(network, faults)
    let tollFactor = tollFactor ?? network.figures["toll_factor"] ?? 0
    let distanceFactor = distanceFactor ?? network.figures["distance_factor"] ?? 0
    guard
      let time = columns.numbers("free_flow_time"),
      let b = columns.numbers("b", default: 0),
      let power = columns.numbers("power", default: 0),
      let capacity = columns.numbers("capacity", default: 0),
      let toll = columns.numbers("toll", default: 0, isNeeded: tollFactor != 0),
      let length = columns.numbers("length", default: 0, isNeeded: distanceFactor != 0)
    else { return nil }
    if trips.zoneCount > network.zoneNodes.count, trips.hasTrips(from: network.zoneNodes.count) {
      faults.error(
        network.source,
        found: "\(network.zoneNodes.count) zones",
        expected: "the zones of the trips, which are \(trips.zoneCount)"
      )
    }
    var costs: [LinkCostFunction] = []
    costs.reserveCapacity(network.graph.linkCount)
    var fixed: [Double] = []
    var closed = [Bool](repeating: false, count: network.graph.linkCount)
    var closedCount = 0
    for link in 0..<network.graph.linkCount {
      var isSound = true
      for (name, value) in [
        ("free_flow_time", time[link]), ("b", b[link]), ("power", power[link]),
        ("capacity", capacity[link]),
      ] where !(value >= 0 && value.isFinite) {
        columns.fault(link, name, value, expected: "a number, zero or above")
        isSound = false
      }
      let extra = tollFactor * toll[link] + distanceFactor * length[link]
      if isSound, !(time[link] * (1 + b[link]) + extra).isFinite || time[link] + extra < 0 {
        columns.fault(
          link,
          "free_flow_time",
          time[link] + extra,
          expected: "a cost of the empty link, toll and distance included, zero or above"
        )
      }
      fixed.append(extra)
      costs.append(
        .bpr(freeFlowTime: time[link], b: b[link], power: power[link], capacity: capacity[link])
      )
      if capacity[link] == 0, b[link] > 0, power[link] > 0 {
        closed[link] = true
        closedCount += 1
        costs[link] = .constant(time[link])
      }
    }
    guard faults.errors.count == errorsBefore else { return nil }
    if closedCount > 0 {
      faults.warning(
        network.source,
        column: "capacity",
        found: "\(closedCount) links with congestion but no capacity, which carry nothing",
        expected: "a capacity above zero"
      )
    }
    self.init(
      graph: network.graph,
      isThrough: network.isThrough,
      zoneNodes: network.zoneNodes,
      costs: costs,
      classes: [AssignmentClass(name: "all", trips: trips, fixedCost: fixed)]
    )
    isClosed = closed
  }
}
