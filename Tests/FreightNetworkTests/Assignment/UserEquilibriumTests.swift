import FreightNetwork
import Numerics
import Testing

@Suite("User equilibrium")
struct UserEquilibriumTests {
  typealias Link = SmallNetwork.Link

  static let braess = SmallNetwork(
    nodes: 4,
    links: [
      Link(from: 0, to: 2, time: 1e-8, b: 1e9),
      Link(from: 0, to: 3, time: 50, b: 0.02),
      Link(from: 2, to: 1, time: 50, b: 0.02),
      Link(from: 2, to: 3, time: 10, b: 0.1),
      Link(from: 3, to: 1, time: 1e-8, b: 1e9),
    ]
  )

  @Test(
    "Braess's network: six travellers, each 92, two on each path",
    arguments: UserEquilibrium.Method.allCases
  )
  func braess(_ method: UserEquilibrium.Method) throws {
    let gap = method == .b ? 1e-13 : method == .bfw ? 1e-9 : 1e-4
    let result = try Self.braess.solve([(0, 1, 6)], method, gap: gap)
    #expect(result.isConverged)
    let tolerance = 40 * gap.squareRoot()
    for (flow, expected) in zip(result.flow, [4.0, 2, 2, 2, 4]) {
      #expect(abs(flow - expected) < max(1e-7, tolerance))
    }
    #expect(abs(result.totalCost - 6 * 92) < max(1e-5, 100 * tolerance))
  }

  @Test("its system optimum leaves the bridge empty, and marginal-cost tolls lead there")
  func braessOptimum() throws {
    let problem = try Self.braess.problem([(0, 1, 6)])
    let optimum = try SystemOptimum.solve(problem)
    for (flow, expected) in zip(optimum.result.flow, [3.0, 3, 3, 0, 3]) {
      #expect(abs(flow - expected) < 1e-6)
    }
    #expect(abs(optimum.totalCost - 6 * 83) < 1e-5)
    var tolled = problem
    tolled.classes[0].fixedCost = optimum.tolls
    let result = try UserEquilibrium.solve(tolled)
    for (flow, expected) in zip(result.flow, optimum.result.flow) {
      #expect(abs(flow - expected) < 1e-6)
    }
  }

  @Test("parallel links share the flow so that their costs agree")
  func parallel() throws {
    // 1 + x = 2 + 2y, x + y = 10: x = 7, y = 3.
    let network = SmallNetwork(
      nodes: 2,
      links: [Link(from: 0, to: 1, time: 1, b: 1), Link(from: 0, to: 1, time: 2, b: 1)]
    )
    let result = try network.solve([(0, 1, 10)])
    #expect(abs(result.flow[0] - 7) < 1e-12)
    #expect(abs(result.flow[1] - 3) < 1e-12)
  }

  @Test("powers below one, of zero, and b of zero", arguments: [0, 0.5, 0.9, 1, 4, 16.8])
  func powers(_ power: Double) throws {
    let network = SmallNetwork(
      nodes: 2,
      links: [
        Link(from: 0, to: 1, time: 1, b: 1, power: power, capacity: 5),
        Link(from: 0, to: 1, time: 1.5, b: 0.2, power: power, capacity: 5),
        Link(from: 0, to: 1, time: 1.6),
      ]
    )
    let result = try network.solve([(0, 1, 4)])
    #expect(result.isConverged)
    #expect(abs(result.flow.reduce(0, +) - 4) < 1e-12)
    let least = zip(result.cost, result.flow).filter { $0.1 > 0 }.map(\.0)
    #expect((least.max() ?? 0) - (least.min() ?? 0) < 1e-11)
    #expect((result.cost.min() ?? 0) > (least.min() ?? 0) - 1e-11)
  }

  @Test("links without cost, in circles too, are borne")
  func withoutCost() throws {
    let circle = [(1, 2), (2, 3), (3, 4), (4, 1)].flatMap { from, to in
      [Link(from: from, to: to, time: 0), Link(from: to, to: from, time: 0)]
    }
    let network = SmallNetwork(
      nodes: 6,
      links: circle + [
        Link(from: 0, to: 1, time: 1, b: 1), Link(from: 0, to: 3, time: 1, b: 1),
        Link(from: 2, to: 5, time: 0), Link(from: 4, to: 5, time: 2, b: 1),
        Link(from: 5, to: 0, time: 0), Link(from: 5, to: 5, time: 0),
      ]
    )
    let result = try network.solve([(0, 5, 4), (1, 3, 2), (5, 2, 1)])
    #expect(result.isConverged)
    // 0 → {1, 3} → 5: (4 + 1) / 2 on each entry.
    #expect(abs(result.flow[8] - 2.5) < 1e-9)
    #expect(abs(result.flow[9] - 2.5) < 1e-9)
    #expect(abs(result.flow[10] - 4) < 1e-9)
  }

  @Test("pairs without a path are all told of, with what blocks them")
  func noPath() throws {
    let network = SmallNetwork(
      nodes: 4,
      links: [Link(from: 0, to: 1, time: 1), Link(from: 1, to: 2, time: 1)],
      blocked: [1]
    )
    for method in UserEquilibrium.Method.allCases {
      let error = #expect(throws: AssignmentFault.self) {
        try network.solve([(0, 1, 1), (0, 2, 1), (0, 3, 2), (3, 0, 1), (2, 3, 0)], method)
      }
      guard case .noPath(let pairs, let count, let joined)? = error else {
        Issue.record("another error: \(String(describing: error))")
        continue
      }
      #expect(pairs == ["1 to 3", "1 to 4", "4 to 1"])
      #expect(count == 3)
      #expect(joined == 1)
    }
  }

  @Test("paths end in blocked nodes but do not pass through them")
  func blocked() throws {
    let links = [
      Link(from: 0, to: 1, time: 1), Link(from: 1, to: 2, time: 1), Link(from: 0, to: 3, time: 5),
      Link(from: 3, to: 2, time: 5), Link(from: 0, to: 2, time: 20),
    ]
    let network = SmallNetwork(nodes: 4, links: links, blocked: [0, 1, 2])
    let result = try network.solve([(0, 2, 3), (0, 1, 1), (1, 2, 2)])
    #expect(result.flow == [1, 2, 3, 3, 0])
    #expect(result.relativeGap == 0)
  }

  @Test("closed links carry nothing, a preload is charged to those who choose")
  func closedAndPreload() throws {
    let network = SmallNetwork(
      nodes: 2,
      links: [
        Link(from: 0, to: 1, time: 1, b: 1), Link(from: 0, to: 1, time: 1, b: 1),
        Link(from: 0, to: 1, time: 0.1),
      ]
    )
    var problem = try network.problem([(0, 1, 4)])
    problem.isClosed[2] = true
    problem.preload = [2, 0, 0]
    let result = try UserEquilibrium.solve(problem)
    #expect(abs(result.flow[0] - 1) < 1e-12)
    #expect(abs(result.flow[1] - 3) < 1e-12)
    #expect(result.flow[2] == 0)
    // ∫₂³ (1 + v) dv + ∫₀³ (1 + v) dv.
    #expect(abs(result.objective - 3.5 - 7.5) < 1e-12)
  }

  @Test("classes pay their own tolls, use their own links and take their own room")
  func classes() throws {
    let network = SmallNetwork(
      nodes: 2,
      links: [Link(from: 0, to: 1, time: 1, b: 1), Link(from: 0, to: 1, time: 1, b: 1)]
    )
    var problem = try network.problem([(0, 1, 4)])
    var trucks = problem.classes[0]
    trucks.name = "trucks"
    trucks.unitsPerTrip = 2
    trucks.closedLinks = [false, true]
    trucks.trips = try TripTable(zoneCount: 2, origins: [0], destinations: [1], trips: [1])
    problem.classes[0].fixedCost = [1, 0]
    problem.classes.append(trucks)
    let result = try UserEquilibrium.solve(problem)
    // Cars: 1 + (2 + x) + 1 = 1 + (4 − x), so x = 0.5.
    #expect(abs(result.classFlows[0][0] - 0.5) < 1e-12)
    #expect(abs(result.classFlows[0][1] - 3.5) < 1e-12)
    #expect(abs(result.classFlows[1][0] - 1) < 1e-12)
    #expect(result.classFlows[1][1] == 0)
    #expect(abs(result.flow[0] - 2.5) < 1e-12)
    for method in [UserEquilibrium.Method.bfw, .msa] {
      var settings = AssignmentSettings()
      settings.gap = 1e-5
      let other = try UserEquilibrium.solve(problem, method: method, settings)
      #expect(other.isConverged)
      #expect(abs(other.classFlows[0][0] - 0.5) < 1e-2)
    }
  }

  @Test("costs of a class's own are for the methods of directions alone")
  func asymmetric() throws {
    let network = SmallNetwork(
      nodes: 2,
      links: [Link(from: 0, to: 1, time: 1, b: 1), Link(from: 0, to: 1, time: 2, b: 1)]
    )
    var problem = try network.problem([(0, 1, 4)])
    var trucks = problem.classes[0]
    // Trucks find the first link twice as steep.
    trucks.ownCosts = [
      .bpr(freeFlowTime: 1, b: 2, power: 1, capacity: 1),
      .bpr(freeFlowTime: 2, b: 1, power: 1, capacity: 1),
    ]
    problem.classes.append(trucks)
    #expect(throws: AssignmentFault.self) { try UserEquilibrium.solve(problem) }
    var settings = AssignmentSettings()
    settings.gap = 1e-4
    settings.maximumIterations = 20_000
    let result = try UserEquilibrium.solve(problem, method: .msa, settings)
    #expect(result.isConverged)
    // Cars: 1 + v = 2 + 2 (8 − v), v = 17/3, at which trucks prefer the second link: all of the
    // trucks are there, and cars fill the first: v = 4 leaves cars indifferent only at 5.67, so all
    // four cars are on the first.
    #expect(abs(result.classFlows[0][0] - 4) < 0.05)
    #expect(abs(result.classFlows[1][1] - (4 - result.classFlows[1][0])) < 1e-9)
  }

  @Test(
    "no traveller on a random grid has a cheaper path",
    arguments: [1, 2, 3, 4, 5, 6] as [UInt64]
  )
  func randomGrid(_ seed: UInt64) throws {
    let problem = try RandomGrid.problem(seed: seed, side: 7, pairs: 150, load: 3)
    var settings = AssignmentSettings()
    settings.gap = 1e-13
    let result = try UserEquilibrium.solve(problem, settings)
    #expect(result.isConverged)
    let check = EquilibriumCheck(problem, result)
    #expect(check.relativeGap < 2e-13, "seed \(seed)")
    #expect(check.greatestImbalance < 1e-9, "seed \(seed)")
    settings.gap = 1e-5
    let other = try UserEquilibrium.solve(problem, method: .bfw, settings)
    #expect(other.isConverged)
    #expect(other.objective >= result.objective * (1 - 1e-12))
    #expect(other.objective < result.objective * (1 + 2e-5))
  }

  @Test("one, two and five threads give the same bits", arguments: UserEquilibrium.Method.allCases)
  func threads(_ method: UserEquilibrium.Method) throws {
    let problem = try RandomGrid.problem(seed: 9, side: 9, pairs: 400, load: 2)
    var settings = AssignmentSettings()
    settings.gap = 1e-6
    settings.maximumIterations = 60
    let one = try UserEquilibrium.solve(problem, method: method, settings)
    for threads in [2, 5] {
      settings.threads = threads
      let other = try UserEquilibrium.solve(problem, method: method, settings)
      #expect(other.flow.map(\.bitPattern) == one.flow.map(\.bitPattern))
      #expect(other.gaps == one.gaps)
    }
  }

  @Test("costs that no number holds are an error", arguments: UserEquilibrium.Method.allCases)
  func overflow(_ method: UserEquilibrium.Method) {
    let network = SmallNetwork(
      nodes: 2,
      links: [
        Link(from: 0, to: 1, time: 1, b: 0.15, power: 16, capacity: 1e-30),
        Link(from: 0, to: 1, time: 1, b: 0.15, power: 16, capacity: 2e-30),
      ]
    )
    #expect(throws: AssignmentFault.self) { try network.solve([(0, 1, 1e9)], method) }
  }

  @Test("trips that are no table are refused")
  func unfitTrips() throws {
    for (zones, origins, destinations, trips) in [
      (-1, [], [], []), (2, [0], [1], []), (2, [0], [2], [1]), (2, [-1], [0], [1]),
      (2, [0], [1], [-1]), (2, [0], [1], [.nan]), (2, [0], [1], [.infinity]),
    ] as [(Int, [Int32], [Int32], [Double])] {
      #expect(throws: AssignmentFault.self) {
        try TripTable(
          zoneCount: zones,
          origins: origins,
          destinations: destinations,
          trips: trips
        )
      }
    }
    for (zones, matrix) in [(2, [1, 2, 3]), (-1, [1]), (1, [-1]), (1, [.nan]), (Int.max, [])]
      as [(Int, [Double])]
    {
      #expect(throws: AssignmentFault.self) { try TripTable(zoneCount: zones, matrix: matrix) }
    }
    #expect(try TripTable(zoneCount: 2, matrix: [0, 1, 2, 0]).destination == [1, 0])
  }

  @Test("no trips, no flow")
  func noTrips() throws {
    for method in UserEquilibrium.Method.allCases {
      let result = try Self.braess.solve([(0, 0, 5)], method)
      #expect(result.flow == [0, 0, 0, 0, 0])
      #expect(result.isConverged && result.relativeGap == 0)
    }
  }
}
