import Foundation
import Numerics
import Testing

@testable import TradeEquilibrium

@Suite struct OneSectorDerivativeTests {
  static let spendings: [OneSectorSystem.Spending] = [.given, .additive, .rescaled]

  private static func system(
    _ spending: OneSectorSystem.Spending,
    psi: Double
  ) throws
    -> OneSectorSystem
  {
    let base = World.random(regions: 6, commodities: 1, seed: 5)
    let world = try OneSectorWorld(
      count: 6,
      flows: base.flows,
      elasticity: 3.5,
      supplyElasticity: psi
    )
    let shock = World.shock(base, seed: 5)
    let weights = FlowMatrix.product(base.flows, FlowMatrix.powers(shock.costFactor, -3.5))
    return OneSectorSystem(world, weights: weights, spending: spending)
  }

  // Central differences with steps of 1e-5 are good to about 1e-10 here.
  @Test("the derivative of the markets is that of central differences", arguments: [0, 1, 2])
  func derivative(spending: Int) throws {
    for psi in [0, 0.7] {
      let system = try Self.system(Self.spendings[spending], psi: psi)
      let random = CounterRandom(seed: 3)
      let point = (0..<6).map { 0.3 * random.uniform(UInt64($0)) }
      let direction = (0..<6).map { random.uniform(UInt64(10 + $0)) - 0.4 }
      let exact = system.derivative(point)(direction)
      let step = 1e-5
      let above = system.correction(zip(point, direction).map { $0 + step * $1 })
      let below = system.correction(zip(point, direction).map { $0 - step * $1 })
      for i in 0..<6 {
        #expect(abs(exact[i] - (above[i] - below[i]) / (2 * step)) < 1e-8)
      }
    }
  }

  @Test("the transpose is the transpose", arguments: [0, 1, 2])
  func transpose(spending: Int) throws {
    let system = try Self.system(Self.spendings[spending], psi: 0.4)
    let random = CounterRandom(seed: 8)
    func vector(_ start: UInt64) -> [Double] { (0..<6).map { random.uniform(start + UInt64($0)) } }
    let linear = OneSectorLinearisation(system, vector(0).map { 0.3 * $0 })
    let q = vector(10)
    let direct = vector(20)
    let sales = vector(30)
    let weights = vector(40)
    let image = linear.residualChange(q, direct: direct, sales: sales)
    let back = linear.transpose(weights)
    func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    let left = dot(image, weights)
    let right = dot(q, back.q) + dot(direct, back.direct) + dot(sales, back.sales)
    #expect(abs(left - right) < 1e-12 * abs(left))
  }
}
