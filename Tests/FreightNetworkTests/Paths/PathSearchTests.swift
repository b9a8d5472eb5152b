import FreightNetwork
import Testing

@Suite("Searches of least-cost paths")
struct PathSearchTests {
  @Test(
    "Labels are those of a search that tries every link",
    arguments: 1...40 as ClosedRange<UInt64>
  )
  func labels(seed: UInt64) throws {
    let random = try RandomGraph(seed: seed, nodes: 30, links: 70)
    let search = try PathSearch(random.graph, isThrough: random.isThrough, costs: random.costs)
    for root in 0..<30 {
      let expected = random.bellman(root)
      let tree = try search.tree(root)
      for node in 0..<30 {
        #expect(
          tree.cost[node] == expected[node]
            || abs(tree.cost[node] - expected[node]) <= 1e-12 * expected[node]
        )
        guard let path = tree.path(node, in: random.graph) else {
          #expect(expected[node] == .infinity)
          continue
        }
        var place = root
        var sum = 0.0
        for (step, link) in path.enumerated() {
          #expect(Int(random.graph.tail[Int(link)]) == place)
          #expect(step == 0 || random.isThrough[place])
          place = Int(random.graph.head[Int(link)])
          sum += random.costs[Int(link)]
        }
        #expect(place == node && sum == tree.cost[node])
      }
    }
  }

  @Test("Paths to a node cost what paths from the other end cost")
  func reversed() throws {
    let random = try RandomGraph(seed: 5, nodes: 40, links: 120)
    let search = try PathSearch(random.graph, isThrough: random.isThrough, costs: random.costs)
    for root in 0..<40 {
      let back = try search.tree(root, reversed: true)
      for node in 0..<40 {
        let there = try search.tree(node).cost[root]
        #expect(back.cost[node] == there || abs(back.cost[node] - there) < 1e-12 * there)
        if let path = back.path(node, in: random.graph), let first = path.first {
          #expect(random.graph.tail[Int(first)] == Int32(node))
          #expect(random.graph.head[Int(path[path.count - 1])] == Int32(root))
        }
      }
    }
  }

  @Test("A search that stops early has settled what it was asked for")
  func targets() throws {
    let random = try RandomGraph(seed: 9, nodes: 60, links: 200)
    let search = try PathSearch(random.graph, isThrough: random.isThrough, costs: random.costs)
    for root in 0..<60 {
      let whole = try search.tree(root)
      let part = try search.tree(root, targets: [3, 17])
      #expect(part.cost[3] == whole.cost[3] && part.cost[17] == whole.cost[17])
      let near = try search.tree(root, limit: 4)
      for node in 0..<60 {
        #expect(near.cost[node] == (whole.cost[node] <= 4 ? whole.cost[node] : .infinity))
      }
    }
  }

  @Test("Negative costs, NaN and nodes that are not there are refused")
  func faults() throws {
    let graph = try DirectedGraph(nodeCount: 2, tail: [0, 1], head: [1, 0])
    let through = [true, true]
    for bad in [-1, Double.nan, -Double.infinity] {
      #expect(throws: PathFault.self) {
        try PathSearch(graph, isThrough: through, costs: [1, bad])
      }
      #expect(throws: PathFault.self) {
        try Skim.between(
          graph,
          isThrough: through,
          costs: [bad, 1],
          origins: [0],
          destinations: [1]
        )
      }
    }
    #expect(throws: PathFault.self) {
      try PathSearch(graph, isThrough: through, costs: [1])
    }
    let search = try PathSearch(graph, isThrough: through, costs: [1, 1])
    for node in [-1, 2, 1 << 32, Int.max] {
      #expect(throws: PathFault.self) { try search.tree(node) }
    }
  }
}
