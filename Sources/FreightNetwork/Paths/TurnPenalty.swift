/// What going from one link into the next costs, or that it must not be done.
public struct TurnPenalty: Sendable, Equatable {
  /// Link that enters the node.
  public var from: Int32
  /// Link that leaves it.
  public var to: Int32
  /// Cost, not negative; infinite: prohibited.
  public var cost: Double

  /// A penalty.
  public init(from: Int32, to: Int32, cost: Double) {
    self.from = from
    self.to = to
    self.cost = cost
  }

  /// Prohibitions of going back at once whence one came, at every node with another way out.
  public static func returns(in graph: DirectedGraph, cost: Double = .infinity) -> [TurnPenalty] {
    var penalties: [TurnPenalty] = []
    for link in 0..<graph.linkCount {
      let node = Int(graph.head[link])
      let ways = Int(graph.forwardStart[node])..<Int(graph.forwardStart[node + 1])
      let isDeadEnd = ways.allSatisfy {
        graph.head[Int(graph.forwardLink[$0])] == graph.tail[link]
      }
      if isDeadEnd { continue }
      for place in ways where graph.head[Int(graph.forwardLink[place])] == graph.tail[link] {
        penalties.append(
          TurnPenalty(from: Int32(link), to: graph.forwardLink[place], cost: cost)
        )
      }
    }
    return penalties
  }
}
