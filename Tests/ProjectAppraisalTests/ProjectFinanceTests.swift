import Foundation
import Numerics
import ProjectAppraisal
import Testing

@Suite struct ProjectFinanceTests {
  typealias Tranche = ProjectFinance.Tranche

  // Two years of building, twenty of operation.
  static func company(
    _ tranches: [Tranche],
    tax: Double = 0.2,
    revenue: Double = 24
  )
    -> ProjectFinance
  {
    ProjectFinance(
      firstYear: 2012,
      capex: [60, 40] + Array(repeating: 0, count: 20),
      revenue: [0, 0] + Array(repeating: revenue, count: 20),
      opex: [0, 0] + Array(repeating: 6, count: 20),
      residualValue: 5,
      openingYear: 2014,
      depreciationYears: 20,
      taxRate: tax,
      tranches: tranches,
      discountRate: 0.08
    )
  }

  static let kinds: [Tranche.Kind] = [
    .annuity(rate: 0.07, graceYears: 2, termYears: 12),
    .equalPrincipal(rate: 0.07, graceYears: 0, termYears: 10), .bullet(rate: 0.07, termYears: 8),
    .annuity(rate: 0, graceYears: 1, termYears: 5),
  ]

  @Test(
    "what is drawn is repaid, and its present value at the loan's rate is nil",
    arguments: 0..<4
  )
  func repaid(kind: Int) {
    let outcome = Self.company([
      Tranche(name: "loan", kind: Self.kinds[kind], share: 0.6),
      Tranche(name: "equity", kind: .equity, share: 0.4),
    ]).outcome()
    let drawn = Series.sum(outcome.years.map(\.drawdown))
    #expect(abs(drawn - 60) < 1e-12)
    #expect(abs(Series.sum(outcome.years.map(\.principal)) - drawn) < 1e-10)
    #expect(abs(outcome.years.last?.debtBalance ?? 1) < 1e-10)
    let lender = CashFlow(
      firstYear: 2012,
      amounts: outcome.years.map { $0.interest + $0.principal - $0.drawdown }
    )
    #expect(abs(lender.presentValue(rate: kind == 3 ? 0 : 0.07, year: 2012)) < 1e-10)
  }

  // 60 drawn; from the first year after two of grace, 60 · 0.07 / (1 − 1.07^−12) = 7.5541 a year.
  @Test("debt service of an annuity is level, and that of equal principal falls")
  func shapes() {
    let level = Self.company([Tranche(name: "loan", kind: Self.kinds[0], share: 0.6)]).outcome()
    let service = level.years.map { $0.interest + $0.principal }
    for year in 4..<16 { #expect(abs(service[year] - 60 * 0.07 / (1 - pow(1.07, -12))) < 1e-10) }
    for year in 2..<4 { #expect(abs(service[year] - 4.2) < 1e-12) }
    #expect(service[16] == 0)

    let falling = Self.company([Tranche(name: "loan", kind: Self.kinds[1], share: 0.6)]).outcome()
    for year in 2..<12 { #expect(abs(falling.years[year].principal - 6) < 1e-10) }
    #expect(abs(falling.years[2].interest - 4.2) < 1e-12)
    #expect(abs(falling.years[11].interest - 0.42) < 1e-10)
  }

  // Cash is neither made nor lost: owners get what is left after investment, lenders and tax.
  @Test("money adds up in every year", arguments: 0..<4)
  func addsUp(kind: Int) {
    let outcome = Self.company([
      Tranche(name: "loan", kind: Self.kinds[kind], share: 0.5),
      Tranche(name: "grant", kind: .grant, share: 0.2),
      Tranche(name: "equity", kind: .equity, share: 0.3),
    ]).outcome()
    for (place, year) in outcome.years.enumerated() {
      let left =
        year.revenue - year.opex - year.tax - year.capex + year.drawdown + year.grants
        - year.interest - year.principal + (place == 21 ? 5 : 0)
      #expect(abs(year.equityCashFlow - left) < 1e-12)
      #expect(abs(year.capex - year.drawdown - year.grants - year.equityIn) < 1e-12)
    }
  }

  @Test("with equity alone the owners' rate of return is the project's")
  func allEquity() {
    let outcome = Self.company([Tranche(name: "equity", kind: .equity, share: 1)]).outcome()
    #expect(outcome.internalRatesOfReturn == outcome.equityInternalRatesOfReturn)
    #expect(outcome.minimumCover == nil)
    #expect(outcome.loanLifeCoverRatio == nil)
  }

  // Modigliani & Miller: without tax, lending below the project's return lifts the owners' return,
  // and above it lowers it.
  @Test("debt cheaper than the project's return lifts the owners'", arguments: [0.03, 0.3])
  func leverage(rate: Double) throws {
    let outcome = Self.company(
      [
        Tranche(
          name: "loan",
          kind: .annuity(rate: rate, graceYears: 0, termYears: 15),
          share: 0.5
        ),
        Tranche(name: "equity", kind: .equity, share: 0.5),
      ],
      tax: 0
    ).outcome()
    let project = try #require(outcome.internalRatesOfReturn.first)
    let owners = try #require(outcome.equityInternalRatesOfReturn.first)
    #expect((owners > project) == (rate < project))
  }

  // Level cash 18 over level service, no grace: every cover ratio over the loan is the same number.
  @Test("with level cash and level service the loan-life cover is the yearly cover")
  func covers() throws {
    let outcome = Self.company(
      [
        Tranche(
          name: "loan",
          kind: .annuity(rate: 0.07, graceYears: 0, termYears: 12),
          share: 0.6
        ),
        Tranche(name: "equity", kind: .equity, share: 0.4),
      ],
      tax: 0
    ).outcome()
    // Interest while building, 36 · 0.07, is the owners'; the debt at opening is 60.
    let service = 60 * 0.07 / (1 - pow(1.07, -12))
    let minimum = try #require(outcome.minimumCover)
    let loanLife = try #require(outcome.loanLifeCoverRatio)
    let projectLife = try #require(outcome.projectLifeCoverRatio)
    #expect(abs(minimum - 18 / service) < 1e-10)
    #expect(abs(try #require(outcome.averageCover) - minimum) < 1e-10)
    #expect(abs(loanLife - minimum) < 1e-9)
    let annuity = (1 - pow(1.07, -20)) / 0.07
    #expect(abs(projectLife - 18 * annuity / 60) < 1e-9)
  }

  // Profit 24 − 6 − 5 = 13 a year, a fifth of it is tax; nothing while losses are carried.
  @Test("tax is on profit after depreciation and interest, with losses carried forward")
  func tax() {
    let plain = Self.company([Tranche(name: "equity", kind: .equity, share: 1)]).outcome()
    #expect(plain.years[0].tax == 0)
    for year in 2..<22 { #expect(abs(plain.years[year].tax - 2.6) < 1e-12) }

    var poor = Self.company([Tranche(name: "equity", kind: .equity, share: 1)])
    poor.revenue = [0, 0, 4, 4] + Array(repeating: 24, count: 18)
    // Two losses of 7 are worth one year of profit and one seventh of 14 − 13 = 1 in the next.
    let taxes = poor.outcome().years.map(\.tax)
    #expect(taxes[2] == 0 && taxes[3] == 0 && taxes[4] == 0)
    #expect(abs(taxes[5] - 0.2 * 12) < 1e-12)
    #expect(abs(taxes[6] - 2.6) < 1e-12)
  }

  @Test("a company without years is no trap")
  func empty() {
    let company = ProjectFinance(
      firstYear: 2012,
      capex: [],
      revenue: [],
      opex: [],
      residualValue: 0,
      openingYear: 2012,
      depreciationYears: 20,
      taxRate: 0.2,
      tranches: [],
      discountRate: 0.08
    )
    #expect(company.outcome().years.isEmpty)
    #expect(company.outcome().netPresentValue == 0)
  }
}
