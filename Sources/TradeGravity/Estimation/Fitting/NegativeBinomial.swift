import Foundation

/// The negative binomial distribution with variance μ + αμ², for outcomes of any size, whole or not.
///
/// Written with s = 1/α and v = (y − μ)/(s + μ), so that no large terms cancel: outcomes of 10⁹ and
/// more, and dispersions near zero, keep their digits.
enum NegativeBinomial {
  /// Half the deviance: fall of the log-likelihood from a perfect fit.
  @inline(__always)
  static func halfDeviance(_ y: Double, _ mean: Double, _ alpha: Double) -> Double {
    let size = 1 / alpha
    if y == 0 { return size * log1p(alpha * mean) }
    let gap = y - mean
    let v = gap / (mean + size)
    let logarithm = v < -0.5 ? log((y + size) / (mean + size)) : log1p(v)
    return y * log1p(size * (gap / mean) / (y + size)) - size * logarithm
  }

  /// Log-likelihood.
  static func logLikelihood(_ y: Double, _ mean: Double, _ alpha: Double) -> Double {
    let half = halfDeviance(y, mean, alpha)
    if y == 0 { return -half }
    let size = 1 / alpha
    let perfect =
      StirlingRest.value(y + size) - StirlingRest.value(y) - StirlingRest.value(size)
      - (log(y) + log1p(alpha * y) + log(2 * Double.pi)) / 2
    return perfect - half
  }

  /// First and second derivative of the log-likelihood by s = 1/α.
  static func slopes(_ y: Double, _ mean: Double, _ size: Double) -> (first: Double, second: Double)
  {
    let whole = size + mean
    let v = (y - mean) / whole
    // By parts: ln((s + y)/(s + μ)) − v, and what ψ(y + s) − ψ(s) has beyond its logarithms.
    let top = y + size
    var first = v < -0.5 ? log(top / whole) - v : logRest(v)
    var second = v * v / top
    if y > 0 {
      first += y / (2 * size * top) + StirlingRest.slope(top) - StirlingRest.slope(size)
      second +=
        StirlingRest.curvature(top) - StirlingRest.curvature(size)
        - (y / top) * ((y + 2 * size) / top) / (2 * size * size)
    }
    return (first, second)
  }

  /// ln(1 + v) − v, v ≥ −½.
  private static func logRest(_ v: Double) -> Double {
    guard abs(v) < 0.3 else { return log1p(v) - v }
    // ln(1 + v) = 2 artanh r.
    let r = v / (2 + v)
    let square = r * r
    var sum = 0.0
    var power = 1.0
    for k in 1...12 {
      sum += power / Double(2 * k + 1)
      power *= square
    }
    return r * (2 * square * sum - v)
  }
}
