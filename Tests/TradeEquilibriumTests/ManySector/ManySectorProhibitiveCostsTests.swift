import Foundation
import Numerics
import Testing

@testable import TradeEquilibrium

/// Many sectors under trade costs that are nearly prohibitive.
struct ManySectorProhibitiveCostsTests {
  /// Six countries and three sectors with inputs and large imbalances.
  private func world() throws -> ManySectorWorld {
    let (n, m) = (6, 3)
    var flows = [Double](repeating: 0, count: n * n * m)
    for k in 0..<m {
      for i in 0..<n {
        for j in 0..<n {
          let place = 5 * i + 3 * j + 2 * k
          var flow = Double(4 + place % 7)
          if i == j { flow = Double(100 + 10 * ((i + k) % n)) }
          // The first sells far more than it buys, the last the other way round.
          if i == 0, j != 0 { flow *= 4 }
          if j == n - 1, i != j { flow *= 3 }
          flows[(k * n + i) * n + j] = flow
        }
      }
    }
    let random = CounterRandom(seed: 11)
    var inputs = [Double](repeating: 0, count: n * m * m)
    for place in inputs.indices { inputs[place] = 0.02 + 0.16 * random.uniform(UInt64(place)) }
    var world = try ManySectorWorld(
      count: n,
      elasticities: [3, 5, 8],
      flows: flows,
      inputShares: inputs
    )
    world.names = ["AAA", "BBB", "CCC", "DDD", "EEE", "FFF"]
    return world
  }

  private func costs(_ world: ManySectorWorld, _ factor: Double) -> [Double] {
    let n = world.count
    return world.flows.indices.map { $0 / n % n == $0 % n ? 1 : factor }
  }

  // Alone, a country buys each good from itself: its composite's price is its cost over the home share
  // to the 1/θ of the base, ln P_k = γ_k ln w + Σ_l γ_kl ln P_l − ln π_k / θ_k, and its real income is
  // ln w − Σ_k α_k ln P_k (Costinot & Rodríguez-Clare 2014, eq. 28).
  @Test("balanced trade tends to autarky, where real income follows from home shares and inputs")
  func autarky() throws {
    let equilibrium = try ManySectorEquilibrium(try world(), closure: .balanced)
    let base = equilibrium.world
    let (n, m) = (base.count, base.sectorCount)
    let rows = try equilibrium.solve(costFactors: costs(base, 1e8)).rows(names: base.names)
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
      .solve(costFactors: costs(world, factor))
    #expect(outcome.marketResiduals.allSatisfy { abs($0) < 1e-11 })
    #expect(outcome.convergence.residual < 1e-11)
    #expect(outcome.incomeFactor.allSatisfy { $0 > 0 && $0.isFinite })
    #expect(outcome.wageFactor.allSatisfy { $0 > 0 && $0.isFinite })
  }

  @Test(
    "where fixed deficits allow no equilibrium, the country is named, at one cost for all changes"
  )
  func additive() throws {
    let world = try world()
    let equilibrium = try ManySectorEquilibrium(world, closure: .additive)
    var limits: [Double] = []
    for factor in [20.0, 100, 1e4] {
      do {
        _ = try equilibrium.solve(costFactors: costs(world, factor))
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
    let outcome = try equilibrium.solve(costFactors: costs(world, exp(0.99 * limits[0])))
    #expect(outcome.incomeFactor.allSatisfy { $0 > 0 })
    #expect(outcome.marketResiduals.allSatisfy { abs($0) < 1e-11 })
  }
}
