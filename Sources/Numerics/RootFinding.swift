/// Roots of functions of one variable.
public enum RootFinding {
  /// Root between two places where the function has different signs, by bisection down to
  /// neighbouring doubles.
  ///
  /// Returns `nil` where the signs at the ends are the same.
  public static func root(
    between low: Double, and high: Double, _ f: (Double) throws -> Double
  ) rethrows -> Double? {
    var a = low
    var b = high
    var fa = try f(a)
    let fb = try f(b)
    if fa == 0 { return a }
    if fb == 0 { return b }
    guard fa.isFinite, fb.isFinite, (fa < 0) != (fb < 0) else { return nil }
    for _ in 0..<400 {
      let middle = a + (b - a) / 2
      guard middle != a, middle != b else { break }
      let fm = try f(middle)
      if fm == 0 { return middle }
      if (fm < 0) == (fa < 0) {
        a = middle
        fa = fm
      } else {
        b = middle
      }
    }
    return a + (b - a) / 2
  }

  /// All roots found where the function changes sign between neighbours of a rising grid.
  public static func roots(on grid: [Double], _ f: (Double) -> Double) -> [Double] {
    zip(grid, grid.dropFirst()).compactMap { low, high in
      f(high) == 0 && high != grid.last ? nil : root(between: low, and: high, f)
    }
  }
}
