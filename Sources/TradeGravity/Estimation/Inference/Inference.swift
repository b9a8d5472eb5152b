import Numerics
import Tables

/// Covariances by what errors are allowed to be.
enum Inference {
  /// Covariance of the estimates, with that of the average mean in its last row and column where the
  /// estimator has a column more than the bread has rows of coefficients.
  ///
  /// - Parameters:
  ///   - model: the regression.
  ///   - design: what it is estimated on.
  ///   - estimator: scores and the inverse of the information.
  ///   - parameters: how many there are.
  ///   - likelihood: of the fit.
  ///   - coefficients: how many columns of the estimator are of coefficients.
  ///   - information: Σ ω x̃ x̃' of the estimator's columns, for errors of one variance.
  ///   - file: how faults name the data set.
  /// - Returns: the covariance and the factors it was multiplied by.
  /// - Throws: `InputFaults` where there are too few clusters.
  static func covariance(
    _ model: GravityModel,
    _ design: GravityDesign,
    _ estimator: CovarianceEstimator,
    _ parameters: ParameterCount,
    _ likelihood: Likelihood,
    coefficients: Int,
    information: DenseMatrix,
    file: String
  ) throws -> (DenseMatrix, SmallSampleFactors) {
    let n = Double(design.rowCount)
    let preset = model.smallSample
    let isLeastSquares = model.family == .gaussian
    var factors = SmallSampleFactors(
      preset: preset,
      clusterFactor: 1,
      parameterFactor: 1,
      parameterCount: 0
    )
    func countParameters(clustered: Bool) {
      guard preset != .none, preset != .clusters, preset != .stata || isLeastSquares else { return }
      let k = parameters.count(preset, clustered: clustered)
      factors.parameterCount = k
      factors.parameterFactor = (n - 1) / max(1, n - Double(k))
    }
    switch model.errors {
    case .homoskedastic:
      var scale = 1.0
      if isLeastSquares || model.family == .gamma {
        scale = likelihood.pearson / max(1, n - Double(parameters.all(preset)))
      }
      var joint = estimator.sandwich(information)
      for column in 0..<coefficients {
        for row in 0..<coefficients { joint[row, column] = estimator.bread[row, column] }
      }
      return (scaled(joint, scale), factors)
    case .robust:
      countParameters(clustered: false)
      if preset != .none { factors.clusterFactor = n / (n - 1) }
      return (scaled(estimator.sandwich(estimator.robustMeat()), factors.product), factors)
    case .clustered:
      let smallest = design.clusters.map(\.levelCount).min() ?? 0
      guard smallest > 1 else {
        throw InputFaults([
          InputFault(
            file: file,
            column: design.clusters.first { $0.levelCount == smallest }?.label,
            found: "one cluster alone",
            expected: "two clusters or more"
          )
        ])
      }
      countParameters(clustered: true)
      if preset != .none { factors.clusterFactor = Double(smallest) / Double(smallest - 1) }
      let meat = multiway(design.clusters, estimator)
      return (scaled(estimator.sandwich(meat), factors.product), factors)
    case .dyadic:
      let first = design.clusters[0]
      let second = design.clusters[1]
      let countries = Set(first.codes).union(second.codes).count
      guard countries > 2 else {
        throw InputFaults([
          InputFault(
            file: file,
            column: first.label,
            found: "\(countries) countries",
            expected: "three or more for dyadic errors"
          )
        ])
      }
      countParameters(clustered: true)
      if preset != .none { factors.clusterFactor = Double(countries) / Double(countries - 1) }
      let meat = estimator.dyadicMeat(first.codes, second.codes, first.levelCount)
      return (scaled(estimator.sandwich(meat), factors.product), factors)
    }
  }

  /// Inclusion and exclusion over crossings of cluster sets (Cameron, Gelbach & Miller 2011).
  private static func multiway(
    _ sets: [GravityDesign.ClusterSet],
    _ estimator: CovarianceEstimator
  ) -> DenseMatrix {
    let width = estimator.absorbed.count
    var meat = DenseMatrix(rows: width, columns: width)
    for subset in 1..<(1 << sets.count) {
      var codes: [Int32] = []
      var count = 0
      for (place, set) in sets.enumerated() where subset >> place & 1 == 1 {
        if codes.isEmpty {
          codes = set.codes
          count = set.levelCount
        } else {
          let combined = Factor.combine(codes, count, set.codes, set.levelCount)
          codes = combined.codes
          count = combined.first.count
        }
      }
      let sign = subset.nonzeroBitCount % 2 == 1 ? 1.0 : -1.0
      let part = estimator.clusterMeat(codes, count)
      for place in part.values.indices { meat.values[place] += sign * part.values[place] }
    }
    return meat
  }

  private static func scaled(_ matrix: DenseMatrix, _ factor: Double) -> DenseMatrix {
    var result = matrix
    for place in result.values.indices { result.values[place] *= factor }
    return result
  }

  /// Negative eigenvalues, which differences of covariances may have, brought to zero.
  ///
  /// - Throws: `SingularMatrix` where the matrix holds what is not a number.
  static func positive(_ matrix: DenseMatrix) throws -> DenseMatrix {
    guard matrix.rows > 0 else { return matrix }
    let eigen = try SymmetricEigen(matrix)
    guard let least = eigen.values.first, least < 0 else { return matrix }
    var result = DenseMatrix(rows: matrix.rows, columns: matrix.rows)
    for (index, value) in eigen.values.enumerated() where value > 0 {
      for column in 0..<matrix.rows {
        for row in 0..<matrix.rows {
          result[row, column] += value * eigen.vectors[row, index] * eigen.vectors[column, index]
        }
      }
    }
    return result
  }
}
