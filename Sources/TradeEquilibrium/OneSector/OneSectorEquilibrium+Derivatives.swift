import Foundation
import Numerics

extension OneSectorEquilibrium {
  /// Derivative of an outcome with respect to the logarithm of every trade cost, at the equilibrium
  /// after a change: one linear solve with the transposed markets (adjoint), whatever the number of
  /// trade costs.
  ///
  /// - Parameters:
  ///   - outcome: what is derived.
  ///   - costFactors: the change at which to derive; all one for the base.
  ///   - start: logarithms of output prices to begin with, such as those of a solution.
  /// - Returns: d outcome / d ln τ_ij, laid out as the flows.
  /// - Throws: `NotConverged`; `WorldFault`.
  public func derivatives(
    of outcome: OutcomeWeights,
    costFactors: [Double],
    start: [Double]? = nil
  ) throws -> [Double] {
    let n = world.count
    try outcome.check(countries: n, flows: n * n)
    let solution = try solve(costFactors: costFactors, start: start)
    let weights = FlowMatrix.product(world.flows, try world.response(costFactors))
    let system = system(weights, .full)
    let linear = OneSectorLinearisation(system, solution.logPrices)
    let theta = world.elasticity
    // d ln X_ij = −θ (d ln p_i + d ln τ_ij) + θ d ln P_j + d ln E_j.
    let onFlows = try outcome.onFlows(solution.flows) { world.label($0) }
    var price = outcome.outputPrice
    var index = outcome.priceIndex
    var output = zip(outcome.wage, outcome.output).map { $0 + $1 }
    var expenditure = outcome.expenditure
    for (cell, weight) in onFlows.enumerated() where weight != 0 {
      price[cell / n] -= theta * weight
      index[cell % n] += theta * weight
      expenditure[cell % n] += weight
    }
    if closure == .multiplicative {
      // Expenditure follows output alone.
      for i in 0..<n {
        output[i] += expenditure[i]
        expenditure[i] = 0
      }
    }
    let gradient = linear.transposeChanges(
      price: price,
      index: index,
      output: output,
      expenditure: expenditure
    )
    let share = system.stepShare
    let (multipliers, reached) = try GeneralisedMinimalResidual(
      tolerance: 1e-13,
      restart: min(n + 1, 200),
      cycles: 20
    ).solve(gradient.q) { weights in
      let sum = weights.reduce(0, +)
      let back = linear.transpose(weights.map { $0 * share }).q
      return (0..<n).map { back[$0] - linear.outputWeights[$0] * sum }
    }
    guard reached < 1e-7 else {
      throw NotConverged(
        solver: "derivatives of the trade equilibrium",
        residual: reached,
        tolerance: 1e-7,
        iterations: 20,
        advice: "the equilibrium is at a point where it is not smooth or not unique"
      )
    }
    let back = linear.transpose(multipliers.map { $0 * share })
    let onIndex = (0..<n).map { gradient.direct[$0] - back.direct[$0] }
    var result =
      onFlows.isEmpty ? [Double](repeating: 0, count: n * n) : onFlows.map { -theta * $0 }
    for i in 0..<n {
      let onSales = theta * back.sales[i]
      for j in 0..<n {
        let cell = i * n + j
        result[cell] += linear.bought[cell] * onIndex[j] + linear.sold[cell] * onSales
      }
    }
    return result
  }
}
