extension SegmentSearch {
  /// Links count as shortest whose excess is below this share of their head's label.
  private static let spreadTolerance = 1e-5

  /// Puts the trips of a row on all of its shortest paths, at each node in proportion to given volumes
  /// of the links that enter it.
  ///
  /// At equilibrium the shortest paths are those in use. That every origin divides its trips among
  /// them as all together do is the rule of proportionality (Bar-Gera & Boyce 1999), by which the
  /// flows of origins come near again to the volumes that are known of all.
  ///
  /// - Returns: pairs whose destination cannot be reached; nothing is put then.
  func loadSpread(
    _ state: EquilibriumState,
    row: Int,
    volumes: Column<Double>,
    put: (_ link: Int, _ flow: Double) -> Void
  ) -> [Int] {
    let group = state.rows[row]
    let unreached = group.pairs.filter { label[state.pairNode[$0]] == .infinity }
    guard unreached.isEmpty else { return unreached }
    // A circle of links without cost: one path for each pair will do to begin with.
    guard order(state, group, volumes) else { return load(state, row: row, put: put) }
    let graph = state.graph
    let cost = state.frozen[group.classNumber]
    for pair in group.pairs { amount[state.pairNode[pair]] += state.pairTrips[pair] }
    for node in nodes.reversed() where node != group.origin {
      let carried = amount[node]
      amount[node] = 0
      guard carried > 0 else { continue }
      let own = entry(node, graph, cost, origin: group.origin)
      var total = 0.0
      for link in graph.inStart[node]..<graph.inStart[node + 1]
      where isShort(link, own, node, group.origin, graph, cost) {
        total += volumes[link]
      }
      for link in graph.inStart[node]..<graph.inStart[node + 1]
      where isShort(link, own, node, group.origin, graph, cost) {
        let share = total > 0 ? volumes[link] / total : (link == own ? 1 : 0)
        guard share > 0 else { continue }
        put(Int(link), share * carried)
        amount[graph.tail[link]] += share * carried
      }
    }
    amount[group.origin] = 0
    return []
  }

  /// Whether a link is on a shortest path to its head, as near as counts here.
  @inline(__always)
  private func isShort(
    _ link: Int32,
    _ entry: Int32,
    _ node: Int32,
    _ origin: Int32,
    _ graph: AssignmentGraph,
    _ cost: Column<Double>
  ) -> Bool {
    if link == entry { return true }
    let from = graph.tail[link]
    guard from < Int32(graph.throughCount) || from == origin else { return false }
    let end = label[node]
    return label[from] < end
      && label[from] + cost[link] - end <= Self.spreadTolerance * end
  }

  /// Puts the nodes of the shortest paths to a row's destinations in order, each after those by which
  /// it is reached, and sets their amounts to nil; `false` where links without cost go in a circle.
  private func order(
    _ state: EquilibriumState,
    _ group: EquilibriumState.Row,
    _ volumes: Column<Double>
  ) -> Bool {
    let graph = state.graph
    let cost = state.frozen[group.classNumber]
    if stamp >= .max - 2 { restartStamps() }
    stamp += 2
    let open = stamp - 1
    let done = stamp
    nodes.removeAll(keepingCapacity: true)
    var path: [(node: Int32, next: Int32, entry: Int32)] = []
    for pair in group.pairs {
      let end = state.pairNode[pair]
      guard walkMark[end] != done else { continue }
      walkMark[end] = open
      path.append((end, graph.inStart[end], entry(end, graph, cost, origin: group.origin)))
      while let top = path.last {
        let node = top.node
        guard top.next < graph.inStart[node + 1], node != group.origin else {
          walkMark[node] = done
          amount[node] = 0
          nodes.append(node)
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        guard isShort(top.next, top.entry, node, group.origin, graph, cost) else { continue }
        let from = graph.tail[top.next]
        if walkMark[from] == done { continue }
        if walkMark[from] == open { return false }
        walkMark[from] = open
        path.append((from, graph.inStart[from], entry(from, graph, cost, origin: group.origin)))
      }
    }
    return true
  }
}
