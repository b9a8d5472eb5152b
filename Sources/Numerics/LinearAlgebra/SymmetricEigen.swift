/// Eigenvalues and eigenvectors of a symmetric matrix (LAPACK `dsyevd`).
public struct SymmetricEigen: Sendable {
  /// Eigenvalues, ascending.
  public let values: [Double]
  /// Eigenvectors, one a column, each of length 1; their signs are LAPACK's.
  public let vectors: DenseMatrix

  /// Works them out; only the lower triangle of the matrix is read.
  /// - Throws: `SingularMatrix` where the matrix holds what is not a number, or LAPACK gives up.
  public init(_ matrix: DenseMatrix) throws(SingularMatrix) {
    precondition(matrix.rows == matrix.columns, "eigenvalues are of square matrices")
    var vectors = matrix
    var values = [Double](repeating: 0, count: matrix.rows)
    guard matrix.values.allSatisfy(\.isFinite) else {
      throw SingularMatrix(operation: "eigenvalues")
    }
    if matrix.rows > 0 {
      let info = LAPACKFace.symmetricEigen(
        &vectors.values,
        order: matrix.rows,
        eigenvalues: &values
      )
      guard info == 0 else { throw SingularMatrix(operation: "eigenvalues") }
    }
    self.values = values
    self.vectors = vectors
  }
}
