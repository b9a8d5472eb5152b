import Foundation

/// Spearman rank correlations that a set of draws is to have.
///
/// Two ways to give them to draws: `reordered` puts the values of whole columns into another order,
/// so that marginals and strata stay as they are (Iman & Conover 1982, "A distribution-free approach
/// to inducing rank correlation among input variables", Commun. Stat. B 11, 311–334); `linked` moves
/// one point by a normal copula, which keeps a low-discrepancy sequence what it is. Both work on
/// normal scores with correlation 2 sin(π ρ / 6), whose rank correlation is ρ (Pearson 1907).
public struct RankCorrelations: Sendable {
  /// Number of variables.
  public let dimensions: Int
  /// Variables that hang together, each list rising, in order of their first; single ones too.
  public let groups: [[Int]]
  /// Lower triangular factors of the groups' matrices of normal scores.
  private let factors: [[[Double]]]

  /// Correlations of some pairs; all others are zero.
  ///
  /// `nil` where no joint distribution has them (the matrix has a negative eigenvalue), or where a
  /// pair is out of range.
  ///
  /// - Parameters:
  ///   - dimensions: number of variables.
  ///   - pairs: two different variables and their correlation, −1 to 1; the last of a pair counts.
  public init?(dimensions: Int, pairs: [(first: Int, second: Int, correlation: Double)]) {
    let count = max(0, dimensions)
    self.dimensions = count
    var matrix = (0..<count).map { row in (0..<count).map { $0 == row ? 1.0 : 0 } }
    for pair in pairs {
      guard matrix.indices.contains(pair.first), matrix.indices.contains(pair.second),
        pair.first != pair.second, (-1...1).contains(pair.correlation)
      else { return nil }
      matrix[pair.first][pair.second] = pair.correlation
      matrix[pair.second][pair.first] = pair.correlation
    }
    let groups = Self.connected(matrix)
    self.groups = groups
    var factors: [[[Double]]] = []
    for group in groups {
      let ranks = group.map { row in group.map { matrix[row][$0] } }
      let scores = ranks.map { row in row.map { 2 * sin(.pi * $0 / 6) } }
      guard Self.factor(ranks) != nil else { return nil }
      // A matrix of rank correlations at its limit may have none of normal scores: its own then.
      guard let factor = Self.factor(scores) ?? Self.factor(ranks) else { return nil }
      factors.append(factor)
    }
    self.factors = factors
  }

  /// Points whose columns have the correlations, row by row like `points`: each column keeps its
  /// values and changes their order.
  public func reordered(_ points: [[Double]]) -> [[Double]] {
    var result = points
    let count = points.count
    guard count > 1 else { return points }
    for (group, factor) in zip(groups, factors) where group.count > 1 {
      let orders = group.map { column in
        points.indices.sorted { (points[$0][column], $0) < (points[$1][column], $1) }
      }
      var scores = [[Double]](repeating: [Double](repeating: 0, count: count), count: group.count)
      for (place, order) in orders.enumerated() {
        for (rank, row) in order.enumerated() {
          scores[place][row] = NormalDistribution.quantile(Double(rank + 1) / Double(count + 1))
        }
      }
      Self.decorrelate(&scores)
      for (place, column) in group.enumerated() {
        let target = (0..<count).map { row in
          (0...place).reduce(0.0) { $0 + factor[place][$1] * scores[$1][row] }
        }
        let places = points.indices.sorted { (target[$0], $0) < (target[$1], $1) }
        for (rank, row) in places.enumerated() {
          result[row][column] = points[orders[place][rank]][column]
        }
      }
    }
    return result
  }

  /// One point moved by a normal copula; its coordinates lie inside (0, 1).
  public func linked(_ point: [Double]) -> [Double] {
    var result = point
    for (group, factor) in zip(groups, factors) where group.count > 1 {
      let normal = group.map { NormalDistribution.quantile(point[$0]) }
      for (place, column) in group.enumerated() {
        let sum = (0...place).reduce(0.0) { $0 + factor[place][$1] * normal[$1] }
        result[column] = min(1 - 0x1p-53, max(0x1p-1000, NormalDistribution.cumulative(sum)))
      }
    }
    return result
  }

  /// Takes out the correlations that the columns happen to have: F⁻¹ of their own factor.
  private static func decorrelate(_ columns: inout [[Double]]) {
    let count = columns[0].count
    let norms = columns.map { Series.sum($0.map { $0 * $0 }) }
    let own = columns.indices.map { a in
      columns.indices.map { b in
        Series.sum((0..<count).map { columns[a][$0] * columns[b][$0] })
          / (norms[a] * norms[b]).squareRoot()
      }
    }
    guard let factor = Self.factor(own), factor.indices.allSatisfy({ factor[$0][$0] > 1e-6 }) else {
      return
    }
    for row in 0..<count {
      for place in columns.indices {
        var value = columns[place][row]
        for before in 0..<place { value -= factor[place][before] * columns[before][row] }
        columns[place][row] = value / factor[place][place]
      }
    }
  }

  /// Cholesky factor of a matrix without negative eigenvalues, which may have zero ones; `nil` where
  /// it has negative ones.
  private static func factor(_ matrix: [[Double]]) -> [[Double]]? {
    let count = matrix.count
    var factor = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    for row in 0..<count {
      for column in 0...row {
        var rest = matrix[row][column]
        for inner in 0..<column { rest -= factor[row][inner] * factor[column][inner] }
        if row == column {
          guard rest > -1e-9 else { return nil }
          factor[row][row] = rest > 1e-12 ? rest.squareRoot() : 0
        } else if factor[column][column] > 0 {
          factor[row][column] = rest / factor[column][column]
        } else if abs(rest) > 1e-7 {
          return nil
        }
      }
    }
    return factor
  }

  private static func connected(_ matrix: [[Double]]) -> [[Int]] {
    var seen: Set<Int> = []
    var groups: [[Int]] = []
    for start in matrix.indices where !seen.contains(start) {
      var group: [Int] = []
      var open = [start]
      seen.insert(start)
      while let next = open.popLast() {
        group.append(next)
        for other in matrix.indices where matrix[next][other] != 0 && !seen.contains(other) {
          seen.insert(other)
          open.append(other)
        }
      }
      groups.append(group.sorted())
    }
    return groups
  }
}
