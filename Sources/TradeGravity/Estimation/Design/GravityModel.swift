/// A regression to be estimated: the formula and how.
public struct GravityModel: Sendable {
  /// Distribution, which gives variance and link.
  public enum Family: String, Sendable, CaseIterable, Codable {
    /// Poisson pseudo-maximum likelihood, log link.
    case poisson
    /// Least squares, identity link.
    case gaussian
    /// Gamma pseudo-maximum likelihood, log link.
    case gamma
    /// Negative binomial, variance μ + αμ², log link.
    case negbin

    /// Whether the mean is the exponential of the linear predictor.
    public var hasLogLink: Bool { self != .gaussian }
  }

  /// The regression.
  public var formula: GravityFormula
  /// Distribution.
  public var family: Family
  /// Rows to use.
  public var condition: Expression?
  /// Weights of rows, not negative.
  public var weights: Expression?
  /// What standard errors allow for.
  public var errors: ErrorStructure
  /// Factors for small samples.
  public var smallSample: SmallSample
  /// Convergence: the last step as a share of what is left unexplained.
  public var tolerance: Double
  /// Most iterations.
  public var iterationLimit: Int
  /// Whether to correct estimates and standard errors after Weidner & Zylkin (2021).
  public var correctsBias: Bool
  /// Confidence level of intervals, 0 to 1.
  public var confidence: Double
  /// Threads to use.
  public var threads: Int
  /// Whether small samples are searched for separation exactly, before the fit.
  package var searchesExactly = true

  /// A model of a formula, everything else as usual.
  public init(
    _ formula: GravityFormula,
    family: Family = .poisson,
    condition: Expression? = nil,
    weights: Expression? = nil,
    errors: ErrorStructure = .robust,
    smallSample: SmallSample = .stata,
    tolerance: Double = 1e-8,
    iterationLimit: Int = 200,
    correctsBias: Bool = false,
    confidence: Double = 0.95,
    threads: Int = 1
  ) {
    self.formula = formula
    self.family = family
    self.condition = condition
    self.weights = weights
    self.errors = errors
    self.smallSample = smallSample
    self.tolerance = tolerance
    self.iterationLimit = iterationLimit
    self.correctsBias = correctsBias
    self.confidence = confidence
    self.threads = threads
  }

  /// Names of all columns it uses.
  public var columns: Set<String> {
    var names = formula.columns
    names.formUnion(condition?.columns ?? Set<String>())
    names.formUnion(weights?.columns ?? Set<String>())
    names.formUnion(errors.columns)
    return names
  }
}
