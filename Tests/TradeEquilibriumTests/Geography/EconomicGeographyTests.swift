import Foundation
import Numerics
import Testing

@testable import TradeEquilibrium

@Suite struct EconomicGeographyTests {
  static func setting(
    agglomeration: Double = 0.05,
    congestion: Double = -0.4,
    pool: [Int?] = [0, 0, 0, nil, nil, 1, 1]
  ) throws -> (EconomicGeography, OneSectorWorld, [Double]) {
    let base = World.random(regions: 7, commodities: 1, seed: 3)
    let world = try OneSectorWorld(count: 7, flows: base.flows, elasticity: 5)
    let geography = try EconomicGeography(
      world,
      people: EconomicGeography.People(
        population: [3, 1, 2, 5, 4, 1, 1],
        pool: pool,
        agglomeration: agglomeration,
        congestion: congestion
      )
    )
    return (geography, world, World.shock(base, seed: 3).costFactor)
  }

  @Test("nothing changed changes nothing, to the last bit")
  func nothing() throws {
    let (geography, world, _) = try Self.setting()
    let outcome = try geography.solve(costFactors: [Double](repeating: 1, count: 49))
    #expect(outcome.flows == world.flows)
    #expect(outcome.populationFactor.allSatisfy { $0 == 1 })
    #expect(outcome.welfareFactor.allSatisfy { $0 == 1 })
  }

  @Test("within a pool all live equally well, and nobody is lost")
  func pools() throws {
    let (geography, world, costs) = try Self.setting()
    let outcome = try geography.solve(costFactors: costs)
    #expect(outcome.convergence.residual < 1e-11)
    for pair in [(0, 1), (1, 2), (5, 6)] {
      let ratio = outcome.welfareFactor[pair.0] / outcome.welfareFactor[pair.1]
      #expect(abs(ratio - 1) < 1e-11)
    }
    let people = zip([3.0, 1, 2, 5, 4, 1, 1], outcome.populationFactor).map { $0 * $1 }
    #expect(abs(people[0] + people[1] + people[2] - 6) < 1e-11)
    #expect(abs(people[5] + people[6] - 2) < 1e-11)
    #expect(outcome.populationFactor[3] == 1 && outcome.populationFactor[4] == 1)
    #expect(abs(outcome.populationFactor[0] - 1) > 1e-3)
    // Markets clear, and prices are wages over productivity.
    for i in 0..<7 {
      let sold = (0..<7).reduce(0) { $0 + outcome.flows[i * 7 + $1] }
      #expect(abs(sold / (world.output[i] * outcome.outputFactor[i]) - 1) < 1e-11)
      let price = outcome.wageFactor[i] * pow(outcome.populationFactor[i], -0.05)
      #expect(abs(price / outcome.outputPriceFactor[i] - 1) < 1e-12)
    }
  }

  @Test("people who stay make it the one-sector model")
  func immobile() throws {
    let (geography, world, costs) = try Self.setting(pool: [Int?](repeating: nil, count: 7))
    let outcome = try geography.solve(costFactors: costs)
    let plain = try OneSectorEquilibrium(world, closure: .rescaled).solve(costFactors: costs)
    for i in 0..<7 {
      #expect(abs(outcome.wageFactor[i] / plain.wageFactor[i] - 1) < 1e-11)
      #expect(abs(outcome.welfareFactor[i] / plain.realIncomeFactor[i] - 1) < 1e-11)
    }
  }

  @Test("crowded places drive people off: with strong congestion nobody moves")
  func congestion() throws {
    let (geography, _, costs) = try Self.setting(agglomeration: 0, congestion: -1e6)
    let outcome = try geography.solve(costFactors: costs)
    for i in 0..<7 { #expect(abs(outcome.populationFactor[i] - 1) < 1e-5) }
  }

  @Test("a region that is better linked gains people")
  func link() throws {
    let (geography, _, _) = try Self.setting()
    var costs = [Double](repeating: 1, count: 49)
    for j in [3, 4] {
      costs[1 * 7 + j] = 0.7
      costs[j * 7 + 1] = 0.7
    }
    let outcome = try geography.solve(costFactors: costs)
    #expect(outcome.populationFactor[1] > 1)
    #expect(outcome.populationFactor[0] < 1 || outcome.populationFactor[2] < 1)
    #expect(outcome.welfareFactor[0] > 1)
  }

  @Test("agglomeration stronger than congestion is said not to be unique")
  func uniqueness() throws {
    let (weak, _, _) = try Self.setting()
    let (strong, _, _) = try Self.setting(agglomeration: 0.5)
    #expect(weak.uniqueness.isProven)
    #expect(!strong.uniqueness.isProven)
  }
}
