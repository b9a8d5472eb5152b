import CLAPACK

/// The calls of BLAS and LAPACK that Tumen makes: the one file that touches them.
///
/// OpenBLAS runs on one thread, so that results do not depend on the machine's number of cores.
/// Sizes are checked by the callers within this folder.
enum LAPACKFace {
  /// One thread for ever, set at first use.
  private static let single: Void = openblas_set_num_threads(1)

  private static let byColumn = LAPACK_COL_MAJOR

  /// LU factors in place with pivots; 0 or the column (from 1) whose pivot is zero.
  static func factorLU(_ values: inout [Double], order: Int, pivots: inout [Int32]) -> Int {
    _ = single
    let n = Int32(order)
    return unsafe Int(LAPACKE_dgetrf(byColumn, n, n, &values, n, &pivots))
  }

  /// Solves with LU factors, in place.
  static func solveLU(
    _ factors: [Double],
    order: Int,
    pivots: [Int32],
    transposed: Bool,
    _ right: inout [Double],
    columns: Int
  ) {
    _ = single
    let n = Int32(order)
    let kind = CChar(transposed ? UInt8(ascii: "T") : UInt8(ascii: "N"))
    _ = unsafe LAPACKE_dgetrs(
      byColumn,
      kind,
      n,
      Int32(columns),
      factors,
      n,
      pivots,
      &right,
      n
    )
  }

  /// Reciprocal condition number in the 1-norm from LU factors.
  static func reciprocalCondition(_ factors: [Double], order: Int, norm: Double) -> Double {
    _ = single
    let n = Int32(order)
    var result = 0.0
    _ = unsafe LAPACKE_dgecon(byColumn, CChar(UInt8(ascii: "1")), n, factors, n, norm, &result)
    return result
  }

  /// Lower Cholesky factor in place; 0 or the row (from 1) where it failed.
  static func factorCholesky(_ values: inout [Double], order: Int) -> Int {
    _ = single
    let n = Int32(order)
    return unsafe Int(LAPACKE_dpotrf(byColumn, CChar(UInt8(ascii: "L")), n, &values, n))
  }

  /// Solves with a lower Cholesky factor, in place.
  static func solveCholesky(
    _ factor: [Double],
    order: Int,
    _ right: inout [Double],
    columns: Int
  ) {
    _ = single
    let n = Int32(order)
    _ = unsafe LAPACKE_dpotrs(
      byColumn,
      CChar(UInt8(ascii: "L")),
      n,
      Int32(columns),
      factor,
      n,
      &right,
      n
    )
  }

  /// Eigenvalues ascending into `eigenvalues`, eigenvectors in place; 0 where it worked.
  static func symmetricEigen(
    _ values: inout [Double],
    order: Int,
    eigenvalues: inout [Double]
  ) -> Int {
    _ = single
    let n = Int32(order)
    return unsafe Int(
      LAPACKE_dsyevd(
        byColumn,
        CChar(UInt8(ascii: "V")),
        CChar(UInt8(ascii: "L")),
        n,
        &values,
        n,
        &eigenvalues
      )
    )
  }

  /// Least squares by singular values: the solution in the first `columns` entries of `right`, and
  /// the rank; 0 where it worked.
  static func leastSquares(
    _ values: inout [Double],
    rows: Int,
    columns: Int,
    _ right: inout [Double],
    tolerance: Double,
    rank: inout Int
  ) -> Int {
    _ = single
    var singular = [Double](repeating: 0, count: max(1, min(rows, columns)))
    var found: Int32 = 0
    let info = unsafe LAPACKE_dgelsd(
      byColumn,
      Int32(rows),
      Int32(columns),
      1,
      &values,
      Int32(max(1, rows)),
      &right,
      Int32(max(1, max(rows, columns))),
      &singular,
      tolerance,
      &found
    )
    rank = Int(found)
    return Int(info)
  }

  /// Product of two matrices by columns.
  static func multiply(
    _ left: [Double],
    leftTransposed: Bool,
    _ right: [Double],
    rows: Int,
    inner: Int,
    columns: Int
  ) -> [Double] {
    _ = single
    var result = [Double](repeating: 0, count: rows * columns)
    guard rows > 0, columns > 0, inner > 0 else { return result }
    unsafe cblas_dgemm(
      CblasColMajor,
      leftTransposed ? CblasTrans : CblasNoTrans,
      CblasNoTrans,
      Int32(rows),
      Int32(columns),
      Int32(inner),
      1,
      left,
      Int32(leftTransposed ? inner : rows),
      right,
      Int32(inner),
      0,
      &result,
      Int32(rows)
    )
    return result
  }
}
