import FreightNetwork

/// A network given link by link, every node a zone.
struct SmallNetwork {
  /// A link and its BPR function.
  struct Link {
    var from: Int
    var to: Int
    var time: Double
    var b = 0.0
    var power = 1.0
    var capacity = 1.0
    var toll = 0.0
  }

  var nodes: Int
  var links: [Link]
  var blocked: Set<Int> = []

  func problem(_ trips: [(Int, Int, Double)]) throws -> AssignmentProblem {
    let table = try TripTable(
      zoneCount: nodes,
      origins: trips.map { Int32($0.0) },
      destinations: trips.map { Int32($0.1) },
      trips: trips.map(\.2)
    )
    return AssignmentProblem(
      graph: try DirectedGraph(
        nodeCount: nodes,
        tail: links.map { Int32($0.from) },
        head: links.map { Int32($0.to) }
      ),
      isThrough: (0..<nodes).map { !blocked.contains($0) },
      zoneNodes: (0..<nodes).map { Int32($0) },
      costs: links.map {
        .bpr(freeFlowTime: $0.time, b: $0.b, power: $0.power, capacity: $0.capacity)
      },
      classes: [
        AssignmentClass(name: "all", trips: table, fixedCost: links.map(\.toll))
      ]
    )
  }

  func solve(
    _ trips: [(Int, Int, Double)],
    _ method: UserEquilibrium.Method = .b,
    gap: Double = 1e-13
  ) throws -> AssignmentResult {
    var settings = AssignmentSettings()
    settings.gap = gap
    settings.maximumIterations = 2_000
    return try UserEquilibrium.solve(problem(trips), method: method, settings)
  }
}

/// A grid with random costs, all of whose nodes are zones.
struct RandomGrid {
  static func problem(seed: UInt64, side: Int, pairs: Int, load: Double) throws -> AssignmentProblem
  {
    var state = seed
    func random() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / 9_007_199_254_740_992
    }
    var links: [SmallNetwork.Link] = []
    for row in 0..<side {
      for column in 0..<side {
        let node = row * side + column
        for (other, exists) in [(node + 1, column + 1 < side), (node + side, row + 1 < side)]
        where exists {
          for (from, to) in [(node, other), (other, node)] {
            links.append(
              SmallNetwork.Link(
                from: from,
                to: to,
                time: random() < 0.1 ? 0 : 1 + 9 * random(),
                b: random() < 0.1 ? 0 : random(),
                power: [1, 2, 4, 4, 6.5][Int(random() * 5)],
                capacity: 10 + 20 * random(),
                toll: random() < 0.2 ? random() : 0
              )
            )
          }
        }
      }
    }
    let nodes = side * side
    let trips = (0..<pairs).map { _ in
      (Int(random() * Double(nodes)), Int(random() * Double(nodes)), load * (0.1 + random()))
    }
    return try SmallNetwork(nodes: nodes, links: links).problem(trips)
  }
}
