/// Correction of three-way Poisson gravity after Weidner & Zylkin (2021).
public struct BiasCorrection: Sendable, Codable, Equatable {
  /// Estimates before the correction.
  public var uncorrected: [Double]
  /// What was taken from them.
  public var bias: [Double]
  /// Standard errors clustered by pair before the correction.
  public var uncorrectedErrors: [Double]
  /// Whether the leverage of the absorbed effects is exact; for many levels, those of exporters and
  /// of importers are taken off one after the other.
  public var isLeverageExact: Bool
}
