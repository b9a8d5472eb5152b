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
    var users = AssignmentUsers(trips: trips)
    users.tollFactor = tollFactor
    users.distanceFactor = distanceFactor
    self.init(network, users: [users], faults: faults)
  }

  /// The problem of a network read from a file and several classes; `nil` where there is an error.
  ///
  /// - Parameters:
  ///   - network: nodes, links and zones.
  ///   - users: the classes.
  ///   - choice: the links' cost function.
  ///   - preload: volume that does not choose, `[link]`; empty: none.
  ///   - faults: gets what is wrong, and warnings.
  public init?(
    _ network: TransportNetwork,
    users: [AssignmentUsers],
    choice: LinkCostChoice = LinkCostChoice(),
    preload: [Double] = [],
    faults: FaultCollector
  ) {
    let errorsBefore = faults.errors.count
    let columns = LinkColumns(network, faults)
    let count = network.graph.linkCount
    let parameters = choice.parameters
    guard
      let time = columns.numbers("free_flow_time"),
      let capacity = columns.numbers("capacity", default: 0, isNeeded: true),
      let classes = Self.classes(network, users, columns, faults)
    else { return nil }
    let values = parameters.map {
      columns.numbers($0.name, default: $0.value) ?? [Double](repeating: $0.value, count: count)
    }
    let types = choice.kind == .table ? Self.types(network) : []
    if choice.kind == .table { Self.checkTables(choice, types, network, faults) }
    Self.warnOfMissingColumns(choice, network, faults)
    var costs: [LinkCostFunction] = []
    costs.reserveCapacity(count)
    var closed = [Bool](repeating: false, count: count)
    for link in 0..<count {
      var isSound = true
      for (name, value) in [("free_flow_time", time[link]), ("capacity", capacity[link])]
      where !(value >= 0 && value.isFinite) {
        columns.fault(link, name, value, expected: "a number, zero or above")
        isSound = false
      }
      for (place, parameter) in parameters.enumerated() {
        let value = values[place][link]
        guard value.isFinite, parameter.range.contains(value) else {
          let least = parameter.range.lowerBound
          columns.fault(
            link,
            parameter.name,
            value,
            expected: "a number, "
              + (least <= 0 ? "zero or above" : least < 1 ? "above zero" : "above 1")
          )
          isSound = false
          continue
        }
      }
      guard isSound else {
        costs.append(.constant(0))
        continue
      }
      let table = types.isEmpty ? nil : choice.tables[types[link]] ?? choice.tables[""]
      if let table, capacity[link] > 0,
        table.scaled(capacity: capacity[link], time: time[link]) == nil
      {
        columns.fault(
          link,
          "capacity",
          capacity[link],
          expected: "a capacity and a free-flow time that keep the points of the table apart"
        )
      }
      let function = choice.function(
        time: time[link],
        capacity: capacity[link],
        values.map { $0[link] },
        table: table
      )
      closed[link] = function == nil
      let own = function ?? .constant(time[link])
      costs.append(own)
      for group in classes {
        let cost = own.cost(at: 0) + group.fixedCost[link]
        guard !(cost.isFinite && cost >= 0) else { continue }
        columns.fault(
          link,
          "free_flow_time",
          cost,
          expected: "a cost of the empty link, toll and distance included, zero or above"
        )
      }
    }
    guard faults.errors.count == errorsBefore else { return nil }
    let closedCount = closed.count { $0 }
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
      classes: classes
    )
    isClosed = closed
    self.preload = preload
  }

  /// A table for every type of link, or one for all others.
  private static func checkTables(
    _ choice: LinkCostChoice,
    _ types: [String],
    _ network: TransportNetwork,
    _ faults: FaultCollector
  ) {
    guard choice.tables[""] == nil else { return }
    var links: [String: [Int]] = [:]
    for (link, type) in types.enumerated() where choice.tables[type] == nil {
      links[type, default: []].append(link)
    }
    for (type, own) in links.sorted(by: { $0.key < $1.key }).prefix(50) {
      let named = own.prefix(5).map { link in
        let from = network.nodeNames[Int(network.graph.tail[link])]
        return "\(from) to \(network.nodeNames[Int(network.graph.head[link])])"
      }
      faults.error(
        network.source,
        column: "type",
        found: (type.isEmpty ? "no type" : "type '\(type)'") + " on "
          + "\(own.count) \(own.count == 1 ? "link" : "links"), of which the cost table has none: "
          + named.joined(separator: ", ") + (own.count > 5 ? ", …" : ""),
        expected: "points of each type of link, or points without a type for all others; there are "
          + (choice.tables.isEmpty
            ? "none" : choice.tables.keys.sorted().prefix(20).joined(separator: ", "))
      )
    }
  }

  /// Says so where costs will not rise, or a link cannot carry, for want of a column.
  private static func warnOfMissingColumns(
    _ choice: LinkCostChoice,
    _ network: TransportNetwork,
    _ faults: FaultCollector
  ) {
    guard choice.kind == .bpr else { return }
    let missing = ["b", "power"].filter { network.linkNumbers[$0] == nil }
    guard !missing.isEmpty else { return }
    faults.warning(
      network.source,
      column: missing[0],
      found:
        "no column \(missing.joined(separator: " or ")) of the links, so that costs do not rise",
      expected: "the columns b and power, or another --cost-function"
    )
  }

  /// What the links' types are called.
  private static func types(_ network: TransportNetwork) -> [String] {
    let count = network.graph.linkCount
    for name in ["type", "link_type"] {
      if let texts = network.linkWords[name], texts.count == count { return texts }
      if let numbers = network.linkNumbers[name], numbers.count == count {
        return numbers.map { $0 == $0.rounded() && abs($0) < 1e15 ? "\(Int($0))" : "\($0)" }
      }
    }
    return [String](repeating: "", count: count)
  }

  private static func classes(
    _ network: TransportNetwork,
    _ users: [AssignmentUsers],
    _ columns: LinkColumns,
    _ faults: FaultCollector
  ) -> [AssignmentClass]? {
    var classes: [AssignmentClass] = []
    for user in users {
      let tollFactor = user.tollFactor ?? network.figures["toll_factor"] ?? 0
      let distanceFactor = user.distanceFactor ?? network.figures["distance_factor"] ?? 0
      guard
        let toll = columns.numbers("toll", unless: tollFactor == 0),
        let length = columns.numbers("length", unless: distanceFactor == 0)
      else { return nil }
      let zones = network.zoneNodes.count
      if user.trips.zoneCount > zones, user.trips.hasTrips(from: zones) {
        faults.error(
          network.source,
          found: "\(zones) zones",
          expected: "the zones of the trips, which are \(user.trips.zoneCount)"
        )
      }
      var closed: [Bool] = []
      if let name = user.allowedColumn {
        guard let allowed = columns.numbers(name) else { return nil }
        for (link, value) in allowed.enumerated() where !value.isFinite {
          columns.fault(link, name, value, expected: "0 where the class may not go, or 1")
        }
        closed = allowed.map { $0 == 0 }
      }
      var group = AssignmentClass(
        name: user.name,
        trips: user.trips,
        fixedCost: toll.indices.map { tollFactor * toll[$0] + distanceFactor * length[$0] },
        unitsPerTrip: user.unitsPerTrip,
        closedLinks: closed
      )
      group.demand = user.demand
      classes.append(group)
    }
    return classes
  }
}
