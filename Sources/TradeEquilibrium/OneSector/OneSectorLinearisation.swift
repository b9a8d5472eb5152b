import Foundation

/// First derivatives of the markets of a one-sector world at an equilibrium, and their transpose.
///
/// With import shares μ_ij and export shares ν_ij of the flows there:
/// d ln P_j = Σ_i μ_ij (dq_i + d ln τ_ij), d ln Y = dq + ψ (dq − d ln P),
/// dr_i = −θ dq_i + Σ_j ν_ij (θ d ln P_j + d ln E_j − θ d ln τ_ij) − d ln Y_i, with the numéraire taken
/// out.
struct OneSectorLinearisation {
  let system: OneSectorSystem
  let state: OneSectorSystem.State
  /// Share of exporter i in what importer j buys.
  let bought: [Double]
  /// Share of importer j in what exporter i sells.
  let sold: [Double]
  /// Shares in world output.
  let weight: [Double]
  /// Derivative of the logarithm of world output with respect to the logarithm of each price.
  let outputWeights: [Double]

  init(_ system: OneSectorSystem, _ q: [Double]) {
    self.system = system
    let n = system.count
    let world = system.world
    let state = system.state(q)
    self.state = state
    bought = FlowMatrix.scaled(
      system.weights,
      rows: state.powers,
      columns: (0..<n).map { 1 / (world.expenditure[$0] * state.access[$0]) }
    )
    sold = FlowMatrix.scaled(
      system.weights,
      rows: (0..<n).map { state.powers[$0] / (state.sales[$0] * world.output[$0]) },
      columns: (0..<n).map { state.bounded[$0] / state.access[$0] }
    )
    var weight = (0..<n).map { world.output[$0] * exp(state.output[$0]) }
    if case .given = system.spending {
      weight = (0..<n).map { world.output[$0] * exp(state.price[$0]) }
    }
    let total = weight.reduce(0, +)
    let shares = weight.map { $0 / total }
    self.weight = shares
    if case .given = system.spending {
      outputWeights = shares
    } else {
      let psi = world.supplyElasticity
      let throughIndex = FlowMatrix.rowSums(bought, shares)
      outputWeights = (0..<n).map { (1 + psi) * shares[$0] - psi * throughIndex[$0] }
    }
  }

  /// Derivative of ln E with respect to ln Y: its own part, and one common to all.
  private var spendingOwn: [Double] {
    let n = system.count
    let world = system.world
    switch system.spending {
    case .given: return [Double](repeating: 0, count: n)
    case .additive:
      return (0..<n).map {
        world.output[$0] * exp(state.output[$0]) / (world.expenditure[$0] * state.bounded[$0])
      }
    case .rescaled: return [Double](repeating: 1, count: n)
    }
  }

  /// Weights of d ln Y in −d ln ξ.
  private var levelWeights: [Double] {
    let n = system.count
    guard case .rescaled = system.spending else { return [Double](repeating: 0, count: n) }
    let spent = (0..<n).map { system.world.expenditure[$0] * exp(state.output[$0]) }
    let total = spent.reduce(0, +)
    return (0..<n).map { spent[$0] / total - weight[$0] }
  }

  /// Changes of logarithms that follow from changes of prices and of the index at given prices.
  struct Changes {
    var price: [Double]
    var index: [Double]
    var output: [Double]
    var expenditure: [Double]
  }

  /// Changes that follow from changes dq of ln p̂, before the numéraire is taken out, and direct ones
  /// of ln P̂ at given prices.
  func changes(_ dq: [Double], direct: [Double]? = nil) -> Changes {
    let n = system.count
    let psi = system.world.supplyElasticity
    var index = FlowMatrix.columnSums(bought, dq)
    if let direct { for j in 0..<n { index[j] += direct[j] } }
    var output = [Double](repeating: 0, count: n)
    var price = dq
    var isGiven = false
    if case .given = system.spending { isGiven = true }
    if !isGiven { for i in 0..<n { output[i] = dq[i] + psi * (dq[i] - index[i]) } }
    var shift = 0.0
    for i in 0..<n { shift += weight[i] * (isGiven ? dq[i] : output[i]) }
    for i in 0..<n {
      price[i] -= shift
      index[i] -= shift
      if !isGiven { output[i] -= shift }
    }
    let own = spendingOwn
    let common = levelWeights
    var level = 0.0
    for i in 0..<n { level -= common[i] * output[i] }
    let expenditure = (0..<n).map { own[$0] * output[$0] + level }
    return Changes(price: price, index: index, output: output, expenditure: expenditure)
  }

  /// Change of the logarithm of world output at these prices, before the numéraire is taken out.
  func shift(_ dq: [Double]) -> Double {
    var shift = 0.0
    for i in 0..<system.count { shift += outputWeights[i] * dq[i] }
    return shift
  }

  /// Change of the residuals that follows.
  ///
  /// - Parameters:
  ///   - dq: change of ln p̂.
  ///   - direct: change of ln P̂ at given prices.
  ///   - sales: change of ln sales at given prices, incomes and indices.
  /// - Returns: change of the residuals.
  func residualChange(
    _ dq: [Double],
    direct: [Double]? = nil,
    sales: [Double]? = nil
  ) -> [Double] {
    let n = system.count
    let theta = system.world.elasticity
    let changes = changes(dq, direct: direct)
    // The level of prices drops out of −θ q + Σ ν θ ln P.
    let pull = (0..<n).map { theta * changes.index[$0] + changes.expenditure[$0] }
    var result = FlowMatrix.rowSums(sold, pull)
    for i in 0..<n { result[i] += (sales?[i] ?? 0) - theta * changes.price[i] - changes.output[i] }
    return result
  }

  /// The transpose: weights on residuals to weights on (dq, direct, sales).
  func transpose(_ weights: [Double]) -> (q: [Double], direct: [Double], sales: [Double]) {
    let n = system.count
    let theta = system.world.elasticity
    let onPull = FlowMatrix.columnSums(sold, weights)
    let back = transposeChanges(
      price: weights.map { -theta * $0 },
      index: onPull.map { theta * $0 },
      output: weights.map { -$0 },
      expenditure: onPull
    )
    return (back.q, back.direct, Array(weights.prefix(n)))
  }

  /// The transpose of `changes`.
  func transposeChanges(
    price: [Double],
    index: [Double],
    output: [Double],
    expenditure: [Double]
  ) -> (q: [Double], direct: [Double]) {
    let n = system.count
    let psi = system.world.supplyElasticity
    var isGiven = false
    if case .given = system.spending { isGiven = true }
    let own = spendingOwn
    let common = levelWeights
    let level = expenditure.reduce(0, +)
    var output = output
    for i in 0..<n { output[i] += own[i] * expenditure[i] - common[i] * level }
    // shift = Σ weight · (output or q), subtracted from all three.
    var shift = 0.0
    for i in 0..<n { shift -= price[i] + index[i] + (isGiven ? 0 : output[i]) }
    var q = price
    var index = index
    if isGiven {
      for i in 0..<n { q[i] += weight[i] * shift }
    } else {
      for i in 0..<n {
        let onOutput = output[i] + weight[i] * shift
        q[i] += (1 + psi) * onOutput
        index[i] -= psi * onOutput
      }
    }
    let onPrices = FlowMatrix.rowSums(bought, index)
    for i in 0..<n { q[i] += onPrices[i] }
    return (q, index)
  }
}
