/// Demands, their routes, and what each route costs each demand, in flat arrays: the hot part of
/// stochastic assignment.
///
/// One value holds the structure; a `RouteCosts` the figures of one state.
public struct RouteAssignment: Sendable {
  /// Where the routes of each demand start in the arrays of entries; one more at the end.
  public var start: [Int]
  /// Nest of each entry.
  public var nest: [Int32]
  /// Where the capacities used by each entry start; one more at the end.
  public var useStart: [Int]
  /// Capacity of each use: a position in `capacityTonnes`.
  public var useResource: [Int32]
  /// Capacity, t a year.
  public var capacityTonnes: [Double]
  /// How the cost of a capacity grows.
  public var performance: LinkPerformance
  /// Demands with a route over a capacity: the others' choices do not depend on flows.
  public let congestible: [Int]
  /// Most routes of a demand.
  let largestDemand: Int

  /// Number of demands.
  public var demandCount: Int { start.count - 1 }
  /// Number of entries: demand × route.
  public var entryCount: Int { nest.count }

  /// A structure of these arrays.
  public init(
    start: [Int],
    nest: [Int32],
    useStart: [Int],
    useResource: [Int32],
    capacityTonnes: [Double],
    performance: LinkPerformance
  ) {
    self.start = start
    self.nest = nest
    self.useStart = useStart
    self.useResource = useResource
    self.capacityTonnes = capacityTonnes
    self.performance = performance
    largestDemand = zip(start, start.dropFirst()).map { $1 - $0 }.max() ?? 0
    congestible = (0..<(start.count - 1)).filter {
      useStart[start[$0]] < useStart[start[$0 + 1]]
    }
  }
}

/// What each route costs each demand in one state.
public struct RouteCosts: Sendable {
  /// Generalised cost of each entry without congestion, USD/t.
  public var base: [Double]
  /// Share of the market to which each entry is open, 0 to 1.
  public var availability: [Double]
  /// Cost of the arc of each use, without congestion, USD/t.
  public var useCost: [Double]
  /// μ_r of each demand, 1/(USD/t).
  public var routeScale: [Double]
  /// μ_m of each demand.
  public var modeScale: [Double]

  /// Figures of these arrays.
  public init(
    base: [Double],
    availability: [Double],
    useCost: [Double],
    routeScale: [Double],
    modeScale: [Double]
  ) {
    self.base = base
    self.availability = availability
    self.useCost = useCost
    self.routeScale = routeScale
    self.modeScale = modeScale
  }
}

/// Shares and logsums at given flows.
public struct RouteChoices: Sendable {
  /// Share of each entry.
  public var share: [Double]
  /// Logsum of each demand, USD/t; infinite where nothing is open.
  public var logsum: [Double]
}

extension RouteAssignment {
  /// Choices where the capacities carry given flows.
  ///
  /// - Parameters:
  ///   - costs: figures of the state.
  ///   - flows: t a year on each capacity.
  /// - Returns: shares and logsums.
  public func choices(_ costs: RouteCosts, flows: [Double]) -> RouteChoices {
    var choices = RouteChoices(
      share: [Double](repeating: 0, count: entryCount),
      logsum: [Double](repeating: 0, count: demandCount)
    )
    evaluate(Array(0..<demandCount), costs, excess: excess(flows), &choices.share, &choices.logsum)
    return choices
  }

  /// What the cost of each capacity gains at flows, relative to its free cost.
  func excess(_ flows: [Double]) -> [Double] {
    zip(flows, capacityTonnes).map { performance.factor(max(0, $0) / $1) - 1 }
  }

  /// Brings choices of the same costs to other flows.
  public func update(_ choices: inout RouteChoices, _ costs: RouteCosts, flows: [Double]) {
    evaluate(congestible, costs, excess: excess(flows), &choices.share, &choices.logsum)
  }

  /// Flows on the capacities where demands choose so, t a year, in order of entry.
  public func load(_ choices: RouteChoices, tonnes: [Double], preload: [Double]? = nil) -> [Double]
  {
    var flows = preload ?? [Double](repeating: 0, count: capacityTonnes.count)
    let share = choices.share.span
    let useStart = useStart.span
    let useResource = useResource.span
    var sums = flows.mutableSpan
    for demand in congestible where tonnes[demand] > 0 {
      for entry in start[demand]..<start[demand + 1] where share[entry] > 0 {
        let carried = tonnes[demand] * share[entry]
        for use in useStart[entry]..<useStart[entry + 1] {
          sums[Int(useResource[use])] += carried
        }
      }
    }
    return flows
  }
}
