/// Deterministic user equilibrium.
public enum UserEquilibrium {
  /// Flows at which no traveller finds a cheaper path (Wardrop 1952).
  public static func solve(
    _ problem: AssignmentProblem,
    _ settings: AssignmentSettings
  ) throws -> AssignmentResult {
    try EquilibriumSolver(problem, settings).run()
  }
}
