/// Stratified samples of the unit cube (McKay, Beckman & Conover 1979).
public enum LatinHypercube {
  /// `count` points of `dimensions` coordinates, row by row: each coordinate has exactly one point
  /// in each of `count` equal strata, at a random place in it.
  public static func sample(count: Int, dimensions: Int, seed: UInt64) -> [[Double]] {
    var points = [[Double]](
      repeating: [Double](repeating: 0, count: dimensions),
      count: count
    )
    for dimension in 0..<dimensions {
      let random = CounterRandom(seed: seed, stream: UInt64(dimension))
      let order = random.permutation(count)
      for row in 0..<count {
        let inside = random.uniform(UInt64(count + row))
        points[row][dimension] = (Double(order[row]) + inside) / Double(count)
      }
    }
    return points
  }
}
