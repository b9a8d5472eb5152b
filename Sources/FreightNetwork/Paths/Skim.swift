import Numerics

/// Least costs between nodes, and other numbers added up along the cheapest paths.
public struct Skim: Sendable {
  /// Nodes at which paths begin, `[row]`.
  public let origins: [Int32]
  /// Nodes at which they end, `[column]`.
  public let destinations: [Int32]
  /// Least costs row by row, infinite where there is no path: `[origin, destination]`.
  ///
  /// From a node to itself the cost is nil.
  public let costs: [Double]
  /// The other numbers along the cheapest path, each as ``costs``.
  public let fields: [[Double]]

  /// Cost of a pair; `nil` where there is no path.
  public subscript(origin: Int, destination: Int) -> Double? {
    let cost = costs[origin * destinations.count + destination]
    return cost < .infinity ? cost : nil
  }

  /// Number of pairs of different nodes with a path, and without.
  public var pairs: (connected: Int, disconnected: Int) {
    var found = (connected: 0, disconnected: 0)
    for (row, origin) in origins.enumerated() {
      for (column, destination) in destinations.enumerated() where origin != destination {
        if costs[row * destinations.count + column] < .infinity {
          found.connected += 1
        } else {
          found.disconnected += 1
        }
      }
    }
    return found
  }

  /// Mean cost of the pairs of different nodes with a path; `nil` where there is none.
  public var meanCost: Double? {
    var sum = 0.0
    var count = 0
    for (row, origin) in origins.enumerated() {
      for (column, destination) in destinations.enumerated() where origin != destination {
        let cost = costs[row * destinations.count + column]
        if cost < .infinity {
          sum += cost
          count += 1
        }
      }
    }
    return count > 0 ? sum / Double(count) : nil
  }

  /// Least costs between nodes by the fastest way that the graph allows: a hierarchy, or plain
  /// searches where the graph is too dense for one or the ends are few.
  ///
  /// The same bits come from any number of threads.
  ///
  /// - Parameters:
  ///   - graph: the graph.
  ///   - isThrough: whether paths may pass through a node, `[node]`.
  ///   - costs: cost of each link, not negative; infinite where it is closed, `[link]`.
  ///   - origins: nodes at which paths begin.
  ///   - destinations: nodes at which they end.
  ///   - fields: other numbers to be added up along the cheapest paths, each `[link]`.
  ///   - threads: threads to use.
  /// - Returns: the costs and sums.
  /// - Throws: ``PathFault`` where a cost is negative or NaN, or a node is not there.
  public static func between(
    _ graph: DirectedGraph,
    isThrough: [Bool],
    costs: [Double],
    origins: [Int32],
    destinations: [Int32],
    fields: [[Double]] = [],
    threads: Int = 1
  ) throws -> Skim {
    try PathFault.check(costs: costs, of: graph)
    try PathFault.check(isThrough: isThrough, of: graph)
    try PathFault.check(nodes: origins + destinations, of: graph)
    try PathFault.check(fields: fields, of: graph)
    // A hierarchy is given up where making it would take longer than searching plainly.
    let ends = min(origins.count, destinations.count)
    let plainWork = Double(ends) * Double(graph.nodeCount + graph.linkCount)
    let workLimit = Int(min(2e9, 2e7 + 2 * plainWork))
    if ends >= 8,
      let hierarchy = try PathHierarchy(graph, isThrough: isThrough, workLimit: workLimit)
    {
      return try hierarchy.customized(costs: costs).skim(
        origins: origins,
        destinations: destinations,
        fields: fields,
        threads: threads
      )
    }
    return try plain(
      graph,
      isThrough: isThrough,
      costs: costs,
      origins: origins,
      destinations: destinations,
      fields: fields,
      threads: threads
    )
  }

  /// The same by one plain search for each origin.
  public static func plain(
    _ graph: DirectedGraph,
    isThrough: [Bool],
    costs: [Double],
    origins: [Int32],
    destinations: [Int32],
    fields: [[Double]] = [],
    threads: Int = 1
  ) throws -> Skim {
    try PathFault.check(costs: costs, of: graph)
    try PathFault.check(nodes: origins + destinations, of: graph)
    try PathFault.check(fields: fields, of: graph)
    let chunk = max(1, (origins.count + 63) / 64)
    let parts = try Parallel.map((origins.count + chunk - 1) / chunk, threads: threads) { part in
      let search = try PathSearch(graph, isThrough: isThrough, costs: costs)
      var rows = [[Double]](repeating: [], count: fields.count + 1)
      for origin in origins[part * chunk..<min(origins.count, (part + 1) * chunk)] {
        let tree = try search.tree(Int(origin), targets: fields.isEmpty ? destinations : nil)
        rows[0] += destinations.map { tree.cost[Int($0)] }
        for (place, field) in fields.enumerated() {
          let sums = tree.sums(of: field, in: graph)
          rows[place + 1] += destinations.map { sums[Int($0)] }
        }
      }
      return rows
    }
    return Skim(
      origins: origins,
      destinations: destinations,
      costs: parts.flatMap { $0[0] },
      fields: fields.indices.map { place in parts.flatMap { $0[place + 1] } }
    )
  }
}
