import Numerics
import Testing

@Suite struct SeriesTests {
  @Test("sums keep what plain addition loses")
  func sum() {
    // Neumaier's own example: the answer is 2, plain addition gives 0.
    #expect(Series.sum([1, 1e100, 1, -1e100]) == 2)
    // 0.1 is 0.1 + 5.55e-18: ten million of them are 1,000,000 + 5.55e-11.
    #expect(abs(Series.sum(repeatElement(0.1, count: 10_000_000)) - 1_000_000) < 2e-10)
    #expect(Series.sum([]) == 0)
  }

  @Test("the order of terms does not matter beyond the last bit", arguments: [1, 2, 3] as [UInt64])
  func order(seed: UInt64) {
    let random = CounterRandom(seed: seed)
    let terms = (0..<2000).map { (random.uniform(UInt64($0)) - 0.5) * 1e9 }
    let shuffled = CounterRandom(seed: seed, stream: 1).permutation(2000).map { terms[$0] }
    // An error of at most 2 ulp of the largest partial sum.
    #expect(abs(Series.sum(terms) - Series.sum(shuffled)) < 1e-5, "seed \(seed)")
  }

  @Test("interpolation is exact at the points and on a straight line, and level outside")
  func interpolation() {
    let xs = [2000.0, 2005, 2015, 2016]
    let ys = xs.map { 3 * $0 - 10 }
    for (x, y) in zip(xs, ys) { #expect(Series.interpolate(xs, ys, at: x) == y) }
    #expect(Series.interpolate(xs, ys, at: 2010) == 6020)
    #expect(Series.interpolate(xs, ys, at: 1900) == ys[0])
    #expect(Series.interpolate(xs, ys, at: 2100) == ys[3])
    #expect(Series.interpolate([5], [7], at: 1) == 7)
    #expect(Series.interpolate([], [], at: 1) == 0)
  }

  // Hyndman & Fan type 7 of 1, 2, 3, 4: place 1 + 3 p.
  @Test(
    "quantiles are those of type 7",
    arguments: [(0.0, 1.0), (0.25, 1.75), (0.5, 2.5), (0.9, 3.7), (1, 4)]
  )
  func quantiles(p: Double, value: Double) {
    #expect(abs(Series.quantile(sorted: [1, 2, 3, 4], p) - value) < 1e-15)
    #expect(Series.quantile(sorted: [6], p) == 6)
  }

  @Test(
    "a share outside 0 to 1 gives the nearest end",
    arguments: [-1, 1.5, 1e300, -.infinity] as [Double]
  )
  func quantileEnds(p: Double) {
    #expect(Series.quantile(sorted: [1, 2, 3, 4], p) == (p < 0 ? 1 : 4))
  }
}
