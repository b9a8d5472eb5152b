extension DenseMatrix {
  /// Product with another matrix, which has as many rows as this one columns.
  public func multiplied(by other: DenseMatrix) -> DenseMatrix {
    precondition(columns == other.rows, "inner sizes of a product differ")
    return DenseMatrix(
      rows: rows,
      columns: other.columns,
      values: LAPACKFace.multiply(
        values,
        leftTransposed: false,
        other.values,
        rows: rows,
        inner: columns,
        columns: other.columns
      )
    )
  }

  /// Product of this matrix transposed with another, which has as many rows.
  public func transposedMultiplied(by other: DenseMatrix) -> DenseMatrix {
    precondition(rows == other.rows, "inner sizes of a product differ")
    return DenseMatrix(
      rows: columns,
      columns: other.columns,
      values: LAPACKFace.multiply(
        values,
        leftTransposed: true,
        other.values,
        rows: columns,
        inner: rows,
        columns: other.columns
      )
    )
  }

  /// Product with a vector of as many entries as there are columns.
  public func multiplied(by vector: [Double]) -> [Double] {
    multiplied(by: DenseMatrix(rows: vector.count, columns: 1, values: vector)).values
  }

  /// Largest sum of the sizes of a column's entries.
  public var norm1: Double {
    (0..<columns).map { column in
      var sum = 0.0
      for row in 0..<rows { sum += abs(self[row, column]) }
      return sum
    }.max() ?? 0
  }
}
