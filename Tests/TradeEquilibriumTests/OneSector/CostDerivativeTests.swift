import Foundation
import Numerics
import Testing

@testable import TradeEquilibrium

@Suite struct CostDerivativeTests {
  // Central differences of the exact solution with steps of 1e-5 in ln τ.
  @Test(
    "the derivative of real income to every trade cost is that of central differences",
    arguments: TradeClosure.allCases
  )
  func differences(closure: TradeClosure) throws {
    for supply in [0, 0.6] {
      let n = 5
      let (world, costs) = try OneSectorPropertyTests.world(n, seed: 3, supply: supply)
      let equilibrium = try OneSectorEquilibrium(world, closure: closure)
      for country in [0, 3] {
        let exact = try equilibrium.derivatives(
          of: OutcomeWeights(.realIncome, of: country, among: n),
          costFactors: costs
        )
        for cell in 0..<(n * n) {
          func real(_ step: Double) throws -> Double {
            var moved = costs
            moved[cell] *= exp(step)
            return log(try equilibrium.solve(costFactors: moved).realIncomeFactor[country])
          }
          let difference = (try real(1e-5) - real(-1e-5)) / 2e-5
          #expect(abs(exact[cell] - difference) < 2e-9, "\(closure) \(cell)")
        }
      }
    }
  }

  @Test(
    "so are those of every column of the table of countries, in any unit",
    arguments: TradeClosure.allCases,
    EquilibriumMeasure.allCases
  )
  func measures(closure: TradeClosure, measure: EquilibriumMeasure) throws {
    let n = 5
    let names = (0..<n).map { "\($0)" }
    let (world, costs) = try OneSectorPropertyTests.world(n, seed: 3, supply: 0.6)
    let equilibrium = try OneSectorEquilibrium(world, closure: closure)
    let column = try #require(EquilibriumRow.columns.firstIndex(of: measure.rawValue + "_pct")) - 1
    for reference in [nil, 2] {
      var weights = OutcomeWeights(measure, of: 3, among: n)
      if let reference { weights = weights.inUnits(ofPriceIndex: reference) }
      let exact = try equilibrium.derivatives(of: weights, costFactors: costs)
      for cell in 0..<(n * n) {
        func value(_ step: Double) throws -> Double {
          var moved = costs
          moved[cell] *= exp(step)
          var outcome = try equilibrium.solve(costFactors: moved)
          if let reference { outcome = outcome.inUnits(ofPriceIndex: reference) }
          return log1p(outcome.rows(names: names)[3].numbers[column] / 100)
        }
        let difference = (try value(1e-5) - value(-1e-5)) / 2e-5
        #expect(abs(exact[cell] - difference) < 5e-9, "\(reference ?? -1) cell \(cell)")
      }
    }
  }

  @Test("and those of a bilateral flow", arguments: TradeClosure.allCases)
  func flow(closure: TradeClosure) throws {
    let n = 5
    let (world, costs) = try OneSectorPropertyTests.world(n, seed: 3)
    let equilibrium = try OneSectorEquilibrium(world, closure: closure)
    for place in [1 * n + 3, 2 * n + 2] {
      let exact = try equilibrium.derivatives(
        of: .flow(place, among: n * n, countries: n),
        costFactors: costs
      )
      for cell in 0..<(n * n) {
        func value(_ step: Double) throws -> Double {
          var moved = costs
          moved[cell] *= exp(step)
          return log(try equilibrium.solve(costFactors: moved).flows[place])
        }
        let difference = (try value(1e-5) - value(-1e-5)) / 2e-5
        #expect(abs(exact[cell] - difference) < 5e-9, "cell \(cell)")
      }
    }
  }

  @Test("a flow that is not there, or a country that does not trade, has no derivative")
  func nothing() throws {
    let flows = [9.0, 1, 0, 2, 8, 0, 0, 0, 5]
    let world = try OneSectorWorld(count: 3, flows: flows, elasticity: 4, names: ["A", "B", "C"])
    let equilibrium = try OneSectorEquilibrium(world, closure: .rescaled)
    let ones = [Double](repeating: 1, count: 9)
    for outcome in [
      OutcomeWeights.flow(2, among: 9, countries: 3), OutcomeWeights(.exports, of: 2, among: 3),
      OutcomeWeights(.imports, of: 2, among: 3), OutcomeWeights(.imports, of: 0, among: 2),
    ] {
      #expect(throws: WorldFault.self) {
        try equilibrium.derivatives(of: outcome, costFactors: ones)
      }
    }
  }

  // With balanced trade, world real income weighted by expenditure falls by each flow's share in
  // world expenditure: transfers through terms of trade cancel (envelope theorem).
  @Test("the world loses what it pays for a trade cost")
  func envelope() throws {
    let n = 6
    let base = World.balanced(regions: n, seed: 2)
    let world = try OneSectorWorld(count: n, flows: base.flows, elasticity: 4)
    let equilibrium = try OneSectorEquilibrium(world, closure: .balanced)
    let total = Series.sum(world.expenditure)
    let exact = try equilibrium.derivatives(
      of: OutcomeWeights(.realIncome, world.expenditure.map { $0 / total }),
      costFactors: [Double](repeating: 1, count: n * n)
    )
    for cell in 0..<(n * n) { #expect(abs(exact[cell] + base.flows[cell] / total) < 1e-12) }
  }

  @Test("draws are the same on any number of threads, and hold the estimate between them")
  func draws() throws {
    let (world, costs) = try OneSectorPropertyTests.world(5, seed: 7)
    let names = (0..<5).map { "\($0)" }
    let draws = CoefficientDraws(
      count: 40,
      seed: 3,
      elasticityError: 0.5,
      costErrors: costs.map { 0.3 * log($0) }
    )
    func run(_ threads: Int) throws -> [CoefficientDraws.Interval] {
      try draws.intervals(
        world: world,
        costFactors: costs,
        closure: .rescaled,
        mode: .full,
        reference: nil,
        names: names,
        tolerance: 1e-12,
        threads: threads
      )
    }
    let one = try run(1)
    let two = try run(2)
    let point = try OneSectorEquilibrium(world, closure: .rescaled).solve(costFactors: costs)
      .rows(names: names)
    for i in 0..<5 {
      #expect(one[i].low == two[i].low)
      #expect(one[i].high == two[i].high)
      #expect(one[i].low.realIncomePct < point[i].realIncomePct)
      #expect(one[i].high.realIncomePct > point[i].realIncomePct)
    }
  }
}
