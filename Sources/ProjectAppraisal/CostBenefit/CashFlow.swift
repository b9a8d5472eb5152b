import Numerics

/// Amounts by year, at the ends of years.
public struct CashFlow: Sendable, Equatable {
  /// Year of the first amount.
  public var firstYear: Int
  /// Amounts, one a year.
  public var amounts: [Double]

  /// Amounts from a year on.
  public init(firstYear: Int, amounts: [Double]) {
    self.firstYear = firstYear
    self.amounts = amounts
  }

  /// Amount of a year; zero outside.
  public func amount(_ year: Int) -> Double {
    amounts.indices.contains(year - firstYear) ? amounts[year - firstYear] : 0
  }

  /// Present value: Σ amount · (1 + rate)^(presentValueYear − year).
  public func presentValue(rate: Double, year presentValueYear: Int) -> Double {
    var factor = 1.0
    let ahead = firstYear - presentValueYear
    for _ in 0..<abs(ahead) { factor = ahead > 0 ? factor / (1 + rate) : factor * (1 + rate) }
    var terms: [Double] = []
    terms.reserveCapacity(amounts.count)
    for amount in amounts {
      terms.append(amount * factor)
      factor /= 1 + rate
    }
    return Series.sum(terms)
  }

  /// Every real rate a year above −100 % at which the present value is zero, rising: none, one, or
  /// several where the amounts change sign more than once.
  ///
  /// None is missed, however close two lie; see `TimedCashFlow.ratesOfReturn`.
  public func internalRatesOfReturn() -> [Double] {
    TimedCashFlow(amounts: amounts).ratesOfReturn
  }

  /// Sum of two.
  public static func + (left: CashFlow, right: CashFlow) -> CashFlow {
    if left.amounts.isEmpty { return right }
    if right.amounts.isEmpty { return left }
    let first = min(left.firstYear, right.firstYear)
    let last = max(
      left.firstYear + left.amounts.count,
      right.firstYear + right.amounts.count
    )
    return CashFlow(
      firstYear: first,
      amounts: (first..<last).map { left.amount($0) + right.amount($0) }
    )
  }

  /// Each amount times a factor.
  public static func * (left: CashFlow, factor: Double) -> CashFlow {
    CashFlow(firstYear: left.firstYear, amounts: left.amounts.map { $0 * factor })
  }
}
