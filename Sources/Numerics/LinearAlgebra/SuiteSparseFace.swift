import CLAPACK
import CSuiteSparse
import Foundation

/// Factors kept by UMFPACK: with `SparseCholeskyFactors`, all of SuiteSparse that Tumen touches.
@safe final class SparseLUFactors: @unchecked Sendable {
  private let numeric: UnsafeMutableRawPointer?

  init(_ matrix: SparseMatrix) throws(SingularMatrix) {
    openblas_set_num_threads(1)
    guard matrix.rows > 0 else {
      unsafe numeric = nil
      return
    }
    let order = Int32(matrix.rows)
    var symbolic: UnsafeMutableRawPointer?
    var made: UnsafeMutableRawPointer?
    var status = unsafe umfpack_di_symbolic(
      order,
      order,
      matrix.columnStart,
      matrix.rowIndex,
      matrix.values,
      &symbolic,
      nil,
      nil
    )
    if status == UMFPACK_OK {
      status = unsafe umfpack_di_numeric(
        matrix.columnStart,
        matrix.rowIndex,
        matrix.values,
        symbolic,
        &made,
        nil,
        nil
      )
    }
    unsafe umfpack_di_free_symbolic(&symbolic)
    guard status == UMFPACK_OK else {
      if unsafe made != nil { unsafe umfpack_di_free_numeric(&made) }
      throw SingularMatrix(operation: "sparse LU factors")
    }
    unsafe numeric = made
  }

  deinit {
    var factors = unsafe numeric
    if unsafe factors != nil { unsafe umfpack_di_free_numeric(&factors) }
  }

  func solve(_ matrix: SparseMatrix, _ right: [Double], transposed: Bool) -> [Double] {
    var result = [Double](repeating: 0, count: right.count)
    guard !right.isEmpty else { return result }
    _ = unsafe umfpack_di_solve(
      transposed ? UMFPACK_At : UMFPACK_A,
      matrix.columnStart,
      matrix.rowIndex,
      matrix.values,
      &result,
      right,
      numeric,
      nil,
      nil
    )
    return result
  }
}

/// Factors kept by CHOLMOD.
@safe final class SparseCholeskyFactors: @unchecked Sendable {
  private var common = unsafe cholmod_common()
  private var factor: UnsafeMutablePointer<cholmod_factor>?
  private let lock = NSLock()

  init(_ matrix: SparseMatrix) throws(SingularMatrix) {
    openblas_set_num_threads(1)
    unsafe cholmod_start(&common)
    unsafe common.print = 0
    unsafe common.final_ll = 1
    unsafe factor = nil
    var start = matrix.columnStart
    var index = matrix.rowIndex
    var values = matrix.values
    let isDefinite = unsafe start.withUnsafeMutableBufferPointer { start in
      unsafe index.withUnsafeMutableBufferPointer { index in
        unsafe values.withUnsafeMutableBufferPointer { values in
          var sparse = unsafe cholmod_sparse()
          unsafe sparse.nrow = matrix.rows
          unsafe sparse.ncol = matrix.columns
          unsafe sparse.nzmax = values.count
          unsafe sparse.p = UnsafeMutableRawPointer(start.baseAddress)
          unsafe sparse.i = UnsafeMutableRawPointer(index.baseAddress)
          unsafe sparse.x = UnsafeMutableRawPointer(values.baseAddress)
          unsafe sparse.stype = -1
          unsafe sparse.itype = CHOLMOD_INT
          unsafe sparse.xtype = CHOLMOD_REAL
          unsafe sparse.dtype = CHOLMOD_DOUBLE
          unsafe sparse.sorted = 1
          unsafe sparse.packed = 1
          unsafe factor = cholmod_analyze(&sparse, &common)
          guard unsafe factor != nil else { return false }
          unsafe cholmod_factorize(&sparse, factor, &common)
          guard let made = unsafe factor else { return false }
          return unsafe common.status == CHOLMOD_OK && made.pointee.minor == made.pointee.n
        }
      }
    }
    guard isDefinite else { throw SingularMatrix(operation: "sparse Cholesky factor") }
  }

  deinit {
    if unsafe factor != nil { unsafe cholmod_free_factor(&factor, &common) }
    unsafe cholmod_finish(&common)
  }

  func solve(_ right: [Double]) -> [Double] {
    guard !right.isEmpty else { return right }
    return lock.withLock {
      var values = right
      var result = right
      unsafe values.withUnsafeMutableBufferPointer { values in
        var dense = unsafe cholmod_dense()
        unsafe dense.nrow = values.count
        unsafe dense.ncol = 1
        unsafe dense.nzmax = values.count
        unsafe dense.d = values.count
        unsafe dense.x = UnsafeMutableRawPointer(values.baseAddress)
        unsafe dense.xtype = CHOLMOD_REAL
        unsafe dense.dtype = CHOLMOD_DOUBLE
        var solution = unsafe cholmod_solve(CHOLMOD_A, factor, &dense, &common)
        if let made = unsafe solution,
          let numbers = unsafe made.pointee.x?.assumingMemoryBound(to: Double.self)
        {
          for row in result.indices { result[row] = unsafe numbers[row] }
        }
        unsafe cholmod_free_dense(&solution, &common)
      }
      return result
    }
  }
}
