import Foundation

/// What a coefficient of a model with a log link says of trade.
public struct PolicyEffect: Sendable, Codable, Equatable {
  /// Name.
  public var term: String
  /// Change of the mean in percent where the regressor rises by one: 100 (exp b − 1).
  public var percentChange: Double
  /// Its standard error, by the delta method.
  public var percentChangeError: Double
  /// Average over rows, with the model's weights, of the derivative of the mean by the regressor: b
  /// times the average mean.
  public var averagePartialEffect: Double
  /// Its standard error by the delta method in coefficients and effects, regressors held as they are,
  /// as `margins, dydx(*)` of Stata with every effect a column.
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
    guard let averageMean else { return [] }
    return coefficients.indices.filter { coefficients[$0].term != "Intercept" }.map { place in
      let row = coefficients[place]
      let mean = averageMean.value
      let variance =
        mean * mean * row.standardError * row.standardError
        + 2 * mean * row.estimate * averageMean.covariances[place]
        + row.estimate * row.estimate * averageMean.variance
      let growth = exp(row.estimate)
      let tariff = elasticity.map { exp(-row.estimate / $0) }
      return PolicyEffect(
        term: row.term,
        percentChange: 100 * (growth - 1),
        percentChangeError: 100 * growth * row.standardError,
        averagePartialEffect: mean * row.estimate,
        averagePartialEffectError: max(0, variance).squareRoot(),
        tariffEquivalent: tariff.map { 100 * ($0 - 1) },
        tariffEquivalentError: tariff.map { 100 * $0 * row.standardError / (elasticity ?? 1) }
      )
    }.filter {
      $0.percentChange.isFinite && $0.percentChangeError.isFinite
        && ($0.tariffEquivalent ?? 0).isFinite && ($0.tariffEquivalentError ?? 0).isFinite
    }
  }
}
