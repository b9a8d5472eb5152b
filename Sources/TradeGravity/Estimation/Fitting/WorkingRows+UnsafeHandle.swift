import Foundation
import Numerics

// The passes that move the linear predictor. One pass reads and writes everything, since memory is
// what they wait for; pointers let threads write their own rows.

@unsafe
private struct Writable: @unchecked Sendable {
  let base: UnsafeMutablePointer<Double>
}

extension WorkingRows {
  /// Groups of rows whose constant is set to its best value after each step.
  struct Groups: Sendable {
    /// Chunks, cut between groups.
    var chunks: RowChunks
    /// First group of each chunk, and the end.
    var chunkGroups: [Int]
    /// First row of each group, and the end.
    var starts: [Int32]

    /// No groups.
    init(rowCount: Int) {
      chunks = RowChunks(rowCount: rowCount)
      chunkGroups = []
      starts = []
    }

    /// Those of a solver whose first dimension is of constants.
    init(_ solver: EffectSolver) {
      chunks = solver.chunks
      chunkGroups = solver.chunkGroups
      starts = solver.groupStarts
    }
  }

  /// How the mean follows from the linear predictor.
  struct Shape: Sendable {
    var family: GravityModel.Family
    /// α of the negative binomial family.
    var dispersion: Double
  }

  /// Makes the step δ = r − (r̃ − Σ x̃ b) out of what absorbing left of r and x, into `step`.
  func makeStep(
    _ step: inout [Double],
    absorbed: [[Double]],
    coefficients: [Double],
    threads: Int
  ) {
    let old = residual
    let chunks = RowChunks(rowCount: response.count)
    unsafe step.withUnsafeMutableBufferPointer { buffer in
      let out = unsafe Writable(base: buffer.base)
      chunks.forEach(threads: threads) { _, range in
        for row in range { unsafe out.base[row] = old[row] - out.base[row] }
        for column in absorbed.indices {
          let values = absorbed[column]
          let factor = coefficients[column]
          for row in range { unsafe out.base[row] += values[row] * factor }
        }
      }
    }
  }

  /// Moves the linear predictor by a share of a step, sets the constants of groups, and works
  /// everything out there.
  mutating func move(
    _ step: [Double],
    by share: Double,
    shape: Shape,
    groups: Groups,
    weights: inout [Double],
    threads: Int
  ) {
    let response = response
    let prior = priorWeights
    let chunks = groups.chunks
    let count = chunks.count
    unsafe predictor.withUnsafeMutableBufferPointer { predictorBuffer in
      unsafe residual.withUnsafeMutableBufferPointer { residualBuffer in
        unsafe weights.withUnsafeMutableBufferPointer { weightBuffer in
          let eta = unsafe Writable(base: predictorBuffer.base)
          let left = unsafe Writable(base: residualBuffer.base)
          let weight = unsafe Writable(base: weightBuffer.base)
          let results =
            (try? Parallel.map(count, threads: threads) { chunk -> Summary in
              var sum = Summary()
              if groups.starts.isEmpty {
                let range = chunks.range(chunk)
                unsafe Self.shift(step, share, range, response, eta, left, weight, shape, &sum)
                unsafe Self.settle(range, response, prior, eta, left, weight, shape, &sum)
                return sum
              }
              for group in groups.chunkGroups[chunk]..<groups.chunkGroups[chunk + 1] {
                let range = Int(groups.starts[group])..<Int(groups.starts[group + 1])
                unsafe Self.shift(step, share, range, response, eta, left, weight, shape, &sum)
                unsafe Self.level(range, response, prior, eta, left, shape.family)
                unsafe Self.settle(range, response, prior, eta, left, weight, shape, &sum)
              }
              return sum
            }) ?? []
          summary = results.reduce(Summary(), +)
        }
      }
    }
  }

  /// Moves rows; leaves their means in the place of the residual.
  @inline(__always)
  private static func shift(
    _ step: [Double],
    _ share: Double,
    _ range: Range<Int>,
    _ response: [Double],
    _ eta: Writable,
    _ left: Writable,
    _ weight: Writable,
    _ shape: Shape,
    _ sum: inout Summary
  ) {
    for row in range {
      let delta = step[row] * share
      sum.decrement += unsafe weight.base[row] * delta * delta
      if response[row] == 0 { sum.largestZeroStep = max(sum.largestZeroStep, abs(delta)) }
      let value = unsafe eta.base[row] + delta
      unsafe eta.base[row] = value
      // The mean of an outcome of zero may fall without end, but stays above nothing.
      unsafe left.base[row] = shape.family == .gaussian ? value : exp(max(value, -500))
    }
  }

  /// Sets the constant of a group to its best value, where that has a closed form.
  @inline(__always)
  private static func level(
    _ range: Range<Int>,
    _ response: [Double],
    _ prior: [Double]?,
    _ eta: Writable,
    _ mean: Writable,
    _ family: GravityModel.Family
  ) {
    var top = 0.0
    var bottom = 0.0
    switch family {
    case .poisson:
      for row in range {
        let own = prior?[row] ?? 1
        top += own * response[row]
        bottom += unsafe own * mean.base[row]
      }
    case .gamma:
      for row in range {
        let own = prior?[row] ?? 1
        top += unsafe own * response[row] / mean.base[row]
        bottom += own
      }
    case .gaussian, .negbin: return
    }
    let ratio = top / bottom
    guard ratio > 0, ratio.isFinite else { return }
    let change = log(ratio)
    for row in range {
      unsafe eta.base[row] += change
      unsafe mean.base[row] *= ratio
    }
  }

  /// Works out weights and residuals from the means in the place of the residual.
  @inline(__always)
  private static func settle(
    _ range: Range<Int>,
    _ response: [Double],
    _ prior: [Double]?,
    _ eta: Writable,
    _ left: Writable,
    _ weight: Writable,
    _ shape: Shape,
    _ sum: inout Summary
  ) {
    let alpha = shape.dispersion
    for row in range {
      let y = response[row]
      let own = prior?[row] ?? 1
      let value = unsafe eta.base[row]
      let mean = unsafe left.base[row]
      let size = y == 0 ? max(value, 0) : abs(value)
      // A comparison the other way round would lose what is no number.
      sum.largestPredictor = size <= sum.largestPredictor ? sum.largestPredictor : size
      var residual = y == 0 ? -1 : y / mean - 1
      var working = own
      switch shape.family {
      case .gaussian:
        residual = y - value
        sum.deviance += own * residual * residual
      case .poisson:
        working = own * mean
        sum.deviance += 2 * own * (y == 0 ? mean : y * (log(y) - value) - (y - mean))
      case .gamma:
        sum.deviance += 2 * own * (y == 0 ? value : value - log(y) + residual)
      case .negbin:
        working = own * mean / (1 + alpha * mean)
        sum.deviance += 2 * own * NegativeBinomial.halfDeviance(y, mean, alpha)
      }
      sum.pearson += working * residual * residual
      unsafe weight.base[row] = working
      unsafe left.base[row] = residual
    }
  }
}
