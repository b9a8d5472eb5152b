/// A square sparse matrix factored with pivoting (UMFPACK, Davis 2004).
///
/// The factors live in the library's memory and are freed with the last copy of this value. Solving
/// is thread-safe, since UMFPACK only reads the factors.
public final class SparseLU: Sendable {
  /// The matrix that was factored.
  public let matrix: SparseMatrix
  private let factors: SparseLUFactors

  /// Factors a matrix.
  /// - Throws: `SingularMatrix` where it is singular or holds what is not a number.
  public init(_ matrix: SparseMatrix) throws(SingularMatrix) {
    precondition(matrix.rows == matrix.columns, "LU factors are of square matrices")
    guard matrix.values.allSatisfy(\.isFinite) else {
      throw SingularMatrix(operation: "sparse LU factors")
    }
    self.matrix = matrix
    factors = try SparseLUFactors(matrix)
  }

  /// The x with A·x = `right`, or Aᵀ·x = `right`, with iterative refinement.
  public func solve(_ right: [Double], transposed: Bool = false) -> [Double] {
    precondition(right.count == matrix.rows, "a right-hand side has as many rows as the matrix")
    return factors.solve(matrix, right, transposed: transposed)
  }
}
