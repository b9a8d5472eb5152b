import Foundation
import FreightNetwork
import Numerics
import Testing

@Suite struct NestedLogitTests {
  static func evaluate(
    _ cost: [Double],
    nests: [Int32]? = nil,
    open: [Double]? = nil,
    route: Double = 0.15,
    mode: Double = 0.1
  ) -> (shares: [Double], logsum: Double) {
    let structure = RouteAssignment.sound(
      try RouteAssignment(
        start: [0, cost.count],
        nest: nests ?? cost.map { _ in 0 },
        useStart: Array(repeating: 0, count: cost.count + 1),
        useResource: [],
        capacityTonnes: [],
        performance: .bpr(alpha: 0.15, beta: 8)
      )
    )
    let costs = RouteCosts(
      base: cost,
      availability: open ?? cost.map { _ in 1 },
      useCost: [],
      routeScale: [route],
      modeScale: [mode]
    )
    let choices = structure.choices(costs, flows: [])
    return (choices.share, choices.logsum[0])
  }

  static func random(_ seed: UInt64) -> (cost: [Double], nests: [Int32], open: [Double]) {
    let random = CounterRandom(seed: seed)
    let cost = (0..<9).map { 20 + 40 * random.uniform(UInt64($0)) }
    let open = (0..<9).map { $0 % 4 == 3 ? 0 : random.uniform(UInt64(50 + $0)) }
    return (cost, [0, 0, 0, 1, 1, 1, 1, 2, 2], open)
  }

  @Test("shares add up to one and what is prohibited gets none", arguments: 1...5)
  func sum(seed: Int) {
    let (cost, nests, open) = Self.random(UInt64(seed))
    let (shares, _) = Self.evaluate(cost, nests: nests, open: open)
    #expect(abs(Series.sum(shares) - 1) < 1e-14)
    for (share, open) in zip(shares, open) { #expect((share > 0) == (open > 0)) }
  }

  @Test("the logsum is the formula's", arguments: 1...5)
  func formula(seed: Int) {
    let (cost, nests, open) = Self.random(UInt64(seed))
    let (shares, logsum) = Self.evaluate(cost, nests: nests, open: open)
    var sum = 0.0
    for nest in Int32(0)...2 {
      let own = cost.indices.filter { nests[$0] == nest }
      let inner = own.reduce(0) { $0 + open[$1] * exp(-0.15 * cost[$1]) }
      sum += pow(inner, 0.1 / 0.15)
      // Within a nest shares stand as open · exp(−μ c).
      let weights = own.map { open[$0] * exp(-0.15 * cost[$0]) }
      let part = Series.sum(own.map { shares[$0] })
      for (place, route) in own.enumerated() {
        #expect(abs(shares[route] - part * weights[place] / inner) < 1e-13)
      }
    }
    #expect(abs(logsum - -log(sum) / 0.1) < 1e-11)
  }

  // Williams (1977): the derivative of the logsum by a cost is the share.
  @Test("the slope of the logsum is the share", arguments: 1...5)
  func slope(seed: Int) {
    let (cost, nests, open) = Self.random(UInt64(seed))
    let (shares, _) = Self.evaluate(cost, nests: nests, open: open)
    for route in cost.indices {
      var up = cost
      var down = cost
      up[route] += 1e-4
      down[route] -= 1e-4
      let slope =
        (Self.evaluate(up, nests: nests, open: open).logsum
          - Self.evaluate(down, nests: nests, open: open).logsum) / 2e-4
      // Central differences err by h² μ² / 6, and rounding by 1e-14 · 50 / h.
      #expect(abs(slope - shares[route]) < 1e-8)
    }
  }

  @Test("where all differences count, the cheapest gets all and the logsum is its cost")
  func sharp() {
    let (shares, logsum) = Self.evaluate([30, 29, 31], route: 1e4, mode: 1e4)
    #expect(shares == [0, 1, 0])
    #expect(logsum == 29)
  }

  @Test("equal scales make a plain logit, whatever the nests")
  func plain() {
    let cost = [30.0, 32, 35, 31]
    let nested = Self.evaluate(cost, nests: [0, 0, 1, 2], route: 0.1, mode: 0.1)
    let flat = Self.evaluate(cost, route: 0.1, mode: 0.1)
    for (a, b) in zip(nested.shares, flat.shares) { #expect(abs(a - b) < 1e-15) }
    #expect(abs(nested.logsum - flat.logsum) < 1e-12)
  }

  // The red bus and the blue bus (Debreu 1960): two routes that are one take, in one nest as its
  // scale grows, half of the market together; in a plain logit two thirds.
  @Test("copies of a route in a nest hardly widen its market")
  func redBus() {
    let alike = Self.evaluate([10, 10, 10], nests: [0, 0, 1], route: 1e6, mode: 0.1)
    #expect(abs(alike.shares[2] - 0.5) < 1e-6)
    let flat = Self.evaluate([10, 10, 10], nests: [0, 0, 1], route: 0.1, mode: 0.1)
    #expect(abs(flat.shares[2] - 1.0 / 3) < 1e-15)
  }

  @Test("a route more never costs users anything, and one closed never helps", arguments: 1...5)
  func monotone(seed: Int) {
    let (cost, nests, open) = Self.random(UInt64(seed))
    let (_, before) = Self.evaluate(cost, nests: nests, open: open)
    for route in cost.indices {
      var closed = open
      closed[route] = 0
      #expect(Self.evaluate(cost, nests: nests, open: closed).logsum >= before - 1e-12)
    }
  }

  @Test("adding the same to every cost adds it to the logsum and moves no share")
  func shift() {
    let (cost, nests, open) = Self.random(7)
    let plain = Self.evaluate(cost, nests: nests, open: open)
    let shifted = Self.evaluate(cost.map { $0 + 1000 }, nests: nests, open: open)
    #expect(abs(shifted.logsum - plain.logsum - 1000) < 1e-9)
    for (a, b) in zip(plain.shares, shifted.shares) { #expect(abs(a - b) < 1e-12) }
  }

  @Test("where nothing is open the cost is infinite and nobody travels")
  func closed() {
    let (shares, logsum) = Self.evaluate([10, 20], open: [0, 0])
    #expect(shares == [0, 0])
    #expect(logsum == .infinity)
    #expect(Self.evaluate([]).logsum == .infinity)
  }

  @Test("costs far apart neither overflow nor lose the cheap one", arguments: [-1e6, 0, 1e6])
  func extremes(level: Double) {
    let (shares, logsum) = Self.evaluate([level, level + 1e5], nests: [0, 1])
    #expect(shares == [1, 0])
    #expect(logsum == level)
  }
}
