import Foundation
import Numerics
import Testing

@testable import TradeEquilibrium

/// Many sectors under trade costs that are nearly prohibitive.
struct ManySectorProhibitiveCostsTests {
  /// Three sectors with inputs.
  private func world() throws -> ManySectorWorld {
    let (n, m) = (6, 3)
    let random = CounterRandom(seed: 11)
    var inputs = [Double](repeating: 0, count: n * m * m)
    for place in inputs.indices { inputs[place] = 0.02 + 0.16 * random.uniform(UInt64(place)) }
    var world = try ManySectorWorld(
      count: n,
      elasticities: [3, 5, 8],
      flows: ProhibitiveCosts.flows(sectors: m),
      inputShares: inputs
    )
    world.names = ProhibitiveCosts.names
    return world
  }

  private func costs(_ factor: Double) -> [Double] { ProhibitiveCosts.costs(sectors: 3, factor) }

  // Alone, a country buys each good from itself: its composite's price is its cost over the home share
  // to the 1/θ of the base, ln P_k = γ_k ln w + Σ_l γ_kl ln P_l − ln π_k / θ_k, and its real income is
  // ln w − Σ_k α_k ln P_k (Costinot & Rodríguez-Clare 2014, eq. 28).
  @Test("balanced trade tends to autarky, where real income follows from home shares and inputs")
  func autarky() throws {
    let equilibrium = try ManySectorEquilibrium(try world(), closure: .balanced)
    let base = equilibrium.world
    let (n, m) = (base.count, base.sectorCount)
    let rows = try equilibrium.solve(costFactors: costs(1e8)).rows(names: base.names)
    for j in 0..<n {
      var matrix = DenseMatrix(rows: m, columns: m)
      var right = [Double](repeating: 0, count: m)
      for k in 0..<m {
        for l in 0..<m {
          matrix[k, l] = (k == l ? 1 : 0) - base.inputShares[(j * m + k) * m + l]
        }
        let bought = (0..<n).reduce(0) { $0 + base.flows[base.index($1, j, k)] }
        right[k] = -log(base.flows[base.index(j, j, k)] / bought) / base.elasticities[k]
      }
      let prices = try DenseLU(matrix).solve(right)
      var index = 0.0
      for k in 0..<m { index += base.finalDemand[k * n + j] / base.income[j] * prices[k] }
      #expect(abs(rows[j].realIncomePct - 100 * expm1(-index)) < 1e-7)
    }
  }

  @Test(
    "closures in proportion to income have an equilibrium at every cost, with cleared markets",
    arguments: [TradeClosure.multiplicative, .rescaled, .balanced],
    [3.0, 10, 30, 100, 1000]
  )
  func solved(closure: TradeClosure, factor: Double) throws {
    let world = try world()
    let outcome = try ManySectorEquilibrium(world, closure: closure)
      .solve(costFactors: costs(factor))
    #expect(outcome.marketResiduals.allSatisfy { abs($0) < 1e-11 })
    #expect(outcome.convergence.residual < 1e-11)
    #expect(outcome.incomeFactor.allSatisfy { $0 > 0 && $0.isFinite })
    #expect(outcome.wageFactor.allSatisfy { $0 > 0 && $0.isFinite })
  }

  @Test(
    "where fixed deficits allow no equilibrium, the country is named, at one cost for all changes"
  )
  func additive() throws {
    let equilibrium = try ManySectorEquilibrium(try world(), closure: .additive)
    let limit = try ProhibitiveCosts.limit {
      _ = try equilibrium.solve(costFactors: costs($0))
    }
    // Short of that cost there is one.
    let outcome = try equilibrium.solve(costFactors: costs(exp(0.99 * limit)))
    #expect(outcome.incomeFactor.allSatisfy { $0 > 0 })
    #expect(outcome.marketResiduals.allSatisfy { abs($0) < 1e-11 })
  }
}
