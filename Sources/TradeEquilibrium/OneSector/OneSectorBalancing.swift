import Foundation

/// Markets of a one-sector world without imbalances: every country spends what it earns, at the
/// trade costs and tastes of a base that has imbalances.
struct OneSectorBalancing: MarketSystem {
  let world: OneSectorWorld
  /// Flows with each importer's purchases scaled to its output in the base.
  let weights: [Double]

  var count: Int { world.count }
  var stepShare: Double { 1 / (1 + world.elasticity + world.supplyElasticity) }

  private func parts(
    _ q: [Double]
  ) -> (
    powers: [Double], spending: [Double], output: [Double], sales: [Double]
  ) {
    let n = count
    let theta = world.elasticity
    let psi = world.supplyElasticity
    let lowest = q.min() ?? 0
    let powers = q.map { exp(-theta * ($0 - lowest)) }
    let sums = FlowMatrix.columnSums(weights, powers)
    let index = (0..<n).map { lowest - log(sums[$0] / world.output[$0]) / theta }
    var output = (0..<n).map { q[$0] + psi * (q[$0] - index[$0]) }
    var total = 0.0
    var before = 0.0
    for i in 0..<n {
      total += world.output[i] * exp(output[i])
      before += world.output[i]
    }
    let shift = log(total / before)
    for i in 0..<n { output[i] -= shift }
    let spending = (0..<n).map { world.output[$0] * exp(output[$0]) / sums[$0] }
    let sales = FlowMatrix.rowSums(weights, spending)
    return (powers, spending, output, (0..<n).map { powers[$0] * sales[$0] / world.output[$0] })
  }

  func correction(_ q: [Double]) -> [Double] {
    let parts = parts(q)
    return (0..<count).map { (log(parts.sales[$0]) - parts.output[$0]) * stepShare }
  }

  /// Flows of the balanced world.
  func flows(_ q: [Double]) -> [Double] {
    let parts = parts(q)
    return FlowMatrix.scaled(weights, rows: parts.powers, columns: parts.spending)
  }
}
