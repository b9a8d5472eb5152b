/// A solver that did not reach its tolerance.
public struct NotConverged: Error, Sendable, CustomStringConvertible {
  /// Which solver.
  public var solver: String
  /// Residual reached.
  public var residual: Double
  /// Residual asked for.
  public var tolerance: Double
  /// Iterations used.
  public var iterations: Int
  /// What to try.
  public var advice: String

  /// An error of these figures.
  public init(
    solver: String,
    residual: Double,
    tolerance: Double,
    iterations: Int,
    advice: String
  ) {
    self.solver = solver
    self.residual = residual
    self.tolerance = tolerance
    self.iterations = iterations
    self.advice = advice
  }

  /// One sentence with all of it.
  public var description: String {
    "\(solver) did not converge: residual \(residual) after \(iterations) iterations, "
      + "tolerance \(tolerance); \(advice)"
  }
}

/// How a solver ended.
public struct Convergence: Sendable, Equatable {
  /// Iterations used.
  public var iterations: Int
  /// Residual reached.
  public var residual: Double
  /// Residual asked for.
  public var tolerance: Double

  /// A record of these figures.
  public init(iterations: Int, residual: Double, tolerance: Double) {
    self.iterations = iterations
    self.residual = residual
    self.tolerance = tolerance
  }
}
