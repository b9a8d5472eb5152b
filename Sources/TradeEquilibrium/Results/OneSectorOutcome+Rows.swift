extension OneSectorOutcome {
  /// The table of countries.
  ///
  /// A country that sells or buys nothing abroad in the base still does not after the change: 0 %.
  public func rows(names: [String]) -> [EquilibriumRow] {
    let n = count
    let before = Self.foreignSums(baseFlows, n)
    let after = Self.foreignSums(flows, n)
    return (0..<n).map { i in
      let price = priceIndexFactor[i]
      return EquilibriumRow(
        country: names[i],
        exportsPct: percent(after.exports[i], before.exports[i]),
        importsPct: percent(after.imports[i], before.imports[i]),
        wagePct: 100 * (wageFactor[i] - 1),
        priceIndexPct: 100 * (price - 1),
        realIncomePct: 100 * (expenditureFactor[i] / price - 1),
        realOutputPct: 100 * (wageFactor[i] / price - 1),
        termsOfTradePct: 100 * (outputPriceFactor[i] / price - 1)
      )
    }
  }

  private func percent(_ after: Double, _ before: Double) -> Double {
    before > 0 ? 100 * (after / before - 1) : 0
  }

  private static func foreignSums(
    _ flows: [Double],
    _ n: Int
  ) -> (
    exports: [Double], imports: [Double]
  ) {
    var exports = [Double](repeating: 0, count: n)
    var imports = exports
    for i in 0..<n {
      for j in 0..<n where i != j {
        exports[i] += flows[i * n + j]
        imports[j] += flows[i * n + j]
      }
    }
    return (exports, imports)
  }
}
