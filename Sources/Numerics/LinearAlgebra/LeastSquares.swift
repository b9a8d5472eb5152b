/// The shortest x that makes |A·x − b| least, by singular values (LAPACK `dgelsd`).
public struct LeastSquares: Sendable {
  /// The solution, as many entries as the matrix has columns.
  public let solution: [Double]
  /// Rank of the matrix to the tolerance.
  public let rank: Int

  /// Solves a problem.
  /// - Parameters:
  ///   - matrix: A, of any shape.
  ///   - right: b, as many entries as the matrix has rows.
  ///   - tolerance: singular values below this share of the largest count as zero.
  /// - Throws: `SingularMatrix` where an entry is not finite, or LAPACK gives up.
  public init(
    _ matrix: DenseMatrix,
    _ right: [Double],
    tolerance: Double = 1e-13
  ) throws(SingularMatrix) {
    precondition(right.count == matrix.rows, "a right-hand side has as many rows as the matrix")
    guard matrix.values.allSatisfy(\.isFinite), right.allSatisfy(\.isFinite) else {
      throw SingularMatrix(operation: "least squares")
    }
    guard matrix.rows > 0, matrix.columns > 0 else {
      solution = [Double](repeating: 0, count: matrix.columns)
      rank = 0
      return
    }
    var values = matrix.values
    var both = right
    both += [Double](repeating: 0, count: max(0, matrix.columns - matrix.rows))
    var rank = 0
    let info = LAPACKFace.leastSquares(
      &values,
      rows: matrix.rows,
      columns: matrix.columns,
      &both,
      tolerance: tolerance,
      rank: &rank
    )
    guard info == 0 else { throw SingularMatrix(operation: "least squares") }
    solution = Array(both.prefix(matrix.columns))
    self.rank = rank
  }
}
