import Foundation
import Numerics
import Testing

@testable import TradeEquilibrium

@Suite struct CostDerivativeTests {
  // Central differences of the exact solution with steps of 1e-5 in ln τ.
  @Test(
    "the derivative of real income to every trade cost is that of central differences",
    arguments: TradeClosure.allCases
  )
  func differences(closure: TradeClosure) throws {
    for supply in [0, 0.6] {
      let n = 5
      let (world, costs) = try OneSectorPropertyTests.world(n, seed: 3, supply: supply)
      let equilibrium = try OneSectorEquilibrium(world, closure: closure)
      for country in [0, 3] {
        let exact = try equilibrium.derivatives(
          of: .realIncome(of: country, among: n),
          costFactors: costs
        )
        for cell in 0..<(n * n) {
          func real(_ step: Double) throws -> Double {
            var moved = costs
            moved[cell] *= exp(step)
            return log(try equilibrium.solve(costFactors: moved).realIncomeFactor[country])
          }
          let difference = (try real(1e-5) - real(-1e-5)) / 2e-5
          #expect(abs(exact[cell] - difference) < 2e-9, "\(closure) \(cell)")
        }
      }
    }
  }

  // With balanced trade, world real income weighted by expenditure falls by each flow's share in
  // world expenditure: transfers through terms of trade cancel (envelope theorem).
  @Test("the world loses what it pays for a trade cost")
  func envelope() throws {
    let n = 6
    let base = World.balanced(regions: n, seed: 2)
    let world = try OneSectorWorld(count: n, flows: base.flows, elasticity: 4)
    let equilibrium = try OneSectorEquilibrium(world, closure: .balanced)
    let total = Series.sum(world.expenditure)
    let exact = try equilibrium.derivatives(
      of: .realIncome(world.expenditure.map { $0 / total }),
      costFactors: [Double](repeating: 1, count: n * n)
    )
    for cell in 0..<(n * n) { #expect(abs(exact[cell] + base.flows[cell] / total) < 1e-12) }
  }

  @Test("draws are the same on any number of threads, and hold the estimate between them")
  func draws() throws {
    let (world, costs) = try OneSectorPropertyTests.world(5, seed: 7)
    let names = (0..<5).map { "\($0)" }
    let draws = CoefficientDraws(
      count: 40,
      seed: 3,
      elasticityError: 0.5,
      costErrors: costs.map { 0.3 * log($0) }
    )
    func run(_ threads: Int) throws -> [CoefficientDraws.Interval] {
      try draws.intervals(
        world: world,
        costFactors: costs,
        closure: .rescaled,
        mode: .full,
        reference: nil,
        names: names,
        tolerance: 1e-12,
        threads: threads
      )
    }
    let one = try run(1)
    let two = try run(2)
    let point = try OneSectorEquilibrium(world, closure: .rescaled).solve(costFactors: costs)
      .rows(names: names)
    for i in 0..<5 {
      #expect(one[i].low == two[i].low)
      #expect(one[i].high == two[i].high)
      #expect(one[i].low.realIncomePct < point[i].realIncomePct)
      #expect(one[i].high.realIncomePct > point[i].realIncomePct)
    }
  }
}
