import Foundation

/// What Stirling's approximation leaves out of ln Γ, and its derivatives:
/// S(x) = ln Γ(x) − (x − ½) ln x + x − ½ ln 2π, x > 0.
///
/// Differences of ln Γ and of digamma functions at large arguments are small beside the functions
/// themselves; with the leading terms put together by hand and S from its series, they keep all their
/// digits (Loader 2000, Fast and accurate computation of binomial probabilities).
enum StirlingRest {
  /// From here on the series is exact to rounding.
  private static let seriesStart = 16.0

  /// S(x).
  static func value(_ x: Double) -> Double {
    var rest = 0.0
    var x = x
    while x < seriesStart {
      // S(x) − S(x + 1).
      rest += (x + 0.5) * log1p(1 / x) - 1
      x += 1
    }
    let u = 1 / (x * x)
    let tail = 1.0 / 1260 - u * (1.0 / 1680 - u * (1.0 / 1188 - u * (691.0 / 360_360)))
    return rest + (1.0 / 12 - u * (1.0 / 360 - u * tail)) / x
  }

  /// S′(x) = ψ(x) − ln x + 1/(2x), ψ the digamma function.
  static func slope(_ x: Double) -> Double {
    var rest = 0.0
    var x = x
    while x < seriesStart {
      rest += log1p(1 / x) - (x + 0.5) / (x * (x + 1))
      x += 1
    }
    let u = 1 / (x * x)
    let tail = 1.0 / 240 - u * (1.0 / 132 - u * (691.0 / 32_760))
    return rest - u * (1.0 / 12 - u * (1.0 / 120 - u * (1.0 / 252 - u * tail)))
  }

  /// S″(x) = ψ′(x) − 1/x − 1/(2x²), ψ′ the trigamma function.
  static func curvature(_ x: Double) -> Double {
    var rest = 0.0
    var x = x
    while x < seriesStart {
      let product = x * (x + 1)
      rest += 1 / (2 * product * product)
      x += 1
    }
    let u = 1 / (x * x)
    let tail = 1.0 / 30 - u * (5.0 / 66 - u * (691.0 / 2730))
    return rest + u / x * (1.0 / 6 - u * (1.0 / 30 - u * (1.0 / 42 - u * tail)))
  }
}
