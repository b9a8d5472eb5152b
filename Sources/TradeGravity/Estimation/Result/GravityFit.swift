public import Numerics

/// An estimated gravity regression.
public struct GravityFit: Sendable {
  /// What was asked.
  public var model: GravityModel
  /// Estimates, in the order of the formula.
  public var coefficients: [Coefficient]
  /// Regressors that others or the absorbed effects hold, left out, in order.
  public var collinear: [String]
  /// Covariance of the estimates.
  public var covariance: DenseMatrix
  /// Rows used.
  public var observations: Int
  /// Rows left out.
  public var dropped: DroppedRows
  /// Rows found separated, with what shows it.
  public var separation: SeparationCertificate
  /// Sets of clusters with their number, empty where errors are not clustered.
  public var clusters: [Clusters]
  /// Absorbed effects with their number of levels.
  public var effects: [Effect]
  /// Factors that the covariance was multiplied by.
  public var smallSample: SmallSampleFactors
  /// Log-likelihood; for gamma the quasi-likelihood at a dispersion of one.
  public var logLikelihood: Double
  /// That of a constant alone.
  public var nullLogLikelihood: Double
  /// Deviance; `nil` for gamma with outcomes of zero, where it is infinite.
  public var deviance: Double?
  /// 1 − log-likelihood over that of a constant alone (McFadden); R² for least squares.
  public var pseudoR2: Double
  /// Whether nothing is left unexplained, so that standard errors are rounding alone.
  public var isPerfect: Bool
  /// Degrees of freedom of the t distribution, infinite where tests use the normal one.
  public var degreesOfFreedom: Double
  /// How the iteration ended.
  public var convergence: Convergence
  /// Steps of conjugate gradients.
  public var innerSteps: Int
  /// α of the negative binomial family.
  public var dispersion: Double?
  /// Joint test that all coefficients but the constant are zero.
  public var wald: WaldTest?
  /// Correction after Weidner & Zylkin, where asked for.
  public var biasCorrection: BiasCorrection?
  /// Average of the fitted means; `nil` for least squares and without coefficients.
  public var averageMean: AverageMean?
  /// For each row used, in the order of the data set: its row there.
  public var rows: [Int32]
  /// For each row used: the linear predictor.
  public var predictor: [Double]
  /// For each row used: the outcome.
  public var response: [Double]

  /// A coefficient with its test.
  public struct Coefficient: Sendable, Codable, Equatable {
    /// Name.
    public var term: String
    /// Estimate.
    public var estimate: Double
    /// Standard error.
    public var standardError: Double
    /// Estimate over standard error.
    public var statistic: Double
    /// Chance of one as far from zero.
    public var pValue: Double
    /// Lower end of the interval.
    public var lower: Double
    /// Upper end of the interval.
    public var upper: Double
  }

  /// A set of clusters.
  public struct Clusters: Sendable, Codable, Equatable {
    /// What it is made of.
    public var label: String
    /// Number of clusters.
    public var count: Int
  }

  /// An absorbed effect.
  public struct Effect: Sendable, Codable, Equatable {
    /// As it stands in the formula.
    public var label: String
    /// Number of levels in the sample.
    public var levels: Int
    /// Whether each level lies within one cluster.
    public var isNestedInClusters: Bool
    /// Level coefficients that others hold, where the convention for small samples asks for them.
    public var redundant: Int
  }
}

/// Factors on the covariance for small samples.
public struct SmallSampleFactors: Sendable, Codable, Equatable {
  /// Which convention.
  public var preset: SmallSample
  /// G/(G−1), or N/(N−1) for robust errors.
  public var clusterFactor: Double
  /// (N−1)/(N−K).
  public var parameterFactor: Double
  /// K of the factor above.
  public var parameterCount: Int
  /// Both together.
  public var product: Double { clusterFactor * parameterFactor }
}

/// What shows which rows are separated and that the others are not.
public struct SeparationCertificate: Sendable {
  /// A separated row.
  public struct Row: Sendable, Codable, Equatable {
    /// Row of the data set, from 1.
    public var row: Int
    /// Line of the file, where it is known.
    public var line: Int?
    /// What shows it.
    public var reason: SeparationReason
  }

  /// Separated rows, in order of the data set.
  public var rows: [Row]
  /// Largest last step of the linear predictor where the outcome is zero: below one, the fitted means
  /// moved by it balance all score equations with positive means, which no separated sample allows.
  public var largestZeroStep: Double?

  /// Nothing separated.
  public init(rows: [Row] = [], largestZeroStep: Double? = nil) {
    self.rows = rows
    self.largestZeroStep = largestZeroStep
  }
}

/// A joint test of coefficients.
public struct WaldTest: Sendable, Codable, Equatable {
  /// Value: χ², or F for least squares.
  public var statistic: Double
  /// Number of coefficients.
  public var degrees: Int
  /// Degrees of freedom below; `nil`: χ².
  public var denominator: Double?
  /// Chance of a value as large.
  public var pValue: Double
}
