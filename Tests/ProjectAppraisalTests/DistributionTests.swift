import Foundation
import Numerics
import ProjectAppraisal
import Testing

@Suite struct DistributionTests {
  static let all: [Distribution] = [
    .triangular(low: 0.8, mode: 1, high: 1.5), .triangular(low: 1, mode: 1, high: 2),
    .triangular(low: 1, mode: 2, high: 2), .pert(low: 0.7, mode: 0.9, high: 2),
    .pert(low: 0, mode: 0, high: 1), .pert(low: 0, mode: 1, high: 1),
    .uniform(low: -2, high: 3), .normal(mean: 1, standardDeviation: 0.2),
    .lognormal(mean: 1.45, standardDeviation: 0.38),
    .discrete(values: [1, 2, 5], weights: [2, 1, 1]),
    .hazard(annualRate: 0.1, first: 2026, last: 2043),
    .empirical(values: [3, 1, 2, 7]),
    .cumulative(values: [0.9, 1, 1.4], probabilities: [0, 0.5, 1]),
  ]

  // Means and variances of the textbooks; PERT by Malcolm et al. (1959): (low + 4 mode + high) / 6,
  // and as a beta distribution on the span: (μ − low)(high − μ) / 7.
  static let moments: [(Distribution, mean: Double, variance: Double)] = [
    (
      .triangular(low: 0.8, mode: 1, high: 1.5), 3.3 / 3,
      (0.64 + 1 + 2.25 - 0.8 - 1.2 - 1.5) / 18
    ),
    (.pert(low: 0.7, mode: 0.9, high: 2), 6.3 / 6, (1.05 - 0.7) * (2 - 1.05) / 7),
    (.uniform(low: -2, high: 3), 0.5, 25.0 / 12),
    (.normal(mean: 1, standardDeviation: 0.2), 1, 0.04),
    (.lognormal(mean: 1.45, standardDeviation: 0.38), 1.45, 0.38 * 0.38),
    (.discrete(values: [1, 2, 5], weights: [2, 1, 1]), 2.25, 7.75 - 2.25 * 2.25),
  ]

  // ∫ quantile(p) dp is the mean. The midpoint rule on 100,000 points misses the tails' ends: less
  // than 1e-4 of the deviation for the normal family.
  @Test("quantiles integrate to mean and variance", arguments: 0..<6)
  func integrals(index: Int) {
    let (distribution, mean, variance) = Self.moments[index]
    let n = 100_000
    let values = (0..<n).map { distribution.quantile((Double($0) + 0.5) / Double(n)) }
    let found = Series.sum(values) / Double(n)
    let spread = Series.sum(values.map { ($0 - found) * ($0 - found) }) / Double(n)
    #expect(abs(found - mean) < 1e-4 * variance.squareRoot())
    #expect(abs(spread / variance - 1) < 3e-3)
  }

  @Test("quantiles never fall, and stay inside the bounds", arguments: 0..<13)
  func monotone(index: Int) {
    let distribution = Self.all[index]
    let ps = [1e-12, 1e-6] + (1..<1000).map { Double($0) / 1000 } + [1 - 1e-6, 1 - 1e-12]
    let values = ps.map { distribution.quantile($0) }
    #expect(values.allSatisfy { $0.isFinite })
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(distribution.fault == nil)
    switch distribution {
    case .triangular(let low, _, let high), .pert(let low, _, let high),
      .uniform(let low, let high):
      #expect(values.allSatisfy { $0 >= low && $0 <= high })
    case .lognormal: #expect(values.allSatisfy { $0 > 0 })
    default: break
    }
  }

  // With the mode at one end PERT is 1 − (1 − p)^(1/5): beta (1, 5).
  @Test("PERT with its mode at an end has a closed form", arguments: [0.01, 0.2, 0.5, 0.9, 0.999])
  func pertAtEnd(p: Double) {
    let low = Distribution.pert(low: 0, mode: 0, high: 1).quantile(p)
    #expect(abs(low - (1 - pow(1 - p, 0.2))) < 1e-12)
    let high = Distribution.pert(low: 0, mode: 1, high: 1).quantile(p)
    #expect(abs(high - pow(p, 0.2)) < 1e-12)
  }

  @Test("a symmetric distribution mirrors itself", arguments: [0.001, 0.1, 0.3, 0.5])
  func symmetric(p: Double) {
    for distribution in [
      Distribution.triangular(low: 0, mode: 1, high: 2), .pert(low: 0, mode: 1, high: 2),
      .normal(mean: 1, standardDeviation: 0.3),
    ] {
      #expect(abs(distribution.quantile(p) + distribution.quantile(1 - p) - 2) < 1e-12)
    }
  }

  // P(T = first + k) = h (1 − h)^k.
  @Test("a hazard strikes each year with the same chance", arguments: [0.05, 0.1, 0.5])
  func hazard(rate: Double) {
    let distribution = Distribution.hazard(annualRate: rate, first: 2026, last: 2040)
    let n = 200_000
    var counts: [Double: Int] = [:]
    for draw in 0..<n {
      counts[distribution.quantile((Double(draw) + 0.5) / Double(n)), default: 0] += 1
    }
    for year in 0..<14 {
      let share = Double(counts[2026 + Double(year)] ?? 0) / Double(n)
      #expect(abs(share - rate * pow(1 - rate, Double(year))) <= 2 / Double(n))
    }
    #expect(abs(Double(counts[2040] ?? 0) / Double(n) - pow(1 - rate, 14)) <= 2 / Double(n))
  }

  @Test("weights of a discrete distribution need not add up to one, and zero is never drawn")
  func discrete() {
    let distribution = Distribution.discrete(values: [1, 2, 3], weights: [3, 0, 1])
    #expect(distribution.quantile(0.75) == 1)
    #expect(distribution.quantile(0.7500001) == 3)
    #expect(distribution.quantile(1 - 1e-16) == 3)
  }

  @Test("an empirical distribution gives a sample's own quantiles")
  func empirical() {
    let distribution = Distribution.empirical(values: [5, 1, 3])
    #expect(distribution.quantile(0.5) == 3)
    #expect(distribution.quantile(0.25) == 2)
    let curve = Distribution.cumulative(values: [0, 1, 3], probabilities: [0, 0.8, 1])
    #expect(curve.quantile(0.4) == 0.5)
    #expect(abs(curve.quantile(0.9) - 2) < 1e-12)
  }

  @Test(
    "wrong parameters are named",
    arguments: [
      .triangular(low: 1, mode: 0, high: 2), .triangular(low: 1, mode: 1, high: 1),
      .pert(low: 0, mode: 3, high: 2), .uniform(low: 2, high: 2),
      .normal(mean: 0, standardDeviation: 0), .lognormal(mean: -1, standardDeviation: 1),
      .lognormal(mean: 1, standardDeviation: 0), .discrete(values: [], weights: []),
      .discrete(values: [1], weights: [0]), .discrete(values: [1, 2], weights: [1]),
      .discrete(values: [1, 2], weights: [2, -1]), .hazard(annualRate: 1, first: 1, last: 2),
      .hazard(annualRate: 0.1, first: 2, last: 2), .uniform(low: .nan, high: 1),
      .normal(mean: .nan, standardDeviation: 1), .uniform(low: 0, high: .infinity),
      .empirical(values: [1]), .empirical(values: [1, .nan]),
      .cumulative(values: [1, 2], probabilities: [0.1, 1]),
      .cumulative(values: [2, 1], probabilities: [0, 1]),
      .cumulative(values: [1, 2, 3], probabilities: [0, 1]),
      .discrete(values: [.nan], weights: [1]), .lognormal(mean: .infinity, standardDeviation: 1),
    ] as [Distribution]
  )
  func faults(distribution: Distribution) {
    #expect(distribution.fault != nil)
  }
}
