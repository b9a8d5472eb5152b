import Foundation
import Numerics

/// Huber's regression with one set of absorbed effects.
///
/// Iteratively reweighted least squares (Huber 1964, tuning constant 1.345), the scale being the median
/// absolute deviation of the residuals; effects are swept out by weighted means within groups, which is
/// exact for one set. Standard errors are White's for the last weighted regression.
struct RobustRegression {
  let coefficients: [Double]
  let standardErrors: [Double]
  /// Whether a regressor varies by itself; the others have coefficient zero.
  let isUsed: [Bool]
  let groupEffects: [Double]
  let scale: Double
  let convergence: Convergence

  private static let tuning = 1.345
  private static let tolerance = 1e-8
  private static let mostIterations = 500

  init(design: [Double], width: Int, outcome: [Double], groups: [Int], groupCount: Int) throws {
    let rows = outcome.count
    var weights = [Double](repeating: 1, count: rows)
    var last: [Double]?
    var isUsed = [Bool](repeating: true, count: width)
    var iteration = 0
    var change = Double.infinity
    while true {
      let fit = try Self.weighted(
        design,
        width,
        outcome,
        groups,
        groupCount,
        weights,
        &isUsed,
        withErrors: false
      )
      iteration += 1
      let state = fit.coefficients + fit.effects
      if let last {
        change = zip(state, last).reduce(0) { max($0, abs($1.0 - $1.1)) }
      }
      let deviation = fit.residuals.map(abs).sorted()
      let scale = max(1e-12, 1.4826 * Series.quantile(sorted: deviation, 0.5))
      if change <= Self.tolerance || scale <= 1e-10 {
        let final = try Self.weighted(
          design,
          width,
          outcome,
          groups,
          groupCount,
          weights,
          &isUsed,
          withErrors: true
        )
        coefficients = final.coefficients
        standardErrors = final.errors
        self.isUsed = isUsed
        groupEffects = final.effects
        self.scale = scale
        convergence = Convergence(
          iterations: iteration,
          residual: change.isFinite ? change : 0,
          tolerance: Self.tolerance
        )
        return
      }
      guard iteration < Self.mostIterations else {
        throw NotConverged(
          solver: "robust regression of freight rates",
          residual: change,
          tolerance: Self.tolerance,
          iterations: iteration,
          advice: "give a constant rate, or leave out products with few flows"
        )
      }
      last = state
      for row in 0..<rows {
        let size = abs(fit.residuals[row]) / scale
        weights[row] = size <= Self.tuning ? 1 : Self.tuning / size
      }
    }
  }

  private struct Fit {
    var coefficients: [Double]
    var effects: [Double]
    var residuals: [Double]
    var errors: [Double]
  }

  private static func weighted(
    _ design: [Double],
    _ width: Int,
    _ outcome: [Double],
    _ groups: [Int],
    _ groupCount: Int,
    _ weights: [Double],
    _ isUsed: inout [Bool],
    withErrors: Bool
  ) throws -> Fit {
    let rows = outcome.count
    var sums = [Double](repeating: 0, count: groupCount)
    var means = [Double](repeating: 0, count: groupCount * (width + 1))
    for row in 0..<rows {
      let weight = weights[row]
      let base = groups[row] * (width + 1)
      sums[groups[row]] += weight
      for column in 0..<width { means[base + column] += weight * design[row * width + column] }
      means[base + width] += weight * outcome[row]
    }
    for group in 0..<groupCount where sums[group] > 0 {
      for column in 0...width { means[group * (width + 1) + column] /= sums[group] }
    }
    var cross = [Double](repeating: 0, count: width * width)
    var right = [Double](repeating: 0, count: width)
    var centred = [Double](repeating: 0, count: width)
    for row in 0..<rows {
      let base = groups[row] * (width + 1)
      for column in 0..<width {
        centred[column] = design[row * width + column] - means[base + column]
      }
      let target = weights[row] * (outcome[row] - means[base + width])
      for column in 0..<width {
        right[column] += centred[column] * target
        let scaled = weights[row] * centred[column]
        for other in 0...column { cross[column * width + other] += scaled * centred[other] }
      }
    }
    // Regressors in order, each left out where those before it explain it (pivots of Cholesky).
    let kept = Self.independent(cross, width)
    for column in 0..<width { isUsed[column] = kept.contains(column) }
    var matrix = DenseMatrix(rows: kept.count, columns: kept.count)
    for (i, a) in kept.enumerated() {
      for (j, b) in kept.enumerated() { matrix[i, j] = cross[max(a, b) * width + min(a, b)] }
    }
    var coefficients = [Double](repeating: 0, count: width)
    var errors = [Double](repeating: 0, count: width)
    let factor = kept.isEmpty ? nil : try DenseCholesky(matrix)
    if let factor {
      for (place, value) in zip(kept, factor.solve(kept.map { right[$0] })) {
        coefficients[place] = value
      }
    }
    var effects = [Double](repeating: 0, count: groupCount)
    for group in 0..<groupCount {
      let base = group * (width + 1)
      effects[group] = means[base + width]
      for column in 0..<width { effects[group] -= coefficients[column] * means[base + column] }
    }
    var residuals = [Double](repeating: 0, count: rows)
    var meat = DenseMatrix(rows: kept.count, columns: kept.count)
    for row in 0..<rows {
      var residual = outcome[row] - effects[groups[row]]
      for column in 0..<width { residual -= coefficients[column] * design[row * width + column] }
      residuals[row] = residual
      guard withErrors else { continue }
      let base = groups[row] * (width + 1)
      let score = weights[row] * residual
      for (i, a) in kept.enumerated() {
        let left = score * (design[row * width + a] - means[base + a])
        for (j, b) in kept.enumerated() {
          meat[i, j] += left * score * (design[row * width + b] - means[base + b])
        }
      }
    }
    if withErrors, let factor {
      let bread = factor.inverse
      let degrees = Double(rows - kept.count - groupCount)
      let correction = degrees > 0 ? Double(rows) / degrees : 1
      for (i, a) in kept.enumerated() {
        var variance = 0.0
        for j in kept.indices {
          for l in kept.indices { variance += bread[i, j] * meat[j, l] * bread[l, i] }
        }
        errors[a] = (max(0, variance) * correction).squareRoot()
      }
    }
    return Fit(coefficients: coefficients, effects: effects, residuals: residuals, errors: errors)
  }

  /// Columns that are no combination of those before them, by the pivots of their cross products.
  private static func independent(_ cross: [Double], _ width: Int) -> [Int] {
    var kept: [Int] = []
    var factor: [[Double]] = []
    for column in 0..<width {
      let diagonal = cross[column * width + column]
      guard diagonal > 1e-12 else { continue }
      var row: [Double] = []
      var pivot = diagonal
      for (i, other) in kept.enumerated() {
        var value = cross[column * width + other]
        for j in 0..<i { value -= row[j] * factor[i][j] }
        value /= factor[i][i]
        row.append(value)
        pivot -= value * value
      }
      guard pivot > 1e-10 * diagonal else { continue }
      row.append(pivot.squareRoot())
      kept.append(column)
      factor.append(row)
    }
    return kept
  }
}
