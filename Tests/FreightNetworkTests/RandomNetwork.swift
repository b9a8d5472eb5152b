import FreightNetwork
import Numerics

/// Small random networks of rail and sea, for comparison with searches that try everything.
struct RandomNetwork {
  let nodes: [NetworkNode]
  let network: Supernetwork
  let regionCount = 4

  /// Nine places on two carriers, ports at three of them, one project's line and terminal.
  init(seed: UInt64) {
    let random = CounterRandom(seed: seed)
    var draw: UInt64 = 0
    func next(_ low: Double, _ high: Double) -> Double {
      draw += 1
      return low + (high - low) * random.uniform(draw)
    }
    let count = 9
    nodes = (0..<count).map {
      NetworkNode(
        id: "N\($0)",
        name: "N\($0)",
        country: ["RUS", "PRK", "KOR"][$0 % 3],
        longitude: Double($0),
        latitude: 0,
        kind: "station"
      )
    }
    var links: [NetworkLink] = []
    func link(_ a: Int, _ b: Int, _ carrier: Carrier, _ existence: Existence = Existence()) {
      links.append(
        NetworkLink(
          id: "\(a)-\(b)-\(links.count)",
          from: a,
          to: b,
          isDirected: false,
          carriers: [carrier],
          lengthKilometres: next(100, 900),
          feeUSDPerTonne: next(0, 1) < 0.4 ? next(0, 5) : 0,
          existence: existence
        )
      )
    }
    // A ring of rail with chords, and a sea that touches every third place.
    for place in 0..<count { link(place, (place + 1) % count, .rail1520) }
    for _ in 0..<4 {
      let a = Int(next(0, 9))
      let b = Int(next(0, 9))
      if a != b { link(a, b, .rail1520) }
    }
    for (a, b) in [(0, 3), (3, 6), (6, 0)] { link(a, b, .sea) }
    link(1, 7, .rail1520, Existence(openFrom: 2014, project: "line"))
    var terminals = [0, 3].map {
      Terminal(
        node: $0,
        fromCarrier: .rail1520,
        toCarrier: .sea,
        costUSDPerTonne: next(2, 15),
        dwellHours: 48,
        capacityMegatonnesPerYear: 10
      )
    }
    terminals.append(
      Terminal(
        node: 6,
        fromCarrier: .rail1520,
        toCarrier: .sea,
        costUSDPerTonne: next(2, 8),
        dwellHours: 72,
        capacityMegatonnesPerYear: 4,
        existence: Existence(openFrom: 2014, project: "line")
      )
    )
    let connectors = [(0, 1), (1, 4), (2, 8), (3, 5)].map {
      Connector(region: $0.0, node: $0.1, carrier: .rail1520, costUSDPerTonne: next(1, 4))
    }
    network = Supernetwork(
      cargoClass: 0,
      regionCount: 4,
      nodes: nodes,
      links: links,
      terminals: terminals,
      borders: [],
      connectors: connectors,
      rates: [
        CarrierRate(
          carrier: .rail1520,
          usdPerTonneKilometre: 0.02,
          speedKilometresPerHour: 25
        ),
        CarrierRate(
          carrier: .sea,
          usdPerTonneKilometre: 0.003,
          boardingUSDPerTonne: 2,
          speedKilometresPerHour: 25
        ),
      ]
    )
  }

  /// Least cost over every path that passes no vertex twice, by trying them all.
  func leastCost(
    from origin: Int,
    to destination: Int,
    valueOfTime: Double,
    withProject: Bool
  )
    -> Double
  {
    let weights = CostWeights()
    var outgoing = [[(to: Int, cost: Double)]](repeating: [], count: network.vertices.count)
    for arc in network.arcs where withProject || arc.existence.project == nil {
      outgoing[arc.from].append(
        (arc.to, weights.generalised(arc.cost, valueOfTime: valueOfTime))
      )
    }
    var best = Double.infinity
    var isOnPath = [Bool](repeating: false, count: network.vertices.count)
    func visit(_ vertex: Int, _ cost: Double) {
      if vertex == network.destinationVertices[destination] {
        best = min(best, cost)
        return
      }
      isOnPath[vertex] = true
      for step in outgoing[vertex] where !isOnPath[step.to] { visit(step.to, cost + step.cost) }
      isOnPath[vertex] = false
    }
    visit(network.originVertices[origin], 0)
    return best
  }
}
