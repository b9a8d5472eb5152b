import Numerics

/// Which columns the ones before them already hold.
enum Collinearity {
  /// Share of a column that must be left, in squares, for it to count as its own.
  static let threshold = 1e-12

  /// Places of columns to leave out, from the products of all and the least square each must keep.
  ///
  /// Columns are taken in order, so that the earlier of two stays.
  /// - Returns: the places, and the smallest share of the square that a column which stays keeps.
  static func find(
    _ products: DenseMatrix,
    floors: [Double]
  ) -> (dropped: [Int], smallestShare: Double) {
    let count = products.rows
    var lower = DenseMatrix(rows: count, columns: count)
    var dropped: [Int] = []
    var smallest = 1.0
    for row in 0..<count {
      var pivot = products[row, row]
      for column in 0..<row where lower[column, column] > 0 {
        var value = products[row, column]
        for inner in 0..<column { value -= lower[row, inner] * lower[column, inner] }
        lower[row, column] = value / lower[column, column]
        pivot -= lower[row, column] * lower[row, column]
      }
      let whole = products[row, row]
      let share = whole > 0 ? pivot / whole : 0
      if share <= threshold || pivot <= floors[row] {
        dropped.append(row)
        for column in 0...row { lower[row, column] = 0 }
      } else {
        smallest = min(smallest, share)
        lower[row, row] = pivot.squareRoot()
      }
    }
    return (dropped, smallest)
  }
}
