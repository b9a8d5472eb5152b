import Numerics
import Testing

@Suite struct LatinHypercubeTests {
  @Test(
    "each coordinate has one point in each stratum",
    arguments: [(1, 1), (7, 3), (1000, 5)],
    [1, 42] as [UInt64]
  )
  func strata(size: (count: Int, dimensions: Int), seed: UInt64) {
    let points = LatinHypercube.sample(
      count: size.count,
      dimensions: size.dimensions,
      seed: seed
    )
    #expect(points.count == size.count)
    for dimension in 0..<size.dimensions {
      let strata = points.map { Int($0[dimension] * Double(size.count)) }
      #expect(strata.sorted() == Array(0..<size.count), "seed \(seed)")
    }
  }

  // The mean of a stratified coordinate errs by at most half a stratum; independent draws err by
  // 1/√(12 n), eighteen times as much here.
  @Test("the mean is surer than that of independent draws")
  func mean() {
    let points = LatinHypercube.sample(count: 1000, dimensions: 3, seed: 3)
    for dimension in 0..<3 {
      let mean = Series.sum(points.map { $0[dimension] }) / 1000
      #expect(abs(mean - 0.5) < 0.5 / 1000)
    }
  }

  @Test("a further coordinate leaves the others as they are")
  func independence() {
    let few = LatinHypercube.sample(count: 50, dimensions: 2, seed: 8)
    let more = LatinHypercube.sample(count: 50, dimensions: 3, seed: 8)
    #expect(few == more.map { Array($0.prefix(2)) })
    #expect(few.map { $0[0] } != few.map { $0[1] })
  }

  @Test("no points are no error")
  func empty() {
    #expect(LatinHypercube.sample(count: 0, dimensions: 3, seed: 1).isEmpty)
  }
}
