import Foundation
import Numerics

/// Cover of debt by cash (Yescombe 2014, chapter 12).
public enum CoverRatios {
  /// Cash over debt service in each period; `nil` where no debt is served.
  public static func debtService(cash: [Double], service: [Double]) -> [Double?] {
    zip(cash, service).map { $1 > 0 ? $0 / $1 : nil }
  }

  /// Discount factors at the end of each period, from rates a period that may change.
  public static func factors(rates: [Double]) -> [Double] {
    var factor = 1.0
    return rates.map { rate in
      factor /= 1 + rate
      return factor
    }
  }

  /// Present value, one period before the first, of amounts at the ends of periods.
  public static func presentValue(_ amounts: some Sequence<Double>, rates: [Double]) -> Double {
    Series.sum(zip(amounts, factors(rates: rates)).map { $0 * $1 })
  }

  /// Loan life cover ratio: present value of the cash of the loan's periods at the loan's rate, over
  /// the debt before them; with the cash of the whole project it is the project life cover ratio.
  ///
  /// - Parameters:
  ///   - cash: cash available for debt service in each period, the first one a period after `debt`.
  ///   - rates: rates a period, one for each amount of cash.
  ///   - debt: debt outstanding before the first period.
  ///   - reserve: cash held for debt service, counted with the cash.
  /// - Returns: the ratio; `nil` where there is no debt.
  public static func life(
    cash: [Double],
    rates: [Double],
    debt: Double,
    reserve: Double = 0
  ) -> Double? {
    guard debt > 0 else { return nil }
    let ratio = (presentValue(cash, rates: rates) + reserve) / debt
    return ratio.isFinite ? ratio : nil
  }

  /// Debt that cash can serve at a cover ratio: the present value of cash over the ratio.
  public static func debtCapacity(cash: [Double], rates: [Double], cover: Double) -> Double? {
    guard cover > 0 else { return nil }
    return presentValue(cash.map { $0 / cover }, rates: rates)
  }
}
