import FreightNetwork
import Testing

@Suite struct LeastCostRouteTests {
  static func route(_ change: (inout LeastCostRoute.Query) -> Void) -> LeastCostRoute? {
    var query = LeastCostRoute.Query(from: 0, to: 3, valueOfTimeUSDPerTonneDay: 0, year: 2015)
    query.projects = ["line"]
    change(&query)
    return LeastCostRoute(query, on: Coast.network(), nodes: Coast.nodes)
  }

  // Without connectors: 24.655 by the project, 24.94 by the other port.
  @Test("the cheaper way is taken, and it changes with the value of time")
  func cheapest() throws {
    let plain = try #require(Self.route { _ in })
    #expect(plain.nodes == [0, 1, 2, 3])
    #expect(abs(plain.cost.money - 24.655) < 1e-12)
    // The other way is some 3.6 days quicker.
    #expect(Self.route { $0.valueOfTimeUSDPerTonneDay = 0.1 }?.nodes == [0, 4, 3])
  }

  @Test("what is not open, not built, avoided or not allowed is not used")
  func closed() {
    #expect(Self.route { $0.year = 2013 }?.nodes == [0, 4, 3])
    #expect(Self.route { $0.projects = [] }?.nodes == [0, 4, 3])
    #expect(Self.route { $0.avoidNodes = [1] }?.nodes == [0, 4, 3])
    #expect(Self.route { $0.avoidCountries = ["PRK"] }?.nodes == [0, 4, 3])
    #expect(Self.route { $0.carriers = [.rail1520] } == nil)
    #expect(Self.route { $0.avoidNodes = [1, 4] } == nil)
    #expect(Self.route { $0.carriers = [.rail1520, .sea] }?.nodes == [0, 1, 2, 3])
  }

  @Test("places on the way are passed in order")
  func via() throws {
    let route = try #require(Self.route { $0.via = [4] })
    #expect(route.nodes == [0, 4, 3])
    #expect(abs(route.cost.money - 24.94) < 1e-12)
    #expect(Self.route { $0.via = [2] }?.nodes == [0, 1, 2, 3])
  }

  @Test("door to door adds the ends")
  func doorToDoor() throws {
    let route = try #require(Self.route { $0.isDoorToDoor = true })
    #expect(abs(route.cost.money - 29.655) < 1e-12)
    #expect(route.cost.kilometres == 1000 + 50 + 800 + 80)
  }

  @Test("from a place to itself there is no route")
  func nowhere() {
    #expect(Self.route { $0.to = 0 } == nil)
  }
}
