import Numerics

/// What is told of a fit, for JSON.
public struct GravityFitReport: Encodable, Sendable {
  private let fit: GravityFit
  private let seconds: Double
  private let elasticity: Double?
  private let resistances: [MultilateralResistance]?
  private let predictions: [GravityPrediction]?

  /// A report of a fit that took so many seconds, reading included.
  ///
  /// - Parameters:
  ///   - fit: the fit.
  ///   - seconds: what it took.
  ///   - elasticity: trade elasticity for tariff equivalents; `nil`: none are told.
  ///   - resistances: multilateral resistances; `nil`: none are told.
  ///   - predictions: predictions of rows; `nil`: none are told.
  public init(
    _ fit: GravityFit,
    seconds: Double,
    elasticity: Double? = nil,
    resistances: [MultilateralResistance]? = nil,
    predictions: [GravityPrediction]? = nil
  ) {
    self.fit = fit
    self.resistances = resistances
    self.predictions = predictions
    self.elasticity = elasticity
    self.seconds = seconds
  }

  private enum Key: String, CodingKey {
    case absorbed, biasCorrection, clusters, clusterLabels, coefficients, collinear, confidence
    case converged, degreesOfFreedom, deviance, dispersion, dropped, errors, family, formula
    case innerSteps, isPerfect, iterations, lastStep, logLikelihood, nullLogLikelihood, observations
    case policyEffects, predictions, predictionsListed, pseudoR2, resistances, seconds, separation,
      smallSample, tolerance, wald
  }

  private enum SeparationKey: String, CodingKey {
    case count, rows, rowsListed, largestZeroStep
  }

  /// Most separated rows, and most predictions, that are listed.
  static let longestList = 100_000

  /// Writes the report.
  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(fit.model.formula.text, forKey: .formula)
    try object.encode(fit.model.family, forKey: .family)
    try object.encode(fit.errorsLabel, forKey: .errors)
    try object.encode(fit.coefficients, forKey: .coefficients)
    try object.encode(fit.collinear, forKey: .collinear)
    try object.encode(fit.observations, forKey: .observations)
    try object.encode(fit.dropped, forKey: .dropped)
    switch fit.clusters.count {
    case 0: try object.encodeNil(forKey: .clusters)
    case 1: try object.encode(fit.clusters[0].count, forKey: .clusters)
    default: try object.encode(fit.clusters.map(\.count), forKey: .clusters)
    }
    try object.encode(fit.clusters.map(\.label), forKey: .clusterLabels)
    try object.encode(fit.effects, forKey: .absorbed)
    try object.encode(fit.smallSample, forKey: .smallSample)
    try object.encode(fit.logLikelihood, forKey: .logLikelihood)
    try object.encode(fit.nullLogLikelihood, forKey: .nullLogLikelihood)
    try object.encode(fit.deviance, forKey: .deviance)
    try object.encode(fit.pseudoR2, forKey: .pseudoR2)
    try object.encode(fit.isPerfect, forKey: .isPerfect)
    if fit.degreesOfFreedom.isFinite {
      try object.encode(fit.degreesOfFreedom, forKey: .degreesOfFreedom)
    }
    try object.encode(fit.model.confidence, forKey: .confidence)
    try object.encode(true, forKey: .converged)
    try object.encode(fit.convergence.iterations, forKey: .iterations)
    try object.encode(fit.convergence.residual, forKey: .lastStep)
    try object.encode(fit.convergence.tolerance, forKey: .tolerance)
    try object.encode(fit.innerSteps, forKey: .innerSteps)
    try object.encodeIfPresent(fit.dispersion, forKey: .dispersion)
    try object.encodeIfPresent(fit.wald, forKey: .wald)
    try object.encodeIfPresent(fit.biasCorrection, forKey: .biasCorrection)
    try object.encode(fit.policyEffects(elasticity: elasticity), forKey: .policyEffects)
    try object.encode(seconds, forKey: .seconds)
    try object.encodeIfPresent(resistances, forKey: .resistances)
    if let predictions {
      let listed = Array(predictions.prefix(Self.longestList))
      try object.encode(listed, forKey: .predictions)
      try object.encode(listed.count == predictions.count, forKey: .predictionsListed)
    }
    var separation = object.nestedContainer(keyedBy: SeparationKey.self, forKey: .separation)
    try separation.encode(fit.separation.rows.count, forKey: .count)
    let listed = Array(fit.separation.rows.prefix(Self.longestList))
    try separation.encode(listed, forKey: .rows)
    try separation.encode(listed.count == fit.separation.rows.count, forKey: .rowsListed)
    try separation.encodeIfPresent(fit.separation.largestZeroStep, forKey: .largestZeroStep)
  }
}

extension GravityFit {
  /// What standard errors allow for, in words.
  public var errorsLabel: String {
    switch model.errors {
    case .homoskedastic: "homoskedastic"
    case .robust: "robust"
    case .clustered(let terms): "clustered by " + terms.map(\.label).joined(separator: ", ")
    case .dyadic(let a, let b): "dyadic by \(a.label), \(b.label)"
    }
  }
}
