import Numerics
import ProjectAppraisal
import Testing

@Suite struct SamplingMethodTests {
  // Mean of Π (1 + (x − ½)) = 1; errors of 1,024 points by each method.
  @Test(
    "each method draws uniform points, the same for the same seed",
    arguments: SamplingMethod.allCases
  )
  func uniform(method: SamplingMethod) throws {
    let points = try method.points(count: 1024, dimensions: 6, seed: 3)
    #expect(points == (try method.points(count: 1024, dimensions: 6, seed: 3)))
    #expect(points != (try method.points(count: 1024, dimensions: 6, seed: 4)))
    #expect(points.count == 1024)
    for dimension in 0..<6 {
      let values = points.map { $0[dimension] }
      #expect(values.allSatisfy { $0 > 0 && $0 < 1 })
      #expect(abs(Series.sum(values) / 1024 - 0.5) < 4 * (1.0 / 12 / 1024).squareRoot())
    }
  }

  @Test("correlations reach the draws of each method", arguments: SamplingMethod.allCases)
  func correlated(method: SamplingMethod) throws {
    let wanted = try #require(RankCorrelations(dimensions: 3, pairs: [(0, 1, -0.6)]))
    let points = try method.points(count: 2048, dimensions: 3, seed: 8, correlations: wanted)
    let found = RiskSummary.rankCorrelation(points.map { $0[0] }, points.map { $0[1] })
    #expect(abs(found + 0.6) < 0.03)
    let other = RiskSummary.rankCorrelation(points.map { $0[0] }, points.map { $0[2] })
    #expect(abs(other) < 0.08)
  }

  @Test("no numbers and no draws are no trap", arguments: SamplingMethod.allCases)
  func empty(method: SamplingMethod) throws {
    #expect(try method.points(count: 3, dimensions: 0, seed: 1) == [[], [], []])
    #expect(try method.points(count: 0, dimensions: 2, seed: 1).isEmpty)
  }
}
