import Foundation
import FreightNetwork
import Numerics
import Testing

@Suite("Analyses of networks")
struct AnalysisTests {
  /// A random network of which some nodes are zones with trips between all of them.
  private func random(_ seed: UInt64) throws -> (RandomGraph, TransportNetwork, TripTable) {
    let random = try RandomGraph(seed: seed, nodes: 30, links: 90)
    var network = TransportNetwork(
      graph: random.graph,
      nodeNames: (0..<30).map { "\($0)" }
    )
    network.isThrough = random.isThrough
    network.zoneNodes = [0, 5, 11, 17, 23, 29]
    var matrix = [Double](repeating: 0, count: 36)
    for cell in 0..<36 { matrix[cell] = Double((cell * 7) % 11) }
    return (random, network, try TripTable(zoneCount: 6, matrix: matrix))
  }

  @Test(
    "The loss of links costs what searching again without them finds",
    arguments: 1...20 as ClosedRange<UInt64>
  )
  func critical(seed: UInt64) throws {
    let (random, network, trips) = try random(seed)
    let links = (0..<Int32(90)).map { $0 }
    for isBoth in [false, true] {
      let groups = CriticalLinks.groups(of: links, in: random.graph, bothDirections: isBoth)
      let found = try CriticalLinks.find(groups, in: network, costs: random.costs, trips: trips)
      let two = try CriticalLinks.find(
        groups,
        in: network,
        costs: random.costs,
        trips: trips,
        threads: 2
      )
      #expect(found.losses == two.losses && found.totalCost == two.totalCost)
      func totals(_ costs: [Double]) throws -> (cost: [Double], stranded: Double) {
        let skim = try Skim.plain(
          random.graph,
          isThrough: random.isThrough,
          costs: costs,
          origins: network.zoneNodes,
          destinations: network.zoneNodes
        )
        var cells = [Double](repeating: 0, count: 36)
        var stranded = 0.0
        for origin in 0..<6 {
          for pair in trips.start[origin]..<trips.start[origin + 1]
          where Int(trips.destination[pair]) != origin {
            let cell = origin * 6 + Int(trips.destination[pair])
            if skim.costs[cell] < .infinity {
              cells[cell] = trips.trips[pair] * skim.costs[cell]
            } else {
              stranded += trips.trips[pair]
            }
          }
        }
        return (cells, stranded)
      }
      let base = try totals(random.costs)
      #expect(abs(found.totalCost - base.cost.reduce(0, +)) < 1e-9)
      #expect(found.unserved == base.stranded)
      for (group, loss) in zip(groups, found.losses) {
        var costs = random.costs
        for link in group { costs[Int(link)] = .infinity }
        let without = try totals(costs)
        var added = 0.0
        for cell in 0..<36 where without.cost[cell] > 0 {
          added += without.cost[cell] - base.cost[cell]
        }
        #expect(abs(loss.addedCost - added) < 1e-9)
        #expect(abs(loss.stranded - (without.stranded - base.stranded)) < 1e-9)
      }
    }
  }

  @Test(
    "Trips that use a selection are those whose path does",
    arguments: 1...10 as ClosedRange<UInt64>
  )
  func selection(seed: UInt64) throws {
    let (random, network, trips) = try random(seed)
    let search = try PathSearch(random.graph, isThrough: random.isThrough, costs: random.costs)
    for selection in [
      .anyLink([3, 40, 41, 60]), .allLinks([3, 9]), .anyNode([5, 7]), .allNodes([8, 3]),
      .anyLink([]),
    ] as [SelectedFlows.Selection] {
      var total = 0.0
      var flow = [Double](repeating: 0, count: 90)
      for origin in 0..<6 {
        let tree = try search.tree(Int(network.zoneNodes[origin]))
        for pair in trips.start[origin]..<trips.start[origin + 1]
        where Int(trips.destination[pair]) != origin {
          let node = Int(network.zoneNodes[Int(trips.destination[pair])])
          guard let path = tree.path(node, in: random.graph) else { continue }
          let nodes = [network.zoneNodes[origin]] + path.map { random.graph.head[Int($0)] }
          let isUsed =
            switch selection {
            case .anyLink(let links): links.contains { path.contains($0) }
            case .allLinks(let links): links.allSatisfy { path.contains($0) }
            case .anyNode(let wanted): wanted.contains { nodes.contains($0) }
            case .allNodes(let wanted): wanted.allSatisfy { nodes.contains($0) }
            }
          if isUsed {
            total += trips.trips[pair]
            for link in path { flow[Int(link)] += trips.trips[pair] }
          }
        }
      }
      let found = try SelectedFlows.find(
        selection,
        in: network,
        costs: random.costs,
        trips: trips,
        threads: 2
      )
      #expect(abs(found.total - total) < 1e-9)
      for link in 0..<90 { #expect(abs(found.flow[link] - flow[link]) < 1e-9) }
    }
    #expect(throws: PathFault.self) {
      try SelectedFlows.find(.anyLink([90]), in: network, costs: random.costs, trips: trips)
    }
  }

  @Test("A limit cuts links where it lies")
  func reach() throws {
    var network = TransportNetwork(
      graph: try DirectedGraph(nodeCount: 4, tail: [0, 1, 2, 1], head: [1, 2, 3, 0]),
      nodeNames: ["a", "b", "c", "d"]
    )
    let reach = try CostReach.find([0], limit: 5, in: network, costs: [2, 4, 1, 0])
    #expect(reach.nodes.map(\.node) == [0, 1] && reach.nodes.map(\.cost) == [0, 2])
    #expect(reach.stretches.map(\.link) == [0, 1, 3])
    #expect(reach.stretches.map(\.share) == [1, 0.75, 1])
    let back = try CostReach.find([3], limit: 5, in: network, costs: [2, 4, 1, 0], reversed: true)
    #expect(back.nodes.map(\.node) == [3, 2, 1])
    network.isThrough[1] = false
    let blocked = try CostReach.find([0], limit: 9, in: network, costs: [2, 4, 1, 0])
    #expect(blocked.stretches.map(\.link) == [0])
    #expect(throws: PathFault.self) {
      try CostReach.find([0], limit: .nan, in: network, costs: [2, 4, 1, 0])
    }
  }

  @Test("A stretch that is reached in part ends where its share of the length does")
  func shape() throws {
    var network = TransportNetwork(
      graph: try DirectedGraph(nodeCount: 2, tail: [0], head: [1]),
      nodeNames: ["a", "b"]
    )
    network.x = [0, 4]
    network.y = [0, 4]
    network.linkShapes = [[0, 0, 4, 0, 4, 4]]
    let reach = try CostReach.find([0], limit: 3, in: network, costs: [4])
    #expect(reach.shape(reach.stretches[0], in: network) == [[0, 0], [4, 0], [4, 2]])
    let back = try CostReach.find([1], limit: 1, in: network, costs: [4], reversed: true)
    #expect(
      back.shape(back.stretches[0], in: network, reversed: true) == [[4, 2], [4, 4]]
    )
    var lines = GeoLines()
    lines.append(network.shape(links: [0]), ["flow": .number(1.5), "name": .text("x")])
    let text = String(decoding: try lines.data(), as: UTF8.self)
    #expect(text.contains("[[0,0],[4,0],[4,4]]") && text.contains("\"flow\":1.5"))
  }

  private func line() throws -> Skim {
    let graph = try DirectedGraph(nodeCount: 4, tail: [0, 1, 1, 2], head: [1, 0, 2, 1])
    return try Skim.between(
      graph,
      isThrough: [true, true, true, true],
      costs: [1, 1, 3, 3],
      origins: [0, 1, 2],
      destinations: [0, 1, 2]
    )
  }

  @Test("Accessibility adds up masses by how dear they are to reach")
  func accessibility() throws {
    let skim = try line()
    let masses = [10.0, 20, 40]
    #expect(try Accessibility.sums(skim, masses: masses, decay: .within(3)) == [30, 70, 60])
    #expect(
      try Accessibility.sums(skim, masses: masses, decay: .within(3), countsOwn: false)
        == [20, 50, 20]
    )
    let power = try Accessibility.sums(
      skim,
      masses: masses,
      decay: .power(1, floor: 1),
      countsOwn: false
    )
    let expected: [Double] = [30, 10 + 40.0 / 3, 2.5 + 20.0 / 3]
    for place in 0..<3 { #expect(abs(power[place] - expected[place]) < 1e-12) }
    let slow = try Accessibility.sums(skim, masses: masses, decay: .exponential(0.5))
    let first: Double = 10 + 20 * exp(-0.5) + 40 * exp(-2)
    #expect(abs(slow[0] - first) < 1e-12)
    #expect(throws: PathFault.self) {
      try Accessibility.sums(skim, masses: [1, 2], decay: .within(3))
    }
    #expect(throws: PathFault.self) {
      try Accessibility.sums(skim, masses: [1, 2, -3], decay: .within(3))
    }
  }

  @Test("Market access solves its equation; equal places have equal access in closed form")
  func marketAccess() throws {
    let skim = try line()
    let masses = [10.0, 20, 40]
    let theta = 8.22
    let access = try MarketAccess(elasticity: theta, value: 35, countsOwn: true)
    func weight(_ a: Int, _ b: Int) -> Double { pow(1 + skim.costs[a * 3 + b] / 35, -theta) }
    let first = try access.firstOrder(skim, masses: masses)
    for place in 0..<3 {
      let sum = (0..<3).reduce(0) { $0 + weight(place, $1) * masses[$1] }
      #expect(abs(first[place] - sum) < 1e-12 * sum)
    }
    for mass in MarketAccess.Mass.allCases {
      let (solved, convergence) = try access.equilibrium(skim, masses: masses, mass: mass)
      #expect(convergence.residual <= 1e-12)
      let power = mass == .population ? (1 + theta) / theta : 1
      for place in 0..<3 {
        let right = (0..<3).reduce(0) {
          $0 + weight(place, $1) * masses[$1] * pow(solved[$1], -power)
        }
        #expect(abs(solved[place] - right) < 1e-10 * right)
      }
    }
    // Two equal places: MA^(1 + p) = (1 + w) N.
    let two = try Skim.between(
      try DirectedGraph(nodeCount: 2, tail: [0, 1], head: [1, 0]),
      isThrough: [true, true],
      costs: [7, 7],
      origins: [0, 1],
      destinations: [0, 1]
    )
    let (equal, _) = try access.equilibrium(two, masses: [5, 5])
    let both: Double = 5 * (1 + pow(1.2, -theta))
    let expected: Double = pow(both, 1 / (1 + (1 + theta) / theta))
    #expect(abs(equal[0] - expected) < 1e-11 && abs(equal[1] - expected) < 1e-11)
    #expect(throws: PathFault.self) { try access.equilibrium(two, masses: [0, 0]) }
    #expect(throws: PathFault.self) { try MarketAccess(elasticity: 0, value: 35) }
  }

  @Test("Counts are compared by GEH, root mean square and screenline")
  func counts() throws {
    let comparison = try CountComparison([
      ("a", "river", 1000, 1100), ("b", "river", 500, 400), ("c", "", 0, 0),
    ])
    #expect(abs(comparison.counts[0].geh - (2 * 100 * 100 / 2100.0).squareRoot()) < 1e-12)
    #expect(comparison.counts[2].geh == 0)
    #expect(comparison.screenlines.map(\.name) == ["river"])
    #expect(comparison.screenlines[0].observed == 1500 && comparison.screenlines[0].geh == 0)
    #expect(abs(comparison.rmse - (20000.0 / 3).squareRoot()) < 1e-9)
    #expect(comparison.bias == 0 && comparison.shareBelowGEH5 == 1)
    #expect(throws: PathFault.self) { try CountComparison([]) }
    #expect(throws: PathFault.self) { try CountComparison([("a", "", -1, 2)]) }
  }
}
