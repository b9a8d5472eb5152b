import Foundation

/// Likelihood and deviance of a fit, and of a constant alone.
struct Likelihood {
  let value: Double
  let null: Double
  let deviance: Double?
  let pseudoR2: Double
  /// Σ w (y − μ)²/V(μ).
  let pearson: Double

  /// Whether what is left unexplained is rounding alone.
  ///
  /// Outcomes beside their means, not deviances, which are small differences of large sums: log-linear
  /// means within 1e-11 of the outcomes, as a share; least squares within 1e-11 of what a constant
  /// leaves or 1e-15 of the outcomes. The unit of the outcome is no matter.
  let isPerfect: Bool

  init(_ design: GravityDesign, _ fit: IterativeFit, _ family: GravityModel.Family) throws {
    let y = design.response
    let prior = design.weights
    let eta = fit.rows.predictor
    var total = 0.0
    var weight = 0.0
    for row in y.indices {
      let own = prior?[row] ?? 1
      total += own * y[row]
      weight += own
    }
    let mean = total / weight
    let chunks = RowChunks(rowCount: y.count)
    let threads = fit.threads
    let alpha = fit.dispersion
    func sum(_ term: @escaping @Sendable (Int) -> Double) -> Double {
      chunks.sum(threads: threads) { range in
        var part = 0.0
        for row in range { part += (prior?[row] ?? 1) * term(row) }
        return part
      }
    }
    switch family {
    case .gaussian:
      let square = sum { (y[$0] - eta[$0]) * (y[$0] - eta[$0]) }
      let whole = sum { (y[$0] - mean) * (y[$0] - mean) }
      let n = Double(y.count)
      value = -n / 2 * (log(2 * .pi * max(square, 1e-300) / n) + 1)
      null = -n / 2 * (log(2 * .pi * max(whole, 1e-300) / n) + 1)
      deviance = square
      pseudoR2 = whole > 0 ? 1 - square / whole : 0
      pearson = square
      let size = sum { y[$0] * y[$0] }
      isPerfect = square <= max(1e-22 * whole, 1e-30 * size)
      return
    case .poisson:
      let factorials = sum { y[$0] == 0 ? 0 : SpecialFunctions.lgammaValue(y[$0] + 1) }
      value = sum { y[$0] * eta[$0] - exp(eta[$0]) } - factorials
      null = total * log(mean) - weight * mean - factorials
      deviance = fit.rows.summary.deviance
      pseudoR2 = null != 0 ? 1 - value / null : 0
      pearson = sum { (y[$0] - exp(eta[$0])) * (y[$0] - exp(eta[$0])) / exp(eta[$0]) }
    case .gamma:
      value = sum { -y[$0] * exp(-eta[$0]) - eta[$0] }
      null = -weight - weight * log(mean)
      deviance = y.contains(0) ? nil : fit.rows.summary.deviance
      pseudoR2 = null != 0 ? 1 - value / null : 0
      pearson = sum { (y[$0] * exp(-eta[$0]) - 1) * (y[$0] * exp(-eta[$0]) - 1) }
    case .negbin:
      value = sum { NegativeBinomial.logLikelihood(y[$0], exp(eta[$0]), alpha) }
      let flat = try Dispersion.estimate(
        y,
        means: [Double](repeating: mean, count: y.count),
        weights: prior,
        threads: threads,
        start: alpha
      ).alpha
      null = sum { NegativeBinomial.logLikelihood(y[$0], mean, flat) }
      deviance = fit.rows.summary.deviance
      pseudoR2 = null != 0 ? 1 - value / null : 0
      pearson = sum {
        let mu = exp(eta[$0])
        return (y[$0] - mu) * (y[$0] - mu) / (mu + alpha * mu * mu)
      }
    }
    // Σ w (y/μ − 1)² with the working weights, beside Σ w.
    let working = fit.solver.weights
    let scale = chunks.sum(threads: threads) { range in
      var part = 0.0
      for row in range { part += working[row] }
      return part
    }
    isPerfect = fit.rows.summary.pearson <= 1e-22 * scale
  }
}
