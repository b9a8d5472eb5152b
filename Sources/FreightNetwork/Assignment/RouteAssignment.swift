/// Demands, their routes, and what each route costs each demand, in flat arrays: the hot part of
/// stochastic assignment.
///
/// One value holds the structure; a `RouteCosts` the figures of one state.
public struct RouteAssignment: Sendable {
  /// Where the routes of each demand start in the arrays of entries; one more at the end.
  public let start: [Int]
  /// Nest of each entry.
  public let nest: [Int32]
  /// Where the capacities used by each entry start; one more at the end.
  public let useStart: [Int]
  /// Capacity of each use: a position in `capacityTonnes`.
  public let useResource: [Int32]
  /// Capacity, t a year.
  public var capacityTonnes: [Double]
  /// How the cost of a capacity grows.
  public let performance: LinkPerformance
  /// Demands with a route over a capacity: the others' choices do not depend on flows.
  public let congestible: [Int]
  /// Where the demands of each capacity start in `usersOfCapacity`; one more at the end.
  private let userStart: [Int]
  /// Demands with a route over each capacity, rising.
  private let usersOfCapacity: [Int32]
  /// Most routes of a demand.
  let largestDemand: Int

  /// Number of demands.
  public var demandCount: Int { start.count - 1 }
  /// Number of entries: demand × route.
  public var entryCount: Int { nest.count }
  /// Uses of capacities by the routes of a demand.
  public func uses(of demand: Int) -> Range<Int> {
    useStart[start[demand]]..<useStart[start[demand + 1]]
  }

  /// A structure of these arrays.
  /// - Throws: ``AssignmentFault/unfit(_:)`` where they do not fit each other: positions that do not
  ///   ascend from zero to the number of what they count, a use of no capacity, a capacity that is not
  ///   above zero.
  public init(
    start: [Int],
    nest: [Int32],
    useStart: [Int],
    useResource: [Int32],
    capacityTonnes: [Double],
    performance: LinkPerformance
  ) throws(AssignmentFault) {
    try Self.check(start, "demands", count: nest.count)
    try Self.check(useStart, "routes", count: useResource.count)
    guard useStart.count == nest.count + 1 else {
      throw .unfit(
        "\(useStart.count) positions of uses for \(nest.count) routes; expected one more"
      )
    }
    if let use = useResource.firstIndex(where: { $0 < 0 || Int($0) >= capacityTonnes.count }) {
      throw .unfit(
        "use \(use) of capacity \(useResource[use]); expected one of \(capacityTonnes.count)"
      )
    }
    if let place = capacityTonnes.firstIndex(where: { !($0 > 0) }) {
      throw .unfit("capacity \(place) is \(capacityTonnes[place]) t a year; expected above zero")
    }
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
    var users = [[Int32]](repeating: [], count: capacityTonnes.count)
    for demand in congestible {
      for use in useStart[start[demand]]..<useStart[start[demand + 1]] {
        let place = Int(useResource[use])
        if users[place].last != Int32(demand) { users[place].append(Int32(demand)) }
      }
    }
    userStart = users.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
    usersOfCapacity = Array(users.joined())
  }

  /// Positions must ascend from zero to the number of what they count.
  private static func check(
    _ positions: [Int],
    _ what: String,
    count: Int
  ) throws(AssignmentFault) {
    guard positions.first == 0, positions.last == count,
      zip(positions, positions.dropFirst()).allSatisfy({ $0 <= $1 })
    else {
      throw .unfit("positions of \(what) that do not ascend from 0 to \(count)")
    }
  }

  /// Checks that the figures of a state fit the structure.
  /// - Throws: ``AssignmentFault/unfit(_:)`` where a number is missing, not a number, or out of range.
  public func check(_ costs: RouteCosts) throws(AssignmentFault) {
    func need(
      _ values: [Double],
      _ count: Int,
      _ what: String,
      _ range: ClosedRange<Double>
    )
      throws(AssignmentFault)
    {
      guard values.count == count else {
        throw .unfit("\(values.count) numbers of \(what); expected \(count)")
      }
      if let place = values.firstIndex(where: { !range.contains($0) }) {
        throw .unfit("\(what) \(values[place]) at \(place); expected \(range)")
      }
    }
    let most = Double.greatestFiniteMagnitude
    try need(costs.base, entryCount, "costs", -most...most)
    try need(costs.availability, entryCount, "availability", 0...1)
    try need(costs.useCost, useResource.count, "costs of uses", -most...most)
    try need(costs.routeScale, demandCount, "scales of routes", Double.leastNonzeroMagnitude...most)
    try need(costs.modeScale, demandCount, "scales of modes", Double.leastNonzeroMagnitude...most)
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
  /// Excess of the cost of each capacity at which they were made.
  fileprivate(set) var excess: [Double]
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
      logsum: [Double](repeating: 0, count: demandCount),
      excess: excess(flows)
    )
    evaluate(
      Array(0..<demandCount),
      costs,
      excess: choices.excess,
      &choices.share,
      &choices.logsum
    )
    return choices
  }

  /// What the cost of each capacity gains at flows, relative to its free cost.
  func excess(_ flows: [Double]) -> [Double] {
    capacityTonnes.indices.map { place in
      // A capacity without a flow carries none.
      let flow = place < flows.count ? flows[place] : 0
      return performance.factor(max(0, flow) / capacityTonnes[place]) - 1
    }
  }

  /// Brings choices to other flows; only those who meet a queue that changed choose anew.
  ///
  /// - Parameters:
  ///   - choices: choices at these costs, but for those of some demands.
  ///   - costs: figures of the state.
  ///   - flows: t a year on each capacity.
  ///   - changed: demands whose costs or openness are not those of the choices.
  public func update(
    _ choices: inout RouteChoices,
    _ costs: RouteCosts,
    flows: [Double],
    changed: [Int] = []
  ) {
    let excess = excess(flows)
    var isMoved = [Bool](repeating: false, count: demandCount)
    for demand in changed { isMoved[demand] = true }
    for place in excess.indices where excess[place] != choices.excess[place] {
      for user in userStart[place]..<userStart[place + 1] {
        isMoved[Int(usersOfCapacity[user])] = true
      }
    }
    choices.excess = excess
    evaluate(
      isMoved.indices.filter { isMoved[$0] },
      costs,
      excess: excess,
      &choices.share,
      &choices.logsum
    )
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
