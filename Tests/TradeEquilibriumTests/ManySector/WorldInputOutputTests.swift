import Foundation
import Numerics
import Testing

@testable import TradeEquilibrium

@Suite(
  .enabled(
    if: WorldInputOutput.isPresent,
    "the data are not there: ../shared/data/trade/wiod2013_2011_flows.csv"
  )
)
struct WorldInputOutputTests {
  @Test("the base is an equilibrium once negative final demand is gone, and the world adds up")
  func base() throws {
    let (data, countries) = try WorldInputOutput.world()
    #expect(countries.count == 41)
    let equilibrium = try ManySectorEquilibrium(data)
    #expect(equilibrium.negativeDemandCount == 6)
    let world = equilibrium.world
    #expect(world.finalDemand.allSatisfy { $0 >= 0 })
    // Six goods of six countries: little moves.
    for i in 0..<41 { #expect(abs(world.income[i] / data.income[i] - 1) < 0.02) }
    #expect(abs(Series.sum(world.deficit)) < 1e-9 * Series.sum(world.income))
    let outcome = try equilibrium.solve()
    #expect(outcome.wageFactor.allSatisfy { $0 == 1 })
    #expect(outcome.incomeFactor.allSatisfy { $0 == 1 })
  }

  // The algorithm of Caliendo & Parro (2015, appendix): wages in an outer loop, prices and purchases
  // each in a loop of their own, without acceleration.
  @Test("nested plain loops end at the same place")
  func nestedLoops() throws {
    let equilibrium = try ManySectorEquilibrium(try WorldInputOutput.world().world)
    let world = equilibrium.world
    let n = world.count
    let m = world.sectorCount
    let random = CounterRandom(seed: 3)
    var costs = [Double](repeating: 1, count: n * n * m)
    for cell in costs.indices where cell / n % n != cell % n {
      costs[cell] = 0.85 + 0.3 * random.uniform(UInt64(cell))
    }
    var tariffs = [Double](repeating: 0, count: n * n * m)
    for cell in costs.indices where cell / n % n == 5 && cell % n != 5 { tariffs[cell] = 0.1 }
    let outcome = try equilibrium.solve(costFactors: costs, tariffs: tariffs)
    #expect(outcome.convergence.residual < 1e-12)

    var response = [Double](repeating: 0, count: n * n * m)
    for k in 0..<m {
      for i in 0..<n {
        for j in 0..<n {
          let cell = world.index(i, j, k)
          let bought = world.purchases[k * n + j]
          guard bought > 0 else { continue }
          response[cell] =
            world.flows[cell] / bought
            * pow(costs[cell] * (1 + tariffs[cell]), -world.elasticities[k])
        }
      }
    }
    var wage = [Double](repeating: 0, count: n)
    var price = [Double](repeating: 0, count: n * m)
    var purchases = world.purchases
    for _ in 0..<45 {
      var share = response
      for _ in 0..<12 {
        let inputs = SectorFlows.inputCosts(price, world.inputShares, n, m)
        var cost = inputs
        for k in 0..<m {
          for i in 0..<n {
            cost[k * n + i] += world.valueAddedShares[i * m + k] * wage[i]
          }
        }
        let powers = (0..<(n * m)).map { exp(-world.elasticities[$0 / n] * cost[$0]) }
        let access = SectorFlows.columnSums(response, powers, n, m)
        for place in price.indices where access[place] > 0 {
          price[place] = -log(access[place]) / world.elasticities[place / n]
        }
        share = response
        for k in 0..<m {
          for i in 0..<n {
            for j in 0..<n where access[k * n + j] > 0 {
              share[world.index(i, j, k)] *= powers[k * n + i] / access[k * n + j]
            }
          }
        }
      }
      var sales = [Double](repeating: 0, count: n * m)
      for cell in share.indices { share[cell] /= 1 + tariffs[cell] }
      for _ in 0..<12 {
        sales = SectorFlows.rowSums(share, purchases, n, m)
        let net = SectorFlows.columnSums(share, [Double](repeating: 1, count: n * m), n, m)
        let used = SectorFlows.inputs(sales, world.inputShares, n, m)
        for j in 0..<n {
          var income = world.valueAdded[j] * exp(wage[j]) + world.deficit[j]
          for k in 0..<m { income += purchases[k * n + j] * (1 - net[k * n + j]) }
          if world.purchases.isEmpty { income = 0 }
          for k in 0..<m where world.purchases[k * n + j] > 0 {
            let final = world.finalDemand[k * n + j] / world.income[j] * income
            purchases[k * n + j] = final + used[k * n + j]
          }
        }
      }
      var total = 0.0
      for i in 0..<n {
        var labour = 0.0
        for k in 0..<m { labour += world.valueAddedShares[i * m + k] * sales[k * n + i] }
        wage[i] += 0.3 * (log(labour / world.valueAdded[i]) - wage[i])
        total += world.valueAdded[i] * exp(wage[i])
      }
      let shift = log(total / Series.sum(world.valueAdded))
      for i in 0..<n { wage[i] -= shift }
    }
    var largest = 0.0
    for i in 0..<n { largest = max(largest, abs(log(outcome.wageFactor[i]) - wage[i])) }
    #expect(largest < 1e-6, "largest difference of log wages \(largest)")
  }
}
