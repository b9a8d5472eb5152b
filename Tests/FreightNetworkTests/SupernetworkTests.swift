import FreightNetwork
import Testing

@Suite struct SupernetworkTests {
  static func routes(_ from: Int, _ to: Int, of cargoClass: Int = Coast.bulk) throws -> [Route] {
    let set = try RouteSet(
      Coast.network(cargoClass),
      nodes: Coast.nodes,
      valuesOfTime: [0],
      threads: 1
    )
    return set.routes(from: from, to: to).map { set.routes[$0] }
  }

  // Mine 1; rail 1,200 · 0.007 = 8.4, seven tenths of it in roubles; port 12 and boarding 4; sea
  // 900 · 0.0006 = 0.54; buyer 4: 29.94 USD/t. Days 1 + 2 + 2 + 1.5 + 4.
  @Test("what a route takes is the sum worked out by hand")
  func byHand() throws {
    let route = try #require(try Self.routes(0, 1).first { $0.projects.isEmpty })
    #expect(route.nodes == [0, 4, 3])
    #expect(abs(route.cost.money - 29.94) < 1e-12)
    #expect(abs(route.cost.railRouble - 5.88) < 1e-12)
    #expect(abs(route.cost.rail - 2.52) < 1e-12)
    #expect(abs(route.cost.sea - 0.54) < 1e-12)
    #expect(abs(route.cost.handling - 21) < 1e-12)
    #expect(route.cost.fees == 0)
    #expect(abs(route.cost.days - 10.5) < 1e-12)
    #expect(route.cost.kilometres == 2180)
    #expect(abs(route.cost.gramsCO2e - (1200 * 20 + 900 * 5)) < 1e-9)
    #expect(route.chain == "rail+sea")
    #expect(route.countries == ["KOR", "RUS"])
    #expect(route.resources.isEmpty)
  }

  // The line between two countries takes the mean of their rates: 50 (0.007 + 0.02) / 2 = 0.675, at
  // 25 km at 25 km/h and 25 km at 20 km/h; its fee is 2, the border 1.5 and a day.
  @Test("a link over a border takes the mean of both rates, its fee, and the border")
  func acrossBorder() throws {
    let route = try #require(try Self.routes(0, 1).first { !$0.projects.isEmpty })
    #expect(route.nodes == [0, 1, 2, 3])
    #expect(abs(route.cost.money - (1 + 7 + 0.675 + 2 + 1.5 + 9 + 4 + 0.48 + 4)) < 1e-12)
    #expect(abs(route.cost.railRouble - (4.9 + 0.7 * 0.175)) < 1e-12)
    #expect(route.cost.fees == 3.5)
    let days = 1 + 1000.0 / 600 + (1 + 1.25) / 24 + 1 + 5 + 800.0 / 600 + 4
    #expect(abs(route.cost.days - days) < 1e-12)
    #expect(route.projects == ["line"])
    #expect(route.openFrom == 2014)
    #expect(!route.isOpen(year: 2013, projects: ["line"]))
    #expect(!route.isOpen(year: 2014, projects: []))
    #expect(route.isOpen(year: 2014, projects: ["line"]))
  }

  // Back: boarding a ship at the buyer's quay, not at the port; the border is dearer that way.
  @Test("the way back differs by boarding and by the border's other side")
  func back() throws {
    let routes = try Self.routes(1, 0)
    let plain = try #require(routes.first { $0.projects.isEmpty })
    #expect(abs(plain.cost.money - 29.94) < 1e-12)
    let project = try #require(routes.first { !$0.projects.isEmpty })
    #expect(abs(project.cost.fees - 5) < 1e-12)
  }

  @Test("both gauges of a line are there and share its capacity")
  func dualGauge() {
    let network = Coast.network()
    let arcs = network.arcs.filter {
      if case .link(1, _) = $0.kind { true } else { false }
    }
    #expect(arcs.count == 4)
    #expect(Set(arcs.map(\.resource)) == [1])
    #expect(
      Set(arcs.compactMap { network.vertices[$0.from].carrier }) == [.rail1520, .rail1435]
    )
  }

  // Containers: the terminal in the project handles bulk alone; the other one, written from sea to
  // rail, works both ways at 30.
  @Test("a class uses its own row of a terminal, or the row for all")
  func classes() throws {
    let routes = try Self.routes(0, 1, of: Coast.container)
    #expect(routes.count == 1)
    let money = 1 + 1200 * 0.03 + 30 + 4 + 0.54 + 4
    #expect(abs(try #require(routes.first).cost.money - money) < 1e-12)
  }

  @Test("carriers without a rate for a class are not there")
  func noRate() throws {
    let network = Supernetwork(
      cargoClass: Coast.bulk,
      regionCount: 2,
      nodes: Coast.nodes,
      links: Coast.links,
      terminals: Coast.terminals,
      borders: [],
      connectors: Coast.connectors,
      rates: Coast.rates.filter { $0.carrier != .sea }
    )
    let set = try RouteSet(network, nodes: Coast.nodes, valuesOfTime: [0], threads: 1)
    #expect(set.routes.isEmpty)
    #expect(set.start == [0, 0, 0, 0, 0])
  }

  @Test("weights change the parts that they name")
  func weights() {
    var cost = CostVector()
    cost.rail = 1
    cost.railRouble = 2
    cost.sea = 4
    cost.other = 8
    cost.handling = 16
    cost.fees = 32
    cost.days = 10
    #expect(cost.money == 63)
    var weights = CostWeights()
    #expect(weights.generalised(cost, valueOfTime: 0.5) == 68)
    weights.rouble = 0.5
    weights.rail = 2
    #expect(weights.money(cost) == 2 * (1 + 1) + 60)
    weights.time = 3
    #expect(weights.generalised(cost, valueOfTime: 0.5) == 64 + 15)
    #expect((cost + cost).money == 126)
  }
}
