import Foundation
import Numerics
import ProjectAppraisal
import Testing

@Suite struct SensitivityIndicesTests {
  private func indices(
    rows: Int,
    dimensions: Int,
    seed: UInt64,
    threads: Int = 1,
    correlations: RankCorrelations? = nil,
    _ model: @Sendable ([Double]) -> Double
  ) throws -> SensitivityIndices {
    let design = try SensitivityDesign(
      rows: rows,
      dimensions: dimensions,
      seed: seed,
      correlations: correlations
    )
    let outcomes = try Parallel.map(design.count, threads: threads) { model(design.point($0)) }
    return design.indices(outcomes, resamples: 400)
  }

  // Ishigami & Homma (1990): sin x₁ + 7 sin² x₂ + 0.1 x₃⁴ sin x₁ on (−π, π)³.
  static let ishigami: @Sendable ([Double]) -> Double = { point in
    let x = point.map { 2 * Double.pi * $0 - Double.pi }
    return sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * pow(x[2], 4) * sin(x[0])
  }

  // V = a²/8 + bπ⁴/5 + b²π⁸/18 + ½; V₁ = ½(1 + bπ⁴/5)²; V₂ = a²/8; V₁₃ = 8b²π⁸/225. The figures
  // that are printed everywhere: S = 0.3139, 0.4424, 0; T = 0.5576, 0.4424, 0.2437.
  @Test(
    "the indices of the Ishigami function lie inside their intervals, and those are narrow",
    arguments: [1, 2, 3] as [UInt64]
  )
  func ishigami(seed: UInt64) throws {
    let found = try indices(rows: 4096, dimensions: 3, seed: seed, Self.ishigami)
    let first = [0.3139, 0.4424, 0.0]
    let total = [0.5576, 0.4424, 0.2437]
    for input in 0..<3 {
      #expect(found.first[input].low - 5e-5 <= first[input], "seed \(seed), input \(input)")
      #expect(found.first[input].high + 5e-5 >= first[input], "seed \(seed), input \(input)")
      #expect(found.total[input].low - 5e-5 <= total[input], "seed \(seed), input \(input)")
      #expect(found.total[input].high + 5e-5 >= total[input], "seed \(seed), input \(input)")
      #expect(abs(found.first[input].value - first[input]) < 0.01)
      #expect(abs(found.total[input].value - total[input]) < 0.01)
      #expect(found.first[input].high - found.first[input].low < 0.15)
    }
    let a = 7.0
    let b = 0.1
    let variance =
      a * a / 8 + b * pow(Double.pi, 4) / 5 + b * b * pow(Double.pi, 8) / 18 + 0.5
    #expect(abs(found.variance / variance - 1) < 0.01)
    #expect(abs(found.mean - a / 2) < 0.02)
    #expect(found.convergence.map(\.rows) == [512, 1024, 2048, 4096])
  }

  // Sobol's g-function, a = 0, 1, 4.5, 9, 99, 99, 99, 99 (Saltelli et al. 2008): Vᵢ = ⅓ / (1 + aᵢ)²,
  // V = Π (1 + Vᵢ) − 1, Tᵢ = Vᵢ Π_{j≠i} (1 + Vⱼ) / V. Printed: S₁ = 0.716, S₂ = 0.179, S₃ = 0.0237,
  // S₄ = 0.0072, the rest 0.0001.
  @Test(
    "the indices of the g-function lie inside their intervals",
    arguments: [1, 2, 3] as [UInt64]
  )
  func gFunction(seed: UInt64) throws {
    let a = [0, 1, 4.5, 9, 99, 99, 99, 99]
    let found = try indices(rows: 8192, dimensions: 8, seed: seed) { point in
      zip(point, a).reduce(1) { $0 * (abs(4 * $1.0 - 2) + $1.1) / (1 + $1.1) }
    }
    let parts = a.map { 1.0 / 3 / ((1 + $0) * (1 + $0)) }
    let all = parts.reduce(1) { $0 * (1 + $1) }
    #expect(abs(parts[0] / (all - 1) - 0.7162) < 1e-4)
    #expect(abs(found.variance / (all - 1) - 1) < 0.02)
    for input in 0..<8 {
      let first = parts[input] / (all - 1)
      let total = parts[input] * all / (1 + parts[input]) / (all - 1)
      #expect(found.first[input].low <= first && first <= found.first[input].high)
      #expect(found.total[input].low <= total && total <= found.total[input].high)
      #expect(abs(found.first[input].value - first) < 0.01)
      #expect(abs(found.total[input].value - total) < 0.01)
    }
  }

  @Test("one and two threads give the same bits")
  func threads() throws {
    let one = try indices(rows: 256, dimensions: 3, seed: 9, threads: 1, Self.ishigami)
    let two = try indices(rows: 256, dimensions: 3, seed: 9, threads: 2, Self.ishigami)
    #expect(one == two)
  }

  // A sum of independent inputs: S = T = share of the variance.
  @Test("inputs that are only added have equal first-order and total indices")
  func additive() throws {
    let weights = [3.0, 2, 1]
    let found = try indices(rows: 2048, dimensions: 3, seed: 5) { point in
      zip(point, weights).reduce(0) { $0 + $1.0 * $1.1 }
    }
    for (place, weight) in weights.enumerated() {
      #expect(abs(found.first[place].value - weight * weight / 14) < 0.005)
      #expect(abs(found.total[place].value - weight * weight / 14) < 0.005)
    }
  }

  // y = z₁ + z₂ + z₃ with z₁, z₂ linked: the group's share is (2 + 2r) / (3 + 2r) with r the
  // correlation of scores 2 sin(πρ/6).
  @Test("correlated inputs have one index as a group")
  func correlated() throws {
    let wanted = try #require(RankCorrelations(dimensions: 3, pairs: [(0, 2, 0.5)]))
    let found = try indices(rows: 4096, dimensions: 3, seed: 1, correlations: wanted) { point in
      point.reduce(0) { $0 + NormalDistribution.quantile($1) }
    }
    let r = 2 * sin(Double.pi * 0.5 / 6)
    #expect(found.first.count == 2)
    #expect(abs(found.first[0].value - (2 + 2 * r) / (3 + 2 * r)) < 0.01)
    #expect(abs(found.total[1].value - 1 / (3 + 2 * r)) < 0.01)
  }

  @Test("an outcome that never moves has indices of zero")
  func constant() throws {
    let found = try indices(rows: 64, dimensions: 2, seed: 1) { _ in 4 }
    #expect(found.variance == 0)
    #expect(found.first.allSatisfy { $0.value == 0 && $0.low == 0 && $0.high == 0 })
    #expect(found.total.allSatisfy { $0.value == 0 })
  }

  @Test("too many inputs for a Sobol sequence are said")
  func tooMany() {
    #expect(throws: SamplingFault.tooManyDimensions(258)) {
      _ = try SensitivityDesign(rows: 8, dimensions: 129, seed: 1)
    }
  }
}
