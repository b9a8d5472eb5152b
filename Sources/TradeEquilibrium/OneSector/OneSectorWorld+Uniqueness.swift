extension OneSectorWorld {
  /// Whether the equilibrium after a change is known to be the only one.
  ///
  /// With a trade elasticity above zero and a supply elasticity not below it, expenditure in
  /// proportion to output and countries that all trade with each other, directly or through others,
  /// prices are unique up to scale (Allen, Arkolakis & Takahashi 2020, theorem 1).
  ///
  /// - Parameters:
  ///   - weights: flows after the change at unchanged prices.
  ///   - closure: how imbalances are carried.
  /// - Returns: the verdict and its reason.
  public func uniqueness(weights: [Double], closure: TradeClosure) -> Uniqueness {
    guard isConnected(weights) else {
      return Uniqueness(
        isProven: false,
        reason: "after the change some countries neither sell to nor buy from the rest, however "
          + "indirectly: relative price levels of the parts are arbitrary, real incomes are not"
      )
    }
    if closure == .additive {
      return Uniqueness(
        isProven: false,
        reason: "no theorem covers deficits fixed in value; the other closures have one"
      )
    }
    return Uniqueness(
      isProven: true,
      reason: "trade elasticity \(elasticity) > 0, supply elasticity \(supplyElasticity) >= 0, "
        + "trade connected (Allen, Arkolakis & Takahashi 2020, theorem 1)"
    )
  }

  /// Whether every country reaches every other along positive flows.
  private func isConnected(_ weights: [Double]) -> Bool {
    for isForward in [true, false] {
      var seen = [Bool](repeating: false, count: count)
      var stack = [0]
      seen[0] = true
      while let i = stack.popLast() {
        for j in 0..<count where !seen[j] {
          guard weights[isForward ? i * count + j : j * count + i] > 0 else { continue }
          seen[j] = true
          stack.append(j)
        }
      }
      if seen.contains(false) { return false }
    }
    return true
  }
}
