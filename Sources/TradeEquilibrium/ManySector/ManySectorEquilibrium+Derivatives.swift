import Foundation
import Numerics

extension ManySectorEquilibrium {
  /// Derivative of real incomes with respect to the logarithm of every trade cost, at the
  /// equilibrium after a change: one linear solve with the transposed markets (adjoint), whatever
  /// the number of trade costs.
  ///
  /// - Parameters:
  ///   - weights: of countries' ln real incomes; a one and zeros for one country.
  ///   - costFactors: the change at which to derive; empty: none.
  ///   - tariffs: new rates; empty: those of the base.
  /// - Returns: d Σ weights · ln real income / d ln trade cost, laid out as the flows.
  /// - Throws: `NotConverged`; `WorldFault`.
  public func derivatives(
    ofRealIncome weights: [Double],
    costFactors: [Double] = [],
    tariffs: [Double] = []
  ) throws -> [Double] {
    let n = world.count
    let m = world.sectorCount
    guard weights.count == n else {
      throw WorldFault(description: "\(weights.count) weights for \(n) countries")
    }
    guard closure != .multiplicative else {
      throw WorldFault(
        description:
          "spending of the closure multiplicative does not add up over the world: derive "
          + "with the closure rescaled, whose prices are the same"
      )
    }
    let system = try system(costFactors: costFactors, tariffs: tariffs)
    let solution = try MarketSolver(
      tolerance: tolerance * (system.wageShare.min() ?? 1),
      memory: 12,
      name: "many-sector equilibrium"
    ).solve(system, start: [Double](repeating: 0, count: system.count))
    let linear = ManySectorLinearisation(system, solution.point)
    let zeros = [Double](repeating: 0, count: system.count)
    var direct = linear.transpose(
      zeros,
      income: (0..<n).map { weights[$0] / linear.state.income[$0] }
    )
    for k in 0..<m {
      for j in 0..<n {
        direct.point[n + k * n + j] -=
          weights[j] * world.finalDemand[k * n + j] / world.income[j]
      }
    }
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
    return result
  }
}
