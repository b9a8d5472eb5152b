import Foundation
import Numerics
import ProjectAppraisal
import Testing

@Suite struct FinanceModelTests {
  /// Three years of construction and 25 of operation, half-yearly: two currencies, escalation, an
  /// export credit, sculpted senior debt sized by its cover, a grant, an owners' loan, reserves, tax
  /// holiday, losses carried forward.
  static func railway(
    periodMonths: Int = 6,
    constructionPeriodMonths: Int? = nil,
    funded: Bool = true,
    change: (inout FinanceModel) -> Void = { _ in }
  ) -> FinanceModel {
    let year = 12 / periodMonths
    let building = 12 / (constructionPeriodMonths ?? periodMonths)
    let timeline = FinanceTimeline(
      startYear: 2026,
      periodMonths: periodMonths,
      constructionPeriodMonths: constructionPeriodMonths,
      constructionPeriods: 3 * building,
      operationPeriods: 25 * year
    )
    func spread(_ amount: Double, _ periods: Range<Int>) -> [Double] {
      (0..<timeline.count).map { periods.contains($0) ? amount / Double(periods.count) : 0 }
    }
    func perYear(_ amount: Double, growth: Double) -> [Double] {
      (0..<timeline.count).map { period in
        let age = period - 3 * building
        guard age >= 0 else { return 0 }
        let ramp = min(1, 0.7 + 0.15 * Double(age / year))
        return amount / Double(year) * ramp * pow(1 + growth, Double(age / year))
      }
    }
    var works = spread(30_000, 0..<(3 * building))
    works[3 * building + 12 * year] = 1_500
    var model = FinanceModel(
      name: "Railway",
      timeline: timeline,
      capex: [
        FinanceLine(
          name: "Works",
          amounts: works,
          currency: "RUB",
          index: "rub",
          lifeYears: 30
        ),
        FinanceLine(
          name: "Wagons",
          amounts: spread(60, (2 * building)..<(3 * building)),
          lifeYears: 15
        ),
      ],
      revenue: [
        FinanceLine(name: "Haulage", amounts: perYear(62, growth: 0.01), index: "usd"),
        FinanceLine(name: "Terminal", amounts: perYear(18, growth: 0)),
      ],
      opex: [FinanceLine(name: "Operation", amounts: perYear(25, growth: 0), index: "usd")],
      tranches: [
        FundingTranche(name: "Grant", kind: .grant, size: .amount(20), rank: 1),
        FundingTranche(name: "Equity", kind: .equity, size: .balance, rank: 2),
        FundingTranche(
          name: "Owners' loan",
          kind: .shareholder,
          size: .share(0.1),
          rank: 2,
          rate: YearPath(0.11)
        ),
        FundingTranche(
          name: "Export credit",
          kind: .exportCredit,
          size: .eligible(share: 0.85, items: ["Wagons"]),
          rate: YearPath(0.045),
          commitmentFee: 0.004,
          upfrontFee: 0.03,
          repaymentPeriods: 10 * year,
          repayment: .equalPrincipal
        ),
        FundingTranche(
          name: "Senior",
          kind: .senior,
          size: .capacity(maximumShare: 0.75),
          rank: 2,
          rate: YearPath(years: [0, 2032], values: [0.07, 0.065]) ?? YearPath(0),
          commitmentFee: 0.01,
          upfrontFee: 0.015,
          gracePeriods: year,
          repaymentPeriods: 15 * year,
          repayment: .sculpted,
          targetCover: 1.35
        ),
      ],
      discountRate: 0.08,
      indices: [
        FinancePath(name: "usd", path: YearPath(0.02)),
        FinancePath(name: "rub", path: YearPath(0.04)),
      ],
      exchangeRates: [
        FinancePath(
          name: "RUB",
          path: YearPath(years: [2026, 2028], values: [80, 85]) ?? YearPath(1)
        )
      ]
    )
    model.residualValue = 30
    model.receivableDays = 45
    model.payableDays = 30
    model.taxRate = YearPath(0.2)
    model.taxHolidayPeriods = 2 * year
    model.lossUseLimit = 0.5
    model.debtReserve = .init(periods: max(1, year / 2), isFundedInConstruction: funded)
    model.maintenanceReservePeriods = 2 * year
    model.cashInterestRate = 0.02
    model.lockUpCover = 1.1
    change(&model)
    return model
  }

  /// A loan of 60 at 7 %, yearly annuity over 12 of 20 years, 40 of equity, and 18 a year to serve it;
  /// none of it in the years that fail.
  static func loan(
    failing: Range<Int> = 0..<0,
    change: (inout FinanceModel) -> Void = { _ in }
  ) -> FinanceModel {
    let timeline = FinanceTimeline(
      startYear: 2020,
      periodMonths: 12,
      constructionPeriods: 1,
      operationPeriods: 20
    )
    var model = FinanceModel(
      name: "Plain",
      timeline: timeline,
      capex: [FinanceLine(name: "Works", amounts: [100] + [Double](repeating: 0, count: 20))],
      revenue: [
        FinanceLine(
          name: "Fees",
          amounts: (0...20).map { $0 == 0 ? 0 : failing.contains($0) ? 6 : 24 }
        )
      ],
      opex: [FinanceLine(name: "Staff", amounts: [0] + [Double](repeating: 6, count: 20))],
      tranches: [
        FundingTranche(name: "Equity", kind: .equity, size: .share(0.4)),
        FundingTranche(
          name: "Loan",
          kind: .senior,
          size: .share(0.6),
          rate: YearPath(0.07),
          repaymentPeriods: 12,
          repayment: .annuity
        ),
      ],
      discountRate: 0.08
    )
    change(&model)
    return model
  }

  /// What serves it each year.
  static let loanService = 60 * 0.07 / (1 - pow(1.07, -12))

  @Test(
    "statements balance in every period and every check passes",
    arguments: [1, 3, 6, 12],
    [true, false]
  )
  func balances(periodMonths: Int, funded: Bool) throws {
    let outcome = try Self.railway(periodMonths: periodMonths, funded: funded).solve()
    for difference in outcome.balanceDifference { #expect(abs(difference) < 1e-9) }
    for check in outcome.checks { #expect(check.isPassed, "\(check)") }
    #expect(outcome.convergence.residual <= 1e-13)
    #expect(outcome.ratios.seniorDebtAtOpening > 100)
  }

  @Test("losses that expire cost tax, and the statements balance all the same")
  func expiry() throws {
    let never = try Self.railway { $0.taxHolidayPeriods = 0 }.solve()
    let soon = try Self.railway {
      $0.taxHolidayPeriods = 0
      $0.lossLifePeriods = 1
    }.solve()
    for difference in soon.balanceDifference { #expect(abs(difference) < 1e-9) }
    for check in soon.checks { #expect(check.isPassed, "\(check)") }
    #expect(soon.periods.lossesExpired.reduce(0, +) > 0)
    #expect(soon.periods.tax.reduce(0, +) > never.periods.tax.reduce(0, +) + 1e-6)
  }

  @Test("sculpted debt is served at the target cover in every period of its repayment")
  func sculpted() throws {
    let outcome = try Self.railway().solve()
    #expect(outcome.state.sculptedCover == 1.35)
    #expect(outcome.periodsBelowTarget.isEmpty)
    for period in 8..<38 { #expect(abs(try #require(outcome.periods.cover[period]) - 1.35) < 1e-9) }
    #expect(outcome.periods.tranches[4].balance[37] == 0)
    // Senior lender: what is drawn is worth what is paid, at the loan's own rates.
    var balance = 0.0
    for period in 0..<38 {
      let rate = (period < 12 ? 0.07 : 0.065) / 2
      let loan = outcome.periods.tranches[4]
      balance = balance * (1 + rate) + loan.drawn[period] - loan.interest[period]
      balance -= loan.principal[period]
    }
    #expect(abs(balance) < 1e-9)
  }

  @Test("without other senior debt the loan life cover in every period is the sculpted cover")
  func loanLife() throws {
    let timeline = FinanceTimeline(
      startYear: 2020,
      periodMonths: 3,
      constructionPeriods: 4,
      operationPeriods: 80
    )
    func after(_ amount: (Int) -> Double) -> [Double] {
      (0..<84).map { $0 < 4 ? 0 : amount($0) }
    }
    let revenue = after { 8 + 3 * sin(Double($0)) }
    var model = FinanceModel(
      name: "Seasons",
      timeline: timeline,
      capex: [FinanceLine(name: "Works", amounts: (0..<84).map { $0 < 4 ? 50 : 0 })],
      revenue: [FinanceLine(name: "Fees", amounts: revenue)],
      opex: [FinanceLine(name: "Staff", amounts: after { _ in 0.5 })],
      tranches: [
        FundingTranche(name: "Equity", kind: .equity, size: .balance),
        FundingTranche(
          name: "Loan",
          kind: .senior,
          size: .capacity(maximumShare: 1),
          rate: YearPath(0.06),
          commitmentFee: 0.01,
          upfrontFee: 0.01,
          repaymentPeriods: 60,
          repayment: .sculpted,
          targetCover: 1.6
        ),
      ],
      discountRate: 0.08
    )
    model.taxRate = YearPath(0.25)
    model.debtReserve = .init(periods: 2, isFundedInConstruction: true)
    model.cashInterestRate = 0.03
    let outcome = try model.solve()
    #expect(outcome.periodsBelowTarget.isEmpty)
    for period in 3..<63 {
      #expect(abs(try #require(outcome.ratios.loanLifeCovers[period]) - 1.6) < 1e-9)
      #expect(abs(try #require(outcome.periods.cover[period + 1]) - 1.6) < 1e-9)
    }
    #expect(try #require(outcome.ratios.projectLifeCover) > 1.6)
    let capacity = try #require(outcome.ratios.debtCapacity)
    #expect(abs(capacity - outcome.ratios.seniorDebtAtOpening) < 1e-9)
    for check in outcome.checks { #expect(check.isPassed, "\(check)") }
  }

  @Test("a share cap lowers the loan and lifts the cover, still the same in every period")
  func capped() throws {
    let outcome = try Self.railway { $0.tranches[4].size = .capacity(maximumShare: 0.5) }.solve()
    #expect(outcome.state.sculptedCover > 1.4)
    let uses = outcome.ratios.uses
    #expect(abs(outcome.state.commitments[4] - 0.5 * uses) < 1e-9 * uses)
    for period in 8..<38 {
      let cover = try #require(outcome.periods.cover[period])
      #expect(abs(cover - outcome.state.sculptedCover) < 1e-9)
    }
    for check in outcome.checks { #expect(check.isPassed, "\(check)") }
  }

  // Interest is nil in the first period, so uses are 100.
  @Test("a plain yearly company by hand")
  func byHand() throws {
    let outcome = try Self.loan().solve()
    let service = Self.loanService
    for period in 1...12 { #expect(abs(outcome.periods.debtService[period] - service) < 1e-10) }
    #expect(abs(try #require(outcome.ratios.minimumCover) - 18 / service) < 1e-10)
    #expect(abs(try #require(outcome.ratios.loanLifeCover) - 18 / service) < 1e-10)
    let annuity = (1 - pow(1.07, -20)) / 0.07
    #expect(abs(try #require(outcome.ratios.projectLifeCover) - 18 * annuity / 60) < 1e-10)
    let value = -100 + 18 * (1 - pow(1.08, -20)) / 0.08
    #expect(abs(outcome.ratios.netPresentValue - value) < 1e-10)
    let owners = [-40] + (1...20).map { $0 <= 12 ? 18 - service : 18 }
    let rate = try #require(TimedCashFlow(amounts: owners).ratesOfReturn.first)
    #expect(abs(try #require(outcome.ratios.equityRates.first) - rate) < 1e-12)
  }

  // Interest on interest: 50 in each of two years, all by one loan at 10 %, paid as a use of funds:
  // year 2 draws 50 + 5; fees 1 % of the commitment C at the start: C = 105 + 0.01 C·(1 + 0.1).
  @Test("interest and fees during construction by algebra")
  func construction() throws {
    let timeline = FinanceTimeline(
      startYear: 2020,
      periodMonths: 12,
      constructionPeriods: 2,
      operationPeriods: 10
    )
    func after(_ amount: Double) -> [Double] { [0, 0] + [Double](repeating: amount, count: 10) }
    let model = FinanceModel(
      name: "Loan",
      timeline: timeline,
      capex: [FinanceLine(name: "Works", amounts: [50, 50] + [Double](repeating: 0, count: 10))],
      revenue: [FinanceLine(name: "Fees", amounts: after(30))],
      opex: [FinanceLine(name: "Staff", amounts: after(0))],
      tranches: [
        FundingTranche(
          name: "Loan",
          kind: .senior,
          size: .share(1),
          rate: YearPath(0.1),
          upfrontFee: 0.01,
          repaymentPeriods: 10
        )
      ],
      discountRate: 0.08
    )
    let commitment = 105 / (1 - 0.011)
    #expect(abs(try model.solve().state.commitments[0] - commitment) < 1e-9)
    // Added to the loan instead of being paid: the loan at the opening is the same.
    var added = model
    added.tranches[0].capitalisesInterest = true
    let outcome = try added.solve()
    let fees = 0.01 * outcome.state.commitments[0]
    #expect(abs(outcome.state.commitments[0] - 100 - fees) < 1e-9)
    #expect(abs(outcome.ratios.seniorDebtAtOpening - (50 + fees) * 1.1 - 50) < 1e-9)
  }

  @Test("with owners' money alone their rate is the project's")
  func equityOnly() throws {
    let outcome = try Self.railway { model in
      model.tranches = [FundingTranche(name: "Equity", kind: .equity, size: .balance)]
      model.debtReserve = nil
      model.maintenanceReservePeriods = 0
      model.cashInterestRate = 0
    }.solve()
    #expect(outcome.ratios.equityRates.count == 1)
    let difference =
      try #require(outcome.ratios.equityRates.first)
      - (try #require(outcome.ratios.projectRates.first))
    #expect(abs(difference) < 1e-10)
    #expect(outcome.ratios.minimumCover == nil)
  }

  // Without tax, reserves or fees the flows of all who finance are those of the project, so the
  // project's rate lies between the lenders' and the owners'.
  @Test("debt and equity rates bracket the project's", arguments: [0.03, 0.06, 0.2])
  func bracket(rate: Double) throws {
    let outcome = try Self.railway { model in
      model.taxRate = YearPath(0)
      model.cashInterestRate = 0
      model.debtReserve = nil
      model.maintenanceReservePeriods = 0
      model.lockUpCover = 0
      model.tranches = [
        FundingTranche(name: "Equity", kind: .equity, size: .balance),
        FundingTranche(
          name: "Loan",
          kind: .senior,
          size: .share(0.5),
          rate: YearPath(rate),
          repaymentPeriods: 30
        ),
      ]
    }.solve()
    let project = try #require(outcome.ratios.projectRates.first)
    let owners = try #require(outcome.ratios.equityRates.first)
    let lenders = pow(1 + rate / 2, 2) - 1
    #expect((lenders < project) == (owners > project))
    #expect(min(lenders, owners) <= project && project <= max(lenders, owners))
    let loan = outcome.periods.tranches[1]
    for period in outcome.model.timeline.indices {
      let all =
        outcome.periods.equityCashFlow[period] + loan.interest[period] + loan.principal[period]
        - loan.drawn[period]
      #expect(abs(all - outcome.project.afterTax[period]) < 1e-9)
    }
  }

  @Test("doubling every amount doubles every value and leaves every ratio")
  func doubling() throws {
    let one = try Self.railway().solve()
    let two = try Self.railway { model in
      for place in model.capex.indices {
        model.capex[place].amounts = model.capex[place].amounts.map { 2 * $0 }
      }
      for place in model.revenue.indices {
        model.revenue[place].amounts = model.revenue[place].amounts.map { 2 * $0 }
      }
      for place in model.opex.indices {
        model.opex[place].amounts = model.opex[place].amounts.map { 2 * $0 }
      }
      model.residualValue *= 2
      model.tranches[0].size = .amount(40)
    }.solve()
    #expect(abs(two.ratios.netPresentValue - 2 * one.ratios.netPresentValue) < 1e-9)
    #expect(abs(two.state.commitments[4] - 2 * one.state.commitments[4]) < 1e-8)
    for (a, b) in zip(one.ratios.equityRates, two.ratios.equityRates) {
      #expect(abs(a - b) < 1e-11)
    }
    #expect(
      abs(try #require(one.ratios.averageCover) - (try #require(two.ratios.averageCover))) < 1e-11
    )
  }

  @Test("a sweep repays early, a lock-up holds cash back, and the statements still balance")
  func sweep() throws {
    let outcome = try Self.railway { model in
      model.sweepShare = 0.5
      model.lockUpCover = 1.4
    }.solve()
    for check in outcome.checks { #expect(check.isPassed, "\(check)") }
    #expect(outcome.periods.sweep.reduce(0, +) > 10)
    #expect(outcome.periods.lockUp.contains(1))
    #expect(outcome.periods.cash.contains { $0 > 1 })
    let swept = outcome.periods.tranches.reduce(0) { $0 + $1.swept.reduce(0, +) }
    #expect(abs(swept - outcome.periods.sweep.reduce(0, +)) < 1e-9)
  }

  @Test("when cash fails, the reserve pays first and the owners then")
  func shortfall() throws {
    let outcome = try Self.railway { model in
      model.revenue[0].amounts[20] = 0
      model.revenue[1].amounts[20] = 0
      model.tranches[4].size = .share(0.5)
      model.tranches[4].repayment = .annuity
      model.tranches[4].targetCover = nil
    }.solve()
    #expect(outcome.periods.reserveTransfer[20] < -1)
    #expect(outcome.periods.ownerSupport[20] > 0)
    for check in outcome.checks { #expect(check.isPassed, "\(check)") }
  }

  @Test("money drawn in turn: the first tranche to the end, then the next")
  func sequence() throws {
    let outcome = try Self.railway { model in
      model.tranches[1].rank = 2
      model.tranches[2].rank = 3
      model.tranches[4].rank = 4
    }.solve()
    for check in outcome.checks { #expect(check.isPassed, "\(check)") }
    let equity = outcome.periods.tranches[1]
    let senior = outcome.periods.tranches[4]
    #expect(senior.drawn[0] == 0)
    #expect(equity.drawn[5] == 0)
    #expect(senior.drawn[5] > 0)
  }
}

@Suite struct FinanceModelFaultTests {
  static func fields(_ change: (inout FinanceModel) -> Void) -> [String] {
    do {
      _ = try FinanceModelTests.railway(change: change).solve()
      return []
    } catch let faults as FinanceModelFaults {
      return faults.faults.map(\.field)
    } catch {
      return ["\(error)"]
    }
  }

  @Test("faults name the field")
  func named() {
    #expect(Self.fields { $0.tranches[4].repaymentPeriods = 0 } == ["tranche[5].repayment_years"])
    #expect(Self.fields { $0.tranches[4].repaymentPeriods = 51 } == ["tranche[5].repayment_years"])
    #expect(Self.fields { $0.tranches[4].gracePeriods = -1 } == ["tranche[5].grace_years"])
    #expect(Self.fields { $0.tranches[2].rate = YearPath(.nan) } == ["tranche[3].rate"])
    #expect(Self.fields { $0.timeline.constructionPeriods = 0 } == ["model.opening"])
    #expect(Self.fields { $0.timeline.operationPeriods = 0 } == ["model.end"])
    #expect(Self.fields { $0.tranches[1].size = .share(0.95) }.contains("tranche.share"))
    #expect(Self.fields { $0.tranches[1].size = .amount(1) }.contains("tranche.balance"))
    #expect(Self.fields { $0.tranches[4].size = .amount(900) }.contains("tranche"))
    #expect(Self.fields { $0.revenue[0].index = "eur" } == ["revenue[1].index"])
    #expect(Self.fields { $0.capex[0].currency = "EUR" } == ["capex[1].currency"])
    #expect(Self.fields { $0.revenue[0].amounts[3] = .infinity } == ["revenue[1].amounts"])
    #expect(Self.fields { $0.tranches = [] } == ["tranche"])
    #expect(Self.fields { $0.discountRate = .nan } == ["model.discount_rate"])
  }

  @Test("amounts that do not add up to the uses are a fault")
  func amounts() {
    let found = Self.fields { model in
      model.tranches = [
        FundingTranche(name: "Equity", kind: .equity, size: .amount(100)),
        FundingTranche(
          name: "Loan",
          kind: .senior,
          size: .amount(300),
          rate: YearPath(0.05),
          repaymentPeriods: 20
        ),
      ]
    }
    #expect(found == ["tranche"])
  }
}
