import FreightNetwork
import Numerics

/// Small random graphs with everything that makes searches stumble: parallel links, loops, links of
/// no cost, closed links, ties, islands, nodes that may not be passed through.
struct RandomGraph {
  let graph: DirectedGraph
  let isThrough: [Bool]
  let costs: [Double]
  let field: [Double]

  init(seed: UInt64, nodes: Int, links: Int) throws {
    let random = CounterRandom(seed: seed)
    var draw: UInt64 = 0
    func next() -> Double {
      draw += 1
      return random.uniform(draw)
    }
    func node() -> Int32 { Int32(min(nodes - 1, Int(next() * Double(nodes)))) }
    var tail: [Int32] = []
    var head: [Int32] = []
    var costs: [Double] = []
    for link in 0..<links {
      if link > 0, next() < 0.1 {
        tail.append(tail[link - 1])
        head.append(head[link - 1])
      } else {
        tail.append(node())
        head.append(node())
      }
      let kind = next()
      if kind < 0.1 {
        costs.append(0)
      } else if kind < 0.13 {
        costs.append(.infinity)
      } else if kind < 0.5 {
        costs.append(Double(1 + Int(next() * 4)))
      } else {
        costs.append(next() * 10)
      }
    }
    graph = try DirectedGraph(nodeCount: nodes, tail: tail, head: head)
    isThrough = (0..<nodes).map { _ in next() > 0.2 }
    self.costs = costs
    field = (0..<links).map { _ in next() }
  }

  /// Least costs from a node by relaxing every link until nothing changes (Bellman 1958).
  func bellman(_ root: Int) -> [Double] {
    var cost = [Double](repeating: .infinity, count: graph.nodeCount)
    cost[root] = 0
    var isChanged = true
    while isChanged {
      isChanged = false
      for link in 0..<graph.linkCount {
        let from = Int(graph.tail[link])
        guard isThrough[from] || from == root else { continue }
        let total = cost[from] + costs[link]
        if total < cost[Int(graph.head[link])] {
          cost[Int(graph.head[link])] = total
          isChanged = true
        }
      }
    }
    return cost
  }
}
