import Foundation
import Numerics
import Testing

@testable import TradeEquilibrium

@Suite struct OneSectorPropertyTests {
  static let seeds: [UInt64] = [1, 2, 3]

  static func world(
    _ n: Int,
    seed: UInt64,
    elasticity: Double = 4,
    supply: Double = 0
  ) throws -> (world: OneSectorWorld, costs: [Double]) {
    let base = World.random(regions: n, commodities: 1, seed: seed)
    let world = try OneSectorWorld(
      count: n,
      flows: base.flows,
      elasticity: elasticity,
      supplyElasticity: supply
    )
    return (world, World.shock(base, seed: seed).costFactor)
  }

  @Test("nothing changed changes nothing, to the last bit", arguments: TradeClosure.allCases)
  func nothing(closure: TradeClosure) throws {
    for supply in [0, 0.8] {
      let world = try Self.world(37, seed: 4, supply: supply).world
      let equilibrium = try OneSectorEquilibrium(world, closure: closure)
      for mode in EquilibriumMode.allCases {
        let outcome = try equilibrium.solve(
          costFactors: [Double](repeating: 1, count: 37 * 37),
          mode: mode
        )
        #expect(outcome.flows == outcome.baseFlows)
        #expect(outcome.wageFactor.allSatisfy { $0 == 1 })
        #expect(outcome.priceIndexFactor.allSatisfy { $0 == 1 })
        #expect(outcome.expenditureFactor.allSatisfy { $0 == 1 })
      }
    }
  }

  // What each country sells is its wage factor times its output; what it spends is what the closure
  // says; world output is the numéraire.
  @Test("the world adds up after a large change", arguments: seeds, TradeClosure.allCases)
  func addsUp(seed: UInt64, closure: TradeClosure) throws {
    let (world, costs) = try Self.world(9, seed: seed, supply: 0.5)
    let equilibrium = try OneSectorEquilibrium(world, closure: closure)
    let outcome = try equilibrium.solve(costFactors: costs)
    let base = equilibrium.world
    let ones = [Double](repeating: 1, count: 9)
    let spent = FlowMatrix.columnSums(outcome.flows, ones)
    let earned = (0..<9).map { base.output[$0] * outcome.wageFactor[$0] }
    #expect(abs(Series.sum(earned) / Series.sum(base.output) - 1) < 1e-13)
    if closure != .multiplicative {
      let sold = FlowMatrix.rowSums(outcome.flows, ones)
      for i in 0..<9 { #expect(abs(sold[i] / earned[i] - 1) < 1e-12) }
    }
    for i in 0..<9 {
      let ratio = base.expenditure[i] / base.output[i]
      switch closure {
      case .additive:
        let deficit = base.expenditure[i] - base.output[i]
        #expect(abs(spent[i] - earned[i] - deficit) < 1e-11 * spent[i])
      case .balanced: #expect(abs(spent[i] / earned[i] - 1) < 1e-11)
      case .multiplicative: #expect(abs(spent[i] / earned[i] / ratio - 1) < 1e-11)
      case .rescaled:
        let first = spent[0] / earned[0] / (base.expenditure[0] / base.output[0])
        #expect(abs(spent[i] / earned[i] / ratio / first - 1) < 1e-11)
      }
    }
    #expect(outcome.convergence.residual <= 1e-12)
  }

  @Test("multiplicative deficits give the prices of rescaled ones, and spending a factor apart")
  func multiplicative() throws {
    let (world, costs) = try Self.world(8, seed: 6)
    let one = try OneSectorEquilibrium(world, closure: .multiplicative).solve(costFactors: costs)
    let other = try OneSectorEquilibrium(world, closure: .rescaled).solve(costFactors: costs)
    #expect(one.wageFactor == other.wageFactor)
    #expect(one.priceIndexFactor == other.priceIndexFactor)
    // Without rescaling welfare is the real wage, as in ge_gravity.
    for i in 0..<8 {
      let real = one.wageFactor[i] / one.priceIndexFactor[i]
      #expect(abs(one.realIncomeFactor[i] / real - 1) < 1e-14)
    }
    let factor = one.expenditureFactor[0] / other.expenditureFactor[0]
    #expect(abs(factor - 1) > 1e-6)
    for i in 1..<8 {
      #expect(abs(one.expenditureFactor[i] / other.expenditureFactor[i] / factor - 1) < 1e-13)
    }
  }

  // The iteration of Stata's ge_gravity (Baier, Yotov & Zylkin 2019), written out from its published
  // equations 3 to 5, run until it stands still.
  @Test("the plain iteration of ge_gravity ends at the same place", arguments: [false, true])
  func plainIteration(isMultiplicative: Bool) throws {
    let n = 7
    let (world, costs) = try Self.world(n, seed: 12)
    let outcome = try OneSectorEquilibrium(
      world,
      closure: isMultiplicative ? .multiplicative : .additive
    ).solve(costFactors: costs)
    let theta = world.elasticity
    let total = world.output.reduce(0, +)
    var wage = [Double](repeating: 1, count: n)
    var access = wage
    var spending = world.expenditure
    for _ in 0..<3000 {
      for i in 0..<n {
        var sales = 0.0
        for j in 0..<n {
          let share = world.flows[i * n + j] / world.expenditure[j]
          sales += share * pow(costs[i * n + j], -theta) * spending[j] / access[j]
        }
        wage[i] = pow(sales / world.output[i], 1 / (1 + theta))
      }
      let sum = (0..<n).reduce(0) { $0 + world.output[$1] * wage[$1] }
      wage = wage.map { $0 * total / sum }
      for j in 0..<n {
        access[j] = (0..<n).reduce(0) { sum, i in
          sum + world.flows[i * n + j] / world.expenditure[j]
            * pow(costs[i * n + j] * wage[i], -theta)
        }
        let deficit = world.expenditure[j] - world.output[j]
        spending[j] =
          isMultiplicative
          ? world.expenditure[j] * wage[j] : world.output[j] * wage[j] + deficit
      }
    }
    for i in 0..<n {
      let price = pow(access[i], -1 / theta)
      #expect(abs(outcome.wageFactor[i] / wage[i] - 1) < 1e-12)
      #expect(abs(outcome.priceIndexFactor[i] / price - 1) < 1e-12)
      let welfare = spending[i] / world.expenditure[i] / price
      #expect(abs(outcome.realIncomeFactor[i] / welfare - 1) < 1e-12)
    }
  }

  // Allen, Arkolakis & Takahashi (2020): the supply elasticity as output that uses itself, share γ
  // of value added: p = w^γ P^(1−γ), so w / P = (p / P)^(1/γ).
  @Test("with a supply elasticity real output follows the real price")
  func supply() throws {
    let (world, costs) = try Self.world(6, seed: 2, supply: 1.5)
    let outcome = try OneSectorEquilibrium(world, closure: .balanced).solve(costFactors: costs)
    for i in 0..<6 {
      let realPrice = outcome.outputPriceFactor[i] / outcome.priceIndexFactor[i]
      let realOutput = outcome.wageFactor[i] / outcome.priceIndexFactor[i]
      #expect(abs(realOutput / pow(realPrice, 2.5) - 1) < 1e-13)
      // Welfare from the home share alone (Arkolakis, Costinot & Rodríguez-Clare 2012).
      let home = i * 6 + i
      let base = outcome.baseFlows
      let before = base[home] / (0..<6).reduce(0) { $0 + base[$1 * 6 + i] }
      let after = outcome.flows[home] / (0..<6).reduce(0) { $0 + outcome.flows[$1 * 6 + i] }
      #expect(abs(realOutput / pow(after / before, -2.5 / 4) - 1) < 1e-11)
    }
  }

  @Test("units of trade and the unit of money do not matter", arguments: TradeClosure.allCases)
  func units(closure: TradeClosure) throws {
    let (world, costs) = try Self.world(6, seed: 9)
    let scaled = try OneSectorWorld(
      count: 6,
      flows: world.flows.map { 1e-6 * $0 },
      elasticity: 4
    )
    let one = try OneSectorEquilibrium(world, closure: closure).solve(costFactors: costs)
    let other = try OneSectorEquilibrium(scaled, closure: closure).solve(costFactors: costs)
    let third = one.inUnits(ofPriceIndex: 2)
    #expect(abs(third.priceIndexFactor[2] - 1) < 1e-15)
    for i in 0..<6 {
      #expect(abs(other.wageFactor[i] / one.wageFactor[i] - 1) < 1e-12)
      #expect(abs(other.realIncomeFactor[i] / one.realIncomeFactor[i] - 1) < 1e-12)
      #expect(abs(third.realIncomeFactor[i] / one.realIncomeFactor[i] - 1) < 1e-14)
    }
  }

  @Test("like countries get like answers")
  func symmetry() throws {
    let n = 5
    var flows = [Double](repeating: 1, count: n * n)
    var costs = [Double](repeating: 0.7, count: n * n)
    for i in 0..<n {
      flows[i * n + i] = 9
      costs[i * n + i] = 1
    }
    let world = try OneSectorWorld(count: n, flows: flows, elasticity: 5)
    let outcome = try OneSectorEquilibrium(world, closure: .rescaled).solve(costFactors: costs)
    for i in 0..<n { #expect(abs(outcome.wageFactor[i] - 1) < 1e-14) }
    for i in 1..<n {
      #expect(abs(outcome.realIncomeFactor[i] / outcome.realIncomeFactor[0] - 1) < 1e-14)
    }
    // All wages stay: P̂ = (share at home + share abroad · τ̂^−θ)^(−1/θ).
    let price = pow(9.0 / 13 + 4.0 / 13 * pow(0.7, -5), -0.2)
    #expect(abs(outcome.priceIndexFactor[0] / price - 1) < 1e-14)
  }

  @Test("prohibitive costs leave autarky", arguments: [30.0, 1e4, 1e12, .infinity])
  func autarky(cost: Double) throws {
    let base = World.random(regions: 6, commodities: 1, seed: 31)
    var costs = [Double](repeating: cost, count: 36)
    for i in 0..<6 { costs[i * 6 + i] = 1 }
    let world = try OneSectorWorld(count: 6, flows: base.flows, elasticity: 4)
    let equilibrium = try OneSectorEquilibrium(world, closure: .balanced)
    let outcome = try equilibrium.solve(costFactors: costs)
    for j in 0..<6 {
      let share = equilibrium.world.flows[j * 7] / equilibrium.world.expenditure[j]
      let formula = pow(share, 1.0 / 4)
      // What is still traded is at most about cost^−θ of it.
      let left = cost.isFinite ? 4 * pow(cost, -4) : 0
      #expect(abs(outcome.realIncomeFactor[j] / formula - 1) < 1e-12 + left)
    }
  }

  // Two regions alike in everything, with free trade between them, are one country cut in two: sums
  // of their flows are its flows.
  @Test("two like regions merged are one")
  func merged() throws {
    let base = World.random(regions: 4, commodities: 1, seed: 14)
    let shock = World.shock(base, seed: 14).costFactor
    // Country 0 is cut into halves 0 and 4.
    var flows = [Double](repeating: 0, count: 25)
    var costs = [Double](repeating: 1, count: 25)
    for i in 0..<5 {
      for j in 0..<5 {
        let parts = (i % 4 == 0 ? 2.0 : 1) * (j % 4 == 0 ? 2.0 : 1)
        flows[i * 5 + j] = base.flows[(i % 4) * 4 + j % 4] / parts
        costs[i * 5 + j] = shock[(i % 4) * 4 + j % 4]
      }
    }
    for closure in TradeClosure.allCases {
      let whole = try OneSectorEquilibrium(
        try OneSectorWorld(count: 4, flows: base.flows, elasticity: 4),
        closure: closure
      ).solve(costFactors: shock)
      let cut = try OneSectorEquilibrium(
        try OneSectorWorld(count: 5, flows: flows, elasticity: 4),
        closure: closure
      ).solve(costFactors: costs)
      for i in 0..<5 {
        #expect(abs(cut.realIncomeFactor[i] / whole.realIncomeFactor[i % 4] - 1) < 1e-12)
      }
    }
  }

  @Test("extreme elasticities converge", arguments: [0.01, 0.3, 30, 300])
  func extremes(elasticity: Double) throws {
    let (world, costs) = try Self.world(12, seed: 77, elasticity: elasticity)
    let mild = costs.map { 1 + 0.05 * ($0 - 1) }
    for closure in TradeClosure.allCases {
      let outcome = try OneSectorEquilibrium(world, closure: closure).solve(costFactors: mild)
      #expect(outcome.convergence.residual <= 1e-12)
      #expect(outcome.wageFactor.allSatisfy { $0 > 0 && $0.isFinite })
    }
  }

  @Test("a surplus larger than income after the change is an error, not a negative price")
  func impossible() throws {
    // Country 0 sells almost all abroad and buys nothing; then nobody can buy from it.
    let flows = [1.0, 50, 0.5, 30]
    let world = try OneSectorWorld(count: 2, flows: flows, elasticity: 4)
    #expect(throws: NotConverged.self) {
      _ = try OneSectorEquilibrium(world, closure: .additive)
        .solve(costFactors: [1, .infinity, .infinity, 1])
    }
  }

  @Test("worlds that make no sense are refused")
  func refused() {
    #expect(throws: WorldFault.self) {
      _ = try OneSectorWorld(count: 2, flows: [1, 2, 3, -1], elasticity: 4)
    }
    #expect(throws: WorldFault.self) {
      _ = try OneSectorWorld(count: 2, flows: [1, 2, 3, .nan], elasticity: 4)
    }
    #expect(throws: WorldFault.self) {
      _ = try OneSectorWorld(count: 2, flows: [0, 2, 3, 1], elasticity: 4)
    }
    #expect(throws: WorldFault.self) {
      _ = try OneSectorWorld(count: 2, flows: [1, 2, 3, 1], elasticity: 0)
    }
    #expect(throws: WorldFault.self) {
      _ = try OneSectorWorld(count: 2, flows: [1, 2, 3], elasticity: 1)
    }
  }
}
