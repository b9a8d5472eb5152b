/// Least-cost paths from one node to all, or from all to one.
public struct PathTree: Sendable, Equatable {
  /// Where the paths begin, or end.
  public let root: Int
  /// Whether paths lead to the root.
  public let isReversed: Bool
  /// Cost between the root and each node; infinite where there is no path, or the search stopped
  /// before it, `[node]`.
  public let cost: [Double]
  /// Last link of the path from the root, or first link of the path to it; `-1`: none, `[node]`.
  public let link: [Int32]
  /// Nodes in the order in which the search settled them, the root first.
  public let order: [Int32]

  /// Links of the path between the root and a node, in the direction of travel.
  ///
  /// - Returns: `nil` where there is no path; empty for the root itself.
  public func path(_ node: Int, in graph: DirectedGraph) -> [Int32]? {
    guard node >= 0, node < cost.count, cost[node] < .infinity else { return nil }
    var links: [Int32] = []
    var place = node
    while place != root, link[place] >= 0 {
      let step = link[place]
      links.append(step)
      place = Int(isReversed ? graph.head[Int(step)] : graph.tail[Int(step)])
    }
    return isReversed ? links : links.reversed()
  }

  /// Sum of another number of links along the path to each node, `[node]`; infinite where there is
  /// no path.
  public func sums(of field: [Double], in graph: DirectedGraph) -> [Double] {
    var sums = [Double](repeating: .infinity, count: cost.count)
    for node in order {
      let step = link[Int(node)]
      if step < 0 {
        sums[Int(node)] = 0
      } else {
        let before = isReversed ? graph.head[Int(step)] : graph.tail[Int(step)]
        sums[Int(node)] = sums[Int(before)] + field[Int(step)]
      }
    }
    return sums
  }
}
