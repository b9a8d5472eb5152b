/// Least squares of the acceleration.
enum AndersonWeights {
  /// Weights γ that make ‖f − F γ‖ least, the newest column first; columns that depend on newer ones
  /// get weight zero.
  static func leastSquares(_ columns: [[Double]], _ f: [Double]) -> [Double] {
    let m = columns.count
    guard m > 0 else { return [] }
    var basis: [(column: Int, vector: [Double])] = []
    var triangle = [[Double]](repeating: [Double](repeating: 0, count: m), count: m)
    for column in (0..<m).reversed() {
      var vector = columns[column]
      let size = GeneralisedMinimalResidual.norm(vector)
      for (place, other) in basis.enumerated() {
        let part = GeneralisedMinimalResidual.dot(vector, other.vector)
        triangle[place][basis.count] = part
        for i in vector.indices { vector[i] -= part * other.vector[i] }
      }
      let rest = GeneralisedMinimalResidual.norm(vector)
      guard rest > 1e-7 * size, rest > 0, rest.isFinite else { continue }
      triangle[basis.count][basis.count] = rest
      basis.append((column, vector.map { $0 / rest }))
    }
    var gamma = [Double](repeating: 0, count: m)
    for place in basis.indices.reversed() {
      var value = GeneralisedMinimalResidual.dot(f, basis[place].vector)
      for later in (place + 1)..<max(place + 1, basis.count) {
        value -= triangle[place][later] * gamma[basis[later].column]
      }
      gamma[basis[place].column] = value / triangle[place][place]
    }
    return gamma
  }
}
