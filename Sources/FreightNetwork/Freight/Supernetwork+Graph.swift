extension Supernetwork {
  /// The network by carrier and gauge in the form that searches, skims and assignments take.
  ///
  /// A region is one node, its zone, which paths may not pass through; vertices that nothing else
  /// names keep their order behind the regions. Links keep the order of the arcs; their columns are
  /// `cost_usd_per_t` (money at factors of one), `days`, `km` and `gCO2e_per_t`, and the words
  /// `carrier` and `kind`.
  ///
  /// - Parameters:
  ///   - nodes: the places, for names and coordinates.
  ///   - regionNames: names of the regions.
  ///   - year: arcs that are not open then are left out; `nil`: all are kept.
  ///   - projects: projects that are built.
  /// - Returns: the network, and the capacity that each of its links uses: `-1` where it has none of
  ///   its own or shares none.
  /// - Throws: `DirectedGraph.Fault` where there are more vertices or arcs than can be held.
  public func transportNetwork(
    nodes: [NetworkNode],
    regionNames: [String],
    year: Int? = nil,
    projects: Set<String> = []
  ) throws(DirectedGraph.Fault) -> (network: TransportNetwork, sharedCapacity: [Int32]) {
    let regionCount = originVertices.count
    var number = [Int32](repeating: -1, count: vertices.count)
    for region in 0..<regionCount {
      if originVertices[region] >= 0 { number[originVertices[region]] = Int32(region) }
      if destinationVertices[region] >= 0 { number[destinationVertices[region]] = Int32(region) }
    }
    var names = (0..<regionCount).map {
      $0 < regionNames.count ? regionNames[$0] : "region \($0)"
    }
    var x = [Double](repeating: .nan, count: regionCount)
    var y = x
    for vertex in vertices.indices where number[vertex] < 0 {
      number[vertex] = Int32(names.count)
      let place = vertices[vertex].node
      let isPlace = nodes.indices.contains(place)
      let carrier = vertices[vertex].carrier?.rawValue ?? ""
      names.append(isPlace ? "\(nodes[place].id):\(carrier)" : "vertex \(vertex)")
      x.append(isPlace ? nodes[place].longitude : .nan)
      y.append(isPlace ? nodes[place].latitude : .nan)
    }
    let kept = arcs.indices.filter { arc in
      year.map { arcs[arc].existence.isOpen(year: $0, projects: projects) } ?? true
    }
    let graph = try DirectedGraph(
      nodeCount: names.count,
      tail: kept.map { number[arcs[$0].from] },
      head: kept.map { number[arcs[$0].to] }
    )
    // A region stands where its first connector leads.
    for arc in kept {
      let from = Int(number[arcs[arc].from])
      let to = Int(number[arcs[arc].to])
      if from < regionCount, x[from].isNaN, to >= regionCount {
        x[from] = x[to]
        y[from] = y[to]
      }
    }
    var network = TransportNetwork(graph: graph, nodeNames: names)
    network.x = x.map { $0.isNaN ? 0 : $0 }
    network.y = y.map { $0.isNaN ? 0 : $0 }
    network.zoneNodes = (0..<Int32(regionCount)).map { $0 }
    for region in 0..<regionCount { network.isThrough[region] = false }
    network.linkNumbers["cost_usd_per_t"] = kept.map { arcs[$0].cost.money }
    network.linkNumbers["days"] = kept.map { arcs[$0].cost.days }
    network.linkNumbers["km"] = kept.map { arcs[$0].cost.kilometres }
    network.linkNumbers["gCO2e_per_t"] = kept.map { arcs[$0].cost.gramsCO2e }
    network.linkWords["carrier"] = kept.map { vertices[arcs[$0].from].carrier?.rawValue ?? "" }
    network.linkWords["kind"] = kept.map { arc in
      switch arcs[arc].kind {
      case .link: "link"
      case .terminal: "terminal"
      case .connector: "connector"
      }
    }
    // Capacities are numbered anew by their first link, so that numbers stay below links.
    var first: [Int: Int32] = [:]
    let shared = kept.enumerated().map { place, arc -> Int32 in
      let resource = arcs[arc].resource
      guard resource >= 0 else { return -1 }
      if let known = first[resource] { return known }
      first[resource] = Int32(place)
      return Int32(place)
    }
    return (network, shared)
  }
}
