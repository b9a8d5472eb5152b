/// A sparse matrix by compressed columns, rows ascending within each.
public struct SparseMatrix: Sendable, Equatable {
  /// Number of rows.
  public let rows: Int
  /// Number of columns.
  public let columns: Int
  /// Where a column begins in ``rowIndex`` and ``values``, `[column]`, with one entry more.
  public let columnStart: [Int32]
  /// Row of an entry, `[entry]`.
  public let rowIndex: [Int32]
  /// Value of an entry, `[entry]`; may be changed where the pattern stays.
  public var values: [Double]

  /// A matrix of entries in any order; entries of the same place are added up in their order.
  ///
  /// - Parameters:
  ///   - rows: number of rows.
  ///   - columns: number of columns.
  ///   - row: row of each entry, 0 ..< rows.
  ///   - column: column of each entry, 0 ..< columns.
  ///   - value: value of each entry.
  /// - Complexity: linear in entries, rows and columns.
  public init(rows: Int, columns: Int, row: [Int32], column: [Int32], value: [Double]) {
    precondition(row.count == column.count && row.count == value.count, "entries are triplets")
    precondition(value.count < Int32.max && rows < Int32.max && columns < Int32.max)
    self.rows = rows
    self.columns = columns
    // Sorted by row, then stably by column.
    let byRow = Self.order(row, rows, Array(0..<Int32(row.count)))
    let byColumn = Self.order(column, columns, byRow)
    var start = [Int32](repeating: 0, count: columns + 1)
    var index: [Int32] = []
    var values: [Double] = []
    index.reserveCapacity(row.count)
    values.reserveCapacity(row.count)
    var last: (row: Int32, column: Int32) = (-1, -1)
    for entry in byColumn {
      let place = (row: row[Int(entry)], column: column[Int(entry)])
      if place == last {
        values[values.count - 1] += value[Int(entry)]
      } else {
        index.append(place.row)
        values.append(value[Int(entry)])
        start[Int(place.column) + 1] += 1
        last = place
      }
    }
    for column in 0..<columns { start[column + 1] += start[column] }
    columnStart = start
    rowIndex = index
    self.values = values
  }

  /// Positions sorted stably by a key below `bound`, beginning from an order.
  private static func order(_ key: [Int32], _ bound: Int, _ first: [Int32]) -> [Int32] {
    var start = [Int](repeating: 0, count: bound + 1)
    for value in key { start[Int(value) + 1] += 1 }
    for index in 0..<bound { start[index + 1] += start[index] }
    var result = [Int32](repeating: 0, count: key.count)
    for position in first {
      let value = Int(key[Int(position)])
      result[start[value]] = position
      start[value] += 1
    }
    return result
  }

  /// Product with a vector of as many entries as there are columns.
  public func multiplied(by vector: [Double]) -> [Double] {
    precondition(vector.count == columns, "a vector has as many entries as the matrix columns")
    var result = [Double](repeating: 0, count: rows)
    for column in 0..<columns where vector[column] != 0 {
      for entry in Int(columnStart[column])..<Int(columnStart[column + 1]) {
        result[Int(rowIndex[entry])] += values[entry] * vector[column]
      }
    }
    return result
  }

  /// Product of this matrix transposed with a vector of as many entries as there are rows.
  public func transposedMultiplied(by vector: [Double]) -> [Double] {
    precondition(vector.count == rows, "a vector has as many entries as the matrix rows")
    return (0..<columns).map { column in
      var sum = 0.0
      for entry in Int(columnStart[column])..<Int(columnStart[column + 1]) {
        sum += values[entry] * vector[Int(rowIndex[entry])]
      }
      return sum
    }
  }
}
