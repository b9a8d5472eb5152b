import Testing

@testable import Numerics

@Suite("Linear algebra")
struct LinearAlgebraTests {
  /// Entries without structure in (−1, 1).
  static func random(_ rows: Int, _ columns: Int, seed: UInt64) -> DenseMatrix {
    var state = seed
    var matrix = DenseMatrix(rows: rows, columns: columns)
    for index in matrix.values.indices {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      matrix.values[index] = Double(state >> 11) / Double(1 << 52) - 1
    }
    return matrix
  }

  static func sparse(_ matrix: DenseMatrix) -> SparseMatrix {
    var (row, column, value): ([Int32], [Int32], [Double]) = ([], [], [])
    for r in 0..<matrix.rows {
      for c in 0..<matrix.columns where matrix[r, c] != 0 {
        row.append(Int32(r))
        column.append(Int32(c))
        value.append(matrix[r, c])
      }
    }
    return SparseMatrix(
      rows: matrix.rows,
      columns: matrix.columns,
      row: row,
      column: column,
      value: value
    )
  }

  @Test("A solved system gives its right-hand side back", arguments: [1, 2, 7, 40])
  func systems(order: Int) throws {
    let matrix = Self.random(order, order, seed: 3)
    let right = Self.random(order, 1, seed: 4).values
    let dense = try DenseLU(matrix)
    let scattered = try SparseLU(Self.sparse(matrix))
    for (x, a) in [
      (dense.solve(right), matrix), (scattered.solve(right), matrix),
      (dense.solve(right, transposed: true), matrix.transposed),
      (scattered.solve(right, transposed: true), matrix.transposed),
    ] {
      for (found, wanted) in zip(a.multiplied(by: x), right) { #expect(abs(found - wanted) < 1e-9) }
    }
    #expect(dense.reciprocalCondition > 1e-12)
  }

  @Test("Positive definite systems, dense and sparse, agree; the inverse is symmetric")
  func positiveDefinite() throws {
    let root = Self.random(30, 20, seed: 5)
    let matrix = root.transposedMultiplied(by: root)
    let right = Self.random(20, 1, seed: 6).values
    let dense = try DenseCholesky(matrix)
    let x = dense.solve(right)
    let y = try SparseCholesky(Self.sparse(matrix)).solve(right)
    for (a, b) in zip(x, y) { #expect(abs(a - b) < 1e-10) }
    #expect(dense.inverse == dense.inverse.transposed)
    let back = dense.lower.multiplied(by: dense.lower.transposed)
    for (a, b) in zip(back.values, matrix.values) { #expect(abs(a - b) < 1e-12) }
  }

  @Test("Singular, indefinite and not-a-number matrices are refused")
  func refused() {
    let ones = DenseMatrix(rows: 3, columns: 3, repeating: 1)
    var indefinite = DenseMatrix.identity(3)
    indefinite[1, 1] = -1
    var nothing = DenseMatrix.identity(3)
    nothing[2, 0] = .nan
    for matrix in [ones, nothing] {
      #expect(throws: SingularMatrix.self) { try DenseLU(matrix) }
      #expect(throws: SingularMatrix.self) { try SparseLU(Self.sparse(matrix)) }
    }
    for matrix in [indefinite, nothing] {
      #expect(throws: SingularMatrix.self) { try DenseCholesky(matrix) }
      #expect(throws: SingularMatrix.self) { try SparseCholesky(Self.sparse(matrix)) }
    }
  }

  @Test("Eigenvectors rebuild the matrix")
  func eigen() throws {
    let root = Self.random(6, 6, seed: 7)
    let matrix = root.transposedMultiplied(by: root)
    let eigen = try SymmetricEigen(matrix)
    #expect(eigen.values == eigen.values.sorted())
    var scaled = eigen.vectors
    for c in 0..<6 { for r in 0..<6 { scaled[r, c] *= eigen.values[c] } }
    let back = scaled.multiplied(by: eigen.vectors.transposed)
    for (a, b) in zip(back.values, matrix.values) { #expect(abs(a - b) < 1e-12) }
  }

  @Test("Least squares of a column given twice shares its coefficient and has a rank less")
  func leastSquares() throws {
    var matrix = Self.random(10, 3, seed: 8)
    for row in 0..<10 { matrix[row, 2] = matrix[row, 1] }
    let right = matrix.multiplied(by: [2, 3, 1])
    let found = try LeastSquares(matrix, right)
    #expect(found.rank == 2)
    for (a, b) in zip(found.solution, [2.0, 2.0, 2.0]) { #expect(abs(a - b) < 1e-10) }
  }

  @Test("Entries of the same place add up")
  func triplets() {
    let matrix = SparseMatrix(
      rows: 2,
      columns: 3,
      row: [1, 0, 1, 1],
      column: [2, 0, 2, 0],
      value: [1, 5, 2, 4]
    )
    #expect(matrix.columnStart == [0, 2, 2, 3])
    #expect(matrix.rowIndex == [0, 1, 1])
    #expect(matrix.values == [5, 4, 3])
    #expect(matrix.multiplied(by: [1, 1, 1]) == [5, 7])
    #expect(matrix.transposedMultiplied(by: [1, 1]) == [9, 0, 3])
  }
}
