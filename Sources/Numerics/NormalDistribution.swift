import Foundation

/// The standard normal distribution.
public enum NormalDistribution {
  /// P(Z ≤ z).
  public static func cumulative(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

  /// z with P(Z ≤ z) = p, p in (0, 1): Acklam's rational approximation (2003), then one step of
  /// Halley's method on the error function; relative error below 1e-14.
  public static func quantile(_ p: Double) -> Double {
    // 1 − p is exact there, and the lower tail keeps the digits that the upper one loses.
    if p > 0.5 { return -quantile(1 - p) }
    let q: Double
    var z: Double
    if p < 0.02425 {
      q = (-2 * log(p)).squareRoot()
      let top = poly(
        [
          -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838,
          -2.549732539343734, 4.374664141464968, 2.938163982698783,
        ],
        q
      )
      let bottom = poly(
        [
          7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996, 3.754408661907416, 1,
        ],
        q
      )
      z = top / bottom
    } else {
      q = p - 0.5
      let r = q * q
      let top = poly(
        [
          -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02,
          1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239,
        ],
        r
      )
      let bottom = poly(
        [
          -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
          6.680131188771972e+01, -1.328068155288572e+01, 1,
        ],
        r
      )
      z = q * top / bottom
    }
    let error = cumulative(z) - p
    let step = error * (2 * Double.pi).squareRoot() * exp(z * z / 2)
    z -= step / (1 + z * step / 2)
    return z
  }

  private static func poly(_ coefficients: [Double], _ x: Double) -> Double {
    coefficients.reduce(0) { $0 * x + $1 }
  }
}
