import Foundation

/// Grant element of a loan by formula.
public enum GrantElement {
  /// Share of a loan that is a gift, for equal principal after a grace (OECD DAC; Pincus 1963):
  /// (1 − (r/a)/d)·(1 − (q^G − q^M)/(d·(aM − aG))) with a payments a year, d = (1 + D)^(1/a) − 1,
  /// q^t = (1 + d)^(−a·t), maturity M and G the years to the first repayment less one period.
  ///
  /// - Returns: the share; `nil` where there is no such loan.
  public static func ofEqualPrincipal(
    interestRate: Double,
    discountRate: Double,
    paymentsPerYear: Int,
    yearsToFirstRepayment: Double,
    maturityYears: Double
  ) -> Double? {
    let times = Double(paymentsPerYear)
    guard paymentsPerYear > 0, discountRate > -1, discountRate != 0 else { return nil }
    let period = expm1(log1p(discountRate) / times)
    let grace = yearsToFirstRepayment - 1 / times
    guard maturityYears > grace, grace >= 0 else { return nil }
    let first = exp(-grace * log1p(discountRate))
    let last = exp(-maturityYears * log1p(discountRate))
    let spread = (first - last) / (period * times * (maturityYears - grace))
    return (1 - interestRate / times / period) * (1 - spread)
  }
}

/// Capacity to carry debt, with the thresholds of the debt sustainability framework for low-income
/// countries (IMF and World Bank 2017).
public enum DebtCapacityClass: String, Sendable, CaseIterable {
  /// Weak.
  case weak
  /// Medium.
  case medium
  /// Strong.
  case strong

  /// Present value of external debt over exports, per cent.
  public var presentValueToExportsPercent: Double {
    switch self {
    case .weak: 140
    case .medium: 180
    case .strong: 240
    }
  }

  /// External debt service over exports, per cent.
  public var serviceToExportsPercent: Double {
    switch self {
    case .weak: 10
    case .medium: 15
    case .strong: 21
    }
  }
}
