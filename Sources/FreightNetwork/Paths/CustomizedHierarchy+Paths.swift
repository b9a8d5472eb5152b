extension CustomizedHierarchy {
  /// The cheapest path between two nodes.
  ///
  /// Both searches go upwards in the hierarchy, so that they touch few hundred nodes even of large
  /// networks; the edges on the way are then resolved into links.
  ///
  /// - Returns: `nil` where there is no path.
  /// - Throws: ``PathFault`` where a node is not there.
  public func path(from origin: Int32, to destination: Int32) throws(PathFault) -> GraphPath? {
    let graph = hierarchy.graph
    try PathFault.check(nodes: [origin, destination], of: graph)
    if origin == destination { return GraphPath(origin: origin, links: [], costs: costs) }
    let from = AccessList(hierarchy, costs: costs, nodes: [origin], areOrigins: true)
    let to = AccessList(hierarchy, costs: costs, nodes: [destination], areOrigins: false)
    let there = Ascent(up, from)
    let back = Ascent(down, to)
    var best = Double.infinity
    var meeting: Int32 = -1
    for (rank, label) in there.labels {
      guard let other = back.labels[rank] else { continue }
      let total = label.cost + other.cost
      if total < best || (total == best && rank < meeting) {
        best = total
        meeting = rank
      }
    }
    var links: [Int32] = []
    // A link straight between two nodes that may not be passed through is no edge.
    if hierarchy.rankOfNode[Int(origin)] < 0, hierarchy.rankOfNode[Int(destination)] < 0 {
      let start = Int(graph.forwardStart[Int(origin)])
      for place in start..<Int(graph.forwardStart[Int(origin) + 1]) {
        let link = graph.forwardLink[place]
        if graph.head[Int(link)] == destination, costs[Int(link)] < best {
          best = costs[Int(link)]
          links = [link]
          meeting = -1
        }
      }
    }
    guard best < .infinity else { return nil }
    if meeting >= 0 {
      var climbed: [Int32] = []
      var rank = meeting
      while let label = there.labels[rank], label.edge >= 0 {
        climbed.append(label.edge)
        rank = label.before
      }
      if let link = there.labels[rank]?.access, link >= 0 { links.append(link) }
      for edge in climbed.reversed() { resolve(edge, isUp: true, into: &links) }
      rank = meeting
      while let label = back.labels[rank], label.edge >= 0 {
        resolve(label.edge, isUp: false, into: &links)
        rank = label.before
      }
      if let link = back.labels[rank]?.access, link >= 0 { links.append(link) }
    }
    return GraphPath(origin: origin, links: links, costs: costs)
  }

  /// Labels of a search that only goes upwards.
  private struct Ascent {
    struct Label {
      var cost: Double
      var edge: Int32 = -1
      var before: Int32 = -1
      var access: Int32 = -1
    }

    var labels: [Int32: Label] = [:]

    init(_ edges: RankedEdges, _ access: AccessList) {
      var heap: [Int32] = []
      for place in access.rank.indices {
        let rank = access.rank[place]
        if labels[rank] == nil { Self.push(rank, &heap) }
        if access.cost[place] < labels[rank]?.cost ?? .infinity {
          labels[rank] = Label(cost: access.cost[place], access: access.link[place])
        }
      }
      // Lowest rank first: all that leads to it is done then.
      while let rank = Self.pop(&heap) {
        guard let cost = labels[rank]?.cost else { continue }
        for place in Int(edges.start[Int(rank)])..<Int(edges.start[Int(rank) + 1]) {
          let above = edges.head[place]
          let total = cost + edges.cost[place]
          let known = labels[above]?.cost
          if known == nil { Self.push(above, &heap) }
          if total < known ?? .infinity {
            labels[above] = Label(cost: total, edge: edges.edge[place], before: rank)
          }
        }
      }
    }

    private static func push(_ rank: Int32, _ heap: inout [Int32]) {
      heap.append(rank)
      var child = heap.count - 1
      while child > 0, heap[child] < heap[(child - 1) / 2] {
        heap.swapAt(child, (child - 1) / 2)
        child = (child - 1) / 2
      }
    }

    private static func pop(_ heap: inout [Int32]) -> Int32? {
      guard let first = heap.first else { return nil }
      let last = heap.removeLast()
      guard !heap.isEmpty else { return first }
      heap[0] = last
      var parent = 0
      while true {
        var child = 2 * parent + 1
        guard child < heap.count else { break }
        if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
        guard heap[child] < heap[parent] else { break }
        heap.swapAt(child, parent)
        parent = child
      }
      return first
    }
  }

  /// Links that an edge stands for.
  ///
  /// An edge's cost is, to the bit, that of one of its links or the sum of two edges from a common
  /// lower node.
  private func resolve(_ edge: Int32, isUp: Bool, into links: inout [Int32]) {
    var pending = [(edge: edge, isUp: isUp)]
    while let (edge, isUp) = pending.popLast() {
      let pair = edges.values[edge]
      let cost = isUp ? pair.x : pair.y
      let lower = hierarchy.upTail[Int(edge)]
      let higher = hierarchy.upHead[Int(edge)]
      if let link = link(from: isUp ? lower : higher, to: isUp ? higher : lower, cost: cost) {
        links.append(link)
        continue
      }
      // Edges of a common lower node: both lists ascend by it.
      var first = Int(hierarchy.downStart[Int(lower)])
      var second = Int(hierarchy.downStart[Int(higher)])
      let firstEnd = Int(hierarchy.downStart[Int(lower) + 1])
      let secondEnd = Int(hierarchy.downStart[Int(higher) + 1])
      while first < firstEnd, second < secondEnd {
        let a = hierarchy.downEdge[first]
        let b = hierarchy.downEdge[second]
        let node = hierarchy.upTail[Int(a)]
        let other = hierarchy.upTail[Int(b)]
        if node < other {
          first += 1
        } else if other < node {
          second += 1
        } else {
          let toLower = edges.values[a]
          let toHigher = edges.values[b]
          if isUp, toLower.y + toHigher.x == cost {
            pending.append((b, true))
            pending.append((a, false))
            break
          }
          if !isUp, toHigher.y + toLower.x == cost {
            pending.append((a, true))
            pending.append((b, false))
            break
          }
          first += 1
          second += 1
        }
      }
    }
  }

  private func link(from tail: Int32, to head: Int32, cost: Double) -> Int32? {
    let graph = hierarchy.graph
    let from = Int(hierarchy.nodeOfRank[Int(tail)])
    let to = hierarchy.nodeOfRank[Int(head)]
    for place in Int(graph.forwardStart[from])..<Int(graph.forwardStart[from + 1]) {
      let link = graph.forwardLink[place]
      if graph.head[Int(link)] == to, costs[Int(link)] == cost { return link }
    }
    return nil
  }
}
