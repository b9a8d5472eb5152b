import Numerics

/// Bias of three-way Poisson gravity and its clustered errors (Weidner & Zylkin 2021).
///
/// Estimates with effects of exporter-year, importer-year and pair have a bias of order 1/N for a
/// fixed number of years, as large as their standard error has. With H the second derivative of a
/// pair's likelihood in its years once the pair's effect is put out, S its scores, x̃ what absorbing
/// leaves of a regressor, and sums over the partners of each exporter i (and alike of each importer j):
///
///     B = −1/N Σᵢ tr[(ΣⱼHx̃S')(ΣⱼH)⁺] + 1/2N Σᵢ tr[(ΣⱼH)⁺ (ΣⱼGx̃)(ΣⱼH)⁺ (ΣⱼSS')],
///
/// the bias is W⁻¹(N/(N−1) B/(N−1) + …) (their equation 10; factors as in their program
/// `ppml_fe_bias`). Scores in clustered errors are divided by what their leverage leaves of them.
struct BiasCorrector: Sendable {
  let panel: PairPanel
  let response: [Double]
  let means: [Double]
  /// What absorbing leaves of the regressors, with the means as weights.
  let absorbed: [[Double]]
  /// Inverse of Σ μ x̃ x̃'.
  let bread: DenseMatrix
  let threads: Int

  private var years: Int { panel.yearCount }
  private var width: Int { absorbed.count }

  /// Most importer-years with which the joint leverage of exporters and importers is exact.
  static let exactLevels = 5000

  /// Estimates' bias, and their covariance clustered by pair before and after the correction.
  struct Result {
    var bias: [Double]
    var covariance: DenseMatrix
    var plainCovariance: DenseMatrix
    var isLeverageExact: Bool
  }

  /// Works out the correction.
  func result() throws -> Result {
    let byExporter = try sums(panel.exporters, panel.exporterCount)
    let byImporter = try sums(panel.importers, panel.importerCount)
    let pairs = Double(panel.rows.count)
    let exporters = Double(panel.exporterCount)
    let importers = Double(panel.importerCount)
    var gradient = [Double](repeating: 0, count: width)
    for k in 0..<width {
      let b = byExporter.bias[k] / exporters
      let d = byImporter.bias[k] / importers
      gradient[k] =
        exporters / (exporters - 1) * b / (pairs / exporters)
        + importers / (importers - 1) * d / (pairs / importers)
    }
    // W is a mean over pairs.
    let bias = bread.multiplied(by: gradient).map { $0 * pairs }
    let isExact = panel.importerCount * years <= Self.exactLevels
    let joint = isExact ? try LevelInverse(self, exporters: byExporter.inverses) : nil
    let chunks = RowChunks(rowCount: panel.rows.count, size: 1024)
    let parts = chunks.parts(threads: threads) { range in
      var sums = (
        plain: DenseMatrix(rows: width, columns: width),
        corrected: DenseMatrix(rows: width, columns: width)
      )
      for pair in range {
        let part = meat(
          pair,
          byExporter.inverses[panel.exporters[pair]],
          byImporter.inverses[panel.importers[pair]],
          joint
        )
        for place in part.plain.values.indices {
          sums.plain.values[place] += part.plain.values[place]
          sums.corrected.values[place] += part.corrected.values[place]
        }
      }
      return sums
    }
    var plain = DenseMatrix(rows: width, columns: width)
    var corrected = plain
    for part in parts {
      for place in part.plain.values.indices {
        plain.values[place] += part.plain.values[place]
        corrected.values[place] += part.corrected.values[place]
      }
    }
    return Result(
      bias: bias,
      covariance: sandwich(corrected, pairs / (pairs - 1)),
      plainCovariance: sandwich(plain, pairs / (pairs - 1)),
      isLeverageExact: isExact
    )
  }

  private func sandwich(_ meat: DenseMatrix, _ factor: Double) -> DenseMatrix {
    var result = bread.multiplied(by: meat).multiplied(by: bread)
    for column in 0..<width {
      for row in 0...column {
        let mean = (result[row, column] + result[column, row]) / 2 * factor
        result[row, column] = mean
        result[column, row] = mean
      }
    }
    return result
  }

  /// H of a pair: each entry with its years.
  func curvature(_ pair: Int, _ body: (Int, Int, Double) -> Void) {
    let rows = panel.rows[pair]
    let total = rows.reduce(0) { $0 + means[$1] }
    guard total > 0 else { return }
    for other in rows {
      let column = Int(panel.years[other])
      let share = means[other] / total
      for row in rows { body(Int(panel.years[row]), column, -means[row] * share) }
      body(column, column, means[other])
    }
  }

  /// Sums over the pairs of a country, by year and year.
  private struct CountrySums {
    let years: Int
    /// Σ H.
    var curvature: DenseMatrix
    /// Σ S S'.
    var scores: DenseMatrix
    /// For each regressor Σ S (H x̃)'.
    var first: [Double]
    /// For each regressor Σ −(x̃_a + x̃_b) H_ab.
    var second: [Double]

    init(years: Int, width: Int) {
      self.years = years
      curvature = DenseMatrix(rows: years, columns: years)
      scores = curvature
      first = [Double](repeating: 0, count: width * years * years)
      second = first
    }

    /// A matrix of one regressor.
    func matrix(_ values: [Double], _ regressor: Int) -> DenseMatrix {
      let size = years * years
      return DenseMatrix(
        rows: years,
        columns: years,
        values: Array(values[(regressor * size)..<((regressor + 1) * size)])
      )
    }
  }

  /// Adds a pair to the sums of its country.
  private func add(_ pair: Int, to sums: inout CountrySums) {
    let rows = panel.rows[pair]
    let total = rows.reduce(0) { $0 + means[$1] }
    guard total > 0 else { return }
    let size = years * years
    for k in 0..<width {
      let x = absorbed[k]
      let mean = rows.reduce(0) { $0 + means[$1] * x[$1] } / total
      for other in rows {
        let column = k * size + Int(panel.years[other]) * years
        let moved = means[other] * (x[other] - mean)
        let share = means[other] / total
        for row in rows {
          let place = column + Int(panel.years[row])
          sums.first[place] += (response[row] - means[row]) * moved
          sums.second[place] += means[row] * share * (x[row] + x[other])
        }
        sums.second[column + Int(panel.years[other])] -= 2 * means[other] * x[other]
      }
    }
    for other in rows {
      let column = Int(panel.years[other]) * years
      let error = response[other] - means[other]
      for row in rows {
        sums.scores.values[column + Int(panel.years[row])] += (response[row] - means[row]) * error
      }
    }
    curvature(pair) { row, column, value in sums.curvature[row, column] += value }
  }

  /// For each country on one side: what it adds to the bias before the division by their number, and
  /// the inverse of its sum of H.
  private func sums(
    _ countries: [Int],
    _ count: Int
  ) throws -> (bias: [Double], inverses: [DenseMatrix]) {
    var members = [[Int]](repeating: [], count: count)
    for pair in countries.indices { members[countries[pair]].append(pair) }
    let pairs = members
    let parts = try Parallel.map(count, threads: threads) {
      country -> (bias: [Double], inverse: DenseMatrix) in
      var sums = CountrySums(years: years, width: width)
      for pair in pairs[country] { add(pair, to: &sums) }
      let inverse = try Self.pseudoInverse(sums.curvature)
      let bias = (0..<width).map { k in
        let one = Self.trace(sums.matrix(sums.first, k), inverse)
        let two = Self.trace(
          inverse.multiplied(by: sums.matrix(sums.second, k)).multiplied(by: inverse),
          sums.scores
        )
        return two / 2 - one
      }
      return (bias, inverse)
    }
    var bias = [Double](repeating: 0, count: width)
    for part in parts {
      for k in 0..<width { bias[k] += part.bias[k] }
    }
    return (bias, parts.map(\.inverse))
  }

  /// A pair's part of the meat, without and with its leverage.
  private func meat(
    _ pair: Int,
    _ exporter: DenseMatrix,
    _ importer: DenseMatrix,
    _ joint: LevelInverse?
  ) -> (plain: DenseMatrix, corrected: DenseMatrix) {
    let rows = panel.rows[pair]
    let count = rows.count
    let errors = rows.map { response[$0] - means[$0] }
    let total = rows.reduce(0) { $0 + means[$1] }
    /// 1 − H V, V years by years.
    func left(_ spread: (Int, Int) -> Double) -> DenseMatrix {
      var matrix = DenseMatrix(rows: count, columns: count)
      for (b, other) in rows.enumerated() {
        var average = 0.0
        for (a, row) in rows.enumerated() {
          let value = spread(row, other)
          matrix[a, b] = value
          average += means[row] * value
        }
        if total > 0 { average /= total }
        for (a, row) in rows.enumerated() { matrix[a, b] = means[row] * (average - matrix[a, b]) }
        matrix[b, b] += 1
      }
      return matrix
    }
    func byRegressors(_ row: Int, _ other: Int) -> Double {
      var sum = 0.0
      for k in 0..<width {
        for l in 0..<width { sum += absorbed[k][row] * bread[k, l] * absorbed[l][other] }
      }
      return sum
    }
    // Scores that their own row fits wholly have no leverage left to divide by.
    func solve(_ matrix: DenseMatrix, _ right: [Double]) -> [Double] {
      (try? DenseLU(matrix).solve(right)) ?? right
    }
    let leveraged: [Double]
    if let joint {
      leveraged = solve(
        left {
          byRegressors($0, $1) + joint.value(pair, Int(panel.years[$0]), Int(panel.years[$1]))
        },
        errors
      )
    } else {
      // One after the other: what both share is taken off, so that no leverage is above one.
      let first = solve(
        left { byRegressors($0, $1) + exporter[Int(panel.years[$0]), Int(panel.years[$1])] },
        errors
      )
      leveraged = solve(left { importer[Int(panel.years[$0]), Int(panel.years[$1])] }, first)
    }
    var plain = DenseMatrix(rows: width, columns: width)
    var corrected = plain
    let scores = absorbed.map { x in
      var sums = (plain: 0.0, leveraged: 0.0)
      for (place, row) in rows.enumerated() {
        sums.plain += x[row] * errors[place]
        sums.leveraged += x[row] * leveraged[place]
      }
      return sums
    }
    for b in 0..<width {
      for a in 0..<width {
        plain[a, b] = scores[a].plain * scores[b].plain
        corrected[a, b] = scores[a].leveraged * scores[b].plain
      }
    }
    return (plain, corrected)
  }

  private static func trace(_ a: DenseMatrix, _ b: DenseMatrix) -> Double {
    var sum = 0.0
    for row in 0..<a.rows {
      for column in 0..<a.columns { sum += a[row, column] * b[column, row] }
    }
    return sum
  }

  /// Moore-Penrose inverse of a symmetric matrix.
  static func pseudoInverse(_ matrix: DenseMatrix) throws -> DenseMatrix {
    let eigen = try SymmetricEigen(matrix)
    let bound = 1e-11 * max(0, eigen.values.last ?? 0)
    let kept = eigen.values.indices.filter { eigen.values[$0] > bound }
    var roots = DenseMatrix(rows: matrix.rows, columns: kept.count)
    for (column, index) in kept.enumerated() {
      let scale = 1 / eigen.values[index].squareRoot()
      for row in 0..<matrix.rows { roots[row, column] = eigen.vectors[row, index] * scale }
    }
    return roots.multiplied(by: roots.transposed)
  }
}
