/// The part of a fast search that does not depend on costs: nodes in the order in which they were
/// taken out, and the edges that stand for the paths through nodes taken out before.
///
/// A customizable contraction hierarchy (Dibbelt, Strasser & Wagner 2016,
/// doi:10.1145/2886843): made once for a graph, then given costs as often as they change, each time
/// in a few milliseconds, by ``PathHierarchy/customized(costs:fields:)``.
///
/// Nodes that may not be passed through stand outside: a path begins or ends at one by a link into
/// or out of the rest.
public struct PathHierarchy: Sendable {
  /// The graph.
  public let graph: DirectedGraph
  /// Whether paths may pass through a node, `[node]`.
  public let isThrough: [Bool]
  /// Number of nodes that may be passed through.
  public var rankCount: Int { nodeOfRank.count }
  /// Number of edges: pairs of nodes of which one was taken out while the other was its neighbour.
  public var edgeCount: Int { upHead.count }

  /// Node of each rank; those with low ranks were taken out first, `[rank]`.
  let nodeOfRank: [Int32]
  /// Rank of each node; `-1` for nodes that may not be passed through, `[node]`.
  let rankOfNode: [Int32]
  /// Where the edges of a rank to higher ones begin, `[rank]`, with one entry more.
  let upStart: [Int32]
  /// Higher end of each edge, ascending within a rank, `[edge]`.
  let upHead: [Int32]
  /// Where the edges of a rank to lower ones begin in ``downEdge``, `[rank]`, with one entry more.
  let downStart: [Int32]
  /// Edges by their higher end, the lower end ascending.
  let downEdge: [Int32]
  /// Lower end of each edge, `[edge]`.
  let upTail: [Int32]
  /// Edge on which each link lies; `-1` where it has none, `[link]`.
  let edgeOfLink: [Int32]

  /// Makes a hierarchy; `nil` where the graph is so dense that it would be larger than it is worth:
  /// plain searches do then.
  ///
  /// - Parameters:
  ///   - graph: the graph.
  ///   - isThrough: whether paths may pass through a node, `[node]`.
  ///   - workLimit: the most elements of neighbours to be gone through.
  /// - Throws: ``PathFault`` where `isThrough` has not one entry for each node.
  /// - Complexity: near linear for networks of roads or rails; with the cube of the number of nodes
  ///   for a complete graph.
  public init?(
    _ graph: DirectedGraph,
    isThrough: [Bool],
    workLimit: Int = 2_000_000_000
  ) throws(PathFault) {
    try PathFault.check(isThrough: isThrough, of: graph)
    guard
      let order = ContractionOrder.make(
        nodeCount: graph.nodeCount,
        isIn: isThrough,
        first: graph.tail,
        second: graph.head,
        workLimit: workLimit
      )
    else { return nil }
    self.graph = graph
    self.isThrough = isThrough
    let count = order.nodes.count
    var early = [Int32](repeating: -1, count: graph.nodeCount)
    for (rank, node) in order.nodes.enumerated() { early[Int(node)] = Int32(rank) }
    // The same order with each subtree together, so that a sweep stays in the cache.
    var parent = [Int32](repeating: -1, count: count)
    for rank in 0..<count {
      let node = Int(order.nodes[rank])
      let start = order.upStart[node]
      var lowest = Int32.max
      for place in start..<start + Int(order.upCount[node]) {
        lowest = min(lowest, early[Int(order.upNode[place])])
      }
      parent[rank] = lowest == Int32.max ? -1 : lowest
    }
    let later = Self.postorder(parent)
    var nodeOfRank = [Int32](repeating: 0, count: count)
    var rankOfNode = [Int32](repeating: -1, count: graph.nodeCount)
    for rank in 0..<count {
      let node = order.nodes[rank]
      nodeOfRank[Int(later[rank])] = node
      rankOfNode[Int(node)] = later[rank]
    }
    self.nodeOfRank = nodeOfRank
    self.rankOfNode = rankOfNode
    // Edges sorted by both ends, by counting twice.
    var below = [Int32](repeating: 0, count: count + 1)
    var above = [Int32](repeating: 0, count: count + 1)
    for rank in 0..<count {
      let node = Int(nodeOfRank[rank])
      let start = order.upStart[node]
      above[rank + 1] = order.upCount[node]
      for place in start..<start + Int(order.upCount[node]) {
        below[Int(rankOfNode[Int(order.upNode[place])]) + 1] += 1
      }
    }
    for rank in 0..<count {
      below[rank + 1] += below[rank]
      above[rank + 1] += above[rank]
    }
    let edgeCount = Int(above[count])
    var lower = [Int32](repeating: 0, count: edgeCount)
    var place = below
    for rank in 0..<count {
      let node = Int(nodeOfRank[rank])
      let start = order.upStart[node]
      for position in start..<start + Int(order.upCount[node]) {
        let head = Int(rankOfNode[Int(order.upNode[position])])
        lower[Int(place[head])] = Int32(rank)
        place[head] += 1
      }
    }
    var upHead = [Int32](repeating: 0, count: edgeCount)
    var upTail = [Int32](repeating: 0, count: edgeCount)
    var downEdge = [Int32](repeating: 0, count: edgeCount)
    place = above
    for head in 0..<count {
      for position in Int(below[head])..<Int(below[head + 1]) {
        let tail = Int(lower[position])
        let edge = Int(place[tail])
        place[tail] += 1
        upHead[edge] = Int32(head)
        upTail[edge] = Int32(tail)
        downEdge[position] = Int32(edge)
      }
    }
    upStart = above
    self.upHead = upHead
    self.upTail = upTail
    downStart = below
    self.downEdge = downEdge
    edgeOfLink = Self.edges(graph, rankOfNode, above, upHead)
  }

  /// Ranks such that every subtree has ranks in a row and children stand before their parents.
  private static func postorder(_ parent: [Int32]) -> [Int32] {
    let count = parent.count
    // Subtree sizes; a parent has a higher rank than its children.
    var size = [Int32](repeating: 1, count: count)
    for rank in 0..<count where parent[rank] >= 0 { size[Int(parent[rank])] += size[rank] }
    // From the top: each node knows where its subtree ends, children fill it from the end.
    var later = [Int32](repeating: 0, count: count)
    var free = [Int32](repeating: 0, count: count)
    var end = Int32(count)
    for rank in (0..<count).reversed() {
      let last: Int32
      if parent[rank] >= 0 {
        last = free[Int(parent[rank])]
        free[Int(parent[rank])] -= size[rank]
      } else {
        last = end
        end -= size[rank]
      }
      later[rank] = last - 1
      free[rank] = last - 1
    }
    return later
  }

  /// Edge of each link.
  private static func edges(
    _ graph: DirectedGraph,
    _ rankOfNode: [Int32],
    _ upStart: [Int32],
    _ upHead: [Int32]
  ) -> [Int32] {
    var edges = [Int32](repeating: -1, count: graph.linkCount)
    for link in 0..<graph.linkCount {
      let a = rankOfNode[Int(graph.tail[link])]
      let b = rankOfNode[Int(graph.head[link])]
      if a < 0 || b < 0 || a == b { continue }
      let head = max(a, b)
      var low = Int(upStart[Int(min(a, b))])
      var high = Int(upStart[Int(min(a, b)) + 1]) - 1
      while low < high {
        let middle = (low + high) / 2
        if upHead[middle] < head { low = middle + 1 } else { high = middle }
      }
      edges[link] = Int32(low)
    }
    return edges
  }
}
