import Foundation
import Numerics
import Testing

@testable import TradeEquilibrium

/// One sector under trade costs that are nearly prohibitive.
struct ProhibitiveCostsTests {
  /// Six countries with large imbalances.
  private func world() throws -> OneSectorWorld {
    let n = 6
    var flows = [Double](repeating: 0, count: n * n)
    for i in 0..<n {
      for j in 0..<n {
        flows[i * n + j] = i == j ? 100 + 10 * Double(i) : 4 + Double((5 * i + 3 * j) % 7)
      }
    }
    // The first sells far more than it buys, the last the other way round.
    for j in 1..<n { flows[j] *= 4 }
    for i in 0..<(n - 1) { flows[i * n + n - 1] *= 3 }
    return try OneSectorWorld(
      count: n,
      flows: flows,
      elasticity: 5,
      names: ["AAA", "BBB", "CCC", "DDD", "EEE", "FFF"]
    )
  }

  private func costs(_ n: Int, _ factor: Double) -> [Double] {
    (0..<(n * n)).map { $0 / n == $0 % n ? 1 : factor }
  }

  @Test("balanced trade tends to autarky, where real income is the home share to the 1/θ")
  func autarky() throws {
    let equilibrium = try OneSectorEquilibrium(try world(), closure: .balanced)
    let base = equilibrium.world
    let outcome = try equilibrium.solve(costFactors: costs(6, 1e5))
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
      .solve(costFactors: costs(6, factor))
    #expect(outcome.marketResiduals.allSatisfy { abs($0) < 1e-11 })
    #expect(outcome.expenditureFactor.allSatisfy { $0 > 0 && $0.isFinite })
    #expect(outcome.wageFactor.allSatisfy { $0 > 0 && $0.isFinite })
  }

  @Test(
    "where fixed deficits allow no equilibrium, the country is named, at one cost for all changes"
  )
  func additive() throws {
    let equilibrium = try OneSectorEquilibrium(try world(), closure: .additive)
    var limits: [Double] = []
    for factor in [20.0, 100, 1e4] {
      do {
        _ = try equilibrium.solve(costFactors: costs(6, factor))
        Issue.record("an equilibrium at \(factor)")
      } catch let error as NotConverged {
        #expect(error.advice.contains("'AAA'"), "\(error.advice)")
        let words = error.advice.split(separator: " ")
        let place = try #require(words.firstIndex(of: "beyond"))
        let share = try #require(Double(words[place + 1]))
        limits.append(share / 100 * log(factor))
      }
    }
    // The share times the change is the same cost.
    for limit in limits.dropFirst() { #expect(abs(limit / limits[0] - 1) < 2e-3, "\(limits)") }
    // Short of that cost there is one.
    let cost = exp(0.99 * limits[0])
    let outcome = try equilibrium.solve(costFactors: costs(6, cost))
    #expect(outcome.expenditureFactor.allSatisfy { $0 > 0 })
    #expect(outcome.marketResiduals.allSatisfy { abs($0) < 1e-11 })
  }
}
