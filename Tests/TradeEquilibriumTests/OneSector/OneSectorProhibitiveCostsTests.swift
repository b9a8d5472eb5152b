import Foundation
import Numerics
import Testing

@testable import TradeEquilibrium

/// One sector under trade costs that are nearly prohibitive.
struct OneSectorProhibitiveCostsTests {
  private func world() throws -> OneSectorWorld {
    try OneSectorWorld(
      count: 6,
      flows: ProhibitiveCosts.flows(sectors: 1),
      elasticity: 5,
      names: ProhibitiveCosts.names
    )
  }

  private func costs(_ factor: Double) -> [Double] { ProhibitiveCosts.costs(sectors: 1, factor) }

  @Test("balanced trade tends to autarky, where real income is the home share to the 1/θ")
  func autarky() throws {
    let equilibrium = try OneSectorEquilibrium(try world(), closure: .balanced)
    let base = equilibrium.world
    let outcome = try equilibrium.solve(costFactors: costs(1e5))
    let rows = outcome.rows(names: base.names)
    for country in 0..<6 {
      let share = base.flows[country * 6 + country] / base.expenditure[country]
      let autarky = 100 * (pow(share, 1.0 / 5) - 1)
      #expect(abs(rows[country].realIncomePct - autarky) < 1e-8)
    }
  }

  @Test(
    "closures in proportion to income have an equilibrium at every cost, with cleared markets",
    arguments: [TradeClosure.multiplicative, .rescaled, .balanced],
    [3.0, 10, 30, 100, 1000]
  )
  func solved(closure: TradeClosure, factor: Double) throws {
    let world = try world()
    let outcome = try OneSectorEquilibrium(world, closure: closure)
      .solve(costFactors: costs(factor))
    #expect(outcome.marketResiduals.allSatisfy { abs($0) < 1e-11 })
    #expect(outcome.expenditureFactor.allSatisfy { $0 > 0 && $0.isFinite })
    #expect(outcome.wageFactor.allSatisfy { $0 > 0 && $0.isFinite })
  }

  @Test(
    "where fixed deficits allow no equilibrium, the country is named, at one cost for all changes"
  )
  func additive() throws {
    let equilibrium = try OneSectorEquilibrium(try world(), closure: .additive)
    let limit = try ProhibitiveCosts.limit {
      _ = try equilibrium.solve(costFactors: costs($0))
    }
    // Short of that cost there is one.
    let outcome = try equilibrium.solve(costFactors: costs(exp(0.99 * limit)))
    #expect(outcome.expenditureFactor.allSatisfy { $0 > 0 })
    #expect(outcome.marketResiduals.allSatisfy { abs($0) < 1e-11 })
  }
}
