import Foundation
import Numerics
import Testing

@Suite struct RankCorrelationsTests {
  private func spearman(_ points: [[Double]], _ a: Int, _ b: Int) -> Double {
    func ranks(_ column: Int) -> [Double] {
      var ranks = [Double](repeating: 0, count: points.count)
      let order = points.indices.sorted { points[$0][column] < points[$1][column] }
      for (rank, row) in order.enumerated() { ranks[row] = Double(rank) }
      return ranks
    }
    let count = Double(points.count)
    let squares = zip(ranks(a), ranks(b)).reduce(0.0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    return 1 - 6 * squares / (count * (count * count - 1))
  }

  @Test(
    "reordered columns have the ranks asked for and their own values",
    arguments: [0.9, 0.3, -0.7, 1, -1],
    [1, 2] as [UInt64]
  )
  func reordered(rho: Double, seed: UInt64) throws {
    let points = LatinHypercube.sample(count: 2000, dimensions: 4, seed: seed)
    let other = 0.4 * (1 - rho * rho)
    let wanted = try #require(
      RankCorrelations(dimensions: 4, pairs: [(0, 2, rho), (2, 3, other)])
    )
    let result = wanted.reordered(points)
    #expect(abs(spearman(result, 0, 2) - rho) < 0.02)
    #expect(abs(spearman(result, 2, 3) - other) < 0.02)
    for column in 0..<4 {
      #expect(result.map { $0[column] }.sorted() == points.map { $0[column] }.sorted())
    }
    // A column that nothing is said about stays as it is.
    #expect(result.map { $0[1] } == points.map { $0[1] })
    #expect(wanted.groups == (abs(rho) < 1 ? [[0, 2, 3], [1]] : [[0, 2], [1], [3]]))
  }

  @Test("linked points have the ranks asked for, and stay uniform", arguments: [0.8, -0.5, 1])
  func linked(rho: Double) throws {
    let sequence = try #require(SobolSequence(dimensions: 2, seed: 4))
    let wanted = try #require(RankCorrelations(dimensions: 2, pairs: [(1, 0, rho)]))
    let points = (0..<4096).map { wanted.linked(sequence.point($0)) }
    #expect(abs(spearman(points, 0, 1) - rho) < 0.01)
    for column in 0..<2 {
      let sorted = points.map { $0[column] }.sorted()
      let gap = sorted.enumerated().map { abs($1 - (Double($0) + 0.5) / 4096) }.max() ?? 1
      #expect(gap < 0.01)
      #expect(sorted.allSatisfy { $0 > 0 && $0 < 1 })
    }
  }

  @Test("correlations that contradict one another are refused")
  func contradiction() {
    #expect(
      RankCorrelations(dimensions: 3, pairs: [(0, 1, 0.9), (1, 2, 0.9), (0, 2, -0.9)]) == nil
    )
    #expect(RankCorrelations(dimensions: 2, pairs: [(0, 0, 0.5)]) == nil)
    #expect(RankCorrelations(dimensions: 2, pairs: [(0, 2, 0.5)]) == nil)
    #expect(RankCorrelations(dimensions: 2, pairs: [(0, 1, 1.5)]) == nil)
    #expect(RankCorrelations(dimensions: 2, pairs: [(0, 1, .nan)]) == nil)
    // Three that fall as one another rise: just possible.
    #expect(
      RankCorrelations(dimensions: 3, pairs: [(0, 1, -0.5), (1, 2, -0.5), (0, 2, -0.5)]) != nil
    )
  }

  @Test("few or no points are no trap", arguments: [0, 1, 2, 3])
  func few(count: Int) throws {
    let wanted = try #require(RankCorrelations(dimensions: 3, pairs: [(0, 1, 0.5), (0, 2, 0.2)]))
    let points = LatinHypercube.sample(count: count, dimensions: 3, seed: 1)
    let result = wanted.reordered(points)
    #expect(result.count == count)
    #expect(result.allSatisfy { $0.allSatisfy { $0 > 0 && $0 < 1 } })
  }
}
