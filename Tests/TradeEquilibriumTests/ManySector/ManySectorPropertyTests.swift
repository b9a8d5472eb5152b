import Foundation
import Numerics
import Testing

@testable import TradeEquilibrium

@Suite struct ManySectorPropertyTests {
  static let seeds: [UInt64] = [1, 2, 3]

  @Test("nothing changed changes nothing, to the last bit", arguments: TradeClosure.allCases)
  func nothing(closure: TradeClosure) throws {
    for (hasInputs, hasTariffs) in [(true, true), (true, false), (false, true), (false, false)] {
      let world = try World.manySectors(7, 3, seed: 5, hasInputs: hasInputs, hasTariffs: hasTariffs)
      let equilibrium = try ManySectorEquilibrium(world, closure: closure)
      let outcome = try equilibrium.solve(tariffs: equilibrium.world.tariffs)
      #expect(outcome.wageFactor.allSatisfy { $0 == 1 })
      #expect(outcome.priceIndexFactor.allSatisfy { $0 == 1 })
      #expect(outcome.incomeFactor.allSatisfy { $0 == 1 })
      #expect(outcome.flows == outcome.base.flows)
      let conditional = try equilibrium.solve(mode: .conditional)
      #expect(conditional.priceIndexFactor.allSatisfy { $0 == 1 })
      #expect(conditional.flows == outcome.base.flows)
    }
  }

  // The equations of the model, checked one by one at the solution.
  @Test(
    "markets clear and budgets hold after a large change",
    arguments: seeds,
    TradeClosure.allCases
  )
  func clears(seed: UInt64, closure: TradeClosure) throws {
    let n = 6
    let m = 3
    let equilibrium = try ManySectorEquilibrium(
      try World.manySectors(n, m, seed: seed),
      closure: closure
    )
    let world = equilibrium.world
    let shock = World.shock(world, seed: seed)
    let outcome = try equilibrium.solve(costFactors: shock.costs, tariffs: shock.tariffs)
    #expect(outcome.convergence.residual < 1e-12)
    let unit = closure == .multiplicative ? Self.worldBudget(outcome) : 1
    var revenueTotal = 0.0
    for i in 0..<n {
      var labour = 0.0
      var revenue = 0.0
      var bought = 0.0
      for k in 0..<m {
        var sales = 0.0
        var gross = 0.0
        for j in 0..<n {
          sales += outcome.flows[world.index(i, j, k)]
          let inward = world.index(j, i, k)
          gross += outcome.flows[inward] * (1 + shock.tariffs[inward])
          revenue += outcome.flows[inward] * shock.tariffs[inward]
        }
        labour += world.valueAddedShares[i * m + k] * sales
        bought += gross
        // Gravity within the importer, and its price index.
        var access = 0.0
        for j in 0..<n {
          let cell = world.index(j, i, k)
          let kappa = shock.costs[cell] * (1 + shock.tariffs[cell]) / (1 + world.tariffs[cell])
          let share = world.flows[cell] * (1 + world.tariffs[cell]) / world.purchases[k * n + i]
          access += share * pow(outcome.costFactor[k * n + j] * kappa, -world.elasticities[k])
        }
        let price = pow(access, -1 / world.elasticities[k])
        #expect(abs(outcome.compositePriceFactor[k * n + i] / price - 1) < 1e-11)
        // Costs from wages and prices.
        var cost = world.valueAddedShares[i * m + k] * log(outcome.wageFactor[i])
        for l in 0..<m {
          cost +=
            world.inputShares[(i * m + k) * m + l] * log(outcome.compositePriceFactor[l * n + i])
        }
        #expect(abs(log(outcome.costFactor[k * n + i]) - cost) < 1e-11)
      }
      #expect(
        abs(labour / unit / (outcome.wageFactor[i] * world.valueAdded[i]) - 1) < 1e-11
      )
      revenueTotal += revenue
      let income = outcome.wageFactor[i] * world.valueAdded[i] + revenue / unit
      let spent = outcome.incomeFactor[i] * world.income[i]
      switch closure {
      case .additive: #expect(abs(spent - income - world.deficit[i]) < 1e-9 * income)
      case .balanced: #expect(abs(spent / income - 1) < 1e-11)
      case .rescaled, .multiplicative: break
      }
      // Purchases are final demand and inputs.
      let inputs = Self.inputs(outcome, i)
      #expect(abs(bought / (spent + inputs) - 1) < 1e-11)
    }
    let total = zip(outcome.wageFactor, world.valueAdded).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(abs(total / Series.sum(world.valueAdded) - 1) < 1e-13)
    #expect(revenueTotal > 0)
  }

  /// Labour income in flows over that in wages: the factor that `multiplicative` leaves out.
  private static func worldBudget(_ outcome: ManySectorOutcome) -> Double {
    let world = outcome.base
    let n = world.count
    let m = world.sectorCount
    var labour = 0.0
    for k in 0..<m {
      for i in 0..<n {
        for j in 0..<n {
          labour += world.valueAddedShares[i * m + k] * outcome.flows[world.index(i, j, k)]
        }
      }
    }
    return labour / zip(outcome.wageFactor, world.valueAdded).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private static func inputs(_ outcome: ManySectorOutcome, _ i: Int) -> Double {
    let world = outcome.base
    let n = world.count
    let m = world.sectorCount
    var used = 0.0
    for k in 0..<m {
      for j in 0..<n {
        used +=
          (1 - world.valueAddedShares[i * m + k]) * outcome.flows[world.index(i, j, k)]
      }
    }
    return used
  }

  @Test("one sector is the one-sector model", arguments: TradeClosure.allCases)
  func oneSector(closure: TradeClosure) throws {
    let n = 8
    let base = World.random(regions: n, commodities: 1, seed: 3)
    let costs = World.shock(base, seed: 3).costFactor
    let one = try OneSectorEquilibrium(
      try OneSectorWorld(count: n, flows: base.flows, elasticity: 4),
      closure: closure
    )
    let many = try ManySectorEquilibrium(
      try ManySectorWorld(count: n, elasticities: [4], flows: base.flows),
      closure: closure
    )
    let names = (0..<n).map { "\($0)" }
    let first = try one.solve(costFactors: costs).rows(names: names)
    let second = try many.solve(costFactors: costs).rows(names: names)
    for (a, b) in zip(first, second) {
      for (x, y) in zip(a.numbers, b.numbers) { #expect(abs(x - y) < 1e-9) }
    }
    let third = try one.solve(costFactors: costs, mode: .conditional).rows(names: names)
    let fourth = try many.solve(costFactors: costs, mode: .conditional).rows(names: names)
    for (a, b) in zip(third, fourth) {
      #expect(abs(a.exportsPct - b.exportsPct) < 1e-9)
      #expect(abs(a.priceIndexPct - b.priceIndexPct) < 1e-9)
    }
  }

  // Universal gravity with supply elasticity ψ is a sector that uses a share ψ / (1 + ψ) of its own
  // composite (Allen, Arkolakis & Takahashi 2020, section 2).
  // With imbalances the one factor of `rescaled` falls on all purchases there and on final ones here.
  @Test(
    "a supply elasticity is a sector that uses itself",
    arguments: [TradeClosure.balanced, .additive]
  )
  func supply(closure: TradeClosure) throws {
    let n = 7
    let psi = 0.9
    let base = World.random(regions: n, commodities: 1, seed: 13)
    let costs = World.shock(base, seed: 13).costFactor
    let one = try OneSectorEquilibrium(
      try OneSectorWorld(count: n, flows: base.flows, elasticity: 4, supplyElasticity: psi),
      closure: closure
    ).solve(costFactors: costs)
    let many = try ManySectorEquilibrium(
      try ManySectorWorld(
        count: n,
        elasticities: [4],
        flows: base.flows,
        inputShares: [Double](repeating: psi / (1 + psi), count: n)
      ),
      closure: closure
    ).solve(costFactors: costs)
    for i in 0..<n {
      #expect(abs(one.outputPriceFactor[i] / many.costFactor[i] - 1) < 1e-11)
      #expect(abs(one.priceIndexFactor[i] / many.priceIndexFactor[i] - 1) < 1e-11)
      #expect(abs(one.wageFactor[i] / many.wageFactor[i] - 1) < 1e-11)
    }
  }

  @Test("two like sectors are one", arguments: [true, false])
  func merged(hasInputs: Bool) throws {
    let n = 5
    let base = World.random(regions: n, commodities: 1, seed: 23)
    let costs = World.shock(base, seed: 23).costFactor
    let whole = try ManySectorEquilibrium(
      try ManySectorWorld(
        count: n,
        elasticities: [5],
        flows: base.flows,
        inputShares: hasInputs ? [Double](repeating: 0.4, count: n) : []
      )
    ).solve(costFactors: costs)
    let parts = try ManySectorEquilibrium(
      try ManySectorWorld(
        count: n,
        elasticities: [5, 5],
        flows: base.flows.map { 0.3 * $0 } + base.flows.map { 0.7 * $0 },
        inputShares: hasInputs
          ? (0..<(2 * n)).flatMap { _ in [0.4 * 0.3, 0.4 * 0.7] } : []
      )
    ).solve(costFactors: costs + costs)
    for i in 0..<n {
      #expect(
        abs(
          parts.incomeFactor[i] / parts.priceIndexFactor[i]
            / (whole.incomeFactor[i] / whole.priceIndexFactor[i]) - 1
        ) < 1e-11
      )
    }
  }

  // Costinot & Rodríguez-Clare (2014, eq. 28): with inputs, real wages follow home shares through the
  // inverse of I − Γ; here for balanced trade without tariffs.
  @Test("prohibitive costs leave autarky", arguments: [1e4, 1e30])
  func autarky(cost: Double) throws {
    let n = 4
    let m = 2
    let equilibrium = try ManySectorEquilibrium(
      try World.manySectors(n, m, seed: 17, hasTariffs: false),
      closure: .balanced
    )
    let world = equilibrium.world
    var costs = [Double](repeating: cost, count: n * n * m)
    for k in 0..<m { for i in 0..<n { costs[world.index(i, i, k)] = 1 } }
    let outcome = try equilibrium.solve(costFactors: costs)
    for i in 0..<n {
      // ln P_k = Γ-weighted costs + ln(home share) / θ_k, with ln w = 0: two equations.
      let share = (0..<m).map {
        world.flows[world.index(i, i, $0)] / world.purchases[$0 * n + i]
      }
      let gamma = (0..<m).map { k in
        (0..<m).map { world.inputShares[(i * m + k) * m + $0] }
      }
      // Nothing comes from abroad: π̂_home^(−1/θ) with π′ = 1.
      let right = (0..<m).map { -log(share[$0]) / world.elasticities[$0] }
      let determinant =
        (1 - gamma[0][0]) * (1 - gamma[1][1]) - gamma[0][1] * gamma[1][0]
      let first = ((1 - gamma[1][1]) * right[0] + gamma[0][1] * right[1]) / determinant
      let second = ((1 - gamma[0][0]) * right[1] + gamma[1][0] * right[0]) / determinant
      let weights = (0..<m).map { world.finalDemand[$0 * n + i] / world.income[i] }
      let index = weights[0] * first + weights[1] * second
      let real = outcome.wageFactor[i] / outcome.priceIndexFactor[i]
      #expect(abs(log(real) + index) < 1e-9 + 8 * pow(cost, -3))
    }
  }

  // To the first order the decomposition is exact.
  @Test("the decomposition of a small change adds up to welfare", arguments: seeds)
  func decomposition(seed: UInt64) throws {
    let n = 5
    let equilibrium = try ManySectorEquilibrium(
      try World.manySectors(n, 3, seed: seed),
      closure: .balanced
    )
    let world = equilibrium.world
    let shock = World.shock(world, seed: seed)
    let names = (0..<n).map { "\($0)" }
    func rows(_ size: Double) throws -> [WelfareRow] {
      try equilibrium.solve(
        costFactors: shock.costs.map { 1 + size * ($0 - 1) },
        tariffs: zip(world.tariffs, shock.tariffs).map { $0 + size * ($1 - $0) }
      ).welfare(names: names)
    }
    let large = try rows(1e-3)
    let small = try rows(1e-4)
    for i in 0..<n {
      let error = abs(large[i].welfareExactPct - large[i].welfareFirstOrderPct)
      let smaller = abs(small[i].welfareExactPct - small[i].welfareFirstOrderPct)
      // The rest is of the second order: a tenth of the change leaves a hundredth.
      #expect(smaller < 0.02 * error + 1e-9)
      #expect(abs(small[i].welfareExactPct) > 100 * smaller)
    }
  }

  @Test("uniform tariffs on everything are a transfer to oneself")
  func tariffsOnOneself() throws {
    // In a closed economy a tariff on its only good changes nothing real.
    let world = try ManySectorWorld(count: 1, elasticities: [4], flows: [10], tariffs: [0])
    let outcome = try ManySectorEquilibrium(world).solve(tariffs: [0.5])
    #expect(abs(outcome.incomeFactor[0] / outcome.priceIndexFactor[0] - 1) < 1e-12)
    #expect(abs(outcome.revenue[0] / outcome.flows[0] - 0.5) < 1e-12)
  }

  @Test("countries and sectors without sales are left alone")
  func gaps() throws {
    let n = 4
    let m = 3
    var world = World.random(regions: n, commodities: m, seed: 41)
    for j in 0..<n {
      world.flows[world.index(1, j, 2)] = 0
      world.flows[world.index(j, 3, 0)] = 0
    }
    let many = try ManySectorWorld(
      count: n,
      elasticities: [4, 5, 6],
      flows: world.flows,
      inputShares: [Double](repeating: 0.1, count: n * m * m)
    )
    let equilibrium = try ManySectorEquilibrium(many, closure: .rescaled)
    let costs = World.shock(world, seed: 41).costFactor
    let outcome = try equilibrium.solve(costFactors: costs)
    #expect(outcome.flows.allSatisfy { $0 >= 0 && $0.isFinite })
    #expect(outcome.priceIndexFactor.allSatisfy { $0 > 0 && $0.isFinite })
    for j in 0..<n { #expect(outcome.flows[world.index(1, j, 2)] == 0) }
  }
}
