import Foundation
import Numerics

/// Average of the fitted means over rows, which average partial effects are shares of, and how it
/// varies together with the estimates.
public struct AverageMean: Sendable, Equatable {
  /// Σ w μ / Σ w over the rows used, w the weights of the model.
  public var value: Double
  /// Its variance, by the delta method, under the model's error structure.
  public var variance: Double
  /// Its covariance with each estimate.
  public var covariances: [Double]
}

/// Joint covariance of estimates and of the average mean.
///
/// The average mean depends on coefficients and effects alike. With H the information on all of them
/// and z a row of their design, the delta method needs H⁻¹ Σ w μ z: the coefficients of the regression
/// of t = w μ/ω on the design with the working weights ω. Its fitted values f take the place of a
/// further regressor in all sums of scores; for the Poisson family they are one where the design holds
/// a constant.
struct AverageMeanEstimator {
  let design: GravityDesign
  let fit: IterativeFit
  /// Inverse of the information on the coefficients.
  let bread: DenseMatrix
  let family: GravityModel.Family

  /// Σ w.
  private var totalWeight: Double {
    design.weights?.reduce(0, +) ?? Double(design.rowCount)
  }

  /// Σ w μ / Σ w.
  var value: Double {
    var total = 0.0
    for (row, eta) in fit.rows.predictor.enumerated() {
      total += (design.weights?[row] ?? 1) * exp(eta)
    }
    return total / totalWeight
  }

  /// Scores and information with the average mean as one more, the last, column.
  ///
  /// - Throws: `NotConverged` where the effects cannot be taken out.
  func extended(_ estimator: CovarianceEstimator) throws -> CovarianceEstimator {
    let width = bread.rows
    var wider = DenseMatrix(rows: width + 1, columns: width + 1)
    for column in 0..<width {
      for row in 0..<width { wider[row, column] = bread[row, column] }
    }
    wider[width, width] = 1 / totalWeight
    return CovarianceEstimator(
      scoreFactors: estimator.scoreFactors,
      absorbed: estimator.absorbed + [try fittedShares()],
      bread: wider,
      threads: estimator.threads
    )
  }

  private func fittedShares() throws -> [Double] {
    let count = design.rowCount
    let holdsConstant =
      design.effects.contains { $0.hasConstants }
      || fit.kept.contains { design.names[$0] == "Intercept" }
    if family == .poisson, holdsConstant { return [Double](repeating: 1, count: count) }
    let weights = fit.solver.weights
    var shares = [Double](repeating: 1, count: count)
    for row in shares.indices where weights[row] > 0 {
      shares[row] = (design.weights?[row] ?? 1) * exp(fit.rows.predictor[row]) / weights[row]
    }
    var left = [shares]
    if fit.solver.levelCount > 0 || !fit.solver.groupStarts.isEmpty {
      var start: [Double] = []
      try fit.solver.remove(
        from: [shares],
        coefficients: &start,
        floors: [0],
        reductions: [1e-10],
        into: &left
      )
    }
    let sums = WeightedProducts.cross(fit.absorbed + left, weights: weights, threads: fit.threads)
    let width = fit.absorbed.count
    let change = bread.multiplied(by: (0..<width).map { sums[$0, width] })
    for row in shares.indices {
      shares[row] -= left[0][row]
      for column in 0..<width { shares[row] += change[column] * fit.absorbed[column][row] }
    }
    return shares
  }
}
