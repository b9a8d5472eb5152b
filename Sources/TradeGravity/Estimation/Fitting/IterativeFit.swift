import Foundation
import Numerics

/// Iteratively reweighted least squares with absorbed effects.
///
/// Each step solves the weighted normal equations for coefficients and effects together (Newton's
/// method for the Poisson family). What absorbing leaves of the regressors is carried on from step to
/// step and only mended for the new weights; how exactly, follows from how far the step still goes.
final class IterativeFit {
  let design: GravityDesign
  let family: GravityModel.Family
  let threads: Int
  let solver: EffectSolver
  var rows: WorkingRows
  private let groups: WorkingRows.Groups
  /// What absorbing leaves of each regressor that stays.
  var absorbed: [[Double]] = []
  /// Level coefficients of the regressors and of the residual, block by block.
  private var regressorEffects: [[Double]] = []
  /// Places of the regressors that stay.
  var kept: [Int]
  var collinear: [Int] = []
  var coefficients: [Double]
  /// Products of what absorbing leaves of the regressors, with the weights of the last step.
  var products = DenseMatrix(rows: 0, columns: 0)
  var iterations = 0
  var residualShare = Double.infinity
  /// α of the negative binomial family.
  var dispersion = 1.0
  private var norms: [Double] = []
  /// Σ w |y|.
  private var responseTotal = 0.0
  /// Last step of the linear predictor, row by row.
  private(set) var step: [Double] = []
  /// Iteration from which on outcomes of zero that drift off are looked for.
  var watchStart = 12
  /// Whether it began anew from the safer start.
  private var hasRestarted = false
  /// Whether the last run ended with small steps.
  private(set) var isConverged = false

  init(_ design: GravityDesign, family: GravityModel.Family, threads: Int) {
    self.design = design
    self.family = family
    self.threads = threads
    let dimensions = design.solvedDimensions
    solver = EffectSolver(dimensions, rowCount: design.rowCount, threads: threads)
    let hasConstants = !dimensions.isEmpty && dimensions[0].values == nil
    groups =
      hasConstants && family.hasLogLink
      ? WorkingRows.Groups(solver) : WorkingRows.Groups(rowCount: design.rowCount)
    kept = Array(design.regressors.indices)
    coefficients = [Double](repeating: 0, count: kept.count)
    let count = design.rowCount
    rows = WorkingRows(
      response: design.response,
      priorWeights: design.weights,
      predictor: design.offset ?? [Double](repeating: 0, count: count),
      residual: [Double](repeating: 0, count: count)
    )
    for row in design.response.indices {
      responseTotal += (design.weights?[row] ?? 1) * abs(design.response[row])
    }
    start(dimensions)
  }

  /// Starts where totals of absorbed levels fit; without such levels, and where no step from there
  /// betters the fit (outcomes far above those means, such as sales at home), at μ halfway between the
  /// outcome and that mean, where the first step regresses η + (y − μ)/μ as a whole.
  private func start(_ dimensions: [AbsorbedDimension]) {
    let y = design.response
    step = [Double](repeating: 0, count: y.count)
    var weights = design.weights ?? [Double](repeating: 1, count: y.count)
    guard family.hasLogLink else {
      for row in y.indices { rows.residual[row] = y[row] - rows.predictor[row] }
      rows.summary.deviance = .infinity
      rows.summary.pearson = 0
      solver.prepare(weights)
      return
    }
    if groups.starts.isEmpty {
      var total = 0.0
      var weight = 0.0
      for row in y.indices {
        total += weights[row] * y[row]
        weight += weights[row]
      }
      let average = total / weight
      for row in y.indices { rows.predictor[row] = log((y[row] + average) / 2) }
    } else {
      rows.predictor = ProportionalStart.predictor(design, dimensions)
    }
    let isWhole = groups.starts.isEmpty || hasRestarted
    if hasRestarted, !groups.starts.isEmpty {
      for row in y.indices {
        rows.predictor[row] = log((y[row] + exp(max(rows.predictor[row], -500))) / 2)
      }
    }
    settle(&weights)
    if isWhole {
      for row in y.indices {
        let offset = design.offset?[row] ?? 0
        rows.residual[row] += rows.predictor[row] - offset
        rows.predictor[row] = offset
      }
      rows.summary.deviance = .infinity
    }
    solver.prepare(weights)
  }

  /// Carries on with another α.
  func resume(dispersion: Double) {
    self.dispersion = dispersion
    var weights = solver.weights
    solver.weights = []
    settle(&weights)
    solver.prepare(weights)
  }

  /// Works out weights and residuals at the present linear predictor.
  private func settle(_ weights: inout [Double]) {
    rows.move(
      step,
      by: 0,
      shape: shape,
      groups: groups,
      weights: &weights,
      threads: threads
    )
  }

  private var shape: WorkingRows.Shape { .init(family: family, dispersion: dispersion) }

  /// Takes the effects out of the regressors and of the working residual.
  ///
  /// - Parameters:
  ///   - accuracy: error of the regressors as a share of what is left of each.
  ///   - reduction: share of the residual's error to reach.
  /// - Throws: `NotConverged`.
  private func absorb(accuracy: Double, reduction: Double) throws {
    if norms.count != kept.count { norms = [Double](repeating: 0, count: kept.count) }
    let total = kept.count + 1
    var blockStart = 0
    var block = 0
    var out: [[Double]] = absorbed
    if out.count < kept.count { out += [[Double]](repeating: [], count: kept.count - out.count) }
    absorbed = []
    while blockStart < total {
      let end = min(total, blockStart + 8)
      let places = blockStart..<end
      var columns: [[Double]] = []
      var floors: [Double] = []
      var reductions: [Double] = []
      var left: [[Double]] = []
      for place in places {
        if place < kept.count {
          columns.append(design.regressors[kept[place]])
          floors.append(norms[place] * accuracy)
          reductions.append(norms[place] > 0 ? 0 : accuracy)
          left.append(out[place])
          out[place] = []
        } else {
          columns.append(rows.residual)
          // Below this, the sums are rounding.
          floors.append(1e-12 * rows.summary.pearson.squareRoot())
          reductions.append(reduction)
          left.append(step)
          step = []
        }
      }
      if regressorEffects.count <= block { regressorEffects.append([]) }
      var start = regressorEffects[block]
      if places.contains(kept.count) {
        clearLane(kept.count - blockStart, of: &start, columns.count)
      }
      try solver.remove(
        from: columns,
        coefficients: &start,
        floors: floors,
        reductions: reductions,
        into: &left
      )
      regressorEffects[block] = start
      for (index, place) in places.enumerated() {
        if place < kept.count { out[place] = left[index] } else { step = left[index] }
        left[index] = []
      }
      blockStart = end
      block += 1
    }
    absorbed = out
  }

  private func clearLane(_ lane: Int, of coefficients: inout [Double], _ columns: Int) {
    let lanes = EffectSolver.lanes(columns)
    for place in stride(from: lane, to: coefficients.count, by: lanes) { coefficients[place] = 0 }
  }

  /// Products of what absorbing left, the residual last.
  private func product() -> DenseMatrix {
    WeightedProducts.cross(absorbed + [step], weights: solver.weights, threads: threads)
  }

  /// Takes steps until the last one is a small share of what is left unexplained.
  ///
  /// - Parameters:
  ///   - tolerance: the share.
  ///   - limit: most steps.
  ///   - watchesZeros: whether to stop also where outcomes of zero drift off.
  /// - Returns: rows of outcome zero that seem to drift off without end.
  /// - Throws: `NotConverged`.
  func run(tolerance: Double, limit: Int, watchesZeros: Bool) throws -> [Int] {
    var accuracy = family == .gaussian ? 1e-10 : 1e-2
    var reduction = family == .gaussian ? 1e-11 : 1e-2
    var isFirst = coefficients.allSatisfy { $0 == 0 } && absorbed.isEmpty
    let last = iterations + limit
    isConverged = false
    while true {
      guard iterations < last else {
        throw NotConverged(
          solver: "the \(family.rawValue) fit",
          residual: residualShare,
          tolerance: tolerance,
          iterations: iterations,
          advice: "look for outcomes that hardly vary, rescale regressors, or allow more iterations"
        )
      }
      try absorb(accuracy: accuracy, reduction: reduction)
      if isFirst {
        try dropCollinear(&accuracy, reduction)
        isFirst = false
      }
      let sums = product()
      let k = kept.count
      var change = [Double](repeating: 0, count: k)
      if k > 0 {
        products = DenseMatrix(rows: k, columns: k)
        var right = [Double](repeating: 0, count: k)
        for column in 0..<k {
          for row in 0..<k { products[row, column] = sums[row, column] }
          right[column] = sums[column, k]
          norms[column] = sums[column, column].squareRoot()
        }
        change = try scaledSolve(products, right)
      }
      try take(change)
      iterations += 1
      // Of a fit that leaves nothing, steps are measured by the outcomes.
      let scale = (rows.summary.deviance.magnitude + 1e-6 * responseTotal).squareRoot()
      residualShare = scale > 0 ? rows.summary.decrement.squareRoot() / scale : 0
      if family == .gaussian {
        isConverged = true
        return []
      }
      let isNear = residualShare < 1e-2
      accuracy = isNear ? 1e-3 : 1e-2
      reduction = isNear ? 1e-3 : 1e-2
      var largest = 0.0
      for column in 0..<k {
        largest = max(largest, abs(change[column]) / max(abs(coefficients[column]), 1e-2))
      }
      let isDone = residualShare < tolerance && largest < 100 * tolerance
      guard isDone || iterations >= watchStart else { continue }
      if watchesZeros, rows.summary.largestZeroStep >= 0.05 {
        if let drifting = driftingRows(), !drifting.isEmpty { return drifting }
      } else if isDone {
        isConverged = true
        return []
      }
    }
  }

  /// Rows of outcome zero that the last step moved down, where all others rest; `nil` as long as some
  /// are in between.
  ///
  /// In a separated sample Newton's step tends to −1 or less there and to nothing elsewhere, since the
  /// weights of such rows vanish beside all others: the step itself is then a combination of regressors
  /// and effects that shows the separation.
  private func driftingRows() -> [Int]? {
    var found: [Int] = []
    for row in step.indices {
      if rows.response[row] == 0, step[row] < -0.5 {
        found.append(row)
      } else if abs(step[row]) > 1e-3 {
        return nil
      }
    }
    return found
  }

  /// Moves by the step that the coefficients' change makes, less of it where the fit gets worse.
  private func take(_ change: [Double]) throws {
    let before = rows.summary.deviance
    var weights = solver.weights
    solver.weights = []
    rows.makeStep(&step, absorbed: absorbed, coefficients: change, threads: threads)
    rows.move(
      step,
      by: 1,
      shape: shape,
      groups: groups,
      weights: &weights,
      threads: threads
    )
    var share = 1.0
    let firstSummary = rows.summary
    // Where the mean is an exponential, it has to be a number.
    let most = family.hasLogLink ? 700 : Double.infinity
    while !rows.summary.deviance.isFinite || !(rows.summary.largestPredictor < most)
      || rows.summary.deviance > before + 1e-6 * abs(before) + 1e-10 * responseTotal
    {
      share /= 2
      if share < 1e-4, !hasRestarted, family.hasLogLink, iterations < 5 {
        hasRestarted = true
        coefficients = [Double](repeating: 0, count: kept.count)
        start(design.solvedDimensions)
        return
      }
      guard share > 1e-8 else {
        throw NotConverged(
          solver: "the \(family.rawValue) fit",
          residual: residualShare,
          tolerance: 0,
          iterations: iterations,
          advice: "no step betters the fit; rescale the regressors or look for extreme outcomes"
        )
      }
      rows.move(
        step,
        by: -share,
        shape: shape,
        groups: groups,
        weights: &weights,
        threads: threads
      )
    }
    // Where weights are of the expected information, a whole step may go far too long or too short.
    if family == .gamma || family == .negbin, share == 1, before.isFinite {
      let best = bestShare(weights, firstSummary.decrement)
      if abs(best - 1) > 0.05 {
        share = best
        rows.move(
          step,
          by: best - 1,
          shape: shape,
          groups: groups,
          weights: &weights,
          threads: threads
        )
      }
    }
    for place in change.indices { coefficients[place] += share * change[place] }
    rows.summary.decrement = firstSummary.decrement
    rows.summary.largestZeroStep = firstSummary.largestZeroStep
    let size = rows.summary.decrement / max(rows.summary.deviance.magnitude, 1e-300)
    solver.prepare(weights, refreshes: size > 1e-2)
  }

  /// Share of a step at which the slope of the likelihood along it vanishes, by its secant.
  private func bestShare(_ weights: [Double], _ slope: Double) -> Double {
    var after = 0.0
    for row in step.indices { after += weights[row] * rows.residual[row] * step[row] }
    let share = slope / (slope - after)
    return share.isFinite && share > 0 ? min(max(share, 0.1), 2) : 1
  }

  /// Solves with a diagonal brought to one, so that units do not matter.
  private func scaledSolve(_ matrix: DenseMatrix, _ right: [Double]) throws -> [Double] {
    let scales = (0..<matrix.rows).map { 1 / matrix[$0, $0].squareRoot() }
    var scaled = matrix
    for column in 0..<matrix.rows {
      for row in 0..<matrix.rows { scaled[row, column] *= scales[row] * scales[column] }
    }
    let solution = try DenseCholesky(scaled).solve(zip(right, scales).map { $0 * $1 })
    return zip(solution, scales).map { $0 * $1 }
  }

  /// Finds regressors that others or the effects hold, and leaves them out.
  private func dropCollinear(_ accuracy: inout Double, _ reduction: Double) throws {
    guard !kept.isEmpty else { return }
    let plain = kept.map { plainSquare(design.regressors[$0]) }
    var wanted = accuracy
    while true {
      let sums = product()
      var floors: [Double] = []
      var doubt = 1.0
      for column in kept.indices {
        floors.append(plain[column] * Collinearity.threshold)
        norms[column] = sums[column, column].squareRoot()
        if plain[column] > 0 { doubt = min(doubt, sums[column, column] / plain[column]) }
      }
      var inner = DenseMatrix(rows: kept.count, columns: kept.count)
      for column in kept.indices {
        for row in kept.indices { inner[row, column] = sums[row, column] }
      }
      let (dropped, share) = Collinearity.find(inner, floors: floors)
      // As long as the error may be as large as what is left, look closer.
      let least = min(doubt, share)
      if wanted > 1e-9, solver.levelCount > 0, !dropped.isEmpty || least < 100 * wanted {
        wanted = max(1e-9, wanted * 1e-4)
        for column in kept.indices { norms[column] = plain[column].squareRoot() }
        try absorb(accuracy: wanted, reduction: reduction)
        continue
      }
      guard !dropped.isEmpty else { return }
      collinear = dropped.map { kept[$0] }
      let gone = Set(dropped)
      kept = kept.indices.filter { !gone.contains($0) }.map { kept[$0] }
      coefficients = [Double](repeating: 0, count: kept.count)
      absorbed = []
      norms = []
      regressorEffects = []
      try absorb(accuracy: accuracy, reduction: reduction)
      return
    }
  }

  /// Σ w (x − x̄)², without the mean where nothing holds a constant.
  private func plainSquare(_ values: [Double]) -> Double {
    let weights = solver.weights
    var total = 0.0
    var sum = 0.0
    for row in values.indices {
      total += weights[row]
      sum += weights[row] * values[row]
    }
    let holdsConstant = design.effects.contains { $0.hasConstants }
    let mean = holdsConstant ? sum / total : 0
    var square = 0.0
    var plain = 0.0
    for row in values.indices {
      square += weights[row] * (values[row] - mean) * (values[row] - mean)
      plain += weights[row] * values[row] * values[row]
    }
    // A constant is collinear with the effects: its square around the mean is rounding alone.
    return max(square, plain * 1e-12)
  }

  /// Takes the effects out of the regressors exactly, for the present weights, and solves once more.
  func finish() throws {
    guard !kept.isEmpty else { return }
    if solver.levelCount > 0 || !solver.groupStarts.isEmpty {
      try absorb(accuracy: 1e-9, reduction: 1e-3)
    }
    let sums = product()
    products = DenseMatrix(rows: kept.count, columns: kept.count)
    for column in kept.indices {
      for row in kept.indices { products[row, column] = sums[row, column] }
    }
  }
}
