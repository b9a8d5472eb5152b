import Fixtures
import Foundation
import FreightNetwork
import Tables
import Testing

/// Data that stands beside the checkout, where it does.
enum SharedData {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../../shared/data").standardizedFileURL

  static func has(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent(path).path)
  }

  static func network(_ name: String) throws -> TransportNetwork {
    let faults = FaultCollector()
    let url = folder.appendingPathComponent("tntp/\(name)_net.tntp")
    let network = TNTPNetworkReader.read(url, name: name, faults: faults)
    try faults.throwIfAny()
    return try #require(network)
  }
}

@Suite("Skims")
struct SkimTests {
  /// Sums are taken in another order than a plain search takes them.
  static let tolerance = 1e-12

  private func compare(_ fast: Skim, _ plain: Skim) {
    #expect(fast.costs.count == plain.costs.count)
    let wrong = plain.costs.indices.filter { cell in
      let isClose =
        fast.costs[cell] == plain.costs[cell]
        || abs(fast.costs[cell] - plain.costs[cell]) <= Self.tolerance * plain.costs[cell]
      return !isClose
    }
    let found = wrong.prefix(5).map { "cell \($0): \(fast.costs[$0]), \(plain.costs[$0])" }
    #expect(wrong.isEmpty, "\(wrong.count) cells differ, the first \(found)")
  }

  @Test("A hierarchy gives what plain searches give", arguments: 1...60 as ClosedRange<UInt64>)
  func hierarchy(seed: UInt64) throws {
    let links = Int(40 + seed * 7)
    let random = try RandomGraph(seed: seed, nodes: 50, links: links)
    let nodes = (0..<50).map { Int32($0) }
    let hierarchy = try #require(try PathHierarchy(random.graph, isThrough: random.isThrough))
    let fast = try hierarchy.customized(costs: random.costs).skim(
      origins: nodes,
      destinations: nodes
    )
    let plain = try Skim.plain(
      random.graph,
      isThrough: random.isThrough,
      costs: random.costs,
      origins: nodes,
      destinations: nodes
    )
    compare(fast, plain)
    #expect(fast.pairs.connected == plain.pairs.connected)
    // Ends of which some are asked for twice, few origins, few destinations.
    for (origins, destinations) in [
      ([7, 3, 7], nodes), (nodes, [1, 44, 44, 2]), ([5], [5, 6]), ([], nodes), (nodes, []),
    ] as [([Int32], [Int32])] {
      let part = try hierarchy.customized(costs: random.costs).skim(
        origins: origins,
        destinations: destinations,
        threads: 2
      )
      for (row, origin) in origins.enumerated() {
        for (column, destination) in destinations.enumerated() {
          let expected = fast.costs[Int(origin) * 50 + Int(destination)]
          let found = part.costs[row * destinations.count + column]
          #expect(found == expected || abs(found - expected) <= Self.tolerance * expected)
        }
      }
    }
  }

  @Test("Other numbers are those of a cheapest path", arguments: 1...20 as ClosedRange<UInt64>)
  func fields(seed: UInt64) throws {
    let random = try RandomGraph(seed: seed, nodes: 40, links: 160)
    let nodes = (0..<40).map { Int32($0) }
    // A field that is the cost itself, and one that only a cheapest path can bear out: costs that
    // differ by the field's own amount leave one cheapest path.
    let costs = zip(random.costs, random.field).map { $0 + 0.01 * $1 }
    let hierarchy = try #require(try PathHierarchy(random.graph, isThrough: random.isThrough))
    let finite = costs.map { $0 < .infinity ? $0 : 0 }
    let fast = try hierarchy.customized(costs: costs).skim(
      origins: nodes,
      destinations: nodes,
      fields: [finite, random.field]
    )
    let plain = try Skim.plain(
      random.graph,
      isThrough: random.isThrough,
      costs: costs,
      origins: nodes,
      destinations: nodes,
      fields: [finite, random.field]
    )
    compare(fast, plain)
    for cell in plain.costs.indices {
      if plain.costs[cell] == .infinity {
        #expect(fast.fields[1][cell] == .infinity)
      } else {
        #expect(abs(fast.fields[0][cell] - plain.costs[cell]) < 1e-11)
        #expect(abs(fast.fields[1][cell] - plain.fields[1][cell]) < 1e-11)
      }
    }
    let few = try hierarchy.customized(costs: costs).skim(
      origins: [11],
      destinations: nodes,
      fields: [random.field]
    )
    for column in 0..<40 {
      #expect(
        abs(few.costs[column] - plain.costs[11 * 40 + column]) < 1e-11
          || few.costs[column] == plain.costs[11 * 40 + column]
      )
      #expect(
        abs(few.fields[0][column] - plain.fields[1][11 * 40 + column]) < 1e-11
          || few.fields[0][column] == plain.fields[1][11 * 40 + column]
      )
    }
  }

  @Test("The same bits come from one thread and from three")
  func threads() throws {
    let random = try RandomGraph(seed: 77, nodes: 300, links: 1200)
    let nodes = (0..<300).map { Int32($0) }
    func skim(_ threads: Int, _ fields: [[Double]]) throws -> Skim {
      try Skim.between(
        random.graph,
        isThrough: random.isThrough,
        costs: random.costs,
        origins: nodes,
        destinations: nodes,
        fields: fields,
        threads: threads
      )
    }
    #expect(try skim(1, []).costs == skim(3, []).costs)
    let one = try skim(1, [random.field])
    let three = try skim(3, [random.field])
    #expect(one.costs == three.costs && one.fields == three.fields)
  }

  @Test("A graph too dense for a hierarchy is searched plainly")
  func dense() throws {
    let random = try RandomGraph(seed: 4, nodes: 60, links: 1500)
    #expect(try PathHierarchy(random.graph, isThrough: random.isThrough, workLimit: 100) == nil)
    #expect(throws: PathFault.wrongCount(what: "nodes", found: 1, expected: 60)) {
      try PathHierarchy(random.graph, isThrough: [true])
    }
  }

  @Test("A zone that may not be passed through is reached and left, and nothing goes through it")
  func zones() throws {
    // 0 ─ 1 ─ 2 with a detour 0 ─ 3 ─ 2: node 1 is a zone.
    let graph = try DirectedGraph(
      nodeCount: 4,
      tail: [0, 1, 0, 3, 1],
      head: [1, 2, 3, 2, 0]
    )
    for isFast in [true, false] {
      let through = [false, false, false, true]
      let nodes: [Int32] = [0, 1, 2, 0, 1, 2, 0, 1]
      let skim =
        isFast
        ? try Skim.between(
          graph,
          isThrough: through,
          costs: [1, 1, 5, 5, 2],
          origins: nodes,
          destinations: nodes
        )
        : try Skim.plain(
          graph,
          isThrough: through,
          costs: [1, 1, 5, 5, 2],
          origins: nodes,
          destinations: nodes
        )
      #expect(skim[0, 1] == 1 && skim[0, 2] == 10 && skim[1, 2] == 1 && skim[1, 0] == 2)
      #expect(skim[2, 0] == nil && skim[0, 0] == 0)
    }
  }

  @Test(
    "Real networks to 1e-12 of plain searches",
    .enabled(if: SharedData.has("tntp/Winnipeg_net.tntp")),
    arguments: [
      "SiouxFalls", "Anaheim", "EMA", "BerlinFried", "Winnipeg", "ChicagoSketch", "ChicagoRegional",
    ]
  )
  func real(name: String) throws {
    let network = try SharedData.network(name)
    let costs = try network.costs("free_flow_time")
    let fast = try Skim.between(
      network.graph,
      isThrough: network.isThrough,
      costs: costs,
      origins: network.zoneNodes,
      destinations: network.zoneNodes
    )
    let plain = try Skim.plain(
      network.graph,
      isThrough: network.isThrough,
      costs: costs,
      origins: network.zoneNodes,
      destinations: network.zoneNodes,
      threads: 2
    )
    compare(fast, plain)
  }

  @Test("A file of matrices holds what was found, NaN where there is no path")
  func matrices() throws {
    let graph = try DirectedGraph(nodeCount: 2, tail: [0], head: [1])
    let skim = try Skim.between(
      graph,
      isThrough: [true, true],
      costs: [2.5],
      origins: [0, 1],
      destinations: [0, 1],
      fields: [[7]]
    )
    let url = try ScratchFolder.make().appendingPathComponent("skim.omx")
    let network = TransportNetwork(graph: graph, nodeNames: ["a", "b"])
    try skim.write(to: url, network: network, columns: ["cost", "km"])
    let (set, _) = try MatrixSet.read(url)
    #expect(set.matrices.map(\.name) == ["cost", "km"] && set.rowNames == ["a", "b"])
    #expect(set.matrices[0].values[1] == 2.5 && set.matrices[0].values[2].isNaN)
    #expect(set.matrices[1].values[1] == 7)
  }

  @Test("A table of pairs leaves out what has no path")
  func table() throws {
    let graph = try DirectedGraph(nodeCount: 2, tail: [0], head: [1])
    let skim = try Skim.between(
      graph,
      isThrough: [true, true],
      costs: [2.5],
      origins: [0, 1],
      destinations: [0, 1],
      fields: [[1e-7]]
    )
    let text = String(
      decoding: SkimTable.csv(skim, names: ["a", "b,c"], columns: ["cost", "km"]),
      as: UTF8.self
    )
    #expect(
      text == """
        origin,destination,cost,km
        a,a,0,0
        a,"b,c",2.5,1e-07
        "b,c",a,,
        "b,c","b,c",0,0

        """
    )
  }
}
