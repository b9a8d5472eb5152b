/// A set of markets to be cleared, in logarithms of its unknowns.
protocol MarketSystem {
  /// Number of unknowns.
  var count: Int { get }

  /// What an equilibrium is missing at these unknowns, as a correction that, added to them, leads
  /// towards it; all zero at an equilibrium.
  func correction(_ point: [Double]) throws -> [Double]

  /// Derivative of the correction at a point, as a map of directions.
  func derivative(_ point: [Double]) throws -> ([Double]) throws -> [Double]
}

extension MarketSystem {
  /// By differences, where a system has no closed form at hand.
  func derivative(_ point: [Double]) throws -> ([Double]) throws -> [Double] {
    let base = try correction(point)
    return { direction in
      let size = direction.reduce(0) { max($0, abs($1)) }
      guard size > 0 else { return direction }
      let step = 1e-7 / size
      var moved = point
      for i in moved.indices { moved[i] += step * direction[i] }
      let there = try correction(moved)
      return there.indices.map { (there[$0] - base[$0]) / step }
    }
  }
}
