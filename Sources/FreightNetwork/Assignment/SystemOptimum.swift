/// Flows that cost all travellers together the least, and the tolls that lead there.
public struct SystemOptimum: Sendable {
  /// Flows and the figures of their search, whose costs are marginal ones.
  public var result: AssignmentResult
  /// Σ flow × cost without tolls.
  public var totalCost: Double
  /// Toll on each link that makes the optimum an equilibrium, in units of the cost, `[link]`.
  ///
  /// It is v t′(v), what a unit on the link costs the others (Pigou 1920). For a class that takes
  /// more units of capacity by trip it is by unit.
  public var tolls: [Double]

  /// Finds the optimum as the user equilibrium of marginal costs (Beckmann, McGuire & Winsten 1956).
  ///
  /// It is the least total cost where marginal costs do not fall, as with every function here but a
  /// table.
  ///
  /// - Parameters:
  ///   - problem: network, costs and trips.
  ///   - method: how.
  ///   - settings: when to end.
  /// - Returns: flows, total cost and tolls.
  /// - Throws: as ``UserEquilibrium/solve(_:method:_:)``.
  public static func solve(
    _ problem: AssignmentProblem,
    method: UserEquilibrium.Method = .b,
    _ settings: AssignmentSettings = AssignmentSettings()
  ) throws -> SystemOptimum {
    var marginal = problem
    marginal.costs = problem.costs.map(\.marginal)
    let result = try UserEquilibrium.solve(marginal, method: method, settings)
    var total = CompensatedSum()
    var tolls: [Double] = []
    tolls.reserveCapacity(problem.costs.count)
    for (link, function) in problem.costs.enumerated() {
      let before = problem.preload.isEmpty ? 0 : problem.preload[link]
      let volume = before + result.flow[link]
      if result.flow[link] > 0 { total.add(result.flow[link] * function.cost(at: volume)) }
      for (number, group) in problem.classes.enumerated() {
        let units = result.classFlows[number][link] * group.unitsPerTrip
        if units > 0 { total.add(units * group.fixedCost[link]) }
      }
      tolls.append(max(0, marginal.costs[link].cost(at: volume) - function.cost(at: volume)))
    }
    return SystemOptimum(result: result, totalCost: total.value, tolls: tolls)
  }
}
