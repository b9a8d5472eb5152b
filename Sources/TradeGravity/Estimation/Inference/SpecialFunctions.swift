import Foundation
import Numerics

/// Distributions that tests need.
enum SpecialFunctions {
  /// Regularised incomplete beta function by its continued fraction (Lentz 1976).
  static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(1 - x, b, a) }
    let front = exp(
      lgammaValue(a + b) - lgammaValue(a) - lgammaValue(b) + a * log(x) + b * log1p(-x)
    )
    let tiny = 1e-300
    var c = 1.0
    var d = 1 - (a + b) * x / (a + 1)
    d = 1 / (abs(d) < tiny ? tiny : d)
    var fraction = d
    for m in 1...10_000 {
      let step = Double(m)
      for part in 0...1 {
        let numerator =
          part == 0
          ? step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step))
          : -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1))
        d = 1 + numerator * d
        d = 1 / (abs(d) < tiny ? tiny : d)
        c = 1 + numerator / c
        if abs(c) < tiny { c = tiny }
        fraction *= d * c
        if part == 1, abs(d * c - 1) < 1e-16 { return front * fraction / a }
      }
    }
    return front * fraction / a
  }

  /// P(|T| > |t|) of Student's distribution; the normal one where the degrees are not finite.
  static func twoSidedTail(_ t: Double, degrees: Double) -> Double {
    guard degrees.isFinite else { return erfc(abs(t) / 2.0.squareRoot()) }
    return incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5)
  }

  /// t with P(|T| ≤ t) = `confidence`.
  static func twoSidedQuantile(_ confidence: Double, degrees: Double) -> Double {
    let normal = -NormalDistribution.quantile((1 - confidence) / 2)
    guard degrees.isFinite else { return normal }
    var low = 0.0
    var high = max(2, 2 * normal)
    while twoSidedTail(high, degrees: degrees) > 1 - confidence, high < 1e300 { high *= 2 }
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if middle == low || middle == high { break }
      if twoSidedTail(middle, degrees: degrees) > 1 - confidence {
        low = middle
      } else {
        high = middle
      }
    }
    return (low + high) / 2
  }

  /// P(χ² > x).
  static func chiSquareTail(_ x: Double, degrees: Double) -> Double {
    guard x > 0, degrees > 0 else { return 1 }
    return upperGamma(degrees / 2, x / 2)
  }

  /// P(F > f).
  static func fTail(_ f: Double, _ numerator: Double, _ denominator: Double) -> Double {
    guard f > 0 else { return 1 }
    guard denominator.isFinite else { return chiSquareTail(f * numerator, degrees: numerator) }
    return incompleteBeta(
      denominator / (denominator + numerator * f),
      denominator / 2,
      numerator / 2
    )
  }

  /// Regularised upper incomplete gamma function: series below, continued fraction above.
  private static func upperGamma(_ a: Double, _ x: Double) -> Double {
    let front = exp(a * log(x) - x - lgammaValue(a))
    if x < a + 1 {
      var term = 1 / a
      var sum = term
      var n = a
      for _ in 0..<100_000 {
        n += 1
        term *= x / n
        sum += term
        if term < sum * 1e-17 { break }
      }
      return max(0, 1 - front * sum)
    }
    var b = x + 1 - a
    var c = 1e300
    var d = 1 / b
    var fraction = d
    for i in 1...100_000 {
      let numerator = -Double(i) * (Double(i) - a)
      b += 2
      d = 1 / (numerator * d + b)
      c = b + numerator / c
      fraction *= d * c
      if abs(d * c - 1) < 1e-16 { break }
    }
    return front * fraction
  }

  /// ln Γ(x), x > 0.
  static func lgammaValue(_ x: Double) -> Double { lgammaReentrant(x) }

  private static func lgammaReentrant(_ x: Double) -> Double {
    var sign: Int32 = 0
    return unsafe lgamma_r(x, &sign)
  }
}
