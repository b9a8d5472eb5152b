/// A dense matrix of numbers, by columns.
public struct DenseMatrix: Sendable, Equatable {
  /// Number of rows.
  public let rows: Int
  /// Number of columns.
  public let columns: Int
  /// Entries by column: entry (r, c) stands at `c * rows + r`.
  public var values: [Double]

  /// A matrix with the same number everywhere.
  public init(rows: Int, columns: Int, repeating value: Double = 0) {
    self.rows = rows
    self.columns = columns
    values = [Double](repeating: value, count: rows * columns)
  }

  /// A matrix of its entries by column; `values` holds `rows * columns` of them.
  public init(rows: Int, columns: Int, values: [Double]) {
    precondition(values.count == rows * columns, "a matrix needs rows × columns entries")
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  /// The identity.
  public static func identity(_ order: Int) -> DenseMatrix {
    var matrix = DenseMatrix(rows: order, columns: order)
    for index in 0..<order { matrix[index, index] = 1 }
    return matrix
  }

  /// Entry of a row and a column.
  @inlinable
  public subscript(row: Int, column: Int) -> Double {
    @inline(__always) get { values[column * rows + row] }
    @inline(__always) set { values[column * rows + row] = newValue }
  }

  /// Rows and columns exchanged.
  public var transposed: DenseMatrix {
    var result = DenseMatrix(rows: columns, columns: rows)
    for column in 0..<columns {
      for row in 0..<rows { result.values[row * columns + column] = values[column * rows + row] }
    }
    return result
  }
}
