import Foundation
import Numerics
import ProjectAppraisal
import Testing

@Suite struct TimedCashFlowTests {
  // The example of Microsoft's page on XIRR: 2008-01-01 … 2009-04-01 gives 0.373362535.
  @Test("dated amounts give the published XIRR and XNPV")
  func dated() throws {
    let flow = TimedCashFlow(
      days: [39_448, 39_508, 39_751, 39_859, 39_904],
      amounts: [-10_000, 2_750, 4_250, 3_250, 2_750]
    )
    let rate = try #require(flow.ratesOfReturn.first)
    #expect(flow.ratesOfReturn.count == 1)
    #expect(abs(rate - 0.373362535) < 1e-8)
    // The page on XNPV: the same at 9 % is 2,086.65.
    #expect(abs(try #require(flow.presentValue(rate: 0.09)) - 2_086.65) < 0.005)
  }

  // The examples of Microsoft's pages on IRR and MIRR.
  @Test("even amounts give the published IRR and MIRR")
  func even() throws {
    let flow = TimedCashFlow(amounts: [-70_000, 12_000, 15_000, 18_000, 21_000, 26_000])
    #expect(abs(try #require(flow.ratesOfReturn.first) - 0.086630948) < 1e-9)
    let short = TimedCashFlow(amounts: [-70_000, 12_000, 15_000, 18_000, 21_000])
    #expect(abs(try #require(short.ratesOfReturn.first) + 0.021244848) < 1e-9)
    let long = TimedCashFlow(amounts: [-120_000, 39_000, 30_000, 21_000, 37_000, 46_000])
    let modified = long.modifiedRateOfReturn(financeRate: 0.10, reinvestmentRate: 0.12)
    #expect(abs(try #require(modified) - 0.126094) < 1e-6)
    let at14 = long.modifiedRateOfReturn(financeRate: 0.10, reinvestmentRate: 0.14)
    #expect(abs(try #require(at14) - 0.134759) < 1e-6)
  }

  /// Amounts whose present value is Π (growthₖ − (1 + r)) over (1 + r)ⁿ, so that the rates are known.
  static func amounts(_ rates: [Double]) -> [Double] {
    var polynomial = [1.0]
    for rate in rates {
      var next = [Double](repeating: 0, count: polynomial.count + 1)
      for (power, value) in polynomial.enumerated() {
        next[power] += value
        next[power + 1] -= value * (1 + rate)
      }
      polynomial = next
    }
    return polynomial.map { -100 * $0 }
  }

  @Test(
    "all the rates put in are found, however many and however close",
    arguments: [
      [0.1], [0.1, 0.2], [0.1, 0.101], [0.1, 0.1001, 0.5], [-0.5, 0, 0.3], [0.25, 0.25],
      [-0.9, -0.2, 0.05, 4], [0, 20], [0.05, 0.1, 0.15, 0.2, 0.25],
    ] as [[Double]]
  )
  func several(rates: [Double]) {
    let found = TimedCashFlow(amounts: Self.amounts(rates)).ratesOfReturn
    let wanted = Array(Set(rates)).sorted()
    #expect(found.count == wanted.count)
    for (rate, known) in zip(found, wanted) { #expect(abs(rate - known) < 1e-7, "\(found)") }
  }

  @Test(
    "amounts of one sign, none, or nothing have no rate",
    arguments: [[], [0], [1, 2], [-1, 0]]
  )
  func none(amounts: [Double]) {
    #expect(TimedCashFlow(amounts: amounts).ratesOfReturn.isEmpty)
  }

  // −1 + 2.1v − 1.2v²: the discriminant is below zero.
  @Test("two changes of sign may give no real rate")
  func complex() {
    let flow = TimedCashFlow(amounts: [-1, 2.1, -1.2])
    #expect(flow.signChangeCount == 2)
    #expect(flow.ratesOfReturn.isEmpty)
  }

  @Test("the rate has no part in the unit, and moments that are not even do no harm")
  func scale() throws {
    let flow = TimedCashFlow(years: [3.2, 0, 1.7, 9], amounts: [40, -100, 30, 90])
    let rate = try #require(flow.ratesOfReturn.first)
    for factor in [1e-200, 1e-3, 7, 1e250] {
      var other = flow
      other.amounts = flow.amounts.map { $0 * factor }
      #expect(abs(try #require(other.ratesOfReturn.first) - rate) < 1e-13)
    }
    #expect(abs(try #require(flow.presentValue(rate: rate))) < 1e-11)
  }

  @Test("a thousand amounts with many changes of sign take no time and every rate is a zero")
  func many() throws {
    let random = CounterRandom(seed: 3)
    let amounts = (0..<1000).map { random.uniform(UInt64($0)) - 0.45 }
    let flow = TimedCashFlow(years: amounts.indices.map { Double($0) / 12 }, amounts: amounts)
    for rate in flow.ratesOfReturn where rate > -0.5 {
      let value = try #require(flow.presentValue(rate: rate))
      #expect(abs(value) < 1e-9)
    }
  }

  @Test("payback is where the sum turns, interpolated")
  func payback() throws {
    let flow = TimedCashFlow(amounts: [-100, 40, 40, 40])
    #expect(flow.paybackYears() == 2.5)
    #expect(TimedCashFlow(amounts: [-100, 40, 40]).paybackYears() == nil)
    #expect(TimedCashFlow(amounts: [10, 40]).paybackYears() == 0)
    // 40/1.1 + 40/1.21 = 69.42; 30.58 of 30.05: not within three years.
    #expect(flow.paybackYears(rate: 0.1) == nil)
    #expect(flow.presentValue(rate: -1) == nil)
    #expect(flow.presentValue(rate: 0) == 20)
  }
}

@Suite struct TimeValueTests {
  // Microsoft's pages: PMT(8%/12; 10; 10,000) = −1,037.03; PV(8%/12; 240; 500) = −59,777.15;
  // FV(6%/12; 10; −200; −500; 1) = 2,581.40; NPER(12%/12; −100; −1,000; 10,000; 1) = 59.6738657;
  // RATE(48; −200; 8,000) = 0.77 %; IPMT(10%/12; 1; 36; 8,000) = −66.67; PPMT(10%/12; 1; 24; 2,000)
  // = −75.62; EFFECT(5.25 %; 4) = 5.3542667 %; NOMINAL(5.3543 %; 4) = 5.25 %.
  @Test("published examples of the functions of spreadsheets")
  func published() throws {
    let payment = TimeValue.payment(rate: 0.08 / 12, periods: 10, presentValue: 10_000)
    #expect(abs(try #require(payment) + 1_037.03) < 0.005)
    let value = TimeValue.presentValue(rate: 0.08 / 12, periods: 240, payment: 500)
    #expect(abs(try #require(value) + 59_777.15) < 0.005)
    let end = TimeValue.futureValue(
      rate: 0.06 / 12,
      periods: 10,
      payment: -200,
      presentValue: -500,
      atStart: true
    )
    #expect(abs(try #require(end) - 2_581.40) < 0.005)
    let number = TimeValue.periods(
      rate: 0.01,
      payment: -100,
      presentValue: -1_000,
      futureValue: 10_000,
      atStart: true
    )
    #expect(abs(try #require(number) - 59.6738657) < 1e-6)
    let rates = TimeValue.rates(periods: 48, payment: -200, presentValue: 8_000)
    #expect(rates.count == 1)
    #expect(abs(try #require(rates.first) - 0.0077014725) < 1e-9)
    let interest = TimeValue.interest(rate: 0.1 / 12, period: 1, periods: 36, presentValue: 8_000)
    #expect(abs(try #require(interest) + 66.67) < 0.005)
    let principal = TimeValue.principal(rate: 0.1 / 12, period: 1, periods: 24, presentValue: 2_000)
    #expect(abs(try #require(principal) + 75.62) < 0.005)
    let effective = try #require(TimeValue.effectiveRate(nominal: 0.0525, perYear: 4))
    #expect(abs(effective - 0.053542667) < 1e-9)
    let nominal = try #require(TimeValue.nominalRate(effective: effective, perYear: 4))
    #expect(abs(nominal - 0.0525) < 1e-15)
  }

  @Test(
    "payment, present value and future value are one identity, at zero and negative rates too",
    arguments: [-0.02, 0, 1e-12, 0.004, 0.3]
  )
  func identity(rate: Double) throws {
    for atStart in [false, true] {
      let payment = try #require(
        TimeValue.payment(
          rate: rate,
          periods: 30,
          presentValue: 1_000,
          futureValue: -50,
          atStart: atStart
        )
      )
      let start = try #require(
        TimeValue.presentValue(
          rate: rate,
          periods: 30,
          payment: payment,
          futureValue: -50,
          atStart: atStart
        )
      )
      #expect(abs(start - 1_000) < 1e-9)
      let parts = try (1...30).map { period in
        try #require(
          TimeValue.principal(rate: rate, period: period, periods: 30, presentValue: 1_000)
        )
      }
      #expect(abs(parts.reduce(0, +) + 1_000) < 1e-9)
    }
    #expect(TimeValue.payment(rate: -1, periods: 3, presentValue: 1) == nil)
  }

  // Level cash of 130 over a level service of 100 is 1.3 by every measure.
  @Test("with level cash and service the loan life cover is the yearly cover")
  func cover() throws {
    let debt = try #require(TimeValue.presentValue(rate: 0.06, periods: 12, payment: -100))
    let cash = [Double](repeating: 130, count: 12)
    let rates = [Double](repeating: 0.06, count: 12)
    #expect(abs(try #require(CoverRatios.life(cash: cash, rates: rates, debt: debt)) - 1.3) < 1e-12)
    let capacity = CoverRatios.debtCapacity(cash: cash, rates: rates, cover: 1.3)
    #expect(abs(try #require(capacity) - debt) < 1e-9)
    #expect(CoverRatios.life(cash: cash, rates: rates, debt: 0) == nil)
    #expect(CoverRatios.debtService(cash: [130, 5], service: [100, 0]) == [1.3, nil])
  }
}
