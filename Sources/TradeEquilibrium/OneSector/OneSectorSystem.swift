import Foundation
import Numerics

/// Markets of a one-sector world in logarithms q of output prices.
///
/// With A_ij = X_ij τ̂_ij^−θ: P̂_j^−θ = Σ_i A_ij p̂_i^−θ / E_j; Ŷ_i = p̂_i (p̂_i / P̂_i)^ψ;
/// market i clears where Y_i Ŷ_i = p̂_i^−θ Σ_j A_ij P̂_j^θ Ê_j (Allen, Arkolakis & Takahashi 2020,
/// eqs. 6–10, in changes). World output is the numéraire: Σ Y Ŷ = Σ Y.
struct OneSectorSystem: MarketSystem {
  /// How expenditure follows.
  enum Spending {
    /// As in the base: outputs and expenditures given.
    case given
    /// Output plus the deficit of the base.
    case additive
    /// The base's multiple of output, with one factor over the world.
    case rescaled
  }

  let world: OneSectorWorld
  /// X τ̂^−θ.
  let weights: [Double]
  let spending: Spending
  let worldOutput: Double
  let worldExpenditure: Double

  init(_ world: OneSectorWorld, weights: [Double], spending: Spending) {
    self.world = world
    self.weights = weights
    self.spending = spending
    worldOutput = world.output.reduce(0, +)
    worldExpenditure = world.expenditure.reduce(0, +)
  }

  var count: Int { world.count }

  /// Everything at given prices, in the numéraire.
  struct State {
    /// ln p̂, ln P̂ and ln Ŷ.
    var price: [Double]
    var index: [Double]
    var output: [Double]
    /// p̂^−θ and P̂^−θ, both on one scale.
    var powers: [Double]
    var access: [Double]
    /// Ê before any bound.
    var expenditure: [Double]
    /// Ê as used: never below a small share of the base.
    var bounded: [Double]
    /// What each country sells over its base output.
    var sales: [Double]
    /// One factor on all expenditures.
    var level: Double
    /// What was taken off the logarithms of prices to keep world output.
    var shift: Double
  }

  func state(_ q: [Double]) -> State {
    let n = world.count
    let theta = world.elasticity
    let psi = world.supplyElasticity
    let lowest = q.min() ?? 0
    let powers = q.map { $0 == lowest ? 1 : exp(-theta * ($0 - lowest)) }
    let sums = FlowMatrix.columnSums(weights, powers)
    let access = (0..<n).map { sums[$0] / world.expenditure[$0] }
    var index = access.map { lowest - log($0) / theta }
    var price = q
    var output = q
    if case .given = spending {
      output = [Double](repeating: 0, count: n)
    } else {
      for i in 0..<n { output[i] = q[i] + psi * (q[i] - index[i]) }
    }
    // The level: world output stays, or would at these output prices where outputs are given.
    let moving: [Double]
    if case .given = spending { moving = q } else { moving = output }
    var total = 0.0
    for i in 0..<n { total += world.output[i] * exp(moving[i]) }
    let shift = log(total / worldOutput)
    for i in 0..<n {
      price[i] -= shift
      index[i] -= shift
      if case .given = spending { continue }
      output[i] -= shift
    }
    var level = 1.0
    var expenditure = [Double](repeating: 1, count: n)
    switch spending {
    case .given: break
    case .additive:
      for j in 0..<n where output[j] != 0 {
        expenditure[j] = 1 + world.output[j] * expm1(output[j]) / world.expenditure[j]
      }
    case .rescaled:
      var earned = 0.0
      var spent = 0.0
      for j in 0..<n {
        expenditure[j] = exp(output[j])
        earned += world.output[j] * expenditure[j]
        spent += world.expenditure[j] * expenditure[j]
      }
      level = (earned / worldOutput) / (spent / worldExpenditure)
      for j in 0..<n { expenditure[j] *= level }
    }
    let bounded = expenditure.map { max($0, 1e-9) }
    let demand = FlowMatrix.rowSums(weights, (0..<n).map { bounded[$0] / access[$0] })
    let sales = (0..<n).map { powers[$0] * demand[$0] / world.output[$0] }
    return State(
      price: price,
      index: index,
      output: output,
      powers: powers,
      access: access,
      expenditure: expenditure,
      bounded: bounded,
      sales: sales,
      level: level,
      shift: shift
    )
  }

  /// Logarithm of what each country sells over what it makes.
  func residuals(_ state: State) -> [Double] {
    (0..<world.count).map { log(state.sales[$0]) - state.output[$0] }
  }

  func correction(_ q: [Double]) -> [Double] {
    let state = state(q)
    let residuals = residuals(state)
    let share = stepShare
    // Markets do not know the level of prices; the numéraire does.
    return residuals.map { $0 * share - state.shift }
  }

  /// Step in the price for a residual of one, as if all other prices stayed.
  var stepShare: Double {
    if case .given = spending { return 1 / world.elasticity }
    return 1 / (1 + world.elasticity + world.supplyElasticity)
  }

  /// Derivative of the correction, as a map of changes of ln p̂.
  func derivative(_ q: [Double]) -> ([Double]) -> [Double] {
    let linear = OneSectorLinearisation(self, q)
    let share = stepShare
    return { direction in
      let shift = linear.shift(direction)
      return linear.residualChange(direction).map { $0 * share - shift }
    }
  }
}
