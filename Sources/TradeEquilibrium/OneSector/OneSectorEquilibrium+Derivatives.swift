import Foundation
import Numerics

extension OneSectorEquilibrium {
  /// An outcome as a sum of logarithms of factors, with weights by country.
  public struct Outcome: Sendable {
    /// Weights of ln Ŷ.
    public var wage: [Double]
    /// Weights of ln P̂.
    public var priceIndex: [Double]
    /// Weights of ln Ê.
    public var expenditure: [Double]

    /// An outcome of these weights.
    public init(wage: [Double], priceIndex: [Double], expenditure: [Double]) {
      self.wage = wage
      self.priceIndex = priceIndex
      self.expenditure = expenditure
    }

    /// Real income, weighted by country: expenditure over price index.
    public static func realIncome(_ weights: [Double]) -> Outcome {
      Outcome(
        wage: weights.map { _ in 0 },
        priceIndex: weights.map { -$0 },
        expenditure: weights
      )
    }

    /// Real income of one country of so many.
    public static func realIncome(of country: Int, among count: Int) -> Outcome {
      realIncome((0..<count).map { $0 == country ? 1 : 0 })
    }
  }

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
    of outcome: Outcome,
    costFactors: [Double],
    start: [Double]? = nil
  ) throws -> [Double] {
    let n = world.count
    guard outcome.wage.count == n, outcome.priceIndex.count == n, outcome.expenditure.count == n
    else { throw WorldFault(description: "an outcome needs a weight for every country") }
    let solution = try solve(costFactors: costFactors, start: start)
    let weights = FlowMatrix.product(world.flows, try world.response(costFactors))
    let system = system(weights, .full)
    let linear = OneSectorLinearisation(system, solution.logPrices)
    let zeros = [Double](repeating: 0, count: n)
    let isPlain = closure == .multiplicative
    let gradient = linear.transposeChanges(
      price: zeros,
      index: outcome.priceIndex,
      output: isPlain
        ? zip(outcome.wage, outcome.expenditure).map { $0 + $1 } : outcome.wage,
      expenditure: isPlain ? zeros : outcome.expenditure
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
    let theta = world.elasticity
    var result = [Double](repeating: 0, count: n * n)
    for i in 0..<n {
      let onSales = theta * back.sales[i]
      for j in 0..<n {
        let cell = i * n + j
        result[cell] = linear.bought[cell] * onIndex[j] + linear.sold[cell] * onSales
      }
    }
    return result
  }
}
