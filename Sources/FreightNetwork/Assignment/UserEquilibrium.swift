/// Deterministic user equilibrium: flows at which no traveller has a cheaper path (Wardrop 1952).
public enum UserEquilibrium {
  /// How it is found.
  public enum Method: String, Sendable, CaseIterable {
    /// Flows of origins, equalised between paired segments; reaches the precision of the machine.
    case b
    /// Bi-conjugate Frank–Wolfe.
    case bfw
    /// Successive averages.
    case msa
  }

  /// Solves a problem.
  ///
  /// - Parameters:
  ///   - problem: network, costs and trips.
  ///   - method: how.
  ///   - settings: when to end.
  /// - Returns: the flows; see ``AssignmentResult/isConverged``.
  /// - Throws: ``AssignmentFault`` where trips have no path, or the problem's parts do not fit each
  ///   other.
  public static func solve(
    _ problem: AssignmentProblem,
    method: Method = .b,
    _ settings: AssignmentSettings = AssignmentSettings()
  ) throws -> AssignmentResult {
    try problem.check()
    let warm = settings.warmVolumes
    guard
      warm.isEmpty
        || warm.count == problem.graph.linkCount && warm.allSatisfy({ $0 >= 0 && $0.isFinite })
    else {
      throw AssignmentFault.unfit(
        "volumes to begin with that are not one number, zero or above, for each link"
      )
    }
    guard warm.isEmpty || method == .b else {
      throw AssignmentFault.unfit("volumes to begin with are for method b alone")
    }
    let result = try run(problem, method, settings)
    guard result.totalCost.isFinite, result.leastTotalCost.isFinite, result.objective.isFinite,
      result.flow.allSatisfy(\.isFinite)
    else {
      throw AssignmentFault.unfit(
        "costs beyond what a number can hold: trips far above the capacities, or powers too great"
      )
    }
    return result
  }

  private static func run(
    _ problem: AssignmentProblem,
    _ method: Method,
    _ settings: AssignmentSettings
  ) throws -> AssignmentResult {
    guard method == .b || problem.classes.allSatisfy({ $0.demand == nil }) else {
      throw AssignmentFault.unfit("elastic demand is for method b alone")
    }
    switch method {
    case .b:
      guard problem.classes.allSatisfy(\.ownCosts.isEmpty) else {
        throw AssignmentFault.unfit(
          "classes with cost functions of their own have no common objective; use bfw or msa"
        )
      }
      return try EquilibriumSolver(problem, settings).run()
    case .bfw: return try DirectionSolver(problem, settings, .biconjugate).run()
    case .msa: return try DirectionSolver(problem, settings, .averages).run()
    }
  }
}
