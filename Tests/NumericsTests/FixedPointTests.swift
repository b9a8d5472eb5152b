import Foundation
import Numerics
import Testing

@Suite struct FixedPointTests {
  @Test("a start that is a solution comes back bit for bit")
  func start() throws {
    let start = [0.1 + 0.2, 1.0 / 3, 1e-300, 5e20]
    let (point, convergence) = try FixedPoint().solve(
      start: start,
      scale: [1, 1, 1, 1],
      solver: "identity"
    ) { $0 }
    #expect(point == start)
    #expect(convergence.iterations == 1)
    #expect(convergence.residual == 0)
  }

  // x = A x + b with the known answer (I − A)⁻¹ b. On a linear map Anderson's method with full
  // memory is GMRES (Walker & Ni 2011, theorem 2.2), so n + 1 steps are enough, where plain
  // iteration with spectral radius 0.99 needs two thousand.
  @Test("a linear map is solved in about as many steps as it has coordinates")
  func linear() throws {
    let diagonal = [0.99, -0.5, 0.3, 0.9]
    let answer = [1.0, -2, 3, 4]
    let (point, convergence) = try FixedPoint(tolerance: 1e-11).solve(
      start: [0, 0, 0, 0],
      scale: [1, 1, 1, 1],
      solver: "linear"
    ) { x in
      x.indices.map { answer[$0] + diagonal[$0] * (x[$0] - answer[$0]) }
    }
    #expect(convergence.iterations <= 12)
    // An error is at most the residual over 1 − 0.99.
    for (x, y) in zip(point, answer) { #expect(abs(x - y) < 1e-9) }
  }

  @Test("x = cos x gives the Dottie number")
  func cosine() throws {
    let (point, convergence) = try FixedPoint(tolerance: 1e-14).solve(
      start: [1],
      scale: [1],
      solver: "cosine"
    ) { [cos($0[0])] }
    #expect(abs(point[0] - 0.7390851332151607) < 2e-14)
    #expect(convergence.residual <= 1e-14)
  }

  // g has slope −4 at its fixed point, so plain iteration flies apart.
  @Test("a map that plain iteration cannot solve is solved")
  func steep() throws {
    let (point, _) = try FixedPoint().solve(start: [3], scale: [1], solver: "steep") {
      [1 / pow($0[0], 4)]
    }
    #expect(abs(point[0] - 1) < 1e-9)
  }

  @Test("residuals are relative to the scale")
  func scale() throws {
    let (point, convergence) = try FixedPoint(tolerance: 1e-6).solve(
      start: [2e9],
      scale: [1e9],
      solver: "scaled"
    ) { [0.5 * $0[0] + 5e8] }
    #expect(convergence.residual <= 1e-6)
    #expect(abs(point[0] - 1e9) <= 2e3)
  }

  @Test("a map without a fixed point is an error that says how far it came")
  func none() throws {
    let error = #expect(throws: NotConverged.self) {
      try FixedPoint(tolerance: 1e-9, maximumIterations: 30).solve(
        start: [0],
        scale: [1],
        solver: "shift"
      ) { [$0[0] + 1] }
    }
    let fault = try #require(error)
    #expect(fault.residual == 1)
    #expect(fault.tolerance == 1e-9)
    #expect(fault.iterations == 30)
    #expect(fault.description.contains("shift did not converge: residual 1.0 after 30"))
  }

  // `max(0, .nan)` is 0 in Swift: a residual must not be worked out so.
  @Test(
    "what is not a number is never taken for a solution",
    arguments: [[.nan, .nan], [.nan, 1], [1, .nan], [.infinity, 1]] as [[Double]]
  )
  func notANumber(image: [Double]) throws {
    let error = #expect(throws: NotConverged.self) {
      try FixedPoint().solve(start: [1, 1], scale: [1, 1], solver: "broken") { _ in image }
    }
    #expect(try #require(error).iterations == 1)
  }

  // The map of a wage equation: not a number below zero, with a fixed point at 0.2 that a long step
  // overshoots.
  @Test("a step to where the map does not exist is taken back")
  func domain() throws {
    let (point, _) = try FixedPoint().solve(start: [6], scale: [1], solver: "root") { x in
      [x[0] < 0 ? .nan : 0.2 + 3 * (x[0].squareRoot() - 0.2.squareRoot()) * x[0] / (1 + x[0])]
    }
    let x = point[0]
    let image = 0.2 + 3 * (x.squareRoot() - 0.2.squareRoot()) * x / (1 + x)
    #expect(abs(image - x) <= 1e-10)
  }

  @Test("no coordinates are no error")
  func empty() throws {
    #expect(try FixedPoint().solve(start: [], scale: [], solver: "empty") { $0 }.point.isEmpty)
  }
}
