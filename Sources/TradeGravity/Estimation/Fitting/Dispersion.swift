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
    start: Double
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
    var low = log(max(start, 1e-10)) - 3
    var high = low + 6
    if start <= 0 {
      low = -20
      high = 6
    }
    var a = high - ratio * (high - low)
    var b = low + ratio * (high - low)
    var atA = likelihood(a)
    var atB = likelihood(b)
    while high - low > 1e-10 {
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
