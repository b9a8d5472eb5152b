import FreightNetwork
import Testing

@Suite("Paths between two nodes")
struct PathQueryTests {
  private func check(
    _ path: GraphPath?,
    _ cost: Double,
    _ random: RandomGraph,
    _ from: Int,
    _ to: Int
  ) {
    guard let path else {
      #expect(cost == .infinity, "from \(from) to \(to)")
      return
    }
    #expect(abs(path.cost - cost) <= 1e-12 * cost, "from \(from) to \(to)")
    let nodes = path.nodes(in: random.graph)
    #expect(nodes.first == Int32(from) && nodes.last == Int32(to))
    for (place, link) in path.links.enumerated() {
      #expect(random.graph.tail[Int(link)] == nodes[place])
      if place > 0 { #expect(random.isThrough[Int(nodes[place])] || Int(nodes[place]) == from) }
    }
  }

  @Test(
    "A hierarchy and a search from both ends find a cheapest path",
    arguments: 1...30 as ClosedRange<UInt64>
  )
  func paths(seed: UInt64) throws {
    let random = try RandomGraph(seed: seed, nodes: 40, links: Int(50 + 6 * seed))
    let hierarchy = try #require(try PathHierarchy(random.graph, isThrough: random.isThrough))
      .customized(costs: random.costs)
    let both = try BidirectionalSearch(
      random.graph,
      isThrough: random.isThrough,
      costs: random.costs
    )
    for from in 0..<40 {
      let expected = random.bellman(from)
      for to in 0..<40 {
        check(try hierarchy.path(from: Int32(from), to: Int32(to)), expected[to], random, from, to)
        check(try both.path(from: Int32(from), to: Int32(to)), expected[to], random, from, to)
      }
    }
  }

  @Test(
    "The cheapest paths without circles are those that trying all of them gives",
    arguments: 1...25 as ClosedRange<UInt64>
  )
  func kShortest(seed: UInt64) throws {
    let random = try RandomGraph(seed: seed, nodes: 8, links: 22)
    for from in 0..<8 {
      for to in 0..<8 where to != from {
        var all: [Double] = []
        func walk(_ node: Int, _ seen: Set<Int>, _ cost: Double) {
          if node == to {
            all.append(cost)
            return
          }
          guard random.isThrough[node] || node == from else { return }
          for link in 0..<random.graph.linkCount where Int(random.graph.tail[link]) == node {
            let next = Int(random.graph.head[link])
            if !seen.contains(next), random.costs[link] < .infinity {
              walk(next, seen.union([next]), cost + random.costs[link])
            }
          }
        }
        walk(from, [from], 0)
        all.sort()
        let found = try KShortestPaths(count: 1000).paths(
          from: Int32(from),
          to: Int32(to),
          in: random.graph,
          isThrough: random.isThrough,
          costs: random.costs
        )
        #expect(found.count == all.count)
        #expect(Set(found.map(\.links)).count == found.count)
        for (path, cost) in zip(found, all) {
          #expect(abs(path.cost - cost) < 1e-9)
          #expect(path.isSimple(in: random.graph))
        }
        let few = try KShortestPaths(count: 3, stretch: 1.5).paths(
          from: Int32(from),
          to: Int32(to),
          in: random.graph,
          isThrough: random.isThrough,
          costs: random.costs
        )
        #expect(few.count == min(3, all.filter { $0 <= 1.5 * (all.first ?? 0) + 1e-9 }.count))
      }
    }
  }

  @Test(
    "Turns cost what a search over pairs of links finds",
    arguments: 1...30 as ClosedRange<UInt64>
  )
  func turns(seed: UInt64) throws {
    let random = try RandomGraph(seed: seed, nodes: 14, links: 45)
    let graph = random.graph
    var penalties: [TurnPenalty] = []
    var cost: [[Double]] = Array(repeating: Array(repeating: 0, count: 45), count: 45)
    for from in 0..<45 {
      for to in 0..<45 where graph.head[from] == graph.tail[to] {
        let draw = (from * 7 + to * 13 + Int(seed)) % 5
        if draw > 2 { continue }
        let penalty = draw == 0 ? Double.infinity : Double(draw)
        penalties.append(TurnPenalty(from: Int32(from), to: Int32(to), cost: penalty))
        if random.isThrough[Int(graph.head[from])] { cost[from][to] = penalty }
      }
    }
    let expansion = try TurnExpansion(graph, isThrough: random.isThrough, penalties: penalties)
    let nodes = (0..<14).map { Int32($0) }
    let skim = try Skim.between(
      expansion.graph,
      isThrough: expansion.isThrough,
      costs: expansion.costs(random.costs),
      origins: nodes,
      destinations: nodes
    )
    for from in 0..<14 {
      // Least cost at the end of each link.
      var label = [Double](repeating: .infinity, count: 45)
      for link in 0..<45 where Int(graph.tail[link]) == from { label[link] = random.costs[link] }
      var isChanged = true
      while isChanged {
        isChanged = false
        for a in 0..<45 where random.isThrough[Int(graph.head[a])] {
          for b in 0..<45 where graph.head[a] == graph.tail[b] {
            let total = label[a] + cost[a][b] + random.costs[b]
            if total < label[b] {
              label[b] = total
              isChanged = true
            }
          }
        }
      }
      for to in 0..<14 where to != from {
        var least = Double.infinity
        for link in 0..<45 where Int(graph.head[link]) == to { least = min(least, label[link]) }
        let found = skim.costs[from * 14 + to]
        #expect(found == least || abs(found - least) <= 1e-12 * least)
      }
    }
  }

  @Test("Turns that do not exist are refused; going back whence one came can be forbidden")
  func turnFaults() throws {
    let graph = try DirectedGraph(nodeCount: 3, tail: [0, 1, 1, 2], head: [1, 0, 2, 1])
    let through = [true, true, true]
    for bad in [
      TurnPenalty(from: 0, to: 9, cost: 1), TurnPenalty(from: -1, to: 0, cost: 1),
      TurnPenalty(from: 0, to: 3, cost: 1), TurnPenalty(from: 0, to: 2, cost: -1),
      TurnPenalty(from: 0, to: 2, cost: .nan),
    ] {
      #expect(throws: PathFault.self) {
        try TurnExpansion(graph, isThrough: through, penalties: [bad])
      }
    }
    // At the ends of a line there is no other way than back.
    let returns = TurnPenalty.returns(in: graph)
    #expect(returns.map { [$0.from, $0.to] } == [[0, 1], [3, 2]])
  }

  @Test("Alternatives keep to their limits", arguments: 1...10 as ClosedRange<UInt64>)
  func alternatives(seed: UInt64) throws {
    let random = try RandomGraph(seed: seed, nodes: 120, links: 420)
    let settings = AlternativePaths(count: 4, stretch: 1.5, overlap: 0.7, plateau: 0.05)
    for to in 1..<30 {
      let routes = try settings.paths(
        from: 0,
        to: Int32(to),
        in: random.graph,
        isThrough: random.isThrough,
        costs: random.costs
      )
      guard let best = routes.first else { continue }
      let least = random.bellman(0)[to]
      #expect(abs(best.cost - least) <= 1e-12 * least)
      for route in routes {
        #expect(route.cost <= 1.5 * least + 1e-12 && route.isSimple(in: random.graph))
        check(route, route.cost, random, 0, to)
      }
      #expect(Set(routes.map(\.links)).count == routes.count)
    }
  }

  @Test("Of three ways without a common link the two that are cheap enough are alternatives")
  func threeWays() throws {
    let graph = try DirectedGraph(
      nodeCount: 5,
      tail: [0, 1, 0, 2, 0, 4],
      head: [1, 3, 2, 3, 4, 3]
    )
    let routes = try AlternativePaths(count: 5, stretch: 1.5).paths(
      from: 0,
      to: 3,
      in: graph,
      isThrough: [true, true, true, true, true],
      costs: [1, 1, 1.2, 1.2, 1.5, 2]
    )
    #expect(routes.map(\.links) == [[0, 1], [2, 3]])
  }

  @Test("Path size is one for a route of its own and a half for two that are the same")
  func pathSize() {
    // Routes of Ben-Akiva & Bierlaire's example: one alone, two that share one of two links.
    let sizes = PathSize.sizes(of: [[0], [1, 2], [1, 3]], size: [2, 1, 1, 1])
    #expect(sizes == [1, 0.75, 0.75])
    #expect(PathSize.sizes(of: [[0, 1], [0, 1]], size: [3, 4]) == [0.5, 0.5])
    #expect(PathSize.sizes(of: [[0], []], size: [0]) == [1, 1])
  }
}
