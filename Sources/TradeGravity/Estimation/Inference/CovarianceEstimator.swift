import Numerics

/// Covariance of estimates from scores and the inverse of the information.
struct CovarianceEstimator {
  /// w·r of each row: its score is that times what absorbing leaves of the regressors.
  let scoreFactors: [Double]
  let absorbed: [[Double]]
  /// Inverse of Σ w x̃ x̃'.
  let bread: DenseMatrix
  let threads: Int

  private var width: Int { absorbed.count }

  /// Bread times meat times bread, symmetric.
  func sandwich(_ meat: DenseMatrix) -> DenseMatrix {
    var result = bread.multiplied(by: meat).multiplied(by: bread)
    for column in 0..<result.columns {
      for row in 0..<column {
        let mean = (result[row, column] + result[column, row]) / 2
        result[row, column] = mean
        result[column, row] = mean
      }
    }
    return result
  }

  /// Σ s s' over rows.
  func robustMeat() -> DenseMatrix {
    var squares = scoreFactors
    for row in squares.indices { squares[row] *= scoreFactors[row] }
    return WeightedProducts.cross(absorbed, weights: squares, threads: threads)
  }

  /// Sums of scores in each cluster, a column for each regressor.
  func sums(_ codes: [Int32], _ count: Int) -> DenseMatrix {
    var total = DenseMatrix(rows: count, columns: width)
    let columns =
      (try? Parallel.map(width, threads: threads) { column -> [Double] in
        let values = absorbed[column]
        var sums = [Double](repeating: 0, count: count)
        for row in codes.indices { sums[Int(codes[row])] += scoreFactors[row] * values[row] }
        return sums
      }) ?? []
    for (column, sums) in columns.enumerated() {
      total.values.replaceSubrange((column * count)..<((column + 1) * count), with: sums)
    }
    return total
  }

  /// Σ S S' over clusters.
  func clusterMeat(_ codes: [Int32], _ count: Int) -> DenseMatrix {
    let sums = sums(codes, count)
    let columns = (0..<width).map { column in
      Array(sums.values[(column * count)..<((column + 1) * count)])
    }
    return WeightedProducts.cross(columns, weights: nil, threads: threads)
  }

  /// Cameron & Miller (2014): rows that share a country in either role depend on each other.
  ///
  /// Sums of scores by country count a row once for each of its countries; two rows of the same pair
  /// of different countries share both, and are counted once too often.
  func dyadicMeat(_ first: [Int32], _ second: [Int32], _ count: Int) -> DenseMatrix {
    var countries = DenseMatrix(rows: count, columns: width)
    for column in 0..<width {
      for row in first.indices {
        let score = scoreFactors[row] * absorbed[column][row]
        countries[Int(first[row]), column] += score
        if second[row] != first[row] { countries[Int(second[row]), column] += score }
      }
    }
    var meat = DenseMatrix(rows: width, columns: width)
    Self.addProducts(countries, 1, to: &meat)
    let (pairs, _, _) = Factor.combine(
      zip(first, second).map { min($0, $1) },
      count,
      zip(first, second).map { max($0, $1) },
      count
    )
    var kept = pairs
    for row in kept.indices where first[row] == second[row] { kept[row] = -1 }
    let (dense, levels) = Factor.dense(kept, range: Int(pairs.max() ?? -1) + 1)
    var sums = DenseMatrix(rows: levels.count, columns: width)
    for column in 0..<width {
      for row in dense.indices where dense[row] >= 0 {
        sums[Int(dense[row]), column] += scoreFactors[row] * absorbed[column][row]
      }
    }
    Self.addProducts(sums, -1, to: &meat)
    return meat
  }

  static func addProducts(_ sums: DenseMatrix, _ sign: Double, to meat: inout DenseMatrix) {
    for a in 0..<sums.columns {
      for b in 0..<sums.columns {
        var total = 0.0
        for row in 0..<sums.rows { total += sums[row, a] * sums[row, b] }
        meat[a, b] += sign * total
      }
    }
  }
}
