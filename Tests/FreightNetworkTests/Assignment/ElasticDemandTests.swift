import Foundation
import FreightNetwork
import Testing

@Suite("Elastic demand")
struct ElasticDemandTests {
  typealias Link = SmallNetwork.Link

  private func settings(_ gap: Double = 1e-13, threads: Int = 1) -> AssignmentSettings {
    var settings = AssignmentSettings()
    settings.gap = gap
    settings.maximumIterations = 2_000
    settings.threads = threads
    return settings
  }

  @Test("a linear demand on one link meets its cost where the two lines cross")
  func linear() throws {
    // Cost 1 + q; demand 10 (1 - 0.1 (u - 1)): q = 10 - (u - 1) = 10 - q, q = 5.
    var problem = try SmallNetwork(nodes: 2, links: [Link(from: 0, to: 1, time: 1, b: 1)])
      .problem([(0, 1, 10)])
    problem.classes[0].demand = ElasticDemand(.linear(0.1))
    let result = try UserEquilibrium.solve(problem, settings())
    #expect(result.isConverged)
    #expect(abs(result.flow[0] - 5) < 1e-11)
    #expect(abs(result.trips[0].total - 5) < 1e-11)
    // Cost integrated, 5 + 25/2, and the worth of trips 5 to 10, each 1 + (10 - q): 5 + 25/2.
    #expect(abs(result.objective - 35) < 1e-9)
  }

  @Test("parallel links, exponential demand: both conditions hold at once")
  func parallel() throws {
    // Both links cost u with flows u - 1 and (u - 2) / 2: the demand is (3 u - 4) / 2.
    var problem = try SmallNetwork(
      nodes: 2,
      links: [Link(from: 0, to: 1, time: 1, b: 1), Link(from: 0, to: 1, time: 2, b: 1)]
    ).problem([(0, 1, 20)])
    problem.classes[0].demand = ElasticDemand(.exponential(0.3), referenceCost: [2])
    let result = try UserEquilibrium.solve(problem, settings())
    let cost = result.cost[0]
    #expect(abs(result.cost[1] - cost) < 1e-11)
    #expect(abs((3 * cost - 4) / 2 - 20 * exp(-0.3 * (cost - 2))) < 1e-10)
  }

  @Test(
    "on a congested grid the trips of every pair are those that its least cost calls forth",
    arguments: [
      DemandFunction.exponential(0.02), .power(0.7), .power(1), .linear(0.01), .logit(0.05),
    ]
  )
  func conditions(_ function: DemandFunction) throws {
    var problem = try RandomGrid.problem(seed: 11, side: 7, pairs: 120, load: 6)
    let table = problem.classes[0].trips
    problem.classes[0].demand = ElasticDemand(
      function,
      referenceCost: [Double](repeating: 30, count: table.pairCount)
    )
    let result = try UserEquilibrium.solve(problem, settings(1e-12))
    let again = try UserEquilibrium.solve(problem, settings(1e-12, threads: 2))
    #expect(result.isConverged)
    #expect(result.flow == again.flow)
    let trips = try #require(result.trips.first)
    // The flows are an equilibrium of the trips found.
    var fixed = problem
    fixed.classes[0].demand = nil
    fixed.classes[0].trips = trips
    let check = EquilibriumCheck(fixed, result)
    #expect(check.relativeGap < 1e-10)
    #expect(check.greatestImbalance < 1e-8)
    // Their least costs, by plain searches, call the trips forth.
    for origin in 0..<table.zoneCount {
      let costs = BellmanFord.costs(problem, result, origin: origin)
      for pair in table.start[origin]..<table.start[origin + 1] {
        let zone = Int(table.destination[pair])
        guard zone != origin else { continue }
        let cost = costs[Int(problem.zoneNodes[zone])]
        let x = cost - 30
        let share: Double =
          switch function {
          case .exponential(let theta): exp(-theta * x)
          case .power(let elasticity): pow(cost / 30, -elasticity)
          case .linear(let beta): max(0, 1 - beta * x)
          case .logit(let theta): 1 / (1 + exp(theta * x))
          }
        #expect(abs(trips.trips[pair] - table.trips[pair] * share) < 1e-6 * table.trips[pair])
      }
    }
  }

  @Test(
    "a class whose first look at a congested link leaves it without trips gets its share",
    arguments: [
      DemandFunction.exponential(1), .exponential(0.01), .power(4), .power(0.01), .logit(1),
    ]
  )
  func equalClasses(_ function: DemandFunction) throws {
    // Cost 1 + (a + b)^4 of two equal classes, which therefore have equal trips.
    var problem = try SmallNetwork(
      nodes: 2,
      links: [Link(from: 0, to: 1, time: 1, b: 1, power: 4)]
    ).problem([(0, 1, 100)])
    problem.classes[0].demand = ElasticDemand(function)
    problem.classes.append(problem.classes[0])
    problem.classes[1].name = "other"
    let result = try UserEquilibrium.solve(problem, settings(1e-15))
    func trips(_ cost: Double) -> Double {
      switch function {
      case .exponential(let theta): 100 * exp(-theta * (cost - 1))
      case .power(let elasticity): 100 * pow(cost, -elasticity)
      case .linear: .nan
      case .logit(let theta): 100 / (1 + exp(theta * (cost - 1)))
      }
    }
    var low = 0.0
    var high = 100.0
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if trips(1 + pow(2 * middle, 4)) > middle { low = middle } else { high = middle }
    }
    for number in 0..<2 {
      #expect(abs(result.trips[number].total / low - 1) < 1e-12, "\(number)")
    }
  }

  @Test("pairs whose trips are nothing at any cost have none")
  func extinct() throws {
    // Least cost 1, reference 0: exp(−1000) of the trips.
    var problem = try SmallNetwork(
      nodes: 3,
      links: [Link(from: 0, to: 1, time: 1, b: 1), Link(from: 0, to: 2, time: 1, b: 1)]
    ).problem([(0, 1, 10), (0, 2, 10)])
    problem.classes[0].demand = ElasticDemand(.exponential(1000), referenceCost: [0, 1])
    let result = try UserEquilibrium.solve(problem, settings())
    #expect(result.isConverged)
    #expect(result.flow[0] == 0)
    #expect(abs(result.flow[1] - 10 * exp(-1000 * result.flow[1])) < 1e-12)
  }

  @Test("demand that does not fit is an error, and so are methods that do not know it")
  func faults() throws {
    var problem = try SmallNetwork(nodes: 2, links: [Link(from: 0, to: 1, time: 0, b: 0)])
      .problem([(0, 1, 20)])
    problem.classes[0].demand = ElasticDemand(.power(1))
    #expect(throws: AssignmentFault.self) { try UserEquilibrium.solve(problem, settings()) }
    problem.classes[0].demand = ElasticDemand(.exponential(-1))
    #expect(throws: AssignmentFault.self) { try UserEquilibrium.solve(problem, settings()) }
    problem.classes[0].demand = ElasticDemand(.exponential(1), referenceCost: [1, 2, 3])
    #expect(throws: AssignmentFault.self) { try UserEquilibrium.solve(problem, settings()) }
    problem.classes[0].demand = ElasticDemand(.exponential(1))
    #expect(throws: AssignmentFault.self) {
      try UserEquilibrium.solve(problem, method: .bfw, settings())
    }
  }
}
