import Foundation
import Numerics
import ProjectAppraisal
import Testing

@Suite struct ShadowPricesTests {
  @Test(
    "border and domestic prices say the same, one in units of the other",
    arguments: [0.8, 0.95]
  )
  func numeraires(factor: Double) throws {
    let shares: [ShadowPrices.Component: Double] = [
      .traded: 0.4, .nontraded: 0.2, .unskilledLabour: 0.15, .skilledLabour: 0.1, .tax: 0.15,
    ]
    func flow(_ numeraire: ShadowPrices.Numeraire) -> CashFlow {
      let prices = ShadowPrices(
        numeraire: numeraire,
        standardConversionFactor: factor,
        shadowWageRateFactor: 0.6
      )
      let cost = prices.factor(shares)
      let benefit = prices.factor([.traded: 1])
      return CashFlow(
        firstYear: 2020,
        amounts: [-100 * cost] + (1...20).map { _ in 12 * benefit }
      )
    }
    let domestic = flow(.domesticPrice)
    let world = flow(.worldPrice)
    let ratio =
      world.presentValue(rate: 0.09, year: 2020) / domestic.presentValue(rate: 0.09, year: 2020)
    #expect(abs(ratio - factor) < 1e-13)
    let rate = try #require(domestic.internalRatesOfReturn().first)
    #expect(abs(try #require(world.internalRatesOfReturn().first) - rate) < 1e-13)
  }

  // Imports 900 with duties of 120, exports 600 with taxes of 20: 1,500 / 1,600.
  @Test("the standard conversion factor is trade at border over trade at domestic prices")
  func standard() {
    #expect(
      ShadowPrices.standardConversionFactor(
        imports: 900,
        exports: 600,
        importDuties: 120,
        exportDuties: 20
      ) == 0.9375
    )
    #expect(
      ShadowPrices.standardConversionFactor(imports: 0, exports: 0, importDuties: 0) == nil
    )
    #expect(ShadowPrices(standardConversionFactor: 0.8).shadowExchangeRateFactor == 1.25)
  }

  @Test("taxes are no resource, and what has no share is not traded")
  func components() {
    let prices = ShadowPrices(standardConversionFactor: 0.8, shadowWageRateFactor: 0.5)
    #expect(prices.factor([.tax: 1]) == 0)
    #expect(prices.factor([:]) == 1)
    #expect(abs(prices.factor([.unskilledLabour: 0.4]) - 0.8) < 1e-15)
    let border = ShadowPrices(numeraire: .worldPrice, standardConversionFactor: 0.8)
    #expect(border.factor([.traded: 1]) == 1)
    #expect(border.factor([:]) == 0.8)
  }

  @Test("market prices leave everything as it is", arguments: ShadowPrices.Component.allCases)
  func neutral(component: ShadowPrices.Component) {
    #expect(ShadowPrices().factor(component) == (component == .tax ? 0 : 1))
  }
}
