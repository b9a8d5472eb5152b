import Foundation

/// α of the negative binomial distribution, variance μ + αμ².
enum Dispersion {
  /// Log-likelihood of an outcome.
  static func term(_ y: Double, _ mean: Double, _ alpha: Double) -> Double {
    let size = 1 / alpha
    let choose =
      y == 0
      ? 0
      : SpecialFunctions.lgammaValue(y + size) - SpecialFunctions.lgammaValue(size)
        - SpecialFunctions.lgammaValue(y + 1)
    return choose - size * log1p(alpha * mean)
      + (y == 0 ? 0 : y * log(alpha * mean / (1 + alpha * mean)))
  }

  /// α of the highest likelihood at known means, by golden section on its logarithm.
  static func estimate(
    _ response: [Double],
    means: [Double],
    weights: [Double]?,
    threads: Int,
    start: Double,
    width: Double = 6
  ) -> Double {
    let chunks = RowChunks(rowCount: response.count)
    func likelihood(_ logAlpha: Double) -> Double {
      let alpha = exp(logAlpha)
      return chunks.sum(threads: threads) { range in
        var part = 0.0
        for row in range {
          part += (weights?[row] ?? 1) * term(response[row], means[row], alpha)
        }
        return part
      }
    }
    let ratio = (5.0.squareRoot() - 1) / 2
    var low = log(max(start, 1e-9)) - width / 2
    var high = low + width
    // As long as the best lies at an end, look further.
    while low > -25, likelihood(low) > likelihood(low + width / 4) { low -= width }
    while high < 12, likelihood(high) > likelihood(high - width / 4) { high += width }
    var a = high - ratio * (high - low)
    var b = low + ratio * (high - low)
    var atA = likelihood(a)
    var atB = likelihood(b)
    while high - low > 1e-9 {
      if atA > atB {
        high = b
        b = a
        atB = atA
        a = high - ratio * (high - low)
        atA = likelihood(a)
      } else {
        low = a
        a = b
        atA = atB
        b = low + ratio * (high - low)
        atB = likelihood(b)
      }
    }
    return exp((low + high) / 2)
  }
}
