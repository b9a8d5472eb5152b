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
struct BiasCorrector {
  let panel: PairPanel
  let response: [Double]
  let means: [Double]
  /// What absorbing leaves of the regressors, with the means as weights.
  let absorbed: [[Double]]
  /// Inverse of Σ μ x̃ x̃'.
  let bread: DenseMatrix

  private var years: Int { panel.yearCount }
  private var width: Int { absorbed.count }

  /// Most levels of exporter-years and importer-years whose joint leverage is exact.
  static let exactLevels = 1500

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
    let isExact = (panel.exporterCount + panel.importerCount) * years <= Self.exactLevels
    let joint = isExact ? try LevelInverse(self) : nil
    var plain = DenseMatrix(rows: width, columns: width)
    var corrected = plain
    for pair in panel.rows.indices {
      try addMeat(
        pair,
        byExporter.inverses[panel.exporters[pair]],
        byImporter.inverses[panel.importers[pair]],
        joint,
        to: &plain,
        &corrected
      )
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

  /// H of a pair, in the years it has.
  func curvature(_ pair: Int) -> DenseMatrix {
    let rows = panel.rows[pair]
    let total = rows.reduce(0) { $0 + means[$1] }
    var matrix = DenseMatrix(rows: rows.count, columns: rows.count)
    guard total > 0 else { return matrix }
    for (a, row) in rows.enumerated() {
      for (b, other) in rows.enumerated() { matrix[a, b] = -means[row] * means[other] / total }
      matrix[a, a] += means[row]
    }
    return matrix
  }

  /// For each country on one side: what it adds to the bias before the division by their number, and
  /// the inverse of its sum of H.
  private func sums(
    _ countries: [Int],
    _ count: Int
  ) throws -> (bias: [Double], inverses: [DenseMatrix]) {
    var members = [[Int]](repeating: [], count: count)
    for pair in countries.indices { members[countries[pair]].append(pair) }
    var bias = [Double](repeating: 0, count: width)
    var inverses: [DenseMatrix] = []
    for country in 0..<count {
      var h = DenseMatrix(rows: years, columns: years)
      var scores = h
      var first = [DenseMatrix](repeating: h, count: width)
      var second = first
      for pair in members[country] {
        let rows = panel.rows[pair]
        let places = rows.map { Int(panel.years[$0]) }
        let matrix = curvature(pair)
        let errors = rows.map { response[$0] - means[$0] }
        for a in rows.indices {
          for b in rows.indices {
            h[places[a], places[b]] += matrix[a, b]
            scores[places[a], places[b]] += errors[a] * errors[b]
          }
        }
        for k in 0..<width {
          let x = rows.map { absorbed[k][$0] }
          let moved = matrix.multiplied(by: x)
          for a in rows.indices {
            for b in rows.indices {
              first[k][places[a], places[b]] += errors[a] * moved[b]
              second[k][places[a], places[b]] -= matrix[a, b] * (x[a] + x[b])
            }
          }
        }
      }
      let inverse = try Self.pseudoInverse(h)
      for k in 0..<width {
        let one = Self.trace(first[k], inverse)
        let two = Self.trace(
          inverse.multiplied(by: second[k]).multiplied(by: inverse),
          scores
        )
        bias[k] += two / 2 - one
      }
      inverses.append(inverse)
    }
    return (bias, inverses)
  }

  /// Adds a pair's part of the meat, with and without its leverage.
  private func addMeat(
    _ pair: Int,
    _ exporter: DenseMatrix,
    _ importer: DenseMatrix,
    _ joint: LevelInverse?,
    to plain: inout DenseMatrix,
    _ corrected: inout DenseMatrix
  ) throws {
    let rows = panel.rows[pair]
    let count = rows.count
    let errors = rows.map { response[$0] - means[$0] }
    var spread = DenseMatrix(rows: count, columns: count)
    for (a, row) in rows.enumerated() {
      let moved = bread.multiplied(by: absorbed.map { $0[row] })
      for (b, other) in rows.enumerated() {
        for k in 0..<width { spread[a, b] += moved[k] * absorbed[k][other] }
        if let joint {
          spread[a, b] += joint.value(pair, Int(panel.years[row]), Int(panel.years[other]))
        } else {
          let places = (Int(panel.years[row]), Int(panel.years[other]))
          spread[a, b] += exporter[places.0, places.1] + importer[places.0, places.1]
        }
      }
    }
    var left = curvature(pair).multiplied(by: spread)
    for place in left.values.indices { left.values[place] = -left.values[place] }
    for place in 0..<count { left[place, place] += 1 }
    // Scores that their own row fits wholly have no leverage left to divide by.
    let leveraged = (try? DenseLU(left).solve(errors)) ?? errors
    for a in 0..<width {
      for b in 0..<width {
        var withA = 0.0
        var plainA = 0.0
        var plainB = 0.0
        for (place, row) in rows.enumerated() {
          withA += absorbed[a][row] * leveraged[place]
          plainA += absorbed[a][row] * errors[place]
          plainB += absorbed[b][row] * errors[place]
        }
        plain[a, b] += plainA * plainB
        corrected[a, b] += withA * plainB
      }
    }
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
    var result = DenseMatrix(rows: matrix.rows, columns: matrix.rows)
    for (index, value) in eigen.values.enumerated() where value > bound {
      for column in 0..<matrix.rows {
        for row in 0..<matrix.rows {
          result[row, column] += eigen.vectors[row, index] * eigen.vectors[column, index] / value
        }
      }
    }
    return result
  }
}
