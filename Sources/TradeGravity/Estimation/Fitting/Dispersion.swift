import Foundation
import Numerics

/// α of the negative binomial distribution, variance μ + αμ².
enum Dispersion {
  /// α times the largest mean below which the distribution is Poisson to the digits that count.
  private static let poissonShare = 1e-8

  /// The dispersion of the highest likelihood.
  struct Estimate {
    var alpha: Double
    /// Whether the likelihood falls from α = 0 on: outcomes vary no more than Poisson ones.
    var isPoisson: Bool
  }

  /// α at which the likelihood's score vanishes, at known means: Newton's method on ln α between
  /// bounds on either side of it.
  ///
  /// - Parameters:
  ///   - response: outcomes.
  ///   - means: their means.
  ///   - weights: weights; `nil`: one each.
  ///   - threads: threads to use.
  ///   - start: α to begin with.
  /// - Returns: the dispersion of the highest likelihood.
  /// - Throws: `NotConverged` where the score has no zero.
  static func estimate(
    _ response: [Double],
    means: [Double],
    weights: [Double]?,
    threads: Int,
    start: Double
  ) throws -> Estimate {
    let chunks = RowChunks(rowCount: response.count)
    /// Score and its slope by ln α.
    func score(_ place: Double) -> (value: Double, slope: Double) {
      let size = exp(-place)
      let sums = chunks.parts(threads: threads) { range -> SIMD2<Double> in
        var part = SIMD2<Double>.zero
        for row in range {
          let own = NegativeBinomial.slopes(response[row], means[row], size)
          part += (weights?[row] ?? 1) * SIMD2(own.first, own.second)
        }
        return part
      }.reduce(.zero, +)
      return (-size * sums[0], size * (sums[0] + size * sums[1]))
    }
    let lowest = log(poissonShare / max(means.max() ?? 1, Double.leastNormalMagnitude))
    let highest = lowest + 120
    var place = min(max(log(start), lowest), highest)
    var low = -Double.infinity
    var high = Double.infinity
    var stride = 1.0
    for _ in 0..<500 {
      let (value, slope) = score(place)
      if value == 0 { return Estimate(alpha: exp(place), isPoisson: false) }
      if value > 0 { low = place } else { high = place }
      if high <= lowest { return Estimate(alpha: exp(lowest), isPoisson: true) }
      if low >= highest { break }
      var next = place - value / slope
      let isAhead = slope < 0 && next > low && next < high && abs(next - place) <= 2 * stride
      if !isAhead {
        // The middle; where one bound is not known yet, ever further on.
        next =
          low.isInfinite ? place - stride : high.isInfinite ? place + stride : (low + high) / 2
        stride *= 2
      }
      next = min(max(next, lowest), highest)
      if abs(next - place) <= 1e-13 * max(1, abs(place)) || next == low || next == high {
        return Estimate(alpha: exp(next), isPoisson: false)
      }
      place = next
    }
    throw NotConverged(
      solver: "the dispersion of the negative binomial fit",
      residual: high - low,
      tolerance: 1e-13,
      iterations: 500,
      advice: "fit the Poisson family, whose estimates need no dispersion"
    )
  }
}
