import FreightNetwork
import Testing

@Suite("What freight takes up of capacities")
struct FreightVolumesTests {
  @Test("Empty vehicles come back over the opposite link by the stated share")
  func empty() throws {
    let graph = try DirectedGraph(nodeCount: 3, tail: [0, 1, 1], head: [1, 0, 2])
    let all = try EmptyReturns(in: graph, share: 0.8, unitsPerVehicle: 0.5)
    #expect(all.opposite == [1, 0, -1])
    #expect(all.flows([10, 4, 6]) == [0.5 * 0.8 * 4, 0.5 * 0.8 * 10, 0])
    let net = try EmptyReturns(in: graph, share: 0.8, isNetOfBackhaul: true)
    #expect(net.flows([10, 4, 6]) == [0, 4, 0])
    #expect(throws: PathFault.self) { try EmptyReturns(in: graph, share: 1.1) }
    let marked = try EmptyReturns(in: graph, share: 1, marks: ["rail", "sea", "rail"])
    #expect(marked.opposite == [-1, -1, -1])
  }

  @Test("Links that share a capacity fill it together")
  func shared() throws {
    let volumes = FreightVolumes(sharedCapacity: [0, 0, -1])
    #expect(volumes.volumes([3, 4, 5]) == [7, 7, 5])
  }

  @Test("Two gauges on one track cost both as much as their sum fills it")
  func dualGauge() throws {
    // Two pairs of zones, each on a gauge of its own with one track for both.
    let graph = try DirectedGraph(nodeCount: 4, tail: [0, 2], head: [1, 3])
    let function = LinkCostFunction.bpr(freeFlowTime: 1, b: 1, power: 1, capacity: 10)
    let problem = AssignmentProblem(
      graph: graph,
      isThrough: [true, true, true, true],
      zoneNodes: [0, 1, 2, 3],
      costs: [function, function],
      classes: [
        AssignmentClass(
          name: "all",
          trips: try TripTable(
            zoneCount: 4,
            origins: [0, 2],
            destinations: [1, 3],
            trips: [6, 4]
          ),
          fixedCost: [0, 0]
        )
      ]
    )
    var settings = StochasticSettings(scale: 1)
    settings.volumes.sharedCapacity = [0, 0]
    let result = try StochasticEquilibrium.solve(problem, settings)
    #expect(result.flow == [6, 4] && result.cost == [2, 2])
    settings.volumes.sharedCapacity = [0]
    #expect(throws: PathFault.self) { try StochasticEquilibrium.solve(problem, settings) }
  }

  @Test(
    "A supernetwork as a graph has the costs of its own searches",
    arguments: 1...10 as ClosedRange<UInt64>
  )
  func supernetwork(seed: UInt64) throws {
    let random = RandomNetwork(seed: seed)
    let (network, shared) = try random.network.transportNetwork(
      nodes: random.nodes,
      regionNames: (0..<random.regionCount).map { "region \($0)" }
    )
    #expect(network.graph.linkCount == random.network.arcs.count)
    #expect(shared.count == network.graph.linkCount)
    let skim = try Skim.between(
      network.graph,
      isThrough: network.isThrough,
      costs: try network.costs("cost_usd_per_t"),
      origins: network.zoneNodes,
      destinations: network.zoneNodes
    )
    // Bellman's rule over the arcs themselves, from a region's vertex where cargo starts.
    for origin in 0..<random.regionCount where random.network.originVertices[origin] >= 0 {
      var label = [Double](repeating: .infinity, count: random.network.vertices.count)
      label[random.network.originVertices[origin]] = 0
      for _ in random.network.vertices.indices {
        for arc in random.network.arcs {
          label[arc.to] = min(label[arc.to], label[arc.from] + arc.cost.money)
        }
      }
      for destination in 0..<random.regionCount
      where destination != origin && random.network.destinationVertices[destination] >= 0 {
        let expected = label[random.network.destinationVertices[destination]]
        let found = skim.costs[origin * random.regionCount + destination]
        #expect(found == expected || abs(found - expected) <= 1e-12 * expected)
      }
    }
  }
}
