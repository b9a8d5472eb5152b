/// Parts of a network that hang together, whatever the direction of links.
public struct NetworkComponents: Sendable {
  /// Part of each node, the largest one being 0, `[node]`.
  public let part: [Int32]
  /// Nodes of each part, largest first.
  public let sizes: [Int]

  /// Finds the parts.
  /// - Complexity: nearly linear in nodes and links.
  public init(_ graph: DirectedGraph) {
    var parent = (0..<graph.nodeCount).map { Int32($0) }
    func root(_ node: Int32) -> Int32 {
      var node = node
      while parent[Int(node)] != node {
        parent[Int(node)] = parent[Int(parent[Int(node)])]
        node = parent[Int(node)]
      }
      return node
    }
    for link in 0..<graph.linkCount {
      let a = root(graph.tail[link])
      let b = root(graph.head[link])
      if a != b { parent[Int(max(a, b))] = min(a, b) }
    }
    var size = [Int](repeating: 0, count: graph.nodeCount)
    let roots = (0..<graph.nodeCount).map { root(Int32($0)) }
    for node in roots { size[Int(node)] += 1 }
    let order = size.indices.filter { size[$0] > 0 }.sorted { (-size[$0], $0) < (-size[$1], $1) }
    var place = [Int32](repeating: 0, count: graph.nodeCount)
    for (position, node) in order.enumerated() {
      place[node] = Int32(truncatingIfNeeded: position)
    }
    part = roots.map { place[Int($0)] }
    sizes = order.map { size[$0] }
  }
}
