import Numerics

/// Value left at the end of the years appraised.
public enum ResidualValue {
  /// Cost of an asset times the share of its life that is left, on a straight line; never below
  /// zero.
  ///
  /// - Parameters:
  ///   - cost: what it cost.
  ///   - lifeYears: its life, above zero.
  ///   - ageYears: its age at the end.
  /// - Returns: the value, zero where it has no life.
  public static func straightLine(cost: Double, lifeYears: Double, ageYears: Double) -> Double {
    guard lifeYears > 0 else { return 0 }
    return cost * max(0, min(1, 1 - ageYears / lifeYears))
  }

  /// Present value, at the end of the last year appraised, of what the asset brings in the years of
  /// its life that are left.
  ///
  /// The method to be used by rule: European Commission (2014), "Guide to cost-benefit analysis of
  /// investment projects", sect. 2.7.3.
  ///
  /// - Parameters:
  ///   - lastAmount: net amount of the last year appraised.
  ///   - growth: growth of it a year.
  ///   - years: years left.
  ///   - rate: discount rate a year.
  /// - Returns: the value, to be counted with the last year's amounts.
  public static func remainingFlows(
    lastAmount: Double,
    growth: Double = 0,
    years: Int,
    rate: Double
  ) -> Double {
    var amount = lastAmount
    var factor = 1.0
    var terms: [Double] = []
    for _ in 0..<max(0, years) {
      amount *= 1 + growth
      factor /= 1 + rate
      terms.append(amount * factor)
    }
    return Series.sum(terms)
  }

  /// Present value of the same without end: amount · (1 + growth) / (rate − growth); `nil` where the
  /// rate is not above the growth.
  public static func perpetuity(lastAmount: Double, growth: Double = 0, rate: Double) -> Double? {
    rate > growth ? lastAmount * (1 + growth) / (rate - growth) : nil
  }
}
