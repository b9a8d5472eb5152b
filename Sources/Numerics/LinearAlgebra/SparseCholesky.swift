/// A sparse symmetric positive definite matrix factored as L·Lᵀ (CHOLMOD).
///
/// After Chen, Davis, Hager and Rajamanickam (2008). The factor lives in the
/// library's memory. Solves from several threads wait for each other.
public final class SparseCholesky: Sendable {
  /// Number of rows and columns.
  public let order: Int
  private let factors: SparseCholeskyFactors

  /// Factors a matrix of which only the lower triangle, with its diagonal, is read.
  /// - Throws: `SingularMatrix` where it is not positive definite or holds what is not a number.
  public init(_ matrix: SparseMatrix) throws(SingularMatrix) {
    precondition(matrix.rows == matrix.columns, "Cholesky factors are of square matrices")
    guard matrix.values.allSatisfy(\.isFinite) else {
      throw SingularMatrix(operation: "sparse Cholesky factor")
    }
    order = matrix.rows
    factors = try SparseCholeskyFactors(matrix)
  }

  /// The x with A·x = `right`.
  public func solve(_ right: [Double]) -> [Double] {
    precondition(right.count == order, "a right-hand side has as many rows as the matrix")
    return factors.solve(right)
  }
}
