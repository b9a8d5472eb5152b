import Foundation
import Numerics
import Testing

@Suite struct RootFindingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var low: Double
    var high: Double
    var root: Double
    var f: @Sendable (Double) -> Double
  }

  static let cases = [
    Case(testDescription: "√2", low: 0, high: 2, root: 2.0.squareRoot()) { $0 * $0 - 2 },
    Case(testDescription: "Kepler's Dottie number", low: 0, high: 1, root: 0.7390851332151607) {
      cos($0) - $0
    },
    Case(testDescription: "flat on one side", low: -10, high: 1, root: 0) { pow($0, 9) },
    Case(testDescription: "steep on one side", low: -1, high: 30, root: 1) { exp($0) - exp(1) },
    Case(testDescription: "a jump", low: 0, high: 1, root: 0.3) { $0 < 0.3 ? -1 : 1 },
  ]

  @Test("finds a root to the last bits", arguments: cases)
  func root(_ example: Case) throws {
    let x = try #require(
      RootFinding.root(between: example.low, and: example.high, example.f)
    )
    // The ninth power cannot be told from zero closer than the ninth root of the least number.
    let slack = example.testDescription.hasPrefix("flat") ? 1e-30 : 4e-16
    #expect(abs(x - example.root) <= slack)
  }

  @Test("a root at an end is found, no change of sign is no root")
  func ends() {
    #expect(RootFinding.root(between: 0, and: 5) { $0 } == 0)
    #expect(RootFinding.root(between: -5, and: 0) { $0 } == 0)
    #expect(RootFinding.root(between: 1, and: 2) { $0 } == nil)
    #expect(RootFinding.root(between: 1, and: 2) { _ in .nan } == nil)
    #expect(RootFinding.root(between: -1, and: 2) { 1 / $0 > 1e300 ? .infinity : $0 } != nil)
  }

  @Test("a tolerance is kept")
  func tolerance() throws {
    var calls = 0
    let x = try #require(
      RootFinding.root(between: 0, and: 2, tolerance: 1e-3) {
        calls += 1
        return $0 * $0 - 2
      }
    )
    #expect(abs(x - 2.0.squareRoot()) < 1e-3)
    #expect(calls < 30)
  }

  @Test("an error of the function comes through")
  func throwing() {
    #expect(throws: CancellationError.self) {
      _ = try RootFinding.root(between: 0, and: 1) { _ in throw CancellationError() }
    }
  }

  // (x − 1)(x − 2)(x − 4): between, on, and at the ends of the places of the grid.
  @Test(
    "all roots on a grid are found once, wherever they fall",
    arguments: [
      [0, 1.5, 3, 5], [0, 1, 2, 3, 4, 5], [1, 2, 4], [0, 1, 2, 4], [0.5, 1.5, 2, 4],
    ] as [[Double]]
  )
  func roots(grid: [Double]) {
    let roots = RootFinding.roots(on: grid) { ($0 - 1) * ($0 - 2) * ($0 - 4) }
    #expect(roots.count == 3, "\(roots)")
    for (found, root) in zip(roots, [1.0, 2, 4]) { #expect(abs(found - root) < 1e-14) }
  }
}
