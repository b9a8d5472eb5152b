import Foundation
import ProjectAppraisal
import Testing

@Suite struct AppraisalPresetTests {
  @Test("discount rates are the published ones")
  func rates() {
    #expect(AppraisalPreset.adb2017.discount == DiscountSchedule(rate: 0.09))
    #expect(AppraisalPreset.adb2017.reducedRate == 0.06)
    #expect(AppraisalPreset.eu2021.discount == DiscountSchedule(rate: 0.03))
    #expect(AppraisalPreset.worldBank.discount == DiscountSchedule(rate: 0.06))
    #expect(AppraisalPreset.ukTAG.discount == .greenBook)
  }

  // EIB (2020): 80 in 2020, 165 in 2025, 250 in 2030, 800 in 2050. World Bank (2017): 50 in 2030 and
  // about 78 in 2050 on the low path, 156 on the high one. BEIS (2021): 241, 280, 378 in 2020, 2030,
  // 2050, printed to whole pounds.
  @Test("shadow prices of carbon pass through the published figures")
  func carbon() {
    let eu = AppraisalPreset.eu2021.carbon
    for (year, price) in [(2020, 80.0), (2025, 165), (2030, 250), (2050, 800), (2060, 800)] {
      #expect(eu.price(year) == price)
    }
    #expect(eu.price(2022) == 114)
    #expect(abs(AppraisalPreset.worldBank.carbon.price(2050) - 78) < 0.1)
    #expect(abs(AppraisalPreset.carbonHigh.price(2050) - 156) < 0.1)
    #expect(abs(AppraisalPreset.adb2017.carbon.price(2026) - 36.3 * pow(1.02, 10)) < 1e-12)
    let uk = AppraisalPreset.ukTAG.carbon
    for (year, price) in [(2020, 241.0), (2030, 280), (2050, 378)] {
      #expect(abs(uk.price(year) - price) < 1.5)
    }
  }

  @Test("a path without points is free, and a point before the first is grown back")
  func path() {
    #expect(PricePath([]).price(2020) == 0)
    #expect(abs(PricePath([(2020, 110)], growth: 0.1).price(2019) - 100) < 1e-12)
    #expect(PricePath([(2020, 1), (2010, 3), (2020, 9)]).price(2015) == 2)
  }

  @Test("uplifts are the published ones, and lines between them")
  func uplifts() {
    #expect(ReferenceClass.rail.uplift(chanceOfOverrun: 0.5) == 0.40)
    #expect(ReferenceClass.rail.uplift(chanceOfOverrun: 0.2) == 0.57)
    #expect(ReferenceClass.road.uplift(chanceOfOverrun: 0.1) == 0.45)
    #expect(abs(ReferenceClass.fixedLink.uplift(chanceOfOverrun: 0.25) - 0.445) < 1e-12)
    #expect(ReferenceClass.rail.uplift(chanceOfOverrun: 0.01) == 0.68)
    #expect(abs(OptimismBias.standardCivil.uplift(mitigated: 0) - 0.44) < 1e-15)
    #expect(abs(OptimismBias.nonStandardCivil.uplift(mitigated: 1) - 0.06) < 1e-15)
    for reference in ReferenceClass.allCases {
      #expect(reference.costDistribution.fault == nil)
      let rising = reference.uplifts.map(\.uplift)
      #expect(rising == rising.sorted())
    }
  }

  // EUR 100 with 15 of 40 years gone; an annuity of five years; growth without end.
  @Test("value left: by age, by the flows that are left, without end")
  func residual() throws {
    #expect(ResidualValue.straightLine(cost: 100, lifeYears: 40, ageYears: 15) == 62.5)
    #expect(ResidualValue.straightLine(cost: 100, lifeYears: 40, ageYears: 50) == 0)
    #expect(ResidualValue.straightLine(cost: 100, lifeYears: 0, ageYears: 5) == 0)
    let five = ResidualValue.remainingFlows(lastAmount: 10, years: 5, rate: 0.05)
    #expect(abs(five - 10 * (1 - pow(1.05, -5)) / 0.05) < 1e-12)
    let long = ResidualValue.remainingFlows(lastAmount: 10, growth: 0.01, years: 3000, rate: 0.05)
    let endless = try #require(
      ResidualValue.perpetuity(lastAmount: 10, growth: 0.01, rate: 0.05)
    )
    #expect(abs(long - endless) < 1e-9)
    #expect(ResidualValue.perpetuity(lastAmount: 1, growth: 0.05, rate: 0.05) == nil)
  }
}
