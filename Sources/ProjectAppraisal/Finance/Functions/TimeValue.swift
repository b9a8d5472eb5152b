import Foundation

/// Level payments and what they are worth; the signs are those of spreadsheets: what is received is
/// above zero, what is paid is below.
///
/// With rate r a period, n periods, present value P, payment A, future value F and k = 1 where
/// payments are at the start of each period, else 0:
/// P·(1 + r)ⁿ + A·(1 + r·k)·((1 + r)ⁿ − 1)/r + F = 0 (Kellison 2009, ch. 3).
/// Zero and negative rates above −1 are allowed.
public enum TimeValue {
  /// (1 + r)ⁿ.
  static func growth(_ rate: Double, _ periods: Double) -> Double { exp(periods * log1p(rate)) }

  /// ((1 + r)ⁿ − 1)/r, which is n at r = 0.
  static func accumulation(_ rate: Double, _ periods: Double) -> Double {
    rate == 0 ? periods : expm1(periods * log1p(rate)) / rate
  }

  /// Payment a period (`PMT`); `nil` where the rate is not above −1 or there are no periods.
  public static func payment(
    rate: Double,
    periods: Double,
    presentValue: Double,
    futureValue: Double = 0,
    atStart: Bool = false
  ) -> Double? {
    guard rate > -1, periods > 0 else { return nil }
    let factor = accumulation(rate, periods) * (atStart ? 1 + rate : 1)
    return finite(-(presentValue * growth(rate, periods) + futureValue) / factor)
  }

  /// Value at the start (`PV`); `nil` where the rate is not above −1.
  public static func presentValue(
    rate: Double,
    periods: Double,
    payment: Double,
    futureValue: Double = 0,
    atStart: Bool = false
  ) -> Double? {
    guard rate > -1 else { return nil }
    let sum = payment * accumulation(rate, periods) * (atStart ? 1 + rate : 1)
    return finite(-(sum + futureValue) / growth(rate, periods))
  }

  /// Value at the end (`FV`); `nil` where the rate is not above −1.
  public static func futureValue(
    rate: Double,
    periods: Double,
    payment: Double,
    presentValue: Double = 0,
    atStart: Bool = false
  ) -> Double? {
    guard rate > -1 else { return nil }
    let sum = payment * accumulation(rate, periods) * (atStart ? 1 + rate : 1)
    return finite(-(sum + presentValue * growth(rate, periods)))
  }

  /// Number of periods (`NPER`); `nil` where no number of periods does it.
  public static func periods(
    rate: Double,
    payment: Double,
    presentValue: Double,
    futureValue: Double = 0,
    atStart: Bool = false
  ) -> Double? {
    guard rate > -1 else { return nil }
    if rate == 0 {
      return payment == 0 ? nil : finite(-(presentValue + futureValue) / payment)
    }
    let level = payment * (atStart ? 1 + rate : 1) / rate
    let ratio = (level - futureValue) / (level + presentValue)
    guard ratio > 0 else { return nil }
    return finite(log(ratio) / log1p(rate))
  }

  /// Every rate a period (`RATE`), rising; there may be none or two.
  public static func rates(
    periods: Int,
    payment: Double,
    presentValue: Double,
    futureValue: Double = 0,
    atStart: Bool = false
  ) -> [Double] {
    guard periods > 0, periods <= 100_000 else { return [] }
    var amounts = [Double](repeating: 0, count: periods + 1)
    amounts[0] = presentValue
    for period in 0..<periods { amounts[period + (atStart ? 0 : 1)] += payment }
    amounts[periods] += futureValue
    return TimedCashFlow(amounts: amounts).ratesOfReturn
  }

  /// Interest in payment number `period`, from 1 (`IPMT`, payments at the end of periods).
  public static func interest(
    rate: Double,
    period: Int,
    periods: Double,
    presentValue: Double,
    futureValue: Double = 0
  ) -> Double? {
    guard period >= 1, Double(period) <= periods,
      let payment = payment(
        rate: rate,
        periods: periods,
        presentValue: presentValue,
        futureValue: futureValue
      ),
      let balance = self.futureValue(
        rate: rate,
        periods: Double(period - 1),
        payment: payment,
        presentValue: presentValue
      )
    else { return nil }
    return finite(balance * rate)
  }

  /// Principal in payment number `period`, from 1 (`PPMT`, payments at the end of periods).
  public static func principal(
    rate: Double,
    period: Int,
    periods: Double,
    presentValue: Double,
    futureValue: Double = 0
  ) -> Double? {
    guard
      let interest = interest(
        rate: rate,
        period: period,
        periods: periods,
        presentValue: presentValue,
        futureValue: futureValue
      ),
      let payment = payment(
        rate: rate,
        periods: periods,
        presentValue: presentValue,
        futureValue: futureValue
      )
    else { return nil }
    return finite(payment - interest)
  }

  /// Rate a year that a nominal rate compounded `perYear` times comes to (`EFFECT`).
  public static func effectiveRate(nominal: Double, perYear: Int) -> Double? {
    let times = Double(max(1, perYear))
    guard nominal / times > -1 else { return nil }
    return finite(expm1(times * log1p(nominal / times)))
  }

  /// Nominal rate, compounded `perYear` times, that comes to a rate a year (`NOMINAL`).
  public static func nominalRate(effective: Double, perYear: Int) -> Double? {
    let times = Double(max(1, perYear))
    guard effective > -1 else { return nil }
    return finite(times * expm1(log1p(effective) / times))
  }

  private static func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
}
