import Foundation
import Numerics
import Testing

@testable import TradeEquilibrium

@Suite struct TrafficEquilibriumTests {
  static let theta = 5.0

  /// A ring of nodes with a chord; traffic from the model itself: trade over all routes of costs
  /// t^−θ, as sums of powers of the matrix of links.
  struct Ring {
    let n = 6
    let links: [(from: Int, to: Int, cost: Double)]
    let flows: [Double]

    init(costs: [Double] = []) {
      var links: [(Int, Int, Double)] = []
      for i in 0..<6 {
        links.append((i, (i + 1) % 6, 1.3 + 0.05 * Double(i)))
        links.append(((i + 1) % 6, i, 1.3 + 0.05 * Double(i)))
      }
      links.append((0, 3, 1.5))
      links.append((3, 0, 1.5))
      if !costs.isEmpty {
        for place in links.indices { links[place].2 *= costs[place] }
      }
      self.links = links.map { (from: $0.0, to: $0.1, cost: $0.2) }
      flows = []
    }

    /// τ_ij^−θ over all routes: Σ A^k.
    func openness() -> [Double] {
      var matrix = [Double](repeating: 0, count: n * n)
      for link in links { matrix[link.from * n + link.to] += pow(link.cost, -theta) }
      var total = [Double](repeating: 0, count: n * n)
      var power = total
      for i in 0..<n { power[i * n + i] = 1 }
      for _ in 0..<400 {
        for cell in total.indices { total[cell] += power[cell] }
        var next = [Double](repeating: 0, count: n * n)
        for i in 0..<n {
          for k in 0..<n {
            for j in 0..<n { next[i * n + j] += power[i * n + k] * matrix[k * n + j] }
          }
        }
        power = next
      }
      return total
    }
  }

  /// The ring's trade in a world that spends what it earns, and its traffic.
  static func world(
    congestion: Double = 0,
    mobility: TrafficWorld.Mobility? = nil
  ) throws
    -> (TrafficWorld, OneSectorWorld)
  {
    let ring = Ring()
    let n = ring.n
    let openness = ring.openness()
    // Any positive prices will do: a balanced world with these trade costs.
    let system = MarginScaling(
      weights: openness,
      rows: (0..<n).map { 10 + Double($0) },
      columns: (0..<n).map { 10 + Double($0) }
    )
    let solution = try MarketSolver(tolerance: 1e-14)
      .solve(system, start: [Double](repeating: 0, count: n))
    let (rows, columns) = system.effects(solution.point)
    let flows = FlowMatrix.scaled(openness, rows: rows, columns: columns)
    // Ξ_kl = a_kl N_k M_l with N = Σ γ B, M = Σ B δ.
    let inward = FlowMatrix.columnSums(openness, rows)
    let outward = FlowMatrix.rowSums(openness, columns)
    let links = ring.links.map {
      TrafficWorld.Link(
        from: $0.from,
        to: $0.to,
        traffic: pow($0.cost, -theta) * inward[$0.from] * outward[$0.to]
      )
    }
    let world = try TrafficWorld(
      output: (0..<n).map { 10 + Double($0) },
      links: links,
      elasticity: theta,
      congestion: congestion,
      mobility: mobility
    )
    return (world, try OneSectorWorld(count: n, flows: flows, elasticity: theta))
  }

  @Test("traffic balances: nodes use what they make in a world that spends what it earns")
  func balances() throws {
    let (world, _) = try Self.world()
    for i in 0..<6 { #expect(abs(world.expenditure[i] / world.output[i] - 1) < 1e-10) }
  }

  @Test("nothing changed changes nothing, to the last bit")
  func nothing() throws {
    for congestion in [0, 0.1] {
      let (world, _) = try Self.world(congestion: congestion)
      let outcome = try TrafficEquilibrium(world).solve()
      #expect(outcome.traffic == world.links.map(\.traffic))
      #expect(outcome.welfareFactor.allSatisfy { $0 == 1 })
      #expect(outcome.worldWelfareFactor == 1)
    }
  }

  // Without congestion the model from link flows is the trade model whose costs are routed anew.
  @Test("link flows alone give what trade with routed costs gives")
  func routed() throws {
    let (world, trade) = try Self.world()
    var factors = [Double](repeating: 1, count: world.links.count)
    factors[0] = 0.8
    factors[12] = 0.85
    factors[13] = 0.8
    factors[5] = 1.5
    let outcome = try TrafficEquilibrium(world).solve(costFactors: factors)
    let before = Ring().openness()
    let after = Ring(costs: factors).openness()
    let costs = zip(after, before).map { pow($0 / $1, -1 / Self.theta) }
    let direct = try OneSectorEquilibrium(trade, closure: .rescaled).solve(costFactors: costs)
    for i in 0..<6 {
      #expect(abs(outcome.outputFactor[i] / direct.wageFactor[i] - 1) < 1e-9)
      #expect(abs(outcome.welfareFactor[i] / direct.realIncomeFactor[i] - 1) < 1e-9)
    }
  }

  @Test(
    "link elasticities are those of central differences",
    arguments: [0, 0.1, 0.5],
    [false, true]
  )
  func differences(congestion: Double, isMobile: Bool) throws {
    let mobility = TrafficWorld.Mobility(
      population: (0..<6).map { 1 + Double($0) },
      agglomeration: 0.05,
      congestion: -0.3
    )
    let (world, _) = try Self.world(
      congestion: congestion,
      mobility: isMobile ? mobility : nil
    )
    let equilibrium = TrafficEquilibrium(world)
    let exact = try equilibrium.linkElasticities()
    for place in world.links.indices {
      func welfare(_ step: Double) throws -> Double {
        var factors = [Double](repeating: 1, count: world.links.count)
        factors[place] = exp(step)
        return log(try equilibrium.solve(costFactors: factors).worldWelfareFactor)
      }
      let difference = (try welfare(1e-4) - welfare(-1e-4)) / 2e-4
      #expect(abs(exact[place] - difference) < 1e-7, "link \(place)")
    }
  }

  // Allen & Arkolakis (2022, section 3): without externalities a link is worth its traffic in world
  // output.
  @Test("without congestion a link is worth what passes over it")
  func envelope() throws {
    let (world, _) = try Self.world()
    let exact = try TrafficEquilibrium(world).linkElasticities()
    let total = Series.sum(world.output)
    for (place, link) in world.links.enumerated() {
      #expect(abs(exact[place] + link.traffic / total) < 1e-9)
    }
  }

  @Test("where people move all live equally well, and none are lost")
  func mobile() throws {
    let population = (0..<6).map { 1 + Double($0) }
    let (world, _) = try Self.world(
      congestion: 0.1,
      mobility: TrafficWorld.Mobility(
        population: population,
        agglomeration: 0.1,
        congestion: -0.3
      )
    )
    var factors = [Double](repeating: 1, count: world.links.count)
    factors[12] = 0.5
    factors[13] = 0.5
    let outcome = try TrafficEquilibrium(world).solve(costFactors: factors)
    for i in 0..<6 {
      #expect(abs(outcome.welfareFactor[i] / outcome.worldWelfareFactor - 1) < 1e-11)
    }
    let people = zip(population, outcome.populationFactor).map { $0 * $1 }
    #expect(abs(Series.sum(people) / Series.sum(population) - 1) < 1e-12)
    #expect(outcome.worldWelfareFactor > 1)
    #expect(outcome.populationFactor[0] > 1 && outcome.populationFactor[3] > 1)
  }

  @Test("a closed link carries nothing, and the world still balances")
  func closed() throws {
    let (world, _) = try Self.world(congestion: 0.1)
    var factors = [Double](repeating: 1, count: world.links.count)
    factors[12] = .infinity
    let outcome = try TrafficEquilibrium(world).solve(costFactors: factors)
    #expect(outcome.traffic[12] == 0)
    #expect(outcome.worldWelfareFactor < 1)
    for i in 0..<6 {
      var balance = world.output[i] * outcome.outputFactor[i]
      balance -= world.expenditure[i] * outcome.expenditureFactor[i]
      for (place, link) in world.links.enumerated() {
        if link.to == i { balance += outcome.traffic[place] }
        if link.from == i { balance -= outcome.traffic[place] }
      }
      #expect(abs(balance) < 1e-10 * world.output[i])
    }
  }

  // A link whose cost falls below one makes going round in circles pay: Σ A^k has no sum.
  @Test("links cheaper than nothing have no equilibrium, and that is said")
  func endless() throws {
    let (world, _) = try Self.world()
    var factors = [Double](repeating: 1, count: world.links.count)
    factors[12] = 0.3
    factors[13] = 0.3
    #expect(throws: NotConverged.self) {
      _ = try TrafficEquilibrium(world).solve(costFactors: factors)
    }
  }

  @Test("traffic that nodes cannot have is refused")
  func refused() {
    let link = TrafficWorld.Link(from: 0, to: 1, traffic: 20)
    #expect(throws: WorldFault.self) {
      _ = try TrafficWorld(output: [10, 10], links: [link], elasticity: 4)
    }
    #expect(throws: WorldFault.self) {
      _ = try TrafficWorld(
        output: [10],
        links: [TrafficWorld.Link(from: 0, to: 3, traffic: 1)],
        elasticity: 4
      )
    }
    #expect(throws: WorldFault.self) {
      _ = try TrafficWorld(output: [10, -1], links: [], elasticity: 4)
    }
  }
}
