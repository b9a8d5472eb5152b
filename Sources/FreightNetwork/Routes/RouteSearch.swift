/// One search: costs of arcs, and the gateways through which alternatives go.
struct RouteSearch: Sendable {
  var arcCost: [Double]
  var gateways: [Int]
  /// Alternatives are looked for, or the best route alone.
  var wantsAlternatives: Bool
  /// Least number of different proposals that a path must use; above zero, only paths through the
  /// gateways are kept.
  var proposalsUsed = 0
  /// Projects to which the gateways belong, where proposals are looked for.
  var proposals: Set<String> = []

  /// The searches of a class.
  ///
  /// - Parameters:
  ///   - network: network of the class.
  ///   - valuesOfTime: values of time, USD/t a day.
  ///   - proposals: sets of projects that stand in none of the first searches; each set has a search
  ///     of its own for paths through it.
  ///   - leavingOut: projects that stand in no search.
  ///   - closures: sets of arcs that may be closed; each has a search without them.
  /// - Returns: the searches, in a fixed order.
  static func searches(
    _ network: Supernetwork,
    _ valuesOfTime: [Double],
    proposals: [Set<String>] = [],
    leavingOut: Set<String> = [],
    closures: [Set<Int>] = []
  ) -> [RouteSearch] {
    let proposed = proposals.reduce(into: leavingOut) { $0.formUnion($1) }
    func isProposed(_ arc: Supernetwork.Arc) -> Bool {
      arc.existence.project.map(proposed.contains) ?? false
    }
    let weights = CostWeights()
    var searches: [RouteSearch] = []
    let gateways = network.arcs.indices.filter { position in
      let arc = network.arcs[position]
      if isProposed(arc) { return false }
      if case .terminal = arc.kind { return true }
      return arc.existence.project != nil || arc.cost.fees > 0
    }
    for valueOfTime in valuesOfTime {
      let all = network.arcs.map { weights.generalised($0.cost, valueOfTime: valueOfTime) }
      let base = zip(network.arcs, all).map { isProposed($0) ? .infinity : $1 }
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
      for closed in closures where !closed.isEmpty {
        var cost = without { $0.existence.project != nil || $0.existence.openTo != nil }
        for arc in closed where cost.indices.contains(arc) { cost[arc] = .infinity }
        searches.append(RouteSearch(arcCost: cost, gateways: gateways, wantsAlternatives: true))
      }
      for set in proposals {
        let own = network.arcs.indices.filter { position in
          network.arcs[position].existence.project.map(set.contains) ?? false
        }
        let present = Set(own.compactMap { network.arcs[$0].existence.project })
        let needed = set.count > 1 ? 2 : 1
        guard present.count >= needed else { continue }
        var cost = base
        for arc in own { cost[arc] = all[arc] }
        searches.append(
          RouteSearch(
            arcCost: cost,
            gateways: own,
            wantsAlternatives: true,
            proposalsUsed: needed,
            proposals: present
          )
        )
      }
    }
    return searches
  }

  /// Paths through proposals, the cheapest first.
  private func proposedPaths(
    _ network: Supernetwork,
    _ forward: ShortestPathTree,
    _ backward: ShortestPathTree,
    candidates: [(cost: Double, arc: Int)],
    limits: RouteSet.Limits,
    _ workspace: inout PathWorkspace
  ) -> [[Int]] {
    var paths: [[Int]] = []
    var lastCost = -1.0
    for candidate in candidates where paths.count < limits.proposedRoutes {
      if abs(candidate.cost - lastCost) < 1e-9 { continue }
      lastCost = candidate.cost
      workspace.take(forward, through: candidate.arc, backward)
      let used = Set(workspace.path.compactMap { network.arcs[$0].existence.project })
        .intersection(proposals)
      guard used.count >= proposalsUsed, workspace.isSimple(), !paths.contains(workspace.path),
        paths.isEmpty || workspace.greatestOverlap(with: paths, arcCost) <= limits.overlap
      else { continue }
      paths.append(workspace.path)
    }
    return paths
  }

  /// Paths of a pair, the cheapest first.
  func paths(
    _ network: Supernetwork,
    _ forward: ShortestPathTree,
    _ backward: ShortestPathTree,
    from: Int,
    to: Int,
    limits: RouteSet.Limits,
    _ workspace: inout PathWorkspace
  ) -> [[Int]] {
    guard from >= 0, to >= 0, forward.cost[to] < .infinity else { return [] }
    let best = forward.cost[to]
    let limit = best + limits.detourUSDPerTonne
    var candidates: [(cost: Double, arc: Int)] = []
    for arc in wantsAlternatives ? gateways : [] {
      let cost =
        forward.cost[network.arcs[arc].from] + arcCost[arc] + backward.cost[network.arcs[arc].to]
      if cost <= limit { candidates.append((cost, arc)) }
    }
    candidates.sort { ($0.cost, $0.arc) < ($1.cost, $1.arc) }
    guard proposalsUsed == 0 else {
      return proposedPaths(
        network,
        forward,
        backward,
        candidates: candidates,
        limits: limits,
        &workspace
      )
    }
    workspace.take(forward, to: to)
    var paths = [workspace.path]
    guard wantsAlternatives else { return paths }
    var places = [workspace.places()]
    var lastCost = -1.0
    for candidate in candidates where paths.count < limits.routesPerSearch {
      if abs(candidate.cost - lastCost) < 1e-9 { continue }
      lastCost = candidate.cost
      workspace.take(forward, through: candidate.arc, backward)
      guard workspace.isSimple() else { continue }
      let passed = workspace.places()
      guard !places.contains(passed) else { continue }
      if workspace.greatestOverlap(with: paths, arcCost) <= limits.overlap {
        paths.append(workspace.path)
        places.append(passed)
      }
    }
    var kept = 0
    for candidate in candidates where kept < limits.projectRoutes {
      guard network.arcs[candidate.arc].existence.project != nil,
        case .terminal = network.arcs[candidate.arc].kind
      else { continue }
      workspace.take(forward, through: candidate.arc, backward)
      guard workspace.isSimple() else { continue }
      kept += 1
      if !paths.contains(workspace.path) { paths.append(workspace.path) }
    }
    return paths
  }
}
