import Foundation
import ProjectAppraisal
import Testing

@Suite struct DebtTreatmentTests {
  // 10,960 m, 90 % off (9,870), 1,090 m in 40 half-yearly instalments of 27.25 m without interest:
  // with v = 1.05^−½ they are worth 27.25·v(1 − v⁴⁰)/(1 − v).
  static let deal = DebtTreatment(stock: 10_960, writtenOff: 9_870, instalments: 40)

  @Test("the deal of 2012–2014 has the grant element of the geometric sum")
  func deal() {
    let v = pow(1.05, -0.5)
    let worth = 27.25 * v * (1 - pow(v, 40)) / (1 - v)
    #expect(Self.deal.schedule.allSatisfy { abs($0.paid - 27.25) < 1e-12 })
    #expect(abs(Self.deal.presentValue - worth) < 1e-9)
    #expect(abs(Self.deal.grantElement - (1 - worth / 1_090)) < 1e-12)
    #expect(abs(Self.deal.grantElementOfOperation - (1 - worth / 10_960)) < 1e-12)
    // 36.9 % of what is left and 93.7 % of the whole.
    #expect(abs(Self.deal.grantElement - 0.369) < 0.001)
    #expect(abs(Self.deal.grantElementOfOperation - 0.937) < 0.001)
    #expect(Self.deal.isConcessional)
    #expect(abs(Self.deal.serviceByYear[0] - 54.5) < 1e-12)
    #expect(Self.deal.serviceByYear.count == 20)
  }

  @Test(
    "a swap at par changes nothing for the debtor, and its parts add up",
    arguments: [0, 0.3, 1]
  )
  func par(share: Double) {
    var swap = Self.deal
    swap.swapShare = share
    #expect(abs(swap.presentValuePaid - Self.deal.presentValue) < 1e-9)
    #expect(abs(swap.presentValueToCreditor + swap.presentValueToFund - swap.presentValue) < 1e-9)
    swap.swapPrice = 0.5
    let saved = share * 0.5 * Self.deal.presentValue
    #expect(abs(swap.presentValuePaid - (Self.deal.presentValue - saved)) < 1e-9)
  }

  // The formula for equal principal, Pincus (1963), against the schedule.
  @Test(
    "the schedule gives the grant element of the formula",
    arguments: [0.0, 0.0075, 0.02, 0.06]
  )
  func formula(rate: Double) throws {
    for (grace, count) in [(0, 20), (10, 50), (4, 24)] {
      let loan = DebtTreatment(
        stock: 100,
        writtenOff: 0,
        instalments: count,
        graceInstalments: grace,
        interestRate: rate,
        repayment: .equalPrincipal
      )
      let formula = try #require(
        GrantElement.ofEqualPrincipal(
          interestRate: rate,
          discountRate: 0.05,
          paymentsPerYear: 2,
          yearsToFirstRepayment: Double(grace + 1) / 2,
          maturityYears: Double(count) / 2
        )
      )
      #expect(abs(loan.grantElement - formula) < 1e-12)
    }
  }

  @Test(
    "at the discount rate every way of repayment is worth its face",
    arguments: DebtTreatment.Repayment.allCases
  )
  func face(repayment: DebtTreatment.Repayment) {
    let loan = DebtTreatment(
      stock: 100,
      writtenOff: 20,
      instalments: 17,
      graceInstalments: 3,
      interestRate: 2 * (pow(1.05, 0.5) - 1),
      repayment: repayment
    )
    #expect(abs(loan.presentValue - 80) < 1e-11)
    #expect(loan.schedule.last?.balance == 0)
    #expect(abs(loan.schedule.reduce(0) { $0 + $1.principal } - 80) < 1e-11)
  }
}

@Suite struct ResourceDealTests {
  static func deal(_ change: (inout ResourceDeal) -> Void = { _ in }) -> ResourceDeal {
    var deal = ResourceDeal(
      reservesMegatonnes: 100,
      recovery: 0.8,
      capacityMegatonnes: 4,
      rampUp: [0.5],
      firstYear: 2030,
      loanYear: 2028,
      fixedCost: 10,
      unitCost: 30,
      depletionCostRise: 0,
      costGrowth: 0,
      price: YearPath(80),
      royalty: 0.05,
      taxRate: 0.2,
      loan: 500,
      interestRate: 0.06,
      graceYears: 1,
      repaymentYears: 10,
      pledgedShare: 0.5,
      order: .lenderFirst,
      reserveYears: 0,
      discountRate: 0.1
    )
    change(&deal)
    return deal
  }

  // 80 Mt at 4 a year, half of it in the first: 2 + 4·19.5 = 80, so 20.5 → 21 years of production.
  @Test("reserves serve as long as they last, and no tonne is lost")
  func life() throws {
    let outcome = try Self.deal().outcome()
    #expect(outcome.lifeYears == 21)
    #expect(abs(outcome.years.reduce(0) { $0 + $1.megatonnes } - 80) < 1e-9)
    #expect(abs(outcome.years[20].megatonnes - 2) < 1e-9)
  }

  // Two years of interest: 500·1.06² = 561.8; a year of interest, then ten of 561.8·0.06/(1 − 1.06⁻¹⁰).
  @Test("debt service is the annuity, and the lender's flows are worth the loan")
  func service() throws {
    let outcome = try Self.deal().outcome()
    #expect(abs(outcome.debtAtStart - 561.8) < 1e-9)
    let level = 561.8 * 0.06 / (1 - pow(1.06, -10))
    #expect(abs(outcome.years[0].paid - 561.8 * 0.06) < 1e-9)
    for year in 1...10 { #expect(abs(outcome.years[year].paid - level) < 1e-9) }
    #expect(outcome.repaidYear == 2040)
    #expect(outcome.isPaidOnTime && outcome.unpaid == 0)
    let worth = outcome.years.enumerated().reduce(0) {
      $0 + $1.element.paid * pow(1.06, -Double($1.offset + 1))
    }
    #expect(abs(worth - 561.8) < 1e-9)
    let tail = try #require(outcome.reserveTail)
    #expect(abs(tail - 38.0 / 80) < 1e-9)
  }

  @Test("money adds up in every year", arguments: ResourceDeal.Order.allCases)
  func money(order: ResourceDeal.Order) throws {
    let outcome = try Self.deal {
      $0.order = order
      $0.reserveYears = 1
      $0.price = YearPath(years: [2030, 2034, 2037], values: [80, 38, 80]) ?? YearPath(80)
    }.outcome()
    var reserve = 0.0
    for year in outcome.years {
      let uses =
        year.cost + year.royalty + year.tax + year.paid + year.toOwner + year.reserve - reserve
      #expect(abs(year.sales - uses) < 1e-9)
      #expect(year.reserve >= 0 && year.balance >= 0 && year.arrears >= 0)
      reserve = year.reserve
    }
  }

  @Test("at the break-even price every instalment is just paid, and below it not")
  func breakEven() throws {
    let deal = Self.deal()
    let factor = try #require(try deal.breakEvenPriceFactor())
    // The dearest year: the level payment, or the interest of the first half year of output.
    let level = 561.8 * 0.06 / (1 - pow(1.06, -10))
    #expect(abs(factor - max(level / (0.5 * 320), 561.8 * 0.06 / (0.5 * 160))) < 1e-9)
    #expect(try !deal.outcome(priceFactor: factor * 0.999).isPaidOnTime)
  }

  @Test("a deep fall leaves the loan unpaid when the deposit is exhausted")
  func fall() throws {
    let outcome = try Self.deal().outcome(priceFactor: 0.15)
    #expect(outcome.repaidYear == nil)
    #expect(outcome.unpaid > 100)
    #expect(try #require(outcome.reserveLifeCover) < 1)
  }

  @Test("faults name the field")
  func faults() {
    #expect(Self.deal { $0.recovery = .nan }.faults.map(\.field) == ["deposit.recovery"])
    #expect(
      Self.deal { $0.capacityMegatonnes = 0 }.faults.map(\.field) == [
        "deposit.capacity_mt_per_year"
      ]
    )
    #expect(Self.deal { $0.loanYear = 2040 }.faults.map(\.field) == ["loan.year"])
  }
}
