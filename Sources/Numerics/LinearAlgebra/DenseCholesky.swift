/// A symmetric positive definite matrix factored as L·Lᵀ (LAPACK `dpotrf`).
public struct DenseCholesky: Sendable {
  /// Number of rows and columns.
  public let order: Int
  private let factor: [Double]

  /// Factors a matrix; only its lower triangle is read.
  /// - Throws: `SingularMatrix` where it is not positive definite.
  public init(_ matrix: DenseMatrix) throws(SingularMatrix) {
    precondition(matrix.rows == matrix.columns, "Cholesky factors are of square matrices")
    order = matrix.rows
    var values = matrix.values
    guard values.allSatisfy(\.isFinite) else {
      throw SingularMatrix(operation: "Cholesky factor")
    }
    if order > 0 {
      let info = LAPACKFace.factorCholesky(&values, order: order)
      guard info == 0 else {
        throw SingularMatrix(operation: "Cholesky factor", index: info > 0 ? info - 1 : nil)
      }
    }
    factor = values
  }

  /// The x with A·x = `right`.
  public func solve(_ right: [Double]) -> [Double] {
    solve(DenseMatrix(rows: right.count, columns: 1, values: right)).values
  }

  /// The X with A·X = `right`.
  public func solve(_ right: DenseMatrix) -> DenseMatrix {
    precondition(right.rows == order, "a right-hand side has as many rows as the matrix")
    guard order > 0, right.columns > 0 else { return right }
    var result = right
    LAPACKFace.solveCholesky(factor, order: order, &result.values, columns: right.columns)
    return result
  }

  /// The inverse, symmetric to the last bit.
  public var inverse: DenseMatrix {
    var result = solve(.identity(order))
    for column in 0..<order {
      for row in 0..<column { result[row, column] = result[column, row] }
    }
    return result
  }

  /// The lower factor L, zero above its diagonal.
  public var lower: DenseMatrix {
    var result = DenseMatrix(rows: order, columns: order, values: factor)
    for column in 0..<order {
      for row in 0..<column { result[row, column] = 0 }
    }
    return result
  }
}
