import Numerics

/// Shares of the variance of a model's outcome that its inputs make.
///
/// First order, S = V[E(Y | X)] / V(Y), by Saltelli et al. (2010), eq. b of their table 2; total,
/// T = E[V(Y | all others)] / V(Y), by Jansen (1999), eq. f there. Intervals from resampled rows
/// (Archer, Saltelli & Sobol' 1997), as if the rows were independent: those of a scrambled sequence
/// err less.
public struct SensitivityIndices: Sendable, Equatable {
  /// An estimate and its interval.
  public struct Estimate: Sendable, Equatable {
    /// Best estimate.
    public var value: Double
    /// Lower end of the interval.
    public var low: Double
    /// Upper end.
    public var high: Double
  }

  /// What is found with the first rows alone.
  public struct Step: Sendable, Equatable {
    /// Rows used.
    public var rows: Int
    /// First-order indices by group.
    public var first: [Double]
    /// Total indices by group.
    public var total: [Double]
  }

  /// Mean of the outcome.
  public let mean: Double
  /// Variance of the outcome; where it is zero all indices are.
  public let variance: Double
  /// First-order index by group.
  public let first: [Estimate]
  /// Total index by group.
  public let total: [Estimate]
  /// The same from an eighth, a quarter, half and all of the rows.
  public let convergence: [Step]

  init(outcomes: [Double], groups: Int, resamples: Int, level: Double, seed: UInt64) {
    let width = groups + 2
    let rows = outcomes.count / width
    guard rows > 0 else {
      (mean, variance, first, total, convergence) = (0, 0, [], [], [])
      return
    }
    let pairs = (0..<rows).flatMap { [outcomes[$0 * width], outcomes[$0 * width + 1]] }
    let centre = Series.sum(pairs) / Double(pairs.count)
    let terms = Terms(outcomes: outcomes, groups: groups, centre: centre)
    let all = terms.indices((0..<rows).map { $0 })
    mean = centre
    variance = all.variance
    var firsts = [[Double]](repeating: [], count: groups)
    var totals = firsts
    for sample in 0..<max(0, resamples) {
      let random = CounterRandom(seed: seed, stream: UInt64(sample))
      let picked = (0..<rows).map { min(rows - 1, Int(random.uniform(UInt64($0)) * Double(rows))) }
      let indices = terms.indices(picked)
      for group in 0..<groups {
        firsts[group].append(indices.first[group])
        totals[group].append(indices.total[group])
      }
    }
    func estimates(_ values: [Double], _ samples: [[Double]]) -> [Estimate] {
      zip(values, samples).map { value, sample in
        let sorted = sample.sorted()
        guard !sorted.isEmpty else { return Estimate(value: value, low: value, high: value) }
        return Estimate(
          value: value,
          low: Series.quantile(sorted: sorted, (1 - level) / 2),
          high: Series.quantile(sorted: sorted, (1 + level) / 2)
        )
      }
    }
    first = estimates(all.first, firsts)
    total = estimates(all.total, totals)
    convergence = [8, 4, 2, 1].filter { rows / $0 > 1 }.map { part in
      let indices = terms.indices(Array(0..<rows / part))
      return Step(rows: rows / part, first: indices.first, total: indices.total)
    }
  }

  /// Sums of each row, worked out once.
  private struct Terms {
    let groups: Int
    /// By row: f(A) + f(B), f(A)² + f(B)², then for each group f(B)(f(AB) − f(A)) and
    /// (f(A) − f(AB))² / 2; f less the centre.
    let values: [Double]

    init(outcomes: [Double], groups: Int, centre: Double) {
      self.groups = groups
      let width = groups + 2
      var values: [Double] = []
      values.reserveCapacity(outcomes.count / width * (2 * groups + 2))
      for row in 0..<outcomes.count / width {
        let a = outcomes[row * width] - centre
        let b = outcomes[row * width + 1] - centre
        values.append(a + b)
        values.append(a * a + b * b)
        for group in 0..<groups {
          let mixed = outcomes[row * width + 2 + group] - centre
          values.append(b * (mixed - a))
          values.append((a - mixed) * (a - mixed) / 2)
        }
      }
      self.values = values
    }

    func indices(_ rows: [Int]) -> (variance: Double, first: [Double], total: [Double]) {
      let width = 2 * groups + 2
      var sums = [Double](repeating: 0, count: width)
      for row in rows {
        let start = row * width
        for place in 0..<width { sums[place] += values[start + place] }
      }
      let count = Double(rows.count)
      let mean = sums[0] / (2 * count)
      let variance = max(0, sums[1] / (2 * count) - mean * mean)
      let scale = variance > 0 ? 1 / (variance * count) : 0
      return (
        variance, (0..<groups).map { sums[2 + 2 * $0] * scale },
        (0..<groups).map { sums[3 + 2 * $0] * scale }
      )
    }
  }
}
