import Numerics

/// Really different routes between all regions for one cargo class.
///
/// For each pair, the least-cost route through each gateway (terminal, border or project arc) is a
/// candidate: the single-via paths of Abraham, Delling, Goldberg & Werneck (2013), "Alternative
/// routes in road networks". Candidates are taken in order of cost where they are not much dearer
/// than the best, repeat no place, and share less than a limit of their cost with those taken before;
/// the best over the terminals of a project are always kept.
/// The same is done on the network without projects, without what exists for a time only, without
/// sea and without land, so that there is a route whatever is closed or forbidden.
public struct RouteSet: Sendable {
  /// What makes a route worth keeping.
  public struct Limits: Sendable, Equatable {
    /// Most routes of a pair from each search.
    public var routesPerSearch = 10
    /// Most routes over a project's terminals, kept beside those.
    public var projectRoutes = 3
    /// Greatest cost above the best of the search, USD/t.
    public var detourUSDPerTonne = 60.0
    /// Greatest share of its cost that a route may have in common with another.
    public var overlap = 0.85

    /// The standard limits.
    public init() {}
  }

  /// Number of regions.
  public let regionCount: Int
  /// Routes, pair after pair.
  public let routes: [Route]
  /// Where the routes of pair (o, d) start: `start[o * regionCount + d]`; one more at the end.
  public let start: [Int]

  /// Positions of the routes from one region to another.
  public func routes(from origin: Int, to destination: Int) -> Range<Int> {
    let pair = origin * regionCount + destination
    return start[pair]..<start[pair + 1]
  }

  /// Generates routes.
  ///
  /// - Parameters:
  ///   - network: network of the class.
  ///   - nodes: places.
  ///   - valuesOfTime: values of time to search with, USD/t a day; the routes are put together.
  ///   - limits: what makes a route worth keeping.
  ///   - threads: threads to use; does not change the result.
  /// - Throws: nothing of its own.
  public init(
    _ network: Supernetwork,
    nodes: [NetworkNode],
    valuesOfTime: [Double],
    limits: Limits = Limits(),
    threads: Int
  ) throws {
    let count = network.originVertices.count
    regionCount = count
    let searches = RouteSearch.searches(network, valuesOfTime)
    let backward = try Parallel.map(count * searches.count, threads: threads) { index in
      let root = network.destinationVertices[index / searches.count]
      return root < 0
        ? nil
        : ShortestPathTree(
          network,
          arcCost: searches[index % searches.count].arcCost,
          root: root,
          reversed: true
        )
    }
    let perOrigin = try Parallel.map(count, threads: threads) { origin -> [[Route]] in
      guard network.originVertices[origin] >= 0 else { return Array(repeating: [], count: count) }
      let forward = searches.map {
        ShortestPathTree(
          network,
          arcCost: $0.arcCost,
          root: network.originVertices[origin],
          reversed: false
        )
      }
      return (0..<count).map { destination in
        guard destination != origin else { return [] }
        var found: [[Int]] = []
        for (place, search) in searches.enumerated() {
          guard let back = backward[destination * searches.count + place] else { continue }
          for path in search.paths(
            network,
            forward[place],
            back,
            from: network.originVertices[origin],
            to: network.destinationVertices[destination],
            limits: limits
          ) where !found.contains(path) {
            found.append(path)
          }
        }
        // Nests of the choice are runs of routes with the same chain.
        return found.map { Route($0, in: network, nodes: nodes) }.enumerated().sorted {
          ($0.element.chain, $0.offset) < ($1.element.chain, $1.offset)
        }.map(\.element)
      }
    }
    var start = [0]
    var routes: [Route] = []
    for row in perOrigin {
      for cell in row {
        routes.append(contentsOf: cell)
        start.append(routes.count)
      }
    }
    self.start = start
    self.routes = routes
  }
}

/// One search: costs of arcs, and the gateways through which alternatives go.
struct RouteSearch: Sendable {
  var arcCost: [Double]
  var gateways: [Int]
  /// Alternatives are looked for, or the best route alone.
  var wantsAlternatives: Bool

  /// The searches of a class.
  static func searches(_ network: Supernetwork, _ valuesOfTime: [Double]) -> [RouteSearch] {
    let weights = CostWeights()
    var searches: [RouteSearch] = []
    let gateways = network.arcs.indices.filter { position in
      let arc = network.arcs[position]
      if case .terminal = arc.kind { return true }
      return arc.existence.project != nil || arc.cost.fees > 0
    }
    for valueOfTime in valuesOfTime {
      let base = network.arcs.map { weights.generalised($0.cost, valueOfTime: valueOfTime) }
      func without(_ isLeftOut: (Supernetwork.Arc) -> Bool) -> [Double] {
        zip(network.arcs, base).map { isLeftOut($0) ? .infinity : $1 }
      }
      func usesSea(_ arc: Supernetwork.Arc) -> Bool {
        network.vertices[arc.from].carrier?.family == .sea
      }
      func usesRail(_ arc: Supernetwork.Arc) -> Bool {
        if case .link = arc.kind { return network.vertices[arc.from].carrier?.family == .rail }
        return false
      }
      searches.append(
        RouteSearch(
          arcCost: without { $0.existence.project != nil || $0.existence.openTo != nil },
          gateways: gateways,
          wantsAlternatives: true
        )
      )
      searches.append(RouteSearch(arcCost: base, gateways: gateways, wantsAlternatives: true))
      searches.append(
        RouteSearch(
          arcCost: without {
            $0.existence.project != nil || $0.existence.openFrom != nil
              || $0.existence.openTo != nil
          },
          gateways: [],
          wantsAlternatives: false
        )
      )
      searches.append(
        RouteSearch(arcCost: without(usesSea), gateways: [], wantsAlternatives: false)
      )
      searches.append(
        RouteSearch(
          arcCost: without { usesRail($0) || $0.existence.project != nil },
          gateways: [],
          wantsAlternatives: false
        )
      )
    }
    return searches
  }

  /// Paths of a pair, the cheapest first.
  func paths(
    _ network: Supernetwork,
    _ forward: ShortestPathTree,
    _ backward: ShortestPathTree,
    from: Int,
    to: Int,
    limits: RouteSet.Limits
  ) -> [[Int]] {
    guard from >= 0, to >= 0, forward.cost[to] < .infinity else { return [] }
    let best = forward.cost[to]
    var paths = [trace(network, forward, to: to)]
    guard wantsAlternatives else { return paths }
    let limit = best + limits.detourUSDPerTonne
    var candidates: [(cost: Double, arc: Int)] = []
    for arc in gateways {
      let cost =
        forward.cost[network.arcs[arc].from] + arcCost[arc] + backward.cost[network.arcs[arc].to]
      if cost <= limit { candidates.append((cost, arc)) }
    }
    candidates.sort { ($0.cost, $0.arc) < ($1.cost, $1.arc) }
    var lastCost = -1.0
    for candidate in candidates where paths.count < limits.routesPerSearch {
      if abs(candidate.cost - lastCost) < 1e-9 { continue }
      lastCost = candidate.cost
      let head = trace(network, forward, to: network.arcs[candidate.arc].from)
      let tail = follow(network, backward, from: network.arcs[candidate.arc].to)
      let path = head + [candidate.arc] + tail
      let places = nodes(path, network)
      if isSimple(path, network),
        paths.allSatisfy({
          overlap(path, $0) <= limits.overlap && nodes($0, network) != places
        })
      {
        paths.append(path)
      }
    }
    var kept = 0
    for candidate in candidates where kept < limits.projectRoutes {
      guard network.arcs[candidate.arc].existence.project != nil,
        case .terminal = network.arcs[candidate.arc].kind
      else { continue }
      let path =
        trace(network, forward, to: network.arcs[candidate.arc].from) + [candidate.arc]
        + follow(network, backward, from: network.arcs[candidate.arc].to)
      guard isSimple(path, network) else { continue }
      kept += 1
      if !paths.contains(path) { paths.append(path) }
    }
    return paths
  }

  private func trace(_ network: Supernetwork, _ tree: ShortestPathTree, to: Int) -> [Int] {
    var path: [Int] = []
    var vertex = to
    while tree.arc[vertex] >= 0 {
      path.append(tree.arc[vertex])
      vertex = network.arcs[tree.arc[vertex]].from
    }
    return path.reversed()
  }

  private func follow(_ network: Supernetwork, _ tree: ShortestPathTree, from: Int) -> [Int] {
    var path: [Int] = []
    var vertex = from
    while tree.arc[vertex] >= 0 {
      path.append(tree.arc[vertex])
      vertex = network.arcs[tree.arc[vertex]].to
    }
    return path
  }

  /// No place twice but to change carrier there, and no second voyage after one ashore.
  private func isSimple(_ path: [Int], _ network: Supernetwork) -> Bool {
    var seen: Set<Int> = []
    var voyages = 0
    var isAtSea = false
    for arc in path {
      guard case .link = network.arcs[arc].kind else { continue }
      let sails = network.vertices[network.arcs[arc].from].carrier == .sea
      if sails, !isAtSea { voyages += 1 }
      isAtSea = sails
    }
    if voyages > 1 { return false }
    // Into a terminal and out again on the same carrier is no route either.
    var vertices: Set<Int> = []
    for arc in path where !vertices.insert(network.arcs[arc].to).inserted { return false }
    var last = Int.min
    for arc in path {
      let node = network.vertices[network.arcs[arc].to].node
      if node == last || node < 0 { continue }
      if !seen.insert(node).inserted { return false }
      last = node
    }
    return true
  }

  /// Places passed, in order.
  private func nodes(_ path: [Int], _ network: Supernetwork) -> [Int] {
    path.map { network.vertices[network.arcs[$0].to].node }.reduce(into: []) { places, node in
      if places.last != node { places.append(node) }
    }
  }

  private func overlap(_ a: [Int], _ b: [Int]) -> Double {
    let other = Set(b)
    var common = 0.0
    var all = 0.0
    for arc in a {
      all += arcCost[arc]
      if other.contains(arc) { common += arcCost[arc] }
    }
    return all > 0 ? common / all : 1
  }
}
