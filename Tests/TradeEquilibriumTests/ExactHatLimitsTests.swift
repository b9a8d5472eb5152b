import Numerics
import Testing
import TradeEquilibrium

@Suite struct ExactHatLimitsTests {
  // World income is the numéraire and imbalances are amounts of it, so a start at ten times the
  // wages must lead to the same world.
  @Test("the answer does not hang on the start", arguments: [0, 1, 2], [0.5, 1, 10])
  func start(closure: Int, level: Double) throws {
    let base = World.random(regions: 6, commodities: 2, seed: 31)
    let shock = World.shock(base, seed: 31)
    let solver = ExactHat(base, closure: ExactHatTests.closures[closure])
    let cold = try solver.solve(shock)
    let warm = try solver.solve(
      shock,
      start: (0..<6).map { level * (1 + 0.1 * Double($0)) }
    )
    for i in 0..<6 {
      #expect(abs(warm.wageFactor[i] / cold.wageFactor[i] - 1) < 1e-10)
      #expect(abs(warm.realIncomeFactor[i] / cold.realIncomeFactor[i] - 1) < 1e-10)
    }
    let again = try solver.solve(shock, start: cold.wageFactor)
    #expect(again.convergence.iterations == 1)
    #expect(again.flows == cold.flows)
  }

  @Test("with wages fixed every region spends what it spent")
  func fixedWages() throws {
    let base = World.random(regions: 6, commodities: 2, seed: 5)
    let outcome = try ExactHat(base).solve(World.shock(base, seed: 5), fixedWages: true)
    let after = BaseTrade(
      regionCount: 6,
      commodityCount: 2,
      flows: outcome.flows,
      elasticities: base.elasticities
    )
    for j in 0..<6 { #expect(abs(after.spending[j] / base.spending[j] - 1) < 1e-12) }
    #expect(outcome.wageFactor == [1, 1, 1, 1, 1, 1])
  }

  // Region 2 makes no commodity 1 and buys it from region 0 alone. Forbidden, the money must go
  // somewhere, or the world would sell less than it buys.
  @Test("money for what can no longer be had is spent on the rest", arguments: [0, 1, 2])
  func onlySellerBanned(closure: Int) throws {
    var base = World.random(regions: 3, commodities: 2, seed: 2)
    for i in [1, 2] { base.flows[base.index(i, 2, 1)] = 0 }
    var shock = TradeShock(base)
    shock.allowed[base.index(0, 2, 1)] = 0
    let outcome = try ExactHat(base, closure: ExactHatTests.closures[closure]).solve(shock)
    let after = BaseTrade(
      regionCount: 3,
      commodityCount: 2,
      flows: outcome.flows,
      elasticities: base.elasticities
    )
    #expect((0..<3).allSatisfy { outcome.flows[base.index($0, 2, 1)] == 0 })
    #expect(abs(Series.sum(after.spending) / Series.sum(base.spending) - 1) < 1e-11)
    #expect(after.spending[2] > 0.5 * base.spending[2])
  }

  @Test("a new seller of what nobody bought sells nothing, and the world still adds up")
  func entryWithoutMarket() throws {
    var base = World.random(regions: 3, commodities: 2, seed: 3)
    for i in 0..<3 { base.flows[base.index(i, 2, 1)] = 0 }
    var shock = TradeShock(base)
    shock.entry[base.index(0, 2, 1)] = 50
    let outcome = try ExactHat(base).solve(shock)
    #expect(outcome.flows == base.flows)
  }

  @Test("new varieties sell, and their buyers gain")
  func entry() throws {
    let base = World.balanced(regions: 4, seed: 9)
    var shock = TradeShock(base)
    shock.entry[base.index(0, 1, 0)] = base.flows[base.index(0, 1, 0)]
    let outcome = try ExactHat(base, closure: .balanced).solve(shock)
    #expect(outcome.flows[base.index(0, 1, 0)] > base.flows[base.index(0, 1, 0)])
    #expect(outcome.realIncomeFactor[0] > 1)
    #expect(outcome.realIncomeFactor[1] > 1)
  }

  @Test("regions that neither sell nor buy are left alone")
  func idle() throws {
    var base = World.random(regions: 4, commodities: 2, seed: 17)
    for k in 0..<2 {
      for i in 0..<4 {
        base.flows[base.index(i, 3, k)] = 0
        base.flows[base.index(3, i, k)] = 0
      }
    }
    let outcome = try ExactHat(base).solve(World.shock(base, seed: 17))
    #expect(outcome.wageFactor[3] == 1)
    #expect(outcome.realIncomeFactor[3] == 1)
    #expect(outcome.flows.allSatisfy { $0.isFinite })
  }

  @Test(
    "a cost that cannot be is an error, not a result",
    arguments: [Double.nan, 0, -2],
    [false, true]
  )
  func notACost(factor: Double, fixedWages: Bool) {
    let base = World.random(regions: 3, commodities: 1, seed: 1)
    var shock = TradeShock(base)
    shock.costFactor[1] = factor
    #expect(throws: NotConverged.self) {
      try ExactHat(base).solve(shock, fixedWages: fixedWages)
    }
  }
}
