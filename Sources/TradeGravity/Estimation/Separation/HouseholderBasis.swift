/// Orthonormal bases by Householder's method with column pivoting (Businger & Golub 1965).
struct HouseholderBasis {
  /// Number of independent columns.
  let rank: Int
  private let order: Int
  private let reflectors: [[Double]]

  /// Decomposes columns of one length.
  ///
  /// - Parameters:
  ///   - input: the columns.
  ///   - order: their length.
  ///   - tolerance: share of the longest column below which what is left of one is nothing.
  init(_ input: [[Double]], order: Int, tolerance: Double) {
    var columns = input
    var reflectors: [[Double]] = []
    self.order = order
    var norms = columns.map { Self.square($0[...]) }
    let largest = (norms.max() ?? 0).squareRoot()
    var step = 0
    while step < min(order, columns.count) {
      // Norms are worked out anew: the sums that are carried on lose digits.
      for column in step..<columns.count { norms[column] = Self.square(columns[column][step...]) }
      guard let pivot = (step..<columns.count).max(by: { norms[$0] < norms[$1] }),
        norms[pivot].squareRoot() > tolerance * largest
      else { break }
      columns.swapAt(step, pivot)
      norms.swapAt(step, pivot)
      var reflector = Array(columns[step][step...])
      let length = norms[step].squareRoot()
      reflector[0] += reflector[0] < 0 ? -length : length
      let square = Self.square(reflector[...])
      for column in step..<columns.count {
        var product = 0.0
        for row in reflector.indices { product += reflector[row] * columns[column][step + row] }
        let factor = 2 * product / square
        for row in reflector.indices { columns[column][step + row] -= factor * reflector[row] }
      }
      reflectors.append(reflector)
      step += 1
    }
    rank = step
    self.reflectors = reflectors
  }

  /// Columns of the basis: the first `rank` span the columns, the others what is at right angles to
  /// all of them.
  func vectors(_ places: Range<Int>) -> [[Double]] {
    places.map { place in
      var vector = [Double](repeating: 0, count: order)
      vector[place] = 1
      for step in reflectors.indices.reversed() {
        let reflector = reflectors[step]
        let square = Self.square(reflector[...])
        var product = 0.0
        for row in reflector.indices { product += reflector[row] * vector[step + row] }
        let factor = 2 * product / square
        guard factor != 0 else { continue }
        for row in reflector.indices { vector[step + row] -= factor * reflector[row] }
      }
      return vector
    }
  }

  private static func square(_ values: ArraySlice<Double>) -> Double {
    values.reduce(0) { $0 + $1 * $1 }
  }
}
