import FreightNetwork
import Testing

@Suite struct RouteSetTests {
  static func generalised(_ route: Route, _ valueOfTime: Double) -> Double {
    CostWeights().generalised(route.cost, valueOfTime: valueOfTime)
  }

  @Test(
    "the cheapest route is the cheapest of all paths, with and without the project",
    arguments: 1...8,
    [0.0, 0.7]
  )
  func bruteForce(seed: Int, valueOfTime: Double) throws {
    let example = RandomNetwork(seed: UInt64(seed))
    let set = try RouteSet(
      example.network,
      nodes: example.nodes,
      valuesOfTime: [valueOfTime],
      threads: 1
    )
    for origin in 0..<4 {
      for destination in 0..<4 where destination != origin {
        let routes = set.routes(from: origin, to: destination).map { set.routes[$0] }
        for withProject in [false, true] {
          let least = example.leastCost(
            from: origin,
            to: destination,
            valueOfTime: valueOfTime,
            withProject: withProject
          )
          let found =
            routes.filter { withProject || $0.projects.isEmpty }
            .map { Self.generalised($0, valueOfTime) }.min() ?? .infinity
          #expect(
            abs(found - least) < 1e-9,
            "seed \(seed), \(origin) to \(destination): \(found), \(least)"
          )
        }
      }
    }
  }

  @Test("every route joins its ends, adds up its arcs and stands once", arguments: 1...8)
  func sound(seed: Int) throws {
    let example = RandomNetwork(seed: UInt64(seed))
    let network = example.network
    let set = try RouteSet(
      network,
      nodes: example.nodes,
      valuesOfTime: [0, 1],
      threads: 1
    )
    #expect(set.start.count == 17)
    #expect(set.start.last == set.routes.count)
    for origin in 0..<4 {
      #expect(set.routes(from: origin, to: origin).isEmpty)
      for destination in 0..<4 where destination != origin {
        let routes = set.routes(from: origin, to: destination).map { set.routes[$0] }
        #expect(!routes.isEmpty)
        #expect(Set(routes.map(\.arcs)).count == routes.count)
        // Nests are runs of one chain.
        var chains: [String] = []
        for route in routes where chains.last != route.chain { chains.append(route.chain) }
        #expect(Set(chains).count == chains.count)
        for route in routes {
          let arcs = route.arcs.map { network.arcs[$0] }
          #expect(arcs.first?.from == network.originVertices[origin])
          #expect(arcs.last?.to == network.destinationVertices[destination])
          #expect(zip(arcs, arcs.dropFirst()).allSatisfy { $0.to == $1.from })
          let cost = arcs.reduce(CostVector()) { $0 + $1.cost }
          #expect(cost == route.cost)
          #expect(Set(route.nodes).count == route.nodes.count, "no place twice")
          #expect(
            route.resources.map(\.resource) == arcs.map(\.resource).filter { $0 >= 0 }
          )
          #expect(route.projects == (arcs.contains { $0.existence.project != nil } ? ["line"] : []))
        }
      }
    }
  }

  @Test("any number of threads finds the same routes", arguments: [2, 3, 7])
  func threads(count: Int) throws {
    let example = RandomNetwork(seed: 11)
    func arcs(_ threads: Int) throws -> [[Int]] {
      try RouteSet(
        example.network,
        nodes: example.nodes,
        valuesOfTime: [0, 0.5, 2],
        threads: threads
      ).routes.map(\.arcs)
    }
    #expect(try arcs(count) == arcs(1))
  }

  @Test("searching with more values of time only adds routes")
  func moreSearches() throws {
    let example = RandomNetwork(seed: 5)
    func routes(_ values: [Double]) throws -> Set<[Int]> {
      Set(
        try RouteSet(example.network, nodes: example.nodes, valuesOfTime: values, threads: 1)
          .routes.map(\.arcs)
      )
    }
    #expect(try routes([0]).isSubset(of: routes([0, 3])))
  }

  @Test("a region that nothing reaches has no routes, and the others keep theirs")
  func unreached() throws {
    let network = Supernetwork(
      cargoClass: 0,
      regionCount: 3,
      nodes: Coast.nodes,
      links: Coast.links,
      terminals: Coast.terminals,
      borders: Coast.borders,
      connectors: Coast.connectors,
      rates: Coast.rates
    )
    let set = try RouteSet(network, nodes: Coast.nodes, valuesOfTime: [0], threads: 2)
    #expect(set.routes(from: 0, to: 2).isEmpty)
    #expect(set.routes(from: 2, to: 0).isEmpty)
    #expect(set.routes(from: 0, to: 1).count == 2)
  }
}
