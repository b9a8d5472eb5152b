import Numerics
import ProjectAppraisal
import Testing

@Suite("Arrears of senior debt service")
struct ArrearsTests {
  static func plain(
    failing: Range<Int>,
    margin: Double = 0,
    support: Double = 0,
    change: (inout FinanceModel) -> Void = { _ in }
  ) -> FinanceModel {
    FinanceModelTests.loan(failing: failing) { model in
      model.arrears = FinanceModel.Arrears(margin: margin, ownerSupportLimit: support)
      change(&model)
    }
  }

  // Service s = 60·0.07/(1 − 1.07⁻¹²) = 7.554; nothing comes in year 4. At its end s is in arrears;
  // a year later 1.09 s and s are due and 18 is there.
  @Test("one bad year by hand: unpaid service bears the default rate and is paid first")
  func oneYear() throws {
    let outcome = try Self.plain(failing: 4..<5, margin: 0.02).solve()
    let service = FinanceModelTests.loanService
    let rows = outcome.periods
    let loan = rows.tranches[1]
    #expect(abs(rows.arrears[4] - service) < 1e-12)
    #expect(loan.paid(4) == 0)
    #expect(abs(loan.overdueInterest[5] - 0.09 * service) < 1e-12)
    #expect(abs(loan.paid(5) - 2.09 * service) < 1e-12)
    #expect(rows.arrears[5] == 0)
    #expect(abs(rows.equityCashFlow[5] - (18 - 2.09 * service)) < 1e-12)
    #expect(rows.equityCashFlow[4] == 0)
    #expect(rows.ownerSupport.allSatisfy { $0 == 0 })
    // The schedule goes on as if it had been paid.
    for period in 1...12 { #expect(abs(rows.debtService[period] - service) < 1e-12) }
    #expect(outcome.ratios.periodsInArrears == 1)
    #expect(rows.cover[4] == 0)
    for check in outcome.checks { #expect(check.isPassed, "\(check)") }
  }

  // With no margin the lender is whole at its own rate whenever it is paid in the end, and the owners'
  // and the lender's cash is the project's.
  @Test("arrears without a margin that are made good leave the lender its rate", arguments: 1...6)
  func whole(years: Int) throws {
    let outcome = try Self.plain(failing: 3..<(3 + years)).solve()
    #expect(outcome.ratios.periodsInArrears >= years)
    #expect(outcome.ratios.finalArrears == 0)
    let rate = try #require(outcome.seniorRatesOfReturn.first)
    #expect(abs(rate - 0.07) < 1e-12)
    for period in outcome.model.timeline.indices {
      let loan = outcome.periods.tranches[1]
      let all =
        outcome.periods.equityCashFlow[period] + loan.paid(period) - loan.drawn[period]
      #expect(abs(all - outcome.project.afterTax[period]) < 1e-12)
    }
    let dearer = try Self.plain(failing: 3..<(3 + years), margin: 0.03).solve()
    #expect(try #require(dearer.seniorRatesOfReturn.first) > rate + 1e-6)
  }

  // What was lent, less what was paid, each grown at 7 % to the end, is what is owed at the end, where
  // arrears bear the loan's own rate.
  @Test("arrears that are never made good are what the lender's account still shows")
  func never() throws {
    let outcome = try Self.plain(failing: 2..<21) { $0.residualValue = 25 }.solve()
    let loan = outcome.periods.tranches[1]
    var account = 0.0
    for period in outcome.model.timeline.indices {
      account = account * 1.07 + loan.drawn[period] - loan.paid(period)
    }
    #expect(account > 50)
    #expect(abs(account - outcome.ratios.finalArrears) < 1e-9)
    // The value left at the end goes to the lender, nothing to the owners.
    #expect(abs(loan.paid(20) - 25) < 1e-9)
    #expect(outcome.periods.equityCashFlow[20] == 0)
    for difference in outcome.balanceDifference { #expect(abs(difference) < 1e-9) }
    let failed = outcome.checks.filter { !$0.isPassed }.map(\.name)
    #expect(failed == ["Senior loans are repaid at the end"])
  }

  @Test("owners pay up to their limit, and without end where there are no arrears")
  func support() throws {
    let service = FinanceModelTests.loanService
    let limited = try Self.plain(failing: 4..<6, support: 10).solve()
    #expect(abs(limited.periods.ownerSupport[4] - service) < 1e-12)
    #expect(abs(limited.periods.ownerSupport[5] - (10 - service)) < 1e-12)
    #expect(abs(limited.periods.arrears[5] - (2 * service - 10)) < 1e-12)
    let free = try Self.plain(failing: 4..<6) { $0.arrears = nil }.solve()
    let ample = try Self.plain(failing: 4..<6, support: 1000).solve()
    #expect(free.periods == ample.periods)
    #expect(free.ratios.ownerSupport > 15)
  }

  @Test("operating cost that cash does not cover is the owners' in any case")
  func operatingLoss() throws {
    let outcome = try Self.plain(failing: 4..<5) { $0.revenue[0].amounts[4] = 1 }.solve()
    #expect(abs(outcome.periods.ownerSupport[4] - 5) < 1e-12)
    for check in outcome.checks { #expect(check.isPassed, "\(check)") }
  }

  @Test(
    "with every kind of money, reserves and tax the statements balance and each lender's account adds up",
    arguments: [0, 0.02],
    [1, 3, 6, 12]
  )
  func everything(margin: Double, periodMonths: Int) throws {
    let year = 12 / periodMonths
    let outcome = try FinanceModelTests.railway(periodMonths: periodMonths) { model in
      for period in (8 * year)..<(11 * year) {
        model.revenue[0].amounts[period] *= 0.45
        model.revenue[1].amounts[period] *= 0.45
      }
      model.tranches[4].size = .share(0.5)
      model.tranches[4].repayment = .annuity
      model.tranches[4].targetCover = nil
      model.arrears = FinanceModel.Arrears(margin: margin, ownerSupportLimit: 2)
      model.sweepShare = 0.3
    }.solve()
    let rows = outcome.periods
    #expect(outcome.ratios.periodsInArrears > 0)
    // By the month some operating cost, too, is not covered by cash: the owners' beyond their limit.
    let support = outcome.ratios.ownerSupport
    #expect(periodMonths == 1 ? support > 2 : abs(support - 2) < 1e-9)
    for difference in outcome.balanceDifference { #expect(abs(difference) < 1e-9) }
    for check in outcome.checks { #expect(check.isPassed, "\(check)") }
    for period in outcome.model.timeline.indices where rows.arrears[period] > 0 {
      #expect(rows.debtReserve[period] == 0)
      #expect(rows.dividends[period] == 0 && rows.redemption[period] == 0)
      #expect(rows.sweep[period] == 0)
    }
    for place in [3, 4] {
      var account = 0.0
      let loan = rows.tranches[place]
      for period in outcome.model.timeline.indices {
        let rate = outcome.base.interestRates[place][period]
        let overdue = period > 0 ? loan.arrears[period - 1] : 0
        account = account * (1 + rate) + overdue * margin * Double(periodMonths) / 12
        account += loan.drawn[period] + loan.fees[period] - loan.paid(period)
        #expect(abs(account - loan.balance[period] - loan.arrears[period]) < 1e-9)
      }
    }
  }
}
