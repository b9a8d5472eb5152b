import Foundation
import FreightNetwork
import Numerics
import Testing

@Suite("Stochastic route choice")
struct StochasticTests {
  /// A network without circles: links lead from lower to higher nodes, every cost its own.
  struct Ladder {
    let graph: DirectedGraph
    let costs: [Double]
    static let nodes = 8

    init(seed: UInt64) throws {
      let random = CounterRandom(seed: seed)
      var tail: [Int32] = []
      var head: [Int32] = []
      var costs: [Double] = []
      for from in 0..<Self.nodes {
        for to in from + 1..<max(from + 1, min(from + 4, Self.nodes)) {
          tail.append(Int32(from))
          head.append(Int32(to))
          costs.append(1 + 3 * random.uniform(UInt64(from * 20 + to)))
        }
      }
      graph = try DirectedGraph(nodeCount: Self.nodes, tail: tail, head: head)
      self.costs = costs
    }

    /// Flows of a logit choice among all paths, by trying all.
    func logit(
      scale: Double,
      trips: Double,
      mayUse: (Int) -> Bool
    ) -> (flow: [Double], cost: Double) {
      var routes: [[Int]] = []
      func walk(_ node: Int, _ links: [Int]) {
        if node == Self.nodes - 1 {
          routes.append(links)
          return
        }
        for link in 0..<graph.linkCount where Int(graph.tail[link]) == node && mayUse(link) {
          walk(Int(graph.head[link]), links + [link])
        }
      }
      walk(0, [])
      let weights = routes.map { exp(-scale * $0.reduce(0) { $0 + costs[$1] }) }
      let sum = weights.reduce(0, +)
      var flow = [Double](repeating: 0, count: graph.linkCount)
      for (route, weight) in zip(routes, weights) {
        for link in route { flow[link] += trips * weight / sum }
      }
      return (flow, -log(sum) / scale)
    }

    func problem(
      _ trips: Double,
      _ functions: [LinkCostFunction]? = nil
    ) throws -> AssignmentProblem {
      AssignmentProblem(
        graph: graph,
        isThrough: [Bool](repeating: true, count: Self.nodes),
        zoneNodes: [0, Int32(Self.nodes - 1)],
        costs: functions ?? costs.map { .constant($0) },
        classes: [
          AssignmentClass(
            name: "all",
            trips: try TripTable(zoneCount: 2, origins: [0], destinations: [1], trips: [trips]),
            fixedCost: [Double](repeating: 0, count: graph.linkCount)
          )
        ]
      )
    }
  }

  @Test(
    "Link shares are those of the logit formula over all paths",
    arguments: [0.1, 1, 5] as [Double],
    1...5 as ClosedRange<UInt64>
  )
  func logit(scale: Double, seed: UInt64) throws {
    let ladder = try Ladder(seed: seed)
    let problem = try ladder.problem(100)
    let markov = try StochasticNetwork(
      problem,
      StochasticSettings(scale: scale, choice: .markovian)
    ).load(ladder.costs)
    // Without circles every path is a way.
    let all = ladder.logit(scale: scale, trips: 100) { _ in true }
    for link in all.flow.indices { #expect(abs(markov.flow[link] - all.flow[link]) < 1e-10) }
    #expect(abs(markov.expected[0].cost - all.cost) < 1e-12 * max(1, abs(all.cost)))
    // Links that come nearer to the destination, by costs from every node to it.
    var left = [Double](repeating: .infinity, count: Ladder.nodes)
    left[Ladder.nodes - 1] = 0
    for node in (0..<Ladder.nodes).reversed() {
      for link in 0..<ladder.graph.linkCount where Int(ladder.graph.tail[link]) == node {
        left[node] = min(left[node], ladder.costs[link] + left[Int(ladder.graph.head[link])])
      }
    }
    let nearer = ladder.logit(scale: scale, trips: 100) {
      left[Int(ladder.graph.head[$0])] < left[Int(ladder.graph.tail[$0])]
    }
    let recursive = try StochasticNetwork(problem, StochasticSettings(scale: scale))
      .load(ladder.costs)
    for link in nearer.flow.indices {
      #expect(abs(recursive.flow[link] - nearer.flow[link]) < 1e-10)
    }
    #expect(abs(recursive.expected[0].cost - nearer.cost) < 1e-12 * max(1, abs(nearer.cost)))
  }

  @Test("Ways in circles count in the Markovian choice as the geometric series says")
  func circles() throws {
    // 0 → 1 ⇄ 2 → 3: from 1 by way of 2 at least, and round the circle any number of times.
    let graph = try DirectedGraph(nodeCount: 4, tail: [0, 1, 2, 2], head: [1, 2, 1, 3])
    let costs = [1.0, 0.7, 0.4, 1.1]
    let problem = AssignmentProblem(
      graph: graph,
      isThrough: [false, true, true, false],
      zoneNodes: [0, 3],
      costs: costs.map { .constant($0) },
      classes: [
        AssignmentClass(
          name: "all",
          trips: try TripTable(zoneCount: 2, origins: [0], destinations: [1], trips: [10]),
          fixedCost: [0, 0, 0, 0]
        )
      ]
    )
    let scale = 1.3
    let loading = try StochasticNetwork(
      problem,
      StochasticSettings(scale: scale, choice: .markovian)
    ).load(costs)
    // Rounds: share exp(−θ·1.1) of the worth; a circle has the factor q = exp(−θ (0.7 + 0.4)).
    let q = exp(-scale * 1.1)
    #expect(abs(loading.flow[0] - 10) < 1e-11 && abs(loading.flow[3] - 10) < 1e-11)
    #expect(abs(loading.flow[2] - 10 * q / (1 - q)) < 1e-10)
    #expect(abs(loading.expected[0].cost - (2.8 + log(1 - q) / scale)) < 1e-12)
  }

  @Test("Circles that are too cheap are refused, by the sum's having no limit")
  func divergence() throws {
    // Three nodes joined each with each at no cost.
    let graph = try DirectedGraph(
      nodeCount: 4,
      tail: [0, 0, 1, 1, 2, 2, 2],
      head: [1, 2, 0, 2, 0, 1, 3]
    )
    let problem = AssignmentProblem(
      graph: graph,
      isThrough: [true, true, true, true],
      zoneNodes: [0, 3],
      costs: [LinkCostFunction](repeating: .constant(0.1), count: 7),
      classes: [
        AssignmentClass(
          name: "all",
          trips: try TripTable(zoneCount: 2, origins: [0], destinations: [1], trips: [1]),
          fixedCost: [Double](repeating: 0, count: 7)
        )
      ]
    )
    let costs = [Double](repeating: 0.1, count: 7)
    #expect(throws: PathFault.self) {
      try StochasticNetwork(problem, StochasticSettings(scale: 1, choice: .markovian)).load(costs)
    }
    // Two ways on at each node: e^(−0.1 θ) below one half is enough.
    let fine = try StochasticNetwork(problem, StochasticSettings(scale: 8, choice: .markovian))
      .load(costs)
    #expect(fine.flow.allSatisfy { $0 >= 0 && $0.isFinite })
  }

  @Test("Shares of generated routes are those of the path-size formula")
  func pathSize() throws {
    // One route alone and two that share their first link: nodes 0 to 4.
    let graph = try DirectedGraph(nodeCount: 4, tail: [0, 0, 1, 1], head: [3, 1, 3, 3])
    let costs = [2.0, 1, 1, 1.05]
    let problem = AssignmentProblem(
      graph: graph,
      isThrough: [true, true, true, true],
      zoneNodes: [0, 3],
      costs: costs.map { .constant($0) },
      classes: [
        AssignmentClass(
          name: "all",
          trips: try TripTable(zoneCount: 2, origins: [0], destinations: [1], trips: [1]),
          fixedCost: [0, 0, 0, 0]
        )
      ]
    )
    let choice = RouteChoice.pathSize(
      beta: 1,
      routes: AlternativePaths(count: 5, stretch: 2, overlap: 0.9, plateau: 0)
    )
    let loading = try StochasticNetwork(problem, StochasticSettings(scale: 2, choice: choice))
      .load(costs)
    let routes = [[0], [1, 2], [1, 3]].filter { route in route.allSatisfy { loading.flow[$0] > 0 } }
    #expect(routes.count >= 2)
    let sizes = PathSize.sizes(of: routes.map { $0.map { Int32($0) } }, size: costs)
    let weights = zip(routes, sizes).map { route, size in
      size * exp(-2 * route.reduce(0) { $0 + costs[$1] })
    }
    let share = weights[0] / weights.reduce(0, +)
    #expect(abs(loading.flow[0] - share) < 1e-12)
  }

  @Test("Two parallel links carry what the logit equation in one unknown says")
  func twoLinks() throws {
    for scale in [0.5, 2, 20, 200] {
      let problem = try Self.parallel()
      let result = try StochasticEquilibrium.solve(
        problem,
        StochasticSettings(scale: scale, tolerance: 1e-12)
      )
      // x / (10 − x) = exp(−θ (c₁(x) − c₂(10 − x))), by bisection.
      var low = 0.0
      var high = 10.0
      for _ in 0..<200 {
        let x = (low + high) / 2
        let difference =
          problem.costs[0].cost(at: x) - problem.costs[1].cost(at: 10 - x)
        if x < 10 / (1 + exp(scale * difference)) { low = x } else { high = x }
      }
      #expect(abs(result.flow[0] - low) < 1e-9, "scale \(scale)")
      #expect(abs(result.flow[0] + result.flow[1] - 10) < 1e-11)
    }
  }

  @Test("As the scale grows the flows tend to those of the deterministic equilibrium")
  func limit() throws {
    let problem = try Self.parallel()
    // Costs are equal in the deterministic equilibrium.
    var low = 0.0
    var high = 10.0
    for _ in 0..<200 {
      let x = (low + high) / 2
      if problem.costs[0].cost(at: x) < problem.costs[1].cost(at: 10 - x) {
        low = x
      } else {
        high = x
      }
    }
    var before = Double.infinity
    for scale in [1, 10, 100, 1000] as [Double] {
      let result = try StochasticEquilibrium.solve(problem, StochasticSettings(scale: scale))
      let difference = abs(result.flow[0] - low)
      #expect(difference < before * 0.2 || difference < 1e-6)
      before = difference
    }
    #expect(before < 1e-3)
  }

  private static func parallel() throws -> AssignmentProblem {
    AssignmentProblem(
      graph: try DirectedGraph(nodeCount: 2, tail: [0, 0], head: [1, 1]),
      isThrough: [true, true],
      zoneNodes: [0, 1],
      costs: [
        .bpr(freeFlowTime: 1, b: 0.15, power: 4, capacity: 4),
        .bpr(freeFlowTime: 1.5, b: 0.15, power: 4, capacity: 3),
      ],
      classes: [
        AssignmentClass(
          name: "all",
          trips: try TripTable(zoneCount: 2, origins: [0], destinations: [1], trips: [10]),
          fixedCost: [0, 0]
        )
      ]
    )
  }

  @Test("Trips without a path, a scale of nil and too few rounds are errors")
  func faults() throws {
    var problem = try Self.parallel()
    #expect(throws: NotConverged.self) {
      try StochasticEquilibrium.solve(
        problem,
        StochasticSettings(scale: 2, tolerance: 1e-12, maximumIterations: 2)
      )
    }
    for scale in [0, -1, Double.nan, .infinity] {
      #expect(throws: PathFault.self) {
        try StochasticEquilibrium.solve(problem, StochasticSettings(scale: scale))
      }
    }
    var elastic = problem
    elastic.classes[0].demand = ElasticDemand(.exponential(1))
    var own = problem
    own.classes[0].ownCosts = problem.costs
    for wrong in [elastic, own] {
      #expect(throws: AssignmentFault.self) {
        try StochasticEquilibrium.solve(wrong, StochasticSettings(scale: 1))
      }
    }
    problem.classes[0].trips = try TripTable(
      zoneCount: 2,
      origins: [1],
      destinations: [0],
      trips: [1]
    )
    #expect(throws: AssignmentFault.self) {
      try StochasticEquilibrium.solve(problem, StochasticSettings(scale: 1))
    }
    problem.classes[0].trips = try TripTable(zoneCount: 2)
    #expect(
      try StochasticEquilibrium.solve(problem, StochasticSettings(scale: 1)).flow == [0, 0]
    )
  }
}
