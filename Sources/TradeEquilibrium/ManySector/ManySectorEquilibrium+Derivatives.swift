import Foundation
import Numerics

extension ManySectorEquilibrium {
  /// Derivative of an outcome with respect to the logarithm of every trade cost, at the equilibrium
  /// after a change: one linear solve with the transposed markets (adjoint), whatever the number of
  /// trade costs.
  ///
  /// - Parameters:
  ///   - outcome: what is derived; its expenditure is income.
  ///   - costFactors: the change at which to derive; empty: none.
  ///   - tariffs: new rates; empty: those of the base.
  /// - Returns: d outcome / d ln trade cost, laid out as the flows.
  /// - Throws: `NotConverged`; `WorldFault`.
  public func derivatives(
    of outcome: OutcomeWeights,
    costFactors: [Double] = [],
    tariffs: [Double] = []
  ) throws -> [Double] {
    let n = world.count
    try outcome.check(countries: n, flows: world.flows.count)
    guard closure != .multiplicative else {
      throw WorldFault(
        description:
          "spending of the closure multiplicative does not add up over the world: derive "
          + "with the closure rescaled, whose prices are the same"
      )
    }
    let system = try system(costFactors: costFactors, tariffs: tariffs)
    let solution = try solution(system, costFactors: costFactors, tariffs: tariffs)
    let linear = ManySectorLinearisation(system, solution.point)
    let onFlows = try outcome.onFlows(linear.flows) { world.label($0) }
    let direct = gradient(of: outcome, onFlows, linear)
    let (multipliers, reached) = try GeneralisedMinimalResidual(
      tolerance: 1e-13,
      restart: 200,
      cycles: 20
    ).solve(direct.point) { linear.transpose($0).point }
    guard reached < 1e-7 else {
      throw NotConverged(
        solver: "derivatives of the many-sector equilibrium",
        residual: reached,
        tolerance: 1e-7,
        iterations: 20,
        advice: "the equilibrium is at a point where it is not smooth or not unique"
      )
    }
    var result = [Double](repeating: 0, count: world.flows.count)
    linear.addCosts(direct, factor: 1, to: &result)
    linear.addCosts(linear.transpose(multipliers), factor: -1, to: &result)
    for cell in onFlows.indices where onFlows[cell] != 0 {
      result[cell] -= world.elasticities[cell / (n * n)] * onFlows[cell]
    }
    return result
  }

  /// Weights of an outcome on wages, prices and purchases, and on what trade costs move at once.
  private func gradient(
    of outcome: OutcomeWeights,
    _ onFlows: [Double],
    _ linear: ManySectorLinearisation
  ) -> ManySectorLinearisation.Weights {
    let n = world.count
    let m = world.sectorCount
    var extra = ManySectorLinearisation.Extra(countries: n, sectors: m)
    var onPrice = [Double](repeating: 0, count: n * m)
    for i in 0..<n {
      extra.income[i] = outcome.expenditure[i] / linear.state.income[i]
      var sales = 0.0
      var before = 0.0
      for k in 0..<m {
        sales += linear.state.sales[k * n + i]
        before += world.sales[k * n + i]
      }
      for k in 0..<m {
        let place = k * n + i
        extra.sales[place] = outcome.output[i] / sales
        extra.cost[place] = outcome.outputPrice[i] * world.sales[place] / before
        onPrice[place] = outcome.priceIndex[i] * world.finalDemand[place] / world.income[i]
      }
    }
    // d ln N_ijk = −θ (d ln c_ik + d ln κ_ijk) + θ d ln P_jk + d ln X_jk.
    for (cell, weight) in onFlows.enumerated() where weight != 0 {
      let k = cell / (n * n)
      let theta = world.elasticities[k]
      extra.cost[k * n + cell / n % n] -= theta * weight
      extra.index[k * n + cell % n] += theta * weight
      extra.purchases[k * n + cell % n] += weight
    }
    let zeros = [Double](repeating: 0, count: linear.system.count)
    var direct = linear.transpose(zeros, and: extra)
    for i in 0..<n { direct.point[i] += outcome.wage[i] }
    for place in onPrice.indices { direct.point[n + place] += onPrice[place] }
    return direct
  }
}
