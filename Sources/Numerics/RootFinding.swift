/// Roots of functions of one variable.
public enum RootFinding {
  /// Root between two places where the function has different signs: false position with the
  /// Illinois correction (Dowell & Jarratt 1971), bisection where that is slow; down to the last
  /// bits, to `tolerance` in the abscissa, or to the first value within `valueTolerance` of zero.
  ///
  /// Returns `nil` where the signs at the ends are the same.
  public static func root(
    between low: Double,
    and high: Double,
    tolerance: Double = 0,
    valueTolerance: Double = 0,
    _ f: (Double) throws -> Double
  ) rethrows -> Double? {
    var a = low
    var b = high
    var fa = try f(a)
    var fb = try f(b)
    if fa == 0 { return a }
    if fb == 0 { return b }
    guard fa.isFinite, fb.isFinite, (fa < 0) != (fb < 0) else { return nil }
    var weightA = fa
    var weightB = fb
    for step in 0..<400 {
      let middle = a + (b - a) / 2
      guard middle != a, middle != b, b - a > tolerance else { break }
      var x = (a * weightB - b * weightA) / (weightB - weightA)
      if step % 3 == 2 || !(x > a && x < b) { x = middle }
      let fx = try f(x)
      if abs(fx) <= valueTolerance { return x }
      if (fx < 0) == (fa < 0) {
        a = x
        fa = fx
        weightA = fx
        weightB /= 2
      } else {
        b = x
        fb = fx
        weightB = fx
        weightA /= 2
      }
    }
    return abs(fa) < abs(fb) ? a : b
  }

  /// All roots found on a rising grid.
  ///
  /// These are the places where the function is zero, and one root wherever it changes sign between
  /// neighbours. Roots closer together than the grid's places may be missed.
  public static func roots(on grid: [Double], _ f: (Double) -> Double) -> [Double] {
    let values = grid.map(f)
    var roots: [Double] = []
    for (place, x) in grid.enumerated() {
      if values[place] == 0 {
        roots.append(x)
      } else if place + 1 < grid.count, values[place + 1] != 0,
        let root = root(between: x, and: grid[place + 1], f)
      {
        roots.append(root)
      }
    }
    return roots
  }
}
