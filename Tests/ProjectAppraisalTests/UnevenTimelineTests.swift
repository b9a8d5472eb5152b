import Foundation
import ProjectAppraisal
import Testing

@Suite("Construction by the month, operation by longer periods")
struct UnevenTimelineTests {
  @Test("periods, their lengths and their days")
  func days() {
    let timeline = FinanceTimeline(
      startYear: 2026,
      startMonth: 4,
      periodMonths: 6,
      constructionPeriodMonths: 1,
      constructionPeriods: 15,
      operationPeriods: 4
    )
    #expect(timeline.start(0) == (2026, 4) && timeline.end(0) == (2026, 4))
    #expect(timeline.start(14) == (2027, 6) && timeline.end(14) == (2027, 6))
    #expect(timeline.start(15) == (2027, 7) && timeline.end(15) == (2027, 12))
    #expect(timeline.end(18) == (2029, 6))
    #expect(timeline.yearsAfterFirst(0) == 0 && timeline.yearsAfterFirst(15) == 20.0 / 12)
    // Every month lies in the period that says so, and no other month lies in any.
    for period in timeline.indices {
      let (year, month) = timeline.start(period)
      for step in 0..<timeline.months(period) {
        let months = year * 12 + month - 1 + step
        #expect(timeline.period(year: months / 12, month: months % 12 + 1) == period)
      }
    }
    #expect(timeline.period(year: 2026, month: 3) == nil)
    #expect(timeline.period(year: 2029, month: 7) == nil)
    // An amount of 2027 over its twelve months: six of construction, one half-year.
    let spread = timeline.spread(12, year: 2027)
    #expect(spread.map(\.period) == Array(9...15))
    #expect(spread.map(\.amount) == [1, 1, 1, 1, 1, 1, 6])
  }

  // 10 a month for a year, all by one loan at 12 %: interest of 1 % a month is paid from the loan, so
  // the loan is 10·(1.01¹² − 1)/0.01 at the opening; half-yearly annuity at 6 % over 10 periods.
  @Test("interest by the month, then debt service by the half-year, by algebra")
  func loan() throws {
    let timeline = FinanceTimeline(
      startYear: 2020,
      periodMonths: 6,
      constructionPeriodMonths: 1,
      constructionPeriods: 12,
      operationPeriods: 12
    )
    func after(_ amount: Double) -> [Double] {
      [Double](repeating: 0, count: 12) + [Double](repeating: amount, count: 12)
    }
    let model = FinanceModel(
      name: "Loan",
      timeline: timeline,
      capex: [
        FinanceLine(
          name: "Works",
          amounts: [Double](repeating: 10, count: 12) + [Double](repeating: 0, count: 12)
        )
      ],
      revenue: [FinanceLine(name: "Fees", amounts: after(25), index: "prices")],
      opex: [],
      tranches: [
        FundingTranche(
          name: "Loan",
          kind: .senior,
          size: .share(1),
          rate: YearPath(0.12),
          repaymentPeriods: 10
        )
      ],
      discountRate: 0.08,
      indices: [FinancePath(name: "prices", path: YearPath(0.02))]
    )
    let outcome = try model.solve()
    let debt = 10 * (pow(1.01, 12) - 1) / 0.01
    #expect(abs(outcome.ratios.seniorDebtAtOpening - debt) < 1e-10)
    let service = debt * 0.06 / (1 - pow(1.06, -10))
    for period in 12..<22 { #expect(abs(outcome.periods.debtService[period] - service) < 1e-10) }
    // Fees of the j-th half-year are 25·1.02^(1 + j/2), j from 1, received 1 + j/2 − 1/12 years after
    // the first month's end.
    var value = 0.0
    for month in 0..<12 { value -= 10 * pow(1.08, -Double(month) / 12) }
    for half in 1...12 {
      let time = 1 + Double(half) / 2
      value += 25 * pow(1.02, time) * pow(1.08, -(time - 1.0 / 12))
    }
    #expect(abs(outcome.ratios.netPresentValue - value) < 1e-9)
    let rate = try #require(outcome.ratios.projectRates.first)
    let lenders = try #require(outcome.seniorRatesOfReturn.first)
    #expect(lenders > pow(1.06, 2) - 1 && lenders < pow(1.01, 12) - 1)
    #expect(rate > lenders)
    for check in outcome.checks { #expect(check.isPassed, "\(check)") }
  }

  // The same money on the same days: months throughout, with the flows of operation in every sixth.
  @Test("a project is worth what it is worth by the month")
  func monthly() throws {
    func model(_ months: Int) -> FinanceModel {
      let count = 120 / months
      let timeline = FinanceTimeline(
        startYear: 2020,
        periodMonths: months,
        constructionPeriodMonths: 1,
        constructionPeriods: 18,
        operationPeriods: count
      )
      let step = 6 / months
      let flows = (0..<count).map { ($0 + 1) % step == 0 ? 14 + Double($0 / step) / 2 : 0 }
      let none = [Double](repeating: 0, count: 18)
      return FinanceModel(
        name: "Works",
        timeline: timeline,
        capex: [
          FinanceLine(
            name: "Works",
            amounts: (0..<18).map { 3 + Double($0) } + [Double](repeating: 0, count: count),
            index: "prices"
          )
        ],
        revenue: [FinanceLine(name: "Fees", amounts: none + flows, index: "prices")],
        opex: [],
        tranches: [FundingTranche(name: "Equity", kind: .equity, size: .share(1))],
        discountRate: 0.07,
        indices: [
          FinancePath(
            name: "prices",
            path: YearPath(years: [2020, 2024], values: [0.05, 0.02]) ?? YearPath(0)
          )
        ]
      )
    }
    let uneven = try model(6).solve()
    let even = try model(1).solve()
    #expect(abs(uneven.ratios.netPresentValue - even.ratios.netPresentValue) < 1e-9)
    #expect(abs(uneven.ratios.projectRates[0] - even.ratios.projectRates[0]) < 1e-12)
    #expect(abs(uneven.ratios.equityRates[0] - even.ratios.equityRates[0]) < 1e-12)
  }

  @Test(
    "with every kind of money, reserves and tax the statements balance and every check passes",
    arguments: [(1, 3), (1, 6), (1, 12), (3, 6), (3, 12), (6, 12), (6, 3), (12, 1)]
  )
  func everything(construction: Int, operation: Int) throws {
    let outcome = try FinanceModelTests.railway(
      periodMonths: operation,
      constructionPeriodMonths: construction
    ) {
      $0.lossLifePeriods = 4 * 12 / operation
      $0.taxHolidayPeriods = 0
      $0.tranches[4].size = .capacity(maximumShare: 0.9)
    }.solve()
    for difference in outcome.balanceDifference { #expect(abs(difference) < 1e-9) }
    for check in outcome.checks { #expect(check.isPassed, "\(check)") }
    let opening = outcome.model.timeline.constructionPeriods
    let year = 12 / operation
    let below = outcome.periodsBelowTarget
    // Renewal and its saving fall into so short a period that cash does not pay interest there.
    #expect(operation < 6 ? below.count < 3 * year : below.isEmpty)
    #expect(outcome.state.sculptedCover == 1.35)
    for period in (opening + year)..<(opening + 16 * year) where !below.contains(period) {
      #expect(abs(try #require(outcome.periods.cover[period]) - 1.35) < 1e-9)
    }
    // Senior lender: what is drawn is worth what is paid, at the loan's own rates.
    var balance = 0.0
    for period in 0..<(opening + 16 * year) {
      let loan = outcome.periods.tranches[4]
      balance = balance * (1 + outcome.base.interestRates[4][period]) + loan.drawn[period]
      balance -= loan.interest[period] + loan.principal[period]
    }
    #expect(abs(balance) < 1e-9)
  }

  @Test("losses of a month of construction last as many years as those of a half-year")
  func losses() throws {
    // A cost of 24 in the first year of construction alone; losses last two years.
    func expired(_ construction: Int) throws -> [Double] {
      let outcome = try FinanceModelTests.railway(
        periodMonths: 6,
        constructionPeriodMonths: construction
      ) { model in
        let first = 12 / construction
        for period in 0..<first { model.opex[0].amounts[period] = 24 / Double(first) }
        model.opex[0].index = nil
        model.lossLifePeriods = 4
      }.solve()
      return outcome.periods.lossesExpired
    }
    // By the half-year: losses of its halves (12 each) expire in the fifth period after each.
    let halves = try expired(6)
    #expect(abs(halves[5] - 12) < 1e-9 && abs(halves[6] - 12) < 1e-9)
    // By the month: 2 expire 25 months after each; the last six in the first half-year of operation.
    let months = try expired(1)
    for period in 25...35 { #expect(abs(months[period] - 2) < 1e-9) }
    #expect(abs(months[36] - 2) < 1e-9)
  }
}
