/// Flows of an assignment and how near to equilibrium they are.
public struct AssignmentResult: Sendable {
  /// Volume on each link without what was there before, in units of the capacities, `[link]`.
  public var flow: [Double]
  /// Cost of each link to the first class at these flows, fixed costs included; infinite where it is
  /// closed, `[link]`.
  public var cost: [Double]
  /// Trips of each class on each link, `[class][link]`.
  public var classFlows: [[Double]]
  /// Cost of each link to each class, fixed costs included, `[class][link]`.
  public var classCosts: [[Double]]
  /// Σ flow × cost over classes and links, fixed costs included.
  public var totalCost: Double
  /// Σ trips × least cost at these flows, by a pass of shortest paths from every origin.
  public var leastTotalCost: Double
  /// (``totalCost`` − ``leastTotalCost``) / ``leastTotalCost``, zero where nothing costs anything.
  public var relativeGap: Double
  /// Beckmann's objective: the links' costs integrated up to their flows, and the fixed costs; with
  /// elastic demand also what the trips not made would have been worth, up to those that would be made
  /// if nothing else were on the network.
  public var objective: Double
  /// Passes over all origins.
  public var iterations: Int
  /// Whether ``relativeGap`` is at or below what was asked for.
  public var isConverged: Bool
  /// Relative gap of each pass, the last of them ``relativeGap``.
  public var gaps: [Double]
  /// Trips of each class where some depend on their cost; empty: all are those of the problem.
  public var trips: [TripTable] = []
}

/// When an assignment ends.
public struct AssignmentSettings: Sendable {
  /// Relative gap to reach.
  public var gap = 1e-10
  /// Seconds after which it ends even so; the result then says that it has not converged.
  public var maximumSeconds = Double.infinity
  /// Passes over all origins after which it ends even so.
  public var maximumIterations = 10_000
  /// Volume on each link, in units of the capacities and without what was there before, with which
  /// method b begins, such as the flows of an earlier assignment; empty: none, `[link]`.
  public var warmVolumes: [Double] = []
  /// Threads; they do not change a bit of the result.
  public var threads = 1
  /// Gets the number of passes and the gap as it falls.
  public var progress: (@Sendable (_ iteration: Int, _ gap: Double) -> Void)?

  /// Usual settings.
  public init() {}
}
