import Foundation
import Testing

@testable import TradeEquilibrium

@Suite(
  .enabled(if: PublishedBorders.isPresent, "the case's data are not there: ../shared/data/ge")
)
struct PublishedBordersTests {
  @Test("removing all borders gives the exact solution in every column")
  func exact() throws {
    let borders = try PublishedBorders()
    let world = try OneSectorWorld(count: 69, flows: borders.flows, elasticity: 6)
    let outcome = try OneSectorEquilibrium(world, closure: .rescaled)
      .solve(costFactors: borders.costFactors)
      .inUnits(ofPriceIndex: borders.reference)
    let rows = outcome.rows(names: borders.countries)
    // Percentage points; what remains is rounding.
    for (column, values) in [
      ("change_Xi_FULL_exact", rows.map(\.exportsPct)),
      ("change_IMR_FULL_exact", rows.map(\.priceIndexPct)),
      ("change_price_FULL_exact", rows.map(\.wagePct)),
      ("change_rGDP_FULL_exact", rows.map(\.realOutputPct)),
      ("change_rGDP_FULL_exact", rows.map(\.termsOfTradePct)),
      ("welfare_E_over_P_exact", rows.map(\.realIncomePct)),
    ] {
      let difference = try borders.difference(values, column)
      #expect(difference < 1e-8, "\(column): \(difference)")
    }
  }

  @Test("at given outputs and expenditures exports are the published ones")
  func conditional() throws {
    let borders = try PublishedBorders()
    let world = try OneSectorWorld(count: 69, flows: borders.flows, elasticity: 6)
    let outcome = try OneSectorEquilibrium(world).solve(
      costFactors: borders.costFactors,
      mode: .conditional
    )
    let exports = outcome.rows(names: borders.countries).map(\.exportsPct)
    #expect(try borders.difference(exports, "change_Xi_CDL_published") < 1e-6)
    #expect(try borders.difference(exports, "change_Xi_CDL_loop1e-10") < 1e-8)
  }

  @Test("the guide's loop, stopped by its own rule, gives the published figures")
  func loopAsPublished() throws {
    let borders = try PublishedBorders()
    let world = try OneSectorWorld(count: 69, flows: borders.flows, elasticity: 6)
    let result = try GravityLoop(world, reference: borders.reference)
      .run(costFactors: borders.costFactors)
    // Published figures carry the seven digits of the guide's own fit.
    try Self.compare(borders, result, suffix: "FULL_published", tolerance: 1e-4)
    try Self.compare(borders, result, suffix: "FULL_loop01", tolerance: 1e-8)
    #expect(result.rounds == 5)
  }

  @Test("the guide's loop, carried on, stays away from the exact solution")
  func loopConverged() throws {
    let borders = try PublishedBorders()
    let world = try OneSectorWorld(count: 69, flows: borders.flows, elasticity: 6)
    let result = try GravityLoop(world, reference: borders.reference)
      .run(costFactors: borders.costFactors, tolerance: 1e-10)
    try Self.compare(borders, result, suffix: "FULL_loop1e-10", tolerance: 1e-6)
    let real = result.realOutput.map { 100 * ($0 - 1) }
    #expect(try borders.difference(real, "change_rGDP_FULL_exact") > 0.05)
  }

  private static func compare(
    _ borders: PublishedBorders,
    _ result: GravityLoop.Result,
    suffix: String,
    tolerance: Double
  ) throws {
    for (column, factors) in [
      ("change_Xi_", result.exports), ("change_price_", result.price),
      ("change_IMR_", result.inwardResistance), ("change_rGDP_", result.realOutput),
    ] {
      let difference = try borders.difference(factors.map { 100 * ($0 - 1) }, column + suffix)
      #expect(difference < tolerance, "\(column + suffix): \(difference)")
    }
  }
}
