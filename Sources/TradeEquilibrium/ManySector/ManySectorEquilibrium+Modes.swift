import Foundation
import Numerics

extension ManySectorEquilibrium {
  /// How the base differs from the data.
  var notes: [String] {
    guard let rebasing else { return [] }
    var reasons: [String] = []
    if closure == .balanced { reasons.append("imbalances") }
    if negativeDemandCount > 0 {
      reasons.append("negative final demand for \(negativeDemandCount) goods (set to zero)")
    }
    return [
      "The world was first rid of \(reasons.joined(separator: " and ")) "
        + "(\(rebasing.iterations) iterations); changes are counted from there."
    ]
  }

  /// Trade costs alone: every flow moves by its own cost and tariff, nothing else.
  ///
  /// - Throws: `WorldFault`.
  func partial(
    costFactors: [Double],
    tariffs: [Double]
  ) throws -> ManySectorOutcome {
    let system = try system(costFactors: costFactors, tariffs: tariffs)
    return unmoved(
      flows: system.net,
      prices: [Double](repeating: 1, count: world.count * world.sectorCount),
      index: [Double](repeating: 1, count: world.count),
      Convergence(iterations: 0, residual: 0, tolerance: tolerance),
      "none needed",
      costFactors,
      tariffs
    )
  }

  /// Multilateral resistances of every sector move, at given sales and purchases.
  ///
  /// - Throws: `NotConverged`; `WorldFault`.
  func conditional(
    costFactors: [Double],
    tariffs: [Double]
  ) throws -> ManySectorOutcome {
    let system = try system(costFactors: costFactors, tariffs: tariffs)
    let n = world.count
    let m = world.sectorCount
    var flows = system.net
    var logPrices = [Double](repeating: 0, count: n * m)
    var iterations = 0
    var residual = 0.0
    for k in 0..<m {
      let cells = (k * n * n)..<((k + 1) * n * n)
      let sellers = (0..<n).filter { world.sales[k * n + $0] > 0 }
      let buyers = (0..<n).filter { world.purchases[k * n + $0] > 0 }
      guard !sellers.isEmpty, !buyers.isEmpty else { continue }
      let scaling = SectorScaling(
        gross: Array(system.gross[cells]),
        net: Array(system.net[cells]),
        sales: Array(world.sales[(k * n)..<((k + 1) * n)]),
        purchases: Array(world.purchases[(k * n)..<((k + 1) * n)]),
        elasticity: world.elasticities[k],
        isPlain: costFactors.isEmpty && tariffs.isEmpty
      )
      let solution = try MarketSolver(
        tolerance: tolerance / max(1, world.elasticities[k]),
        name: "multilateral resistances of sector \(k)",
        advice: "tariffs may leave no trade with these sales and purchases: try the mode full"
      ).solve(scaling, start: [Double](repeating: 0, count: n))
      iterations += solution.convergence.iterations
      residual = max(residual, solution.convergence.residual)
      let state = scaling.state(solution.point)
      for i in 0..<n {
        logPrices[k * n + i] = world.purchases[k * n + i] > 0 ? state.index[i] : 0
        for j in 0..<n {
          flows[(k * n + i) * n + j] *= state.powers[i] * state.pull[j]
        }
      }
    }
    var index = [Double](repeating: 0, count: n)
    for k in 0..<m {
      for j in 0..<n {
        index[j] += world.finalDemand[k * n + j] / world.income[j] * logPrices[k * n + j]
      }
    }
    return unmoved(
      flows: flows,
      prices: logPrices.map { exp($0) },
      index: index.map { $0 == 0 ? 1 : exp($0) },
      Convergence(iterations: iterations, residual: residual, tolerance: tolerance),
      "Anderson",
      costFactors,
      tariffs
    )
  }

  private func unmoved(
    flows: [Double],
    prices: [Double],
    index: [Double],
    _ convergence: Convergence,
    _ method: String,
    _ costFactors: [Double],
    _ tariffs: [Double]
  ) -> ManySectorOutcome {
    let ones = [Double](repeating: 1, count: world.count)
    return ManySectorOutcome(
      base: world,
      flows: flows,
      tariffs: tariffs.isEmpty ? world.tariffs : tariffs,
      wageFactor: ones,
      costFactor: [Double](repeating: 1, count: prices.count),
      compositePriceFactor: prices,
      priceIndexFactor: index,
      incomeFactor: ones,
      outputFactor: ones,
      revenue: world.revenue,
      marketResiduals: [Double](repeating: 0, count: world.count),
      convergence: convergence,
      method: method,
      costChanges: costFactors
    )
  }
}
