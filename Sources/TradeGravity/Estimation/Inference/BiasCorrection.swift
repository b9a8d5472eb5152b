/// Correction of three-way Poisson gravity after Weidner & Zylkin (2021).
public struct BiasCorrection: Sendable, Codable, Equatable {
  /// Estimates before the correction.
  public var uncorrected: [Double]
  /// What was taken from them.
  public var bias: [Double]
  /// Clustered standard errors before the correction.
  public var uncorrectedErrors: [Double]
}
