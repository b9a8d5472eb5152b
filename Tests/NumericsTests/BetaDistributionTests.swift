import Foundation
import Numerics
import Testing

@Suite struct BetaDistributionTests {
  // Beta (1, b): 1 − (1 − x)ᵇ. Beta (a, 1): xᵃ. Beta (½, ½): the arcsine law. Beta (2, 2):
  // 3x² − 2x³.
  @Test("closed forms", arguments: [1e-9, 0.01, 0.3, 0.5, 0.9, 0.999999])
  func closed(x: Double) {
    #expect(abs(BetaDistribution(a: 1, b: 3).cumulative(x) - (1 - pow(1 - x, 3))) < 1e-14)
    #expect(abs(BetaDistribution(a: 4, b: 1).cumulative(x) - pow(x, 4)) < 1e-14)
    let arcsine = 2 / Double.pi * asin(x.squareRoot())
    #expect(abs(BetaDistribution(a: 0.5, b: 0.5).cumulative(x) - arcsine) < 1e-13)
    #expect(abs(BetaDistribution(a: 2, b: 2).cumulative(x) - x * x * (3 - 2 * x)) < 1e-14)
  }

  @Test(
    "the quantile is the inverse of the share below",
    arguments: [(1, 5), (5, 1), (3, 3), (1.8, 4.2), (0.4, 0.7), (60, 900)] as [(Double, Double)],
    [1e-10, 1e-4, 0.1, 0.5, 0.9, 0.9999]
  )
  func inverse(shapes: (a: Double, b: Double), p: Double) {
    let beta = BetaDistribution(a: shapes.a, b: shapes.b)
    let x = beta.quantile(p)
    #expect(x > 0 && x < 1)
    #expect(abs(beta.cumulative(x) - p) < 1e-13 + 4e-16 * x * beta.density(x))
  }

  @Test("the ends of the quantile are those of the range")
  func ends() {
    let beta = BetaDistribution(a: 2, b: 3)
    #expect(beta.quantile(0) == 0)
    #expect(beta.quantile(1) == 1)
    #expect(beta.quantile(-1) == 0)
    #expect(beta.cumulative(-1) == 0 && beta.cumulative(2) == 1)
  }
}
