import Foundation
import Numerics
import Testing

@Suite struct LaneFunctionsTests {
  /// Four numbers of a range, each from a counter of its own.
  private func numbers(
    _ random: CounterRandom,
    _ draw: Int,
    _ range: ClosedRange<Double>
  ) -> SIMD4<Double> {
    var found = SIMD4<Double>()
    for lane in 0..<4 {
      let share = random.uniform(UInt64(4 * draw + lane))
      found[lane] = range.lowerBound + share * (range.upperBound - range.lowerBound)
    }
    return found
  }

  @Test(
    "the exponential agrees with the C library's to two units in the last place",
    arguments: [UInt64(1), 2]
  )
  func exponential(seed: UInt64) {
    let wide = CounterRandom(seed: seed, stream: 1)
    let near = CounterRandom(seed: seed, stream: 2)
    for draw in 0..<20_000 {
      let x = numbers(wide, draw, -700...700)
      let small = numbers(near, draw, -1...1)
      for argument in [x, small] {
        let found = LaneFunctions.exp(argument)
        for lane in 0..<4 {
          let right = Foundation.exp(argument[lane])
          #expect(abs(found[lane] - right) <= 2 * right.ulp, "\(argument[lane])")
        }
      }
    }
  }

  @Test("the exponential is exact at zero and vanishes where it leaves the normal numbers")
  func exponentialEdges() {
    let found = LaneFunctions.exp([0, -0.0, -708.5, -.infinity])
    #expect(found == [1, 1, 0, 0])
    #expect(LaneFunctions.exp([-1e6, -707.9, 1, -1])[1] > 0)
  }

  @Test(
    "the logarithm agrees with the C library's to two units in the last place",
    arguments: [UInt64(1), 2]
  )
  func logarithm(seed: UInt64) {
    let wide = CounterRandom(seed: seed, stream: 3)
    let near = CounterRandom(seed: seed, stream: 4)
    for draw in 0..<20_000 {
      let large = LaneFunctions.exp(numbers(wide, draw, -690...690))
      for argument in [large, numbers(near, draw, 0.5...2)] {
        let found = LaneFunctions.log(argument)
        for lane in 0..<4 {
          let right = Foundation.log(argument[lane])
          #expect(abs(found[lane] - right) <= 2 * right.ulp, "\(argument[lane])")
        }
      }
    }
    #expect(LaneFunctions.log([1, 2, 0.5, 1])[0] == 0)
  }
}
