import Foundation

/// The beta distribution on 0 to 1.
public struct BetaDistribution: Sendable {
  private let a: Double
  private let b: Double
  /// ln Γ(a + b) − ln Γ(a) − ln Γ(b).
  private let logScale: Double

  /// A distribution with both shapes above zero.
  public init(a: Double, b: Double) {
    self.a = a
    self.b = b
    logScale = lgamma(a + b) - lgamma(a) - lgamma(b)
  }

  /// Share below x, by the continued fraction of the incomplete beta function (Lentz; Abramowitz &
  /// Stegun 26.5.8).
  public func cumulative(_ x: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    let front: Double = exp(logScale + a * log(x) + b * log1p(-x))
    return x < (a + 1) / (a + b + 2)
      ? front * Self.fraction(a, b, x) / a : 1 - front * Self.fraction(b, a, 1 - x) / b
  }

  /// Density at x inside (0, 1).
  public func density(_ x: Double) -> Double {
    exp(logScale + (a - 1) * log(x) + (b - 1) * log1p(-x))
  }

  /// Value with probability `p` below it, by Newton's method inside a bracket.
  public func quantile(_ p: Double) -> Double {
    guard p > 0 else { return 0 }
    guard p < 1 else { return 1 }
    var low = 0.0
    var high = 1.0
    var x = a / (a + b)
    for _ in 0..<200 {
      let miss = cumulative(x) - p
      if miss == 0 { return x }
      if miss < 0 { low = x } else { high = x }
      let slope = density(x)
      var next = x - miss / slope
      if !(next > low && next < high) { next = low + (high - low) / 2 }
      if abs(next - x) <= 2e-16 * next || next == low || next == high { return next }
      x = next
    }
    return x
  }

  private static func fraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
    let tiny = 1e-300
    var c = 1.0
    var d = 1 / max(tiny, 1 - (a + b) * x / (a + 1))
    var h = d
    for m in 1...500 {
      let n = Double(m)
      let below: Double = (a + 2 * n - 1) * (a + 2 * n)
      let even: Double = n * (b - n) * x / below
      d = 1 / (1 + even * d)
      c = 1 + even / c
      h *= d * c
      let above: Double = (a + n) * (a + b + n) * x
      let divisor: Double = (a + 2 * n) * (a + 2 * n + 1)
      let odd = -above / divisor
      d = 1 / (1 + odd * d)
      c = 1 + odd / c
      h *= d * c
      if abs(d * c - 1) < 1e-16 { break }
    }
    return h
  }
}
