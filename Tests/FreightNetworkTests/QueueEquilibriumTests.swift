import Foundation
import FreightNetwork
import Numerics
import Testing

@Suite("Queues in equilibrium") struct QueueEquilibriumTests {
  private static func solver(
    _ capacities: [Double],
    maximumIterations: Int = 400
  ) -> QueueEquilibrium {
    QueueEquilibrium(
      capacityTonnes: capacities,
      performance: .bpr(alpha: 0.15, beta: 8),
      maximumIterations: maximumIterations
    )
  }

  /// A matrix of zeros: the solver is told nothing of the answer of the loads.
  private static func nothing(_ count: Int) -> DenseMatrix {
    DenseMatrix(rows: count, columns: count)
  }

  @Test("a start that is a solution comes back bit for bit, without a response")
  func start() throws {
    let start = [0.1 + 0.2, 1.0 / 3, 0, 5e20]
    let solution = try Self.solver([1, 1, 1, 1]).solve(
      start: start,
      solver: "identity",
      response: { _, _ in
        Issue.record("no response is needed")
        return Self.nothing(4)
      },
      { $0 }
    )
    #expect(solution.flows == start)
    #expect(solution.response == nil)
    #expect(solution.convergence.iterations == 1)
  }

  // Loads whose logarithms are linear in the excess of cost would be met in one step, were the step worked
  // out to the last digit; from four times the capacity they vanish first.
  @Test(
    "loads exponential in the queues are solved in a few steps",
    arguments: [0.01, 0.5, 1.0, 1.5, 4.0]
  )
  func exponential(first: Double) throws {
    let k = [[-3.0, 0.8, 0.2], [0.5, -7, 0.1], [0.1, 0.4, -20]]
    let capacity = [1e6, 4e6, 2e5]
    let free = [5e6, 3e6, 2e6]
    func excess(_ flow: Double, _ place: Int) -> Double { 0.15 * pow(flow / capacity[place], 8) }
    func map(_ flows: [Double]) -> [Double] {
      (0..<3).map { i in
        free[i] * exp((0..<3).reduce(0) { $0 + k[i][$1] * excess(flows[$1], $1) })
      }
    }
    let solution = try Self.solver(capacity).solve(
      start: capacity.map { $0 * first },
      solver: "exponential",
      response: { _, loads in
        var matrix = Self.nothing(3)
        for i in 0..<3 { for j in 0..<3 { matrix[i, j] = k[i][j] * loads[i] } }
        return matrix
      },
      map
    )
    #expect(solution.convergence.iterations <= (first > 2 ? 10 : 6))
    for (flow, load) in zip(solution.flows, map(solution.flows)) {
      #expect(abs(flow / load - 1) < 1e-9)
    }
  }

  // Two routes, one scarce, as steep as a full terminal; by bisection.
  @Test(
    "steep choices are solved from anywhere, told or not of their response",
    arguments: [0.0, 0.001, 0.3, 1, 2, 5],
    [true, false]
  )
  func steep(start: Double, isTold: Bool) throws {
    func load(_ x: Double) -> Double { 3 / (1 + exp(0.5 * (4 * pow(x, 8) - 10))) }
    let solution = try Self.solver([1]).solve(
      start: [start],
      solver: "steep",
      response: { flows, _ in
        var matrix = Self.nothing(1)
        let share = load(flows[0]) / 3
        // 4 x⁸ is 4 / 0.15 of the excess.
        if isTold { matrix[0, 0] = -3 * share * (1 - share) * 0.5 * 4 / 0.15 }
        return matrix
      },
      { [load($0[0])] }
    )
    let answer = try #require(RootFinding.root(between: 0, and: 3) { load($0) - $0 })
    #expect(abs(solution.flows[0] - answer) <= 1e-10)
    #expect(solution.convergence.residual <= 1e-10)
    #expect(solution.convergence.iterations <= (isTold ? 16 : 60))
  }

  // Far more than the capacity wants through; the other way costs so much more that without a queue one in
  // up to 10²⁶ takes it. Until the queue is worth that, nothing answers to it.
  @Test(
    "a queue that nobody answers to until it is long is solved from anywhere",
    arguments: [0.0, 0.6, 1, 1.3, 3, 8.4],
    [0.0, 15, 30, 60]
  )
  func far(start: Double, logOdds: Double) throws {
    let performance = LinkPerformance.queue(alpha: 0.15, beta: 12, from: 0.5)
    func share(_ x: Double) -> Double {
      1 / (1 + exp(3 * (performance.factor(x) - 1) - logOdds))
    }
    let solution = try QueueEquilibrium(capacityTonnes: [1], performance: performance).solve(
      start: [start],
      solver: "far",
      response: { flows, _ in
        var matrix = Self.nothing(1)
        matrix[0, 0] = -8.4 * share(flows[0]) * (1 - share(flows[0])) * 3
        return matrix
      },
      { [8.4 * share($0[0])] }
    )
    let answer = try #require(RootFinding.root(between: 0, and: 9) { 8.4 * share($0) - $0 })
    #expect(abs(solution.flows[0] - answer) <= 1e-9)
  }

  @Test("a capacity that nothing is loaded on is empty at once")
  func closed() throws {
    let solution = try Self.solver([1, 1]).solve(
      start: [3, 2],
      solver: "closed",
      response: { _, _ in Self.nothing(2) },
      { [0, 0.5 + 0.1 * $0[0]] }
    )
    #expect(solution.flows[0] == 0)
    #expect(abs(solution.flows[1] - 0.5) <= 1e-10)
    #expect(solution.convergence.iterations <= 4)
  }

  @Test("flows never fall below zero")
  func positive() throws {
    var least = Double.infinity
    _ = try Self.solver([1]).solve(
      start: [5],
      solver: "corner",
      response: { _, _ in Self.nothing(1) },
      { x in
        least = min(least, x[0])
        return [exp(-3 * x[0])]
      }
    )
    #expect(least >= 0)
  }

  @Test("loads without a fixed point are an error that says how far it came")
  func none() throws {
    let error = try #require(throws: NotConverged.self) {
      try Self.solver([1], maximumIterations: 40).solve(
        start: [0],
        solver: "shift",
        response: { _, _ in Self.nothing(1) },
        { [$0[0] + 1] }
      )
    }
    #expect(error.residual > 1e-10)
    #expect(error.iterations <= 41)
    #expect(error.tolerance == 1e-10)
  }

  @Test("what is not a number is never taken for a solution", arguments: [Double.nan, .infinity])
  func notANumber(load: Double) {
    #expect(throws: NotConverged.self) {
      try Self.solver([1, 1]).solve(
        start: [1, 1],
        solver: "broken",
        response: { _, _ in Self.nothing(2) },
        { [$0[0], load] }
      )
    }
  }
}
