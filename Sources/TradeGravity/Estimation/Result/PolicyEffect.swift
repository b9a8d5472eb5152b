import Foundation

/// What a coefficient of a model with a log link says of trade.
public struct PolicyEffect: Sendable, Codable, Equatable {
  /// Name.
  public var term: String
  /// Change of the mean in percent where the regressor rises by one: 100 (exp b − 1).
  public var percentChange: Double
  /// Its standard error, by the delta method.
  public var percentChangeError: Double
  /// Average over rows of the derivative of the mean.
  ///
  /// Score equations make the mean of the means that of the outcomes, so that it is b times the mean
  /// outcome.
  public var averagePartialEffect: Double
  /// Its standard error.
  public var averagePartialEffectError: Double
  /// Tariff in percent that changes trade as much: 100 (exp(−b/ε) − 1) for a trade elasticity ε.
  public var tariffEquivalent: Double?
  /// Its standard error, by the delta method.
  public var tariffEquivalentError: Double?
}

extension GravityFit {
  /// What coefficients say of trade; nothing for least squares.
  ///
  /// - Parameter elasticity: elasticity of trade to one plus the tariff, in absolute value; `nil`: no
  ///   tariff equivalents.
  /// - Returns: an effect for each coefficient but the constant.
  public func policyEffects(elasticity: Double?) -> [PolicyEffect] {
    guard model.family.hasLogLink else { return [] }
    var total = 0.0
    for value in predictor { total += exp(value) }
    let mean = total / Double(max(1, predictor.count))
    return coefficients.filter { $0.term != "Intercept" }.map { row in
      let growth = exp(row.estimate)
      let tariff = elasticity.map { exp(-row.estimate / $0) }
      return PolicyEffect(
        term: row.term,
        percentChange: 100 * (growth - 1),
        percentChangeError: 100 * growth * row.standardError,
        averagePartialEffect: mean * row.estimate,
        averagePartialEffectError: mean * row.standardError,
        tariffEquivalent: tariff.map { 100 * ($0 - 1) },
        tariffEquivalentError: tariff.map { 100 * $0 * row.standardError / (elasticity ?? 1) }
      )
    }.filter {
      $0.percentChange.isFinite && $0.percentChangeError.isFinite
        && ($0.tariffEquivalent ?? 0).isFinite && ($0.tariffEquivalentError ?? 0).isFinite
    }
  }
}
