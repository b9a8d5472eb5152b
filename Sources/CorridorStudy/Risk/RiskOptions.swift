public import ProjectAppraisal

/// What `StudyRun.risk` is asked for.
public struct RiskOptions: Sendable {
  /// Project; the first of the study unless given.
  public var project: String?
  /// Scenarios; all unless given.
  public var scenarios: [String] = []
  /// Draws; those of the study unless given.
  public var draws: Int?
  /// Sampling method; that of the study unless given.
  public var sampler: SamplingMethod?
  /// Seed.
  public var seed: UInt64 = 1
  /// How deep draws go.
  public var depth: RiskDepth = .corridor
  /// Rows of the design for Sobol indices; zero: none.
  public var sobolRows = 0
  /// Years from which the project is looked at; those of the study unless given.
  public var standpoints: [Int]?
  /// Threads; does not change a bit of the result.
  public var threads = 1

  /// Everything as the study says, on one thread.
  public init() {}
}
