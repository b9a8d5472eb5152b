import Foundation
import Numerics
import Testing

@testable import TradeEquilibrium

@Suite struct ManySectorDerivativeTests {
  static let closures: [TradeClosure] = [.balanced, .additive, .rescaled]

  private static func vector(_ count: Int, _ stream: UInt64) -> [Double] {
    let random = CounterRandom(seed: 4, stream: stream)
    return (0..<count).map { random.uniform(UInt64($0)) - 0.4 }
  }

  /// An equilibrium of two sectors, and a change at which to take derivatives.
  private static func shocked(
    _ n: Int,
    _ closure: TradeClosure
  ) throws -> (ManySectorEquilibrium, (costs: [Double], tariffs: [Double])) {
    let world = try World.manySectors(n, 2, seed: 6)
    let equilibrium = try ManySectorEquilibrium(world, closure: closure)
    return (equilibrium, World.shock(equilibrium.world, seed: 6))
  }

  @Test("the derivative of the markets is that of central differences", arguments: [true, false])
  func derivative(hasTariffs: Bool) throws {
    let world = try World.manySectors(4, 3, seed: 2, hasTariffs: hasTariffs)
    let shock = World.shock(world, seed: 2)
    for spending in [ManySectorSystem.Spending.deficits(world.deficit), .rescaled] {
      let system = ManySectorSystem(
        world,
        costs: shock.costs,
        tariffs: shock.tariffs,
        spending: spending
      )
      let point = Self.vector(system.count, 1).map { 0.1 * $0 }
      let direction = Self.vector(system.count, 2)
      let exact = system.derivative(point)(direction)
      let step = 1e-5
      let above = system.correction(zip(point, direction).map { $0 + step * $1 })
      let below = system.correction(zip(point, direction).map { $0 - step * $1 })
      for i in exact.indices {
        #expect(abs(exact[i] - (above[i] - below[i]) / (2 * step)) < 1e-8)
      }
      // And the transpose is the transpose.
      let weights = Self.vector(system.count, 3)
      let back = ManySectorLinearisation(system, point).transpose(weights).point
      let left = zip(exact, weights).reduce(0) { $0 + $1.0 * $1.1 }
      let right = zip(direction, back).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(abs(left - right) < 1e-11)
    }
  }

  @Test("derivatives of real income are those of central differences", arguments: closures)
  func realIncome(closure: TradeClosure) throws {
    let n = 3
    let (equilibrium, shock) = try Self.shocked(n, closure)
    let exact = try equilibrium.derivatives(
      of: OutcomeWeights(.realIncome, [0.2, 1, 0]),
      costFactors: shock.costs,
      tariffs: shock.tariffs
    )
    for cell in exact.indices {
      func real(_ step: Double) throws -> Double {
        var costs = shock.costs
        costs[cell] *= exp(step)
        let outcome = try equilibrium.solve(costFactors: costs, tariffs: shock.tariffs)
        func income(_ i: Int) -> Double {
          log(outcome.incomeFactor[i] / outcome.priceIndexFactor[i])
        }
        return 0.2 * income(0) + income(1)
      }
      let difference = (try real(1e-5) - real(-1e-5)) / 2e-5
      #expect(abs(exact[cell] - difference) < 3e-9, "\(closure) cell \(cell)")
    }
  }

  @Test(
    "so are those of every column of the table of countries, in any unit",
    arguments: closures,
    EquilibriumMeasure.allCases
  )
  func measures(closure: TradeClosure, measure: EquilibriumMeasure) throws {
    let n = 3
    let names = (0..<n).map { "\($0)" }
    let (equilibrium, shock) = try Self.shocked(n, closure)
    let column = try #require(EquilibriumRow.columns.firstIndex(of: measure.rawValue + "_pct")) - 1
    for reference in [nil, 0] {
      var weights = OutcomeWeights(measure, of: 1, among: n)
      if let reference { weights = weights.inUnits(ofPriceIndex: reference) }
      let exact = try equilibrium.derivatives(
        of: weights,
        costFactors: shock.costs,
        tariffs: shock.tariffs
      )
      for cell in exact.indices {
        func value(_ step: Double) throws -> Double {
          var costs = shock.costs
          costs[cell] *= exp(step)
          var outcome = try equilibrium.solve(costFactors: costs, tariffs: shock.tariffs)
          if let reference { outcome = outcome.inUnits(ofPriceIndex: reference) }
          return log1p(outcome.rows(names: names)[1].numbers[column] / 100)
        }
        let difference = (try value(1e-5) - value(-1e-5)) / 2e-5
        #expect(abs(exact[cell] - difference) < 1e-8, "\(reference ?? -1) cell \(cell)")
      }
    }
  }

  @Test("and those of a bilateral flow of one sector", arguments: closures)
  func flow(closure: TradeClosure) throws {
    let n = 3
    let (equilibrium, shock) = try Self.shocked(n, closure)
    let place = n * n + 2
    let exact = try equilibrium.derivatives(
      of: .flow(place, among: shock.costs.count, countries: n),
      costFactors: shock.costs,
      tariffs: shock.tariffs
    )
    for cell in exact.indices {
      func value(_ step: Double) throws -> Double {
        var costs = shock.costs
        costs[cell] *= exp(step)
        return log(try equilibrium.solve(costFactors: costs, tariffs: shock.tariffs).flows[place])
      }
      let difference = (try value(1e-5) - value(-1e-5)) / 2e-5
      #expect(abs(exact[cell] - difference) < 1e-8, "cell \(cell)")
    }
  }
}
