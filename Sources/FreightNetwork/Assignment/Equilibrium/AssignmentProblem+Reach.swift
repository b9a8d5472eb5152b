extension AssignmentProblem {
  /// The error of pairs that no path joins.
  func noPath(_ state: EquilibriumState, _ pairs: [Int]) -> AssignmentFault {
    var component = Array(0..<graph.nodeCount)
    func root(_ node: Int) -> Int {
      var node = node
      while component[node] != node {
        component[node] = component[component[node]]
        node = component[node]
      }
      return node
    }
    for link in 0..<graph.linkCount where !isClosed[link] {
      component[root(Int(graph.tail[link]))] = root(Int(graph.head[link]))
    }
    var zone = [Int32: Int](minimumCapacity: zoneNodes.count)
    for (number, node) in zoneNodes.enumerated() { zone[node] = number }
    var nodeOf = [Int32](repeating: 0, count: graph.nodeCount)
    for node in 0..<graph.nodeCount { nodeOf[Int(state.graph.nodeNumber[node])] = Int32(node) }
    var row = 0
    var names: [String] = []
    var joined = 0
    for pair in pairs {
      while state.rows[row].pairs.upperBound <= pair { row += 1 }
      let from = nodeOf[Int(state.rows[row].origin)]
      let to = nodeOf[Int(state.pairNode[pair])]
      if root(Int(from)) == root(Int(to)) { joined += 1 }
      if names.count < 20 {
        names.append("\((zone[from] ?? Int(from)) + 1) to \((zone[to] ?? Int(to)) + 1)")
      }
    }
    return .noPath(
      pairs: names,
      count: pairs.count,
      joinedIfOpen: isThrough.contains(false) ? joined : 0
    )
  }
}
