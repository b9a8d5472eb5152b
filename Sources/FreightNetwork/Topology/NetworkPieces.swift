/// Makes a network of pieces of lines, each for one direction or for both.
struct NetworkPieces {
  /// Nodes at the ends of each piece.
  var from: [Int32] = []
  var to: [Int32] = []
  /// 1: from the first end to the second, -1: the other way, 0: both ways.
  var ways: [Int8] = []

  /// Piece of each link and whether the link runs against it.
  private(set) var pieces: [Int32] = []
  private(set) var isReverse: [Bool] = []

  /// The graph, and the other direction of each link.
  mutating func network(nodeCount: Int) throws(DirectedGraph.Fault) -> TransportNetwork {
    pieces = []
    isReverse = []
    var tail: [Int32] = []
    var head: [Int32] = []
    var reverse: [Int32] = []
    for piece in from.indices {
      if ways[piece] != -1 {
        pieces.append(Int32(truncatingIfNeeded: piece))
        isReverse.append(false)
        tail.append(from[piece])
        head.append(to[piece])
        reverse.append(ways[piece] == 0 ? Int32(truncatingIfNeeded: tail.count) : -1)
      }
      if ways[piece] != 1 {
        pieces.append(Int32(truncatingIfNeeded: piece))
        isReverse.append(true)
        tail.append(to[piece])
        head.append(from[piece])
        reverse.append(ways[piece] == 0 ? Int32(truncatingIfNeeded: tail.count - 2) : -1)
      }
    }
    let graph = try DirectedGraph(nodeCount: nodeCount, tail: tail, head: head)
    var network = TransportNetwork(
      graph: graph,
      nodeNames: (0..<nodeCount).map { String($0 + 1) }
    )
    if ways.contains(0) { network.reverseLinks = reverse }
    return network
  }
}
