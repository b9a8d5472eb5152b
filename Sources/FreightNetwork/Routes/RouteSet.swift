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
    /// Most routes of a pair over each set of proposals.
    public var proposedRoutes = 2
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
  ///   - proposals: sets of projects that nothing but routes over them may hang on: each set has a
  ///     search of its own, so that leaving a proposal out leaves the other routes as they are. Of a
  ///     set of several, routes over at least two are kept. Projects in no set stand in every search
  ///     that has projects.
  ///   - leavingOut: projects over which no routes are wanted.
  ///   - threads: threads to use; does not change the result.
  /// - Throws: nothing of its own.
  public init(
    _ network: Supernetwork,
    nodes: [NetworkNode],
    valuesOfTime: [Double],
    limits: Limits = Limits(),
    proposals: [Set<String>] = [],
    leavingOut: Set<String> = [],
    threads: Int
  ) throws {
    let count = network.originVertices.count
    regionCount = count
    let searches = RouteSearch.searches(
      network,
      valuesOfTime,
      proposals: proposals,
      leavingOut: leavingOut
    )
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
      var workspace = PathWorkspace(network)
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
            limits: limits,
            &workspace
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
