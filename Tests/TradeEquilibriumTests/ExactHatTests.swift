import Foundation
import Numerics
import Testing
import TradeEquilibrium

@Suite struct ExactHatTests {
  static let closures: [ExactHat.Closure] = [.additive, .balanced, .proportional]
  static let seeds: [UInt64] = [1, 2, 3]

  @Test("nothing changed changes nothing, to the last bit", arguments: seeds)
  func nothing(seed: UInt64) throws {
    let base = World.random(regions: 7, commodities: 3, seed: seed)
    for closure in [ExactHat.Closure.additive, .proportional] {
      let outcome = try ExactHat(base, closure: closure).solve(TradeShock(base))
      #expect(outcome.flows == base.flows, "seed \(seed)")
      #expect(outcome.wageFactor.allSatisfy { $0 == 1 })
      #expect(outcome.priceFactor.allSatisfy { $0 == 1 })
      #expect(outcome.realIncomeFactor.allSatisfy { $0 == 1 })
      #expect(outcome.convergence.iterations == 1)
    }
  }

  // Markets clear: what a region sells is its wage factor times its base income; what it spends is
  // what the closure says; world income is the numéraire.
  @Test("the world adds up after a large change", arguments: seeds, [0, 1, 2])
  func addsUp(seed: UInt64, closure: Int) throws {
    let base = World.random(regions: 8, commodities: 3, seed: seed)
    let shock = World.shock(base, seed: seed)
    let outcome = try ExactHat(base, closure: Self.closures[closure]).solve(shock)
    let after = BaseTrade(
      regionCount: 8,
      commodityCount: 3,
      flows: outcome.flows,
      elasticities: base.elasticities
    )
    let income = base.sales
    for i in 0..<8 {
      #expect(abs(after.sales[i] / (outcome.wageFactor[i] * income[i]) - 1) < 1e-11)
      switch Self.closures[closure] {
      case .additive:
        let deficit = base.spending[i] - income[i]
        #expect(abs(after.spending[i] - after.sales[i] - deficit) < 1e-9 * income[i])
      case .balanced: #expect(abs(after.spending[i] / after.sales[i] - 1) < 1e-11)
      case .proportional: break
      }
    }
    #expect(abs(Series.sum(after.sales) / Series.sum(income) - 1) < 1e-11)
    #expect(outcome.convergence.residual <= 1e-12)
    #expect(outcome.flows.allSatisfy { $0 >= 0 && $0.isFinite })
  }

  @Test("with proportional closure spending keeps its ratio to income but for one factor")
  func proportional() throws {
    let base = World.random(regions: 6, commodities: 2, seed: 4)
    let outcome = try ExactHat(base, closure: .proportional).solve(World.shock(base, seed: 4))
    let after = BaseTrade(
      regionCount: 6,
      commodityCount: 2,
      flows: outcome.flows,
      elasticities: base.elasticities
    )
    let factors = (0..<6).map {
      after.spending[$0] / after.sales[$0] / (base.spending[$0] / base.sales[$0])
    }
    for factor in factors { #expect(abs(factor / factors[0] - 1) < 1e-11) }
    #expect(abs(factors[0] - 1) > 1e-6, "the factor is at work in this case")
  }

  // Arkolakis, Costinot & Rodríguez-Clare (2012, proposition 2): with one sector and balanced trade
  // real income changes by (share bought at home)^(−1/θ), whatever the change was.
  @Test("real income follows the share bought at home", arguments: seeds)
  func welfareFormula(seed: UInt64) throws {
    let base = World.balanced(regions: 6, seed: seed)
    let outcome = try ExactHat(base, closure: .balanced).solve(World.shock(base, seed: seed))
    for j in 0..<6 {
      let before = base.flows[base.index(j, j, 0)] / base.spending[j]
      let spent = (0..<6).reduce(0) { $0 + outcome.flows[base.index($1, j, 0)] }
      let after = outcome.flows[base.index(j, j, 0)] / spent
      let formula = pow(after / before, -1 / base.elasticities[0])
      #expect(abs(outcome.realIncomeFactor[j] / formula - 1) < 1e-10, "seed \(seed)")
    }
  }

  // Gravity holds in hats: dividing four flows of one commodity so cancels wages and prices and
  // leaves τ̂^−θ alone.
  @Test("ratios of ratios of flows follow trade costs alone")
  func odds() throws {
    let base = World.random(regions: 5, commodities: 2, seed: 6)
    let shock = World.shock(base, seed: 6)
    let outcome = try ExactHat(base).solve(shock)
    for k in 0..<2 {
      func change(_ i: Int, _ j: Int) -> Double {
        let cell = base.index(i, j, k)
        return outcome.flows[cell] / base.flows[cell]
          / pow(shock.costFactor[cell], -base.elasticities[k])
      }
      let odds = change(0, 1) * change(2, 3) / (change(0, 3) * change(2, 1))
      #expect(abs(odds - 1) < 1e-10)
    }
  }

  // If all of a region's costs of selling and buying abroad rise without end, it is left with what
  // it makes: with one commodity its real income goes to (home share)^(1/θ).
  @Test("autarky is the limit of infinite costs, and prohibition gives the same")
  func autarky() throws {
    let base = World.balanced(regions: 5, seed: 3)
    var infinite = TradeShock(base)
    var banned = TradeShock(base)
    for i in 1..<5 {
      for cell in [base.index(0, i, 0), base.index(i, 0, 0)] {
        infinite.costFactor[cell] = .infinity
        banned.allowed[cell] = 0
      }
    }
    let solver = ExactHat(base, closure: .balanced)
    let one = try solver.solve(infinite)
    let other = try solver.solve(banned)
    let share = base.flows[base.index(0, 0, 0)] / base.spending[0]
    #expect(abs(one.realIncomeFactor[0] - pow(share, 1 / base.elasticities[0])) < 1e-9)
    #expect(one.flows == other.flows)
    #expect((1..<5).allSatisfy { one.flows[base.index(0, $0, 0)] == 0 })
    #expect((0..<5).allSatisfy { one.realIncomeFactor[$0] < 1 })
  }

  @Test("a region that becomes a better seller gains, and so does the world's real income")
  func gains() throws {
    let base = World.balanced(regions: 5, seed: 8)
    var shock = TradeShock(base)
    for j in 1..<5 { shock.costFactor[base.index(0, j, 0)] = 0.8 }
    let outcome = try ExactHat(base, closure: .balanced).solve(shock)
    #expect(outcome.wageFactor[0] > 1)
    #expect(outcome.realIncomeFactor[0] > 1)
    let world = zip(outcome.realIncomeFactor, base.sales).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(world > Series.sum(base.sales))
  }

  @Test("names of regions do not matter")
  func permutation() throws {
    let base = World.random(regions: 6, commodities: 2, seed: 12)
    let shock = World.shock(base, seed: 12)
    let order = CounterRandom(seed: 1).permutation(6)
    var turned = base
    var turnedShock = shock
    for k in 0..<2 {
      for i in 0..<6 {
        for j in 0..<6 {
          let to = base.index(i, j, k)
          let from = base.index(order[i], order[j], k)
          turned.flows[to] = base.flows[from]
          turnedShock.costFactor[to] = shock.costFactor[from]
          turnedShock.allowed[to] = shock.allowed[from]
        }
      }
    }
    let plain = try ExactHat(base).solve(shock)
    let other = try ExactHat(turned).solve(turnedShock)
    for i in 0..<6 {
      #expect(abs(other.realIncomeFactor[i] / plain.realIncomeFactor[order[i]] - 1) < 1e-10)
    }
  }

  @Test("splitting a commodity into two alike changes nothing")
  func split() throws {
    let base = World.random(regions: 5, commodities: 1, seed: 21)
    let shock = World.shock(base, seed: 21)
    var halves = BaseTrade(
      regionCount: 5,
      commodityCount: 2,
      flows: base.flows.map { 0.3 * $0 },
      elasticities: [base.elasticities[0], base.elasticities[0]]
    )
    halves.flows += base.flows.map { 0.7 * $0 }
    halves = BaseTrade(
      regionCount: 5,
      commodityCount: 2,
      flows: halves.flows,
      elasticities: halves.elasticities
    )
    var halvesShock = TradeShock(halves)
    halvesShock.costFactor = shock.costFactor + shock.costFactor
    halvesShock.allowed = shock.allowed + shock.allowed
    let one = try ExactHat(base).solve(shock)
    let two = try ExactHat(halves).solve(halvesShock)
    for j in 0..<5 {
      #expect(abs(one.realIncomeFactor[j] / two.realIncomeFactor[j] - 1) < 1e-10)
    }
  }
}
