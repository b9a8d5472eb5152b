import Foundation
import Numerics

/// Amounts at moments, which need not be evenly spaced.
///
/// A moment is a number of years after the moment to which present values refer.
public struct TimedCashFlow: Sendable, Equatable {
  /// Moments, years after the reference moment, in any order.
  public var years: [Double]
  /// Amounts at the moments; what is received is above zero.
  public var amounts: [Double]

  /// Amounts at moments; where one list is longer, its rest is left out.
  public init(years: [Double], amounts: [Double]) {
    let count = min(years.count, amounts.count)
    self.years = Array(years.prefix(count))
    self.amounts = Array(amounts.prefix(count))
  }

  /// Amounts at even intervals, the first one at the reference moment.
  public init(amounts: [Double], perYear: Int = 1) {
    let step = Double(max(1, perYear))
    self.init(years: amounts.indices.map { Double($0) / step }, amounts: amounts)
  }

  /// Amounts on days, counted from the first one in years of 365 days, as spreadsheets' `XNPV` and
  /// `XIRR` do.
  public init(days: [Int], amounts: [Double]) {
    let first = days.first ?? 0
    self.init(years: days.map { Double($0 - first) / 365 }, amounts: amounts)
  }

  /// Present value Σ amount·(1 + rate)^−years at the reference moment.
  ///
  /// - Parameter rate: discount rate a year, above −1; zero and negative rates are allowed.
  /// - Returns: the value; `nil` where the rate is not above −1 or the value is not finite.
  public func presentValue(rate: Double) -> Double? {
    guard rate > -1, rate.isFinite else { return nil }
    let growth = log1p(rate)
    let value = Series.sum(zip(years, amounts).map { $1 * exp(-$0 * growth) })
    return value.isFinite ? value : nil
  }

  /// Every rate a year above −1 at which the present value is zero, rising.
  ///
  /// None where the amounts have one sign only; several are possible where they change sign more
  /// than once, at most as many as there are changes of sign (Descartes' rule). None is missed:
  /// the zeros are isolated by those of derivatives. A rate at which the present value touches zero
  /// counts once. Rates too large for a number are left out.
  ///
  /// - Complexity: O(n·s·log(1/ε)) for n amounts with s changes of sign.
  public var ratesOfReturn: [Double] {
    ExponentialSum(times: years, amounts: amounts).zeros.map { expm1($0) }
      .filter { $0 > -1 && $0.isFinite }
  }

  /// Changes of sign of the amounts in order of time: the most rates of return that there can be.
  public var signChangeCount: Int {
    let terms = ExponentialSum(times: years, amounts: amounts).terms
    return zip(terms, terms.dropFirst()).filter { $0.isPositive != $1.isPositive }.count
  }

  /// Modified rate of return a year (Lin 1976): what is paid is discounted to the first moment at
  /// the rate of finance, what is received grows to the last at the rate of reinvestment.
  ///
  /// - Returns: the rate; `nil` where nothing is paid or nothing received, where all is at one
  ///   moment, or a rate is not above −1.
  public func modifiedRateOfReturn(financeRate: Double, reinvestmentRate: Double) -> Double? {
    guard financeRate > -1, reinvestmentRate > -1, let first = years.min(),
      let last = years.max(), last > first
    else { return nil }
    let finance = log1p(financeRate)
    let reinvestment = log1p(reinvestmentRate)
    var paid: [Double] = []
    var received: [Double] = []
    for (year, amount) in zip(years, amounts) {
      if amount < 0 {
        paid.append(-amount * exp(-(year - first) * finance))
      } else {
        received.append(amount * exp((last - year) * reinvestment))
      }
    }
    let cost = Series.sum(paid)
    let worth = Series.sum(received)
    guard cost > 0, worth > 0 else { return nil }
    let rate = expm1((log(worth) - log(cost)) / (last - first))
    return rate.isFinite ? rate : nil
  }

  /// Years after the first moment from which on the sum of the discounted amounts is never below
  /// zero again, on a straight line between moments; `nil` where it ends below zero, 0 where it never
  /// is below zero.
  public func paybackYears(rate: Double = 0) -> Double? {
    guard rate > -1 else { return nil }
    let growth = log1p(rate)
    let order = years.indices.sorted { years[$0] < years[$1] }
    guard let start = order.first.map({ years[$0] }) else { return nil }
    var sum = 0.0
    var back: Double? = 0
    var before = start
    for place in order {
      let next = sum + amounts[place] * exp(-(years[place] - start) * growth)
      if next < 0 {
        back = nil
      } else if back == nil {
        let share = next > sum ? -sum / (next - sum) : 1
        back = before - start + share * (years[place] - before)
      }
      sum = next
      before = years[place]
    }
    return back
  }

  /// Present value of what is received over that of what is paid; `nil` where nothing is paid.
  public func profitabilityIndex(rate: Double) -> Double? {
    let paid = TimedCashFlow(years: years, amounts: amounts.map { max(0, -$0) })
    let received = TimedCashFlow(years: years, amounts: amounts.map { max(0, $0) })
    guard let cost = paid.presentValue(rate: rate), cost > 0,
      let worth = received.presentValue(rate: rate)
    else { return nil }
    return worth / cost
  }
}
