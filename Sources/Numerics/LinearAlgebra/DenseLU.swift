/// A square matrix factored as P·L·U with partial pivoting (LAPACK `dgetrf`).
public struct DenseLU: Sendable {
  /// Number of rows and columns.
  public let order: Int
  /// Reciprocal of the condition number in the 1-norm: near 1e-16 where nothing can be trusted.
  public let reciprocalCondition: Double
  private let factors: [Double]
  private let pivots: [Int32]

  /// Factors a square matrix.
  /// - Throws: `SingularMatrix` where a pivot is zero or the matrix holds what is not a number.
  public init(_ matrix: DenseMatrix) throws(SingularMatrix) {
    precondition(matrix.rows == matrix.columns, "LU factors are of square matrices")
    order = matrix.rows
    guard order > 0 else {
      reciprocalCondition = 1
      factors = []
      pivots = []
      return
    }
    var values = matrix.values
    var pivots = [Int32](repeating: 0, count: order)
    guard values.allSatisfy(\.isFinite) else { throw SingularMatrix(operation: "LU factors") }
    let info = LAPACKFace.factorLU(&values, order: order, pivots: &pivots)
    guard info == 0 else {
      throw SingularMatrix(operation: "LU factors", index: info > 0 ? info - 1 : nil)
    }
    factors = values
    self.pivots = pivots
    reciprocalCondition = LAPACKFace.reciprocalCondition(values, order: order, norm: matrix.norm1)
  }

  /// The x with A·x = `right`, or Aᵀ·x = `right`.
  public func solve(_ right: [Double], transposed: Bool = false) -> [Double] {
    solve(DenseMatrix(rows: right.count, columns: 1, values: right), transposed: transposed).values
  }

  /// The X with A·X = `right`, or Aᵀ·X = `right`.
  public func solve(_ right: DenseMatrix, transposed: Bool = false) -> DenseMatrix {
    precondition(right.rows == order, "a right-hand side has as many rows as the matrix")
    guard order > 0, right.columns > 0 else { return right }
    var result = right
    LAPACKFace.solveLU(
      factors,
      order: order,
      pivots: pivots,
      transposed: transposed,
      &result.values,
      columns: right.columns
    )
    return result
  }
}
