import Numerics

extension RiskSummary {
  /// 95 % interval of the share below zero (Wilson 1927), as if draws were independent.
  public var probabilityNegativeInterval: (low: Double, high: Double) {
    let count = Double(max(1, sorted.count))
    let z = 1.959963984540054
    let middle = (probabilityNegative + z * z / (2 * count)) / (1 + z * z / count)
    let spread =
      z / (1 + z * z / count)
      * (probabilityNegative * (1 - probabilityNegative) / count + z * z / (4 * count * count))
      .squareRoot()
    return (max(0, middle - spread), min(1, middle + spread))
  }

  /// Mean of the worst share of the draws (expected shortfall; Acerbi & Tasche 2002); at least one
  /// draw counts.
  public func meanOfWorst(_ share: Double) -> Double {
    guard !sorted.isEmpty else { return 0 }
    let wanted = max(1, min(1, max(0, share)) * Double(sorted.count))
    let whole = min(sorted.count, Int(wanted))
    var sum = Series.sum(sorted.prefix(whole))
    if whole < sorted.count { sum += (wanted - Double(whole)) * sorted[whole] }
    return sum / wanted
  }
}
