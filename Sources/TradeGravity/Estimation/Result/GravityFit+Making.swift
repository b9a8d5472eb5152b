import Foundation
import Numerics
import Tables

extension GravityFit {
  /// Works out everything that is told of a fit.
  init(
    _ model: GravityModel,
    _ design: GravityDesign,
    _ fit: IterativeFit,
    file: String,
    line: (Int) -> Int?
  ) throws {
    let count = design.rowCount
    let weights = fit.solver.weights
    var factors = weights
    for row in 0..<count { factors[row] *= fit.rows.residual[row] }
    let scales = (0..<fit.kept.count).map { 1 / fit.products[$0, $0].squareRoot() }
    var scaled = fit.products
    for column in scales.indices {
      for row in scales.indices { scaled[row, column] *= scales[row] * scales[column] }
    }
    var bread = try DenseCholesky(scaled).inverse
    for column in scales.indices {
      for row in scales.indices { bread[row, column] *= scales[row] * scales[column] }
    }
    let estimator = CovarianceEstimator(
      scoreFactors: factors,
      absorbed: fit.absorbed,
      bread: bread,
      threads: model.threads
    )
    let parameters = ParameterCount(
      design,
      regressors: fit.kept.count,
      countsRedundant: model.smallSample == .stata && model.family != .poisson
    )
    let likelihood = try Likelihood(design, fit, model.family)
    let isPerfect = likelihood.isPerfect
    if isPerfect, count <= parameters.all(.full) {
      throw InputFaults([
        InputFault(
          file: file,
          found: "\(count) rows for \(parameters.all(.full)) parameters, which fit them perfectly",
          expected: "more rows than parameters, so that something is left to judge the estimates by"
        )
      ])
    }
    let width = fit.kept.count
    let margin =
      model.family.hasLogLink && width > 0
      ? AverageMeanEstimator(design: design, fit: fit, bread: bread, family: model.family) : nil
    let wider = try margin?.extended(estimator) ?? estimator
    let (joint, applied) = try Inference.covariance(
      model,
      design,
      wider,
      parameters,
      likelihood,
      coefficients: width,
      information: model.errors == .homoskedastic
        ? WeightedProducts.cross(wider.absorbed, weights: weights, threads: model.threads)
        : DenseMatrix(rows: 0, columns: 0),
      file: file
    )
    var covariance = DenseMatrix(rows: width, columns: width)
    for column in 0..<width {
      for row in 0..<width { covariance[row, column] = joint[row, column] }
    }
    if model.errors.mayBeIndefinite { covariance = try Inference.positive(covariance) }
    let averageMean = margin.map {
      AverageMean(
        value: $0.value,
        variance: max(0, joint[width, width]),
        covariances: (0..<width).map { joint[$0, width] }
      )
    }
    var estimates = fit.coefficients
    var correction: BiasCorrection?
    if model.correctsBias {
      (correction, covariance) = try Self.correct(model, design, fit, bread, file: file)
      for place in estimates.indices { estimates[place] -= correction?.bias[place] ?? 0 }
    }
    let clusterCounts = design.clusters.map(\.levelCount)
    var degrees = Double.infinity
    if model.family == .gaussian {
      degrees = Double(count - parameters.all(model.smallSample))
      if !clusterCounts.isEmpty { degrees = Double((clusterCounts.min() ?? 2) - 1) }
      degrees = max(1, degrees)
    }
    let quantile = SpecialFunctions.twoSidedQuantile(model.confidence, degrees: degrees)
    var found: [Coefficient] = []
    for (place, column) in fit.kept.enumerated() {
      let estimate = estimates[place]
      let error = max(0, covariance[place, place]).squareRoot()
      let statistic = error > 0 ? estimate / error : 0
      found.append(
        Coefficient(
          term: design.names[column],
          estimate: estimate,
          standardError: error,
          statistic: statistic,
          pValue: error > 0 ? SpecialFunctions.twoSidedTail(statistic, degrees: degrees) : 1,
          lower: estimate - quantile * error,
          upper: estimate + quantile * error
        )
      )
    }
    self.init(
      model: model,
      coefficients: found,
      collinear: fit.collinear.map { design.names[$0] },
      covariance: covariance,
      observations: count,
      dropped: design.dropped,
      separation: SeparationCertificate(
        rows: design.separated.map {
          .init(
            row: Int($0.row) + 1,
            line: line(Int($0.row)),
            reason: $0.reason
          )
        }.sorted { $0.row < $1.row },
        largestZeroStep: model.family == .poisson ? fit.rows.summary.largestZeroStep : nil
      ),
      clusters: design.clusters.map { Clusters(label: $0.label, count: $0.levelCount) },
      effects: parameters.effects,
      smallSample: applied,
      logLikelihood: likelihood.value,
      nullLogLikelihood: likelihood.null,
      deviance: likelihood.deviance,
      pseudoR2: likelihood.pseudoR2,
      isPerfect: isPerfect,
      degreesOfFreedom: degrees,
      convergence: Convergence(
        iterations: fit.iterations,
        residual: fit.residualShare.isFinite ? fit.residualShare : 0,
        tolerance: model.tolerance
      ),
      innerSteps: fit.solver.steps,
      dispersion: model.family == .negbin ? fit.dispersion : nil,
      wald: nil,
      biasCorrection: correction,
      averageMean: averageMean,
      rows: design.rows,
      predictor: fit.rows.predictor,
      response: design.response
    )
    let slopes = found.indices.filter { found[$0].term != "Intercept" }
    if !isPerfect { wald = try? waldTest(slopes) }
  }

  /// Corrects estimates and their covariance after Weidner & Zylkin.
  private static func correct(
    _ model: GravityModel,
    _ design: GravityDesign,
    _ fit: IterativeFit,
    _ bread: DenseMatrix,
    file: String
  ) throws -> (BiasCorrection, DenseMatrix) {
    func fault(_ found: String, _ expected: String) -> InputFaults {
      InputFaults([InputFault(file: file, found: found, expected: expected)])
    }
    guard model.family == .poisson, design.weights == nil else {
      throw fault(
        "family \(model.family.rawValue)\(design.weights == nil ? "" : ", weights of rows")",
        "the Poisson family without weights for the bias correction"
      )
    }
    guard let roles = design.roles, let panel = PairPanel(roles) else {
      throw fault(
        "two rows of one pair in one year",
        "one row for each exporter, importer and year"
      )
    }
    for effect in design.effects {
      let known = [roles.exporters, roles.importers].allSatisfy {
        GravityDesign.isNested(effect.codes, effect.levelCount, in: $0.codes)
      }
      if effect.levelCount == panel.rows.count, !known {
        throw fault(
          "pairs '\(effect.label)' that hold both directions",
          "a level for each exporter and importer"
        )
      }
    }
    let result = try BiasCorrector(
      panel: panel,
      response: design.response,
      means: fit.solver.weights,
      absorbed: fit.absorbed,
      bread: bread,
      threads: model.threads
    ).result()
    for (place, column) in fit.kept.enumerated() where !(result.covariance[place, place] > 0) {
      throw fault(
        "scores of '\(design.names[column])' whose corrected variance is "
          + "\(result.covariance[place, place])",
        "a variance above zero: more countries, or estimates without the bias correction"
      )
    }
    return (
      BiasCorrection(
        uncorrected: fit.coefficients,
        bias: result.bias,
        uncorrectedErrors: fit.kept.indices.map {
          result.plainCovariance[$0, $0].squareRoot()
        },
        isLeverageExact: result.isLeverageExact
      ),
      result.covariance
    )
  }

  /// Joint test that coefficients are zero.
  ///
  /// - Parameter places: which coefficients.
  /// - Returns: the test; `nil` for no coefficient.
  /// - Throws: `SingularMatrix` where their covariance has no inverse.
  public func waldTest(_ places: [Int]) throws -> WaldTest? {
    guard !places.isEmpty else { return nil }
    var block = DenseMatrix(rows: places.count, columns: places.count)
    for (a, row) in places.enumerated() {
      for (b, column) in places.enumerated() { block[a, b] = covariance[row, column] }
    }
    let values = places.map { coefficients[$0].estimate }
    let solved = try DenseCholesky(block).solve(values)
    var statistic = 0.0
    for place in values.indices { statistic += values[place] * solved[place] }
    let isF = degreesOfFreedom.isFinite
    if isF { statistic /= Double(places.count) }
    return WaldTest(
      statistic: statistic,
      degrees: places.count,
      denominator: isF ? degreesOfFreedom : nil,
      pValue: isF
        ? SpecialFunctions.fTail(statistic, Double(places.count), degreesOfFreedom)
        : SpecialFunctions.chiSquareTail(statistic, degrees: Double(places.count))
    )
  }
}
