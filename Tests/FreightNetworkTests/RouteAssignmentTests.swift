import Foundation
import FreightNetwork
import Numerics
import Testing

@Suite struct RouteAssignmentTests {
  // Three demands over two capacities. Demand 0: a route over capacity 0, one over both, one free
  // in a nest of its own. Demand 1: a route over capacity 1, one free. Demand 2: free routes alone.
  static let structure = RouteAssignment.sound(
    try RouteAssignment(
      start: [0, 3, 5, 7],
      nest: [0, 0, 1, 0, 1, 0, 0],
      useStart: [0, 1, 3, 3, 4, 4, 4, 4],
      useResource: [0, 0, 1, 1],
      capacityTonnes: [4e6, 3e6],
      performance: .bpr(alpha: 0.15, beta: 8)
    )
  )
  static let costs = RouteCosts(
    base: [30, 31, 36, 20, 26, 10, 12],
    availability: [1, 1, 1, 1, 0.9, 1, 1],
    useCost: [14, 14, 9, 11],
    routeScale: [0.15, 0.15, 0.15],
    modeScale: [0.1, 0.1, 0.1]
  )
  static let tonnes = [7e6, 6e6, 1e6]

  @Test("flows are conserved: each demand's shares add up to one, and loads are theirs")
  func conservation() {
    let choices = Self.structure.choices(Self.costs, flows: [1e6, 2e6])
    for demand in 0..<3 {
      let range = Self.structure.start[demand]..<Self.structure.start[demand + 1]
      #expect(abs(Series.sum(choices.share[range]) - 1) < 1e-14)
    }
    let load = Self.structure.load(choices, tonnes: Self.tonnes)
    let share = choices.share
    #expect(abs(load[0] / (7e6 * (share[0] + share[1])) - 1) < 1e-14)
    #expect(abs(load[1] / (7e6 * share[1] + 6e6 * share[3]) - 1) < 1e-14)
    let more = Self.structure.load(choices, tonnes: Self.tonnes, preload: [5, 7])
    #expect(abs(more[0] - load[0] - 5) < 1e-6)
    #expect(Self.structure.load(choices, tonnes: [0, 0, 0]) == [0, 0])
  }

  @Test("only demands over capacities depend on flows")
  func congestible() {
    #expect(Self.structure.congestible == [0, 1])
    #expect(Self.structure.demandCount == 3)
    #expect(Self.structure.entryCount == 7)
    let empty = Self.structure.choices(Self.costs, flows: [0, 0])
    let full = Self.structure.choices(Self.costs, flows: [8e6, 8e6])
    #expect(empty.logsum[2] == full.logsum[2])
    #expect(full.logsum[0] > empty.logsum[0])
    #expect(full.share[0] < empty.share[0])
  }

  // A route over two capacities pays both queues: 31 + 14 e₀ + 9 e₁, e = 0.15 x⁸.
  @Test("a route pays the queue of each capacity that it uses")
  func queues() {
    let cost = Self.structure.routeCosts(Self.costs, flows: [4e6, 6e6])
    let first = 0.15
    let second = 0.15 * 256
    let expected = [
      30 + 14 * first, 31 + 14 * first + 9 * second, 36, 20 + 11 * second, 26, 10, 12,
    ]
    for (found, right) in zip(cost, expected) { #expect(abs(found - right) < 1e-9) }
    #expect(Self.structure.routeCosts(Self.costs, flows: [0, -5]) == Self.costs.base)
  }

  @Test("choices are those of the nested logit, demand by demand")
  func nestedLogit() {
    let random = CounterRandom(seed: 7)
    func draws(_ count: Int, _ stream: UInt64) -> [Double] {
      (0..<UInt64(count)).map { random.uniform(stream * 10_000 + $0) }
    }
    var start = [0]
    var nest: [Int32] = []
    for demand in 0..<300 {
      let count = demand % 23
      nest += (0..<count).map { Int32($0 * (1 + demand % 5) / 23) }
      start.append(nest.count)
    }
    let structure = RouteAssignment.sound(
      try RouteAssignment(
        start: start,
        nest: nest,
        useStart: Array(0...nest.count),
        useResource: nest.indices.map { Int32($0 % 2) },
        capacityTonnes: [4e6, 3e6],
        performance: .bpr(alpha: 0.15, beta: 8)
      )
    )
    let costs = RouteCosts(
      base: draws(nest.count, 0).map { 20 + 400 * $0 },
      availability: draws(nest.count, 1).map { max(0, 1.2 * $0 - 0.2) },
      useCost: draws(nest.count, 2).map { 10 * $0 },
      routeScale: (0..<300).map { 0.02 + 0.001 * Double($0 % 7) },
      modeScale: (0..<300).map { 0.02 - 0.001 * Double($0 % 3) }
    )
    let flows = [5e6, 3.3e6]
    let choices = structure.choices(costs, flows: flows)
    let cost = structure.routeCosts(costs, flows: flows)
    var share = [Double](repeating: 0, count: nest.count)
    for demand in 0..<300 {
      let logsum = NestedLogitFormula.evaluate(
        start[demand]..<start[demand + 1],
        cost: cost,
        availability: costs.availability,
        nest: nest,
        routeScale: costs.routeScale[demand],
        modeScale: costs.modeScale[demand],
        share: &share
      )
      let found = choices.logsum[demand]
      #expect(logsum == found || abs(logsum - found) < 1e-11 * abs(logsum))
    }
    for (found, right) in zip(choices.share, share) { #expect(abs(found - right) < 1e-13) }
  }

  @Test("bringing choices to other flows gives what working them out anew gives")
  func update() {
    var choices = Self.structure.choices(Self.costs, flows: [0, 0])
    Self.structure.update(&choices, Self.costs, flows: [3e6, 4e6])
    let anew = Self.structure.choices(Self.costs, flows: [3e6, 4e6])
    #expect(choices.share == anew.share)
    #expect(choices.logsum == anew.logsum)
  }

  // Loads by central differences; the step is 1e-5 of the capacity, so third derivatives cost 1e-8.
  @Test("the response is the slope of the loads", arguments: [[3e6, 2.5e6], [5e6, 4e6]])
  func response(flows: [Double]) {
    let response = { (_: Int, before: Double, after: Double) in exp(-0.02 * (after - before)) }
    let here = Self.structure.choices(Self.costs, flows: flows)
    let matrix = Self.structure.response(
      Self.costs,
      flows: flows,
      loads: flows,
      tonnes: Self.tonnes,
      slope: [-0.02, -0.02, -0.02]
    )
    let performance = Self.structure.performance
    func load(_ flows: [Double]) -> [Double] {
      let choices = Self.structure.choices(Self.costs, flows: flows)
      let tonnes = (0..<3).map {
        Self.tonnes[$0] * response($0, here.logsum[$0], choices.logsum[$0])
      }
      return Self.structure.load(choices, tonnes: tonnes)
    }
    for column in 0..<2 {
      let step = 1e-5 * Self.structure.capacityTonnes[column]
      var up = flows
      var down = flows
      up[column] += step
      down[column] -= step
      for (row, pair) in zip(load(up), load(down)).enumerated() {
        let slope = (pair.0 - pair.1) / (2 * step)
        let capacity = Self.structure.capacityTonnes[column]
        let steepness = performance.slope(flows[column] / capacity) / capacity
        let found = matrix[row, column] * steepness
        #expect(abs(found - slope) < 1e-4 * max(0.1, abs(slope)))
      }
    }
  }

  @Test("the equilibrium reproduces its flows, from any start", arguments: [0.0, 1e6, 9e6])
  func equilibrium(start: Double) throws {
    let (flows, convergence) = try Self.solve([start, start])
    let choices = Self.structure.choices(Self.costs, flows: flows)
    let load = Self.structure.load(choices, tonnes: Self.tonnes)
    for (flow, carried) in zip(flows, load) { #expect(abs(flow - carried) < 1e-3) }
    #expect(convergence.residual <= 1e-10)
    let (other, _) = try Self.solve([2e6, 2e6])
    for (a, b) in zip(flows, other) { #expect(abs(a / b - 1) < 1e-8) }
  }

  // One demand of 10 Mt between a scarce route at 20 and a free one at 26, μ = 0.15: its flow f
  // solves f = 10 / (1 + exp(0.15 (20 + 20 · 0.15 (f/4)⁸ − 26))), by bisection.
  @Test("the equilibrium of two routes is that of bisection")
  func twoRoutes() throws {
    let two = RouteAssignment.sound(
      try RouteAssignment(
        start: [0, 2],
        nest: [0, 0],
        useStart: [0, 1, 1],
        useResource: [0],
        capacityTonnes: [4e6],
        performance: .bpr(alpha: 0.15, beta: 8)
      )
    )
    let costs = RouteCosts(
      base: [20, 26],
      availability: [1, 1],
      useCost: [20],
      routeScale: [0.15],
      modeScale: [0.15]
    )
    let flows = try two.queueEquilibrium().solve(
      start: [1e6],
      solver: "two routes",
      response: { two.response(costs, flows: $0, loads: $1, tonnes: [1e7], slope: [0]) },
      { two.load(two.choices(costs, flows: $0), tonnes: [1e7]) }
    ).flows
    let answer = try #require(
      RootFinding.root(between: 0, and: 10) { flow in
        let dear = 20 + 20 * 0.15 * pow(flow / 4, 8)
        return 10 / (1 + exp(0.15 * (dear - 26))) - flow
      }
    )
    #expect(abs(flows[0] / 1e6 - answer) < 1e-9)
  }

  @Test("what is prohibited carries nothing, and a demand without routes stays at home")
  func prohibited() {
    var costs = Self.costs
    costs.availability = [1, 0, 1, 0, 0, 1, 1]
    let choices = Self.structure.choices(costs, flows: [1e6, 1e6])
    #expect(choices.share[1] == 0)
    #expect(choices.logsum[1] == .infinity)
    #expect(Self.structure.load(choices, tonnes: Self.tonnes)[1] == 0)
    let response = Self.structure.response(
      costs,
      flows: [3e6, 3e6],
      loads: [3e6, 3e6],
      tonnes: Self.tonnes,
      slope: [0, 0, 0]
    )
    #expect(response.values.allSatisfy { $0.isFinite })
  }

  private static func solve(_ start: [Double]) throws -> ([Double], Convergence) {
    let solved = try structure.queueEquilibrium().solve(
      start: start,
      solver: "queues",
      response: {
        structure.response(costs, flows: $0, loads: $1, tonnes: tonnes, slope: [0, 0, 0])
      },
      { structure.load(structure.choices(costs, flows: $0), tonnes: tonnes) }
    )
    return (solved.flows, solved.convergence)
  }
}

extension RouteAssignment {
  /// Cost of each entry with the queues of given flows, USD/t: the logsums of demands with one route
  /// each.
  fileprivate func routeCosts(_ costs: RouteCosts, flows: [Double]) -> [Double] {
    let single = RouteAssignment.sound(
      try RouteAssignment(
        start: Array(0...entryCount),
        nest: nest,
        useStart: useStart,
        useResource: useResource,
        capacityTonnes: capacityTonnes,
        performance: performance
      )
    )
    let ones = [Double](repeating: 1, count: entryCount)
    return single.choices(
      RouteCosts(
        base: costs.base,
        availability: ones,
        useCost: costs.useCost,
        routeScale: ones,
        modeScale: ones
      ),
      flows: flows
    ).logsum
  }
}
