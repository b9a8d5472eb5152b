/// The least-cost way between two places, to hold the network against observed routes.
public struct LeastCostRoute: Sendable, Equatable {
  /// What the way may use.
  public struct Query: Sendable {
    /// First node.
    public var from: Int
    /// Last node.
    public var to: Int
    /// Value of time, USD/t a day.
    public var valueOfTimeUSDPerTonneDay: Double
    /// Carriers allowed; empty: all.
    public var carriers: Set<Carrier>
    /// Nodes to pass, in order.
    public var via: [Int]
    /// Nodes that it must not pass.
    public var avoidNodes: Set<Int>
    /// Countries that it must not pass.
    public var avoidCountries: Set<String>
    /// Year.
    public var year: Int
    /// Projects built.
    public var projects: Set<String>
    /// Counts what regions take to get cargo on and off the network, where they do so at the ends.
    public var isDoorToDoor: Bool

    /// A query with nothing forbidden.
    public init(from: Int, to: Int, valueOfTimeUSDPerTonneDay: Double, year: Int) {
      self.from = from
      self.to = to
      self.valueOfTimeUSDPerTonneDay = valueOfTimeUSDPerTonneDay
      self.year = year
      carriers = []
      via = []
      avoidNodes = []
      avoidCountries = []
      projects = []
      isDoorToDoor = false
    }
  }

  /// What it takes; boarding of the first carrier left out, unless door to door.
  public var cost: CostVector
  /// Nodes passed.
  public var nodes: [Int]

  /// Finds it; `nil` where there is none.
  public init?(_ query: Query, on network: Supernetwork, nodes places: [NetworkNode]) {
    let weights = CostWeights()
    let arcCost = network.arcs.map { arc -> Double in
      guard arc.existence.isOpen(year: query.year, projects: query.projects) else {
        return .infinity
      }
      if case .connector = arc.kind { return .infinity }
      for vertex in [arc.from, arc.to] {
        let node = network.vertices[vertex].node
        if query.avoidNodes.contains(node) || query.avoidCountries.contains(places[node].country) {
          return .infinity
        }
        if let carrier = network.vertices[vertex].carrier, !query.carriers.isEmpty,
          !query.carriers.contains(carrier)
        {
          return .infinity
        }
      }
      return weights.generalised(arc.cost, valueOfTime: query.valueOfTimeUSDPerTonneDay)
    }
    var stops: [Int] = [query.from] + query.via
    stops.append(query.to)
    // Cost and path from the start to each carrier of the present stop.
    var states: [(vertex: Int, cost: Double, path: [Int])] = network.vertices.indices
      .filter { network.vertices[$0].node == query.from }.map { ($0, 0, []) }
    for stop in stops.dropFirst() {
      var next: [Int: (cost: Double, path: [Int])] = [:]
      for state in states {
        let tree = ShortestPathTree(network, arcCost: arcCost, root: state.vertex, reversed: false)
        for vertex in network.vertices.indices where network.vertices[vertex].node == stop {
          let total = state.cost + tree.cost[vertex]
          guard total < next[vertex]?.cost ?? .infinity else { continue }
          var path: [Int] = []
          var place = vertex
          while tree.arc[place] >= 0 {
            path.append(tree.arc[place])
            place = network.arcs[tree.arc[place]].from
          }
          next[vertex] = (total, state.path + path.reversed())
        }
      }
      states = next.keys.sorted().compactMap { vertex in
        next[vertex].map { (vertex, $0.cost, $0.path) }
      }
    }
    guard let best = states.min(by: { $0.cost < $1.cost }), !best.path.isEmpty else { return nil }
    let route = Route(best.path, in: network, nodes: places)
    cost = route.cost
    if query.isDoorToDoor {
      let first = network.arcs[best.path[0]].from
      for arc in network.arcs {
        guard case .connector(_, let isBoarding) = arc.kind else { continue }
        if isBoarding ? arc.to == first : arc.from == best.vertex { cost = cost + arc.cost }
      }
    }
    nodes = route.nodes
  }
}
