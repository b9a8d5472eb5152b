import Foundation
import Numerics
import ProjectAppraisal
import Testing

@Suite struct DiscountScheduleTests {
  // Long-term discount factors of the Green Book (2003 and later, table 6.1), printed to two digits
  // and worked out from the rates: 3.5 % for 30 years, 3 % to 75, 2.5 % to 125.
  @Test(
    "the Green Book's factors compound the rates of the years between",
    arguments: [
      (0, 1.0), (1, 1 / 1.035), (30, pow(1.035, -30)), (31, pow(1.035, -30) / 1.03),
      (75, pow(1.035, -30) * pow(1.03, -45)),
      (125, pow(1.035, -30) * pow(1.03, -45) * pow(1.025, -50)),
      (
        350,
        pow(1.035, -30) * pow(1.03, -45) * pow(1.025, -50) * pow(1.02, -75)
          * pow(1.015, -100) * pow(1.01, -50)
      ),
    ] as [(Int, Double)]
  )
  func greenBook(years: Int, factor: Double) {
    let found = DiscountSchedule.greenBook.factor(year: 2020 + years, presentValueYear: 2020)
    #expect(abs(found / factor - 1) < 1e-12)
  }

  @Test("a constant schedule is plain discounting", arguments: [1990, 2010, 2012, 2030])
  func constant(year: Int) {
    let flow = CashFlow(firstYear: 2010, amounts: [-100, 20, 30, 40, 50])
    let schedule = DiscountSchedule(rate: 0.07)
    let factors = schedule.factors(firstYear: 2010, count: 5, presentValueYear: year)
    let sum = Series.sum(zip(flow.amounts, factors).map { $0 * $1 })
    #expect(abs(sum - flow.presentValue(rate: 0.07, year: year)) < 1e-12)
    #expect(schedule.isConstant && !DiscountSchedule.greenBook.isConstant)
  }

  @Test("an appraisal over 100 years at declining rates is worth more than at the first rate")
  func declining() {
    let item = AppraisalItem(
      name: "benefit",
      kind: .userBenefit,
      country: "GBR",
      party: "users",
      cashFlow: CashFlow(firstYear: 2021, amounts: [Double](repeating: 1, count: 100))
    )
    let declining = EconomicAppraisal(
      items: [item],
      discount: .greenBook,
      presentValueYear: 2020
    )
    let first = (1 - pow(1.035, -30)) / 0.035
    let second = pow(1.035, -30) * (1 - pow(1.03, -45)) / 0.03
    let third = pow(1.035, -30) * pow(1.03, -45) * (1 - pow(1.025, -25)) / 0.025
    #expect(abs(declining.netPresentValue - first - second - third) < 1e-11)
    let flat = EconomicAppraisal(items: [item], rate: 0.035, presentValueYear: 2020)
    #expect(declining.netPresentValue > flat.netPresentValue)
  }

  @Test("no steps are a rate of zero, and the text names the steps")
  func edges() {
    #expect(DiscountSchedule(steps: []).factor(year: 2050, presentValueYear: 2000) == 1)
    #expect(DiscountSchedule(rate: 0.09).text == "9 %")
    #expect(DiscountSchedule.greenBook.text.hasPrefix("3.5 %, from year 31 3 %"))
    #expect(DiscountSchedule(rate: 0.1).factors(firstYear: 1, count: 0, presentValueYear: 1) == [])
  }
}
