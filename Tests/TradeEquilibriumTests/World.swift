import Foundation
import Numerics
import TradeEquilibrium

/// Small worlds for tests.
enum World {
  /// Trade that falls with distance on a line, most of it at home, with imbalances.
  static func random(regions n: Int, commodities: Int, seed: UInt64) -> BaseTrade {
    let random = CounterRandom(seed: seed)
    var flows = [Double](repeating: 0, count: n * n * commodities)
    for cell in flows.indices {
      let i = cell / n % n
      let j = cell % n
      let nearness = i == j ? 4 : 1 / (1 + abs(Double(i - j)))
      flows[cell] = 100 * nearness * exp(1.5 * random.uniform(UInt64(cell)))
    }
    return BaseTrade(
      regionCount: n,
      commodityCount: commodities,
      flows: flows,
      elasticities: (0..<commodities).map { 4 + Double($0) }
    )
  }

  /// One commodity, with every region spending what it earns: flows of a symmetric matrix.
  static func balanced(regions n: Int, seed: UInt64) -> BaseTrade {
    var world = random(regions: n, commodities: 1, seed: seed)
    let flows = world.flows
    for i in 0..<n {
      for j in 0..<n {
        world.flows[world.index(i, j, 0)] =
          flows[world.index(i, j, 0)] + flows[world.index(j, i, 0)]
      }
    }
    return world
  }

  /// Trade costs between 0.6 and 1.6 of the base, dearer for some, a few half forbidden; own sales
  /// untouched.
  static func shock(_ base: BaseTrade, seed: UInt64) -> TradeShock {
    let random = CounterRandom(seed: seed, stream: 1)
    var shock = TradeShock(base)
    for cell in base.flows.indices
    where cell / base.regionCount % base.regionCount != cell % base.regionCount {
      shock.costFactor[cell] = 0.6 + random.uniform(UInt64(cell))
      if cell % 11 == 5 { shock.costFactor[cell] *= 5 }
    }
    return shock
  }

  /// Many sectors with inputs and tariffs, all of them at random.
  static func manySectors(
    _ n: Int,
    _ m: Int,
    seed: UInt64,
    hasInputs: Bool = true,
    hasTariffs: Bool = true
  ) throws -> ManySectorWorld {
    let base = random(regions: n, commodities: m, seed: seed)
    let random = CounterRandom(seed: seed, stream: 7)
    var shares = [Double](repeating: 0, count: hasInputs ? n * m * m : 0)
    for cell in shares.indices { shares[cell] = 0.7 / Double(m) * random.uniform(UInt64(cell)) }
    var tariffs = [Double](repeating: 0, count: hasTariffs ? n * n * m : 0)
    for cell in tariffs.indices where cell / n % n != cell % n {
      tariffs[cell] = 0.2 * random.uniform(UInt64(100_000 + cell))
    }
    return try ManySectorWorld(
      count: n,
      elasticities: (0..<m).map { 3 + Double($0) },
      flows: base.flows,
      inputShares: shares,
      tariffs: tariffs
    )
  }

  /// Trade costs between 0.7 and 1.3 of the base and tariffs up to twice those of the base; own sales
  /// untouched.
  static func shock(_ world: ManySectorWorld, seed: UInt64) -> (costs: [Double], tariffs: [Double])
  {
    let random = CounterRandom(seed: seed, stream: 9)
    let n = world.count
    var costs = [Double](repeating: 1, count: world.flows.count)
    var tariffs = world.tariffs
    for cell in costs.indices where cell / n % n != cell % n {
      costs[cell] = 0.7 + 0.6 * random.uniform(UInt64(cell))
      if !tariffs.isEmpty { tariffs[cell] *= 2 * random.uniform(UInt64(50_000 + cell)) }
    }
    return (costs, tariffs)
  }
}
