import Foundation
import Numerics
import Testing

@Suite struct LaneFunctionsTests {
  @Test("the exponential agrees with the C library's to two units in the last place")
  func exponential() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      let x = SIMD4<Double>.random(in: -700...700, using: &random)
      let small = SIMD4<Double>.random(in: -1...1, using: &random)
      for argument in [x, small] {
        let found = LaneFunctions.exp(argument)
        for lane in 0..<4 {
          let right = Foundation.exp(argument[lane])
          #expect(abs(found[lane] - right) <= 2 * right.ulp)
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

  @Test("the logarithm agrees with the C library's to two units in the last place")
  func logarithm() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      let wide = LaneFunctions.exp(SIMD4<Double>.random(in: -690...690, using: &random))
      let near = SIMD4<Double>.random(in: 0.5...2, using: &random)
      for argument in [wide, near] {
        let found = LaneFunctions.log(argument)
        for lane in 0..<4 {
          let right = Foundation.log(argument[lane])
          #expect(abs(found[lane] - right) <= 2 * right.ulp)
        }
      }
    }
    #expect(LaneFunctions.log([1, 2, 0.5, 1])[0] == 0)
  }
}
