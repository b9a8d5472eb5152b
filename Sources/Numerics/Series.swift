/// Sums and interpolation.
public enum Series {
  /// Sum with the rounding errors carried along (Neumaier 1974).
  public static func sum(_ values: some Sequence<Double>) -> Double {
    var sum = 0.0
    var carry = 0.0
    for value in values {
      let total = sum + value
      carry += abs(sum) >= abs(value) ? (sum - total) + value : (value - total) + sum
      sum = total
    }
    return sum + carry
  }

  /// Value at `x` on the straight lines between points whose abscissae rise.
  ///
  /// Outside them it is the nearest end's value. Exact at the points.
  public static func interpolate(_ xs: [Double], _ ys: [Double], at x: Double) -> Double {
    guard let first = xs.first, let last = xs.last else { return 0 }
    if x <= first { return ys[0] }
    if x >= last { return ys[ys.count - 1] }
    var upper = 1
    while xs[upper] < x { upper += 1 }
    if xs[upper] == x { return ys[upper] }
    let share = (x - xs[upper - 1]) / (xs[upper] - xs[upper - 1])
    return ys[upper - 1] + share * (ys[upper] - ys[upper - 1])
  }

  /// Value below which a share `p` of the sorted values lies, by linear interpolation between order
  /// statistics (Hyndman & Fan 1996, type 7); the nearest end's value for shares outside 0 to 1.
  public static func quantile(sorted values: [Double], _ p: Double) -> Double {
    guard let first = values.first else { return 0 }
    guard values.count > 1 else { return first }
    let place = min(1, max(0, p)) * Double(values.count - 1)
    let below = min(values.count - 2, max(0, Int(place)))
    return values[below] + (place - Double(below)) * (values[below + 1] - values[below])
  }
}
