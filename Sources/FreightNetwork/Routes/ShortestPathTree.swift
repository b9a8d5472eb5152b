/// Least-cost paths from one vertex to all, or from all to one (Dijkstra 1959, binary heap).
struct ShortestPathTree {
  /// Cost from the root, or to it; infinite where there is no way.
  var cost: [Double]
  /// Last arc of the path from the root, or first arc of the path to it; `-1`: none.
  var arc: [Int]

  /// - Parameters:
  ///   - network: the network.
  ///   - arcCost: cost of each arc, not negative; infinite where it must not be used.
  ///   - root: where paths start (or end).
  ///   - reversed: paths to the root.
  init(_ network: Supernetwork, arcCost: [Double], root: Int, reversed: Bool) {
    let count = network.vertices.count
    var cost = [Double](repeating: .infinity, count: count)
    var arc = [Int](repeating: -1, count: count)
    var heap = VertexHeap()
    cost[root] = 0
    heap.push(0, root)
    let start = reversed ? network.inStart : network.outStart
    let list = reversed ? network.inArcs : network.outArcs
    while let (key, vertex) = heap.pop() {
      if key > cost[vertex] { continue }
      for position in start[vertex]..<start[vertex + 1] {
        let candidate = list[position]
        let step = arcCost[candidate]
        guard step < .infinity else { continue }
        let other = reversed ? network.arcs[candidate].from : network.arcs[candidate].to
        let total = key + step
        if total < cost[other] {
          cost[other] = total
          arc[other] = candidate
          heap.push(total, other)
        }
      }
    }
    self.cost = cost
    self.arc = arc
  }
}

/// A binary heap of vertices by cost; on equal costs the lower vertex comes first.
struct VertexHeap {
  private var items: [(key: Double, vertex: Int)] = []

  mutating func push(_ key: Double, _ vertex: Int) {
    items.append((key, vertex))
    var child = items.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard precedes(child, parent) else { break }
      items.swapAt(child, parent)
      child = parent
    }
  }

  mutating func pop() -> (Double, Int)? {
    guard let first = items.first else { return nil }
    let last = items.removeLast()
    if !items.isEmpty {
      items[0] = last
      var parent = 0
      while true {
        var child = 2 * parent + 1
        guard child < items.count else { break }
        if child + 1 < items.count, precedes(child + 1, child) { child += 1 }
        guard precedes(child, parent) else { break }
        items.swapAt(child, parent)
        parent = child
      }
    }
    return (first.key, first.vertex)
  }

  private func precedes(_ a: Int, _ b: Int) -> Bool {
    (items[a].key, items[a].vertex) < (items[b].key, items[b].vertex)
  }
}
