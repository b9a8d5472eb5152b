import Numerics

/// A problem made ready for stochastic loading: which ways each destination's travellers choose
/// from.
public struct StochasticNetwork: Sendable {
  /// The problem.
  public let problem: AssignmentProblem
  /// How travellers choose, and to what residual an equilibrium is sought.
  public let settings: StochasticSettings
  /// What is not closed, by class, without flow: `[class][link]`.
  let freeCosts: [[Double]]
  private let demands: [StochasticDemand]
  private let loadings: [any DestinationLoading]

  /// Flows and expected costs at given costs.
  public struct Loading: Sendable {
    /// Flow of each link, in units of the problem's volumes, `[link]`.
    public var flow: [Double]
    /// Expected cost of each pair with trips: class, origin zone, destination zone, trips, cost.
    public var expected: [ExpectedCost]
  }

  /// What a trip is expected to cost: the logsum of its ways.
  public struct ExpectedCost: Sendable, Equatable {
    /// Position of the class.
    public var userClass: Int
    /// Zone of origin.
    public var origin: Int
    /// Zone of destination.
    public var destination: Int
    /// Trips.
    public var trips: Double
    /// Expected cost; less than that of the cheapest way, for the choice is worth something.
    public var cost: Double
  }

  /// Finds the ways of every destination.
  ///
  /// - Throws: ``AssignmentFault`` where trips have no path or a class has a demand or cost functions
  ///   of its own, ``PathFault`` where a setting or a cost is out of range.
  public init(_ problem: AssignmentProblem, _ settings: StochasticSettings) throws {
    guard settings.scale > 0, settings.scale < .infinity else {
      throw PathFault.badSetting("the scale is \(settings.scale), expected a number above 0")
    }
    guard settings.tolerance > 0 else {
      throw PathFault.badSetting("the tolerance is \(settings.tolerance), expected above 0")
    }
    self.problem = problem
    self.settings = settings
    try Self.check(problem)
    let free = problem.costs.indices.map { link in
      problem.isClosed[link]
        ? .infinity
        : problem.costs[link].cost(at: problem.preload.isEmpty ? 0 : problem.preload[link])
    }
    freeCosts = problem.classes.map { Self.costs(of: $0, free) }
    for costs in freeCosts { try PathFault.check(costs: costs, of: problem.graph) }
    let demands = StochasticDemand.all(problem)
    self.demands = demands
    let byClass = freeCosts
    let made = try Parallel.map(demands.count, threads: settings.threads) { place in
      try Self.loading(demands[place], problem, settings, byClass[demands[place].userClass])
    }
    var missing: [String] = []
    var count = 0
    for item in made {
      count += item.missing.count
      for pair in item.missing where missing.count < 10 { missing.append(pair) }
    }
    guard count == 0 else {
      throw AssignmentFault.noPath(pairs: missing, count: count, joinedIfOpen: 0)
    }
    loadings = made.map(\.loading)
  }

  /// Checks that the parts of a problem fit each other.
  private static func check(_ problem: AssignmentProblem) throws {
    let links = problem.graph.linkCount
    var counts = [problem.costs.count, problem.isClosed.count]
    if !problem.preload.isEmpty { counts.append(problem.preload.count) }
    for own in problem.classes {
      guard own.demand == nil, own.ownCosts.isEmpty else {
        throw AssignmentFault.unfit(
          "class '\(own.name)': a stochastic choice knows no demand that depends on cost and no cost "
            + "functions of a class's own"
        )
      }
      if !own.fixedCost.isEmpty { counts.append(own.fixedCost.count) }
      if !own.closedLinks.isEmpty { counts.append(own.closedLinks.count) }
    }
    for count in counts where count != links {
      throw PathFault.wrongCount(what: "numbers of links", found: count, expected: links)
    }
    try PathFault.check(nodes: problem.zoneNodes, of: problem.graph)
  }

  /// Costs of the links to a class.
  private static func costs(of own: AssignmentClass, _ costs: [Double]) -> [Double] {
    costs.indices.map { link in
      own.isClosed(link)
        ? .infinity : costs[link] + (own.fixedCost.isEmpty ? 0 : own.fixedCost[link])
    }
  }

  private static func loading(
    _ demand: StochasticDemand,
    _ problem: AssignmentProblem,
    _ settings: StochasticSettings,
    _ costs: [Double]
  ) throws -> (loading: any DestinationLoading, missing: [String]) {
    let search = try PathSearch(problem.graph, isThrough: problem.isThrough, costs: costs)
    let tree = try search.tree(Int(demand.destination), reversed: true)
    var missing: [String] = []
    for (place, node) in demand.origins.enumerated() where tree.cost[Int(node)] == .infinity {
      missing.append("\(demand.originZones[place] + 1) → \(demand.zone + 1)")
    }
    switch settings.choice {
    case .reasonable:
      let loading = ReasonableLoading(
        graph: problem.graph,
        isThrough: problem.isThrough,
        demand: demand,
        scale: settings.scale,
        tree: tree,
        costs: costs
      )
      return (loading, missing)
    case .markovian:
      let loading = MarkovianLoading(
        graph: problem.graph,
        isThrough: problem.isThrough,
        demand: demand,
        scale: settings.scale
      )
      return (loading, missing)
    case .pathSize(let beta, let alternatives):
      var routes: [[[Int32]]] = []
      for origin in demand.origins {
        let there = try search.tree(Int(origin))
        routes.append(
          alternatives.paths(
            there: there,
            back: tree,
            in: problem.graph,
            isThrough: problem.isThrough,
            costs: costs
          ).map(\.links)
        )
      }
      let loading = PathSizeLoading(
        demand: demand,
        scale: settings.scale,
        beta: beta,
        routes: routes,
        size: costs.map { $0 < .infinity ? $0 : 0 }
      )
      return (loading, missing)
    }
  }

  /// Flows at given costs of the links.
  ///
  /// Destinations are summed in fixed groups, so that the same bits come from any number of threads.
  ///
  /// - Parameter costs: cost of each link, without the fixed costs of classes, `[link]`.
  /// - Returns: flows and expected costs.
  /// - Throws: ``PathFault`` where the sum over all ways has no limit.
  public func load(_ costs: [Double]) throws -> Loading {
    let open = costs.indices.map { problem.isClosed[$0] ? .infinity : costs[$0] }
    let byClass = problem.classes.map { Self.costs(of: $0, open) }
    let groups = min(16, max(1, loadings.count))
    let parts = try Parallel.map(groups, threads: settings.threads) { group in
      var flow = [Double](repeating: 0, count: open.count)
      var expected: [ExpectedCost] = []
      let range = group * loadings.count / groups..<(group + 1) * loadings.count / groups
      var own = [Double](repeating: 0, count: open.count)
      for place in range {
        let demand = demands[place]
        let units = problem.classes[demand.userClass].unitsPerTrip
        let values = try loadings[place].load(byClass[demand.userClass], into: &own)
        for link in own.indices where own[link] != 0 {
          flow[link] += units * own[link]
          own[link] = 0
        }
        for (origin, value) in values.enumerated() {
          expected.append(
            ExpectedCost(
              userClass: demand.userClass,
              origin: demand.originZones[origin],
              destination: demand.zone,
              trips: demand.trips[origin],
              cost: value
            )
          )
        }
      }
      return Loading(flow: flow, expected: expected)
    }
    var sum = Loading(flow: [Double](repeating: 0, count: open.count), expected: [])
    for part in parts {
      for link in open.indices { sum.flow[link] += part.flow[link] }
      sum.expected += part.expected
    }
    return sum
  }
}
