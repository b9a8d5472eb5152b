import Foundation
import Numerics
import Testing

@Suite struct NewtonFixedPointTests {
  @Test("a start that is a solution comes back bit for bit, without a Jacobian")
  func start() throws {
    let start = [0.1 + 0.2, 1.0 / 3, 0, 5e20]
    let (point, _, convergence) = try NewtonFixedPoint().solve(
      start: start,
      scale: [1, 1, 1, 1],
      solver: "identity",
      jacobian: { _ in
        Issue.record("no Jacobian is needed")
        return DenseMatrix(rows: 0, columns: 0)
      },
      { $0 }
    )
    #expect(point == start)
    #expect(convergence.iterations == 1)
  }

  // For x = A x + b one full Newton step is exact, so two evaluations are enough.
  @Test("a linear map is solved in one step")
  func linear() throws {
    let a = [[0.2, 0.5, 0], [0.1, -3, 0.4], [0.3, 0.2, 0.6]]
    let answer = [1.0, 2, 3]
    func map(_ x: [Double]) -> [Double] {
      var image = answer
      for row in 0..<3 {
        for column in 0..<3 { image[row] += a[row][column] * (x[column] - answer[column]) }
      }
      return image
    }
    let (point, _, convergence) = try NewtonFixedPoint().solve(
      start: [0.7, 1.5, 2],
      scale: [1, 10, 0.1],
      solver: "linear",
      jacobian: { _ in matrix(a) },
      map
    )
    #expect(convergence.iterations == 2)
    for (x, y) in zip(point, answer) { #expect(abs(x - y) < 1e-12) }
  }

  // Two routes, one scarce: flow = 1 / (1 + exp(μ (c x⁸ − gap))), as steep as a full terminal.
  @Test(
    "steep maps are solved from anywhere, and the answer is that of bisection",
    arguments: [0.001, 0.3, 1, 2, 5],
    [0.1, 1, 10]
  )
  func steep(start: Double, scale: Double) throws {
    func flow(_ x: Double) -> Double { 3 / (1 + exp(0.5 * (4 * pow(x, 8) - 10))) }
    func slope(_ x: Double) -> Double {
      let e = exp(0.5 * (4 * pow(x, 8) - 10))
      return e < 1e300 ? -3 * e / pow(1 + e, 2) * 0.5 * 32 * pow(x, 7) : 0
    }
    let (point, _, convergence) = try NewtonFixedPoint().solve(
      start: [start],
      scale: [scale],
      solver: "steep",
      jacobian: { matrix([[slope($0[0])]]) },
      { [flow($0[0])] }
    )
    let answer = try #require(RootFinding.root(between: 0, and: 3) { flow($0) - $0 })
    #expect(abs(point[0] - answer) <= 1e-10 * scale)
    #expect(convergence.residual <= 1e-10)
  }

  @Test("a Jacobian that is far off still leads there")
  func poorJacobian() throws {
    let (point, _, _) = try NewtonFixedPoint().solve(
      start: [1, 1],
      scale: [1, 1],
      solver: "poor",
      jacobian: { _ in matrix([[0, 0], [0, 0]]) },
      { x in [2 / (1 + x[0] * x[1]), 0.5 + 0.3 * x[0] * x[0]] }
    )
    #expect(abs(point[0] - 2 / (1 + point[0] * point[1])) <= 1e-10)
    #expect(abs(point[1] - (0.5 + 0.3 * point[0] * point[0])) <= 1e-10)
  }

  @Test("points never fall below zero")
  func positive() throws {
    var least = Double.infinity
    _ = try NewtonFixedPoint().solve(
      start: [5],
      scale: [1],
      solver: "corner",
      jacobian: { _ in matrix([[-1]]) },
      { x in
        least = min(least, x[0])
        return [exp(-3 * x[0])]
      }
    )
    #expect(least >= 0)
  }

  @Test("a map without a fixed point is an error that says how far it came")
  func none() throws {
    let error = #expect(throws: NotConverged.self) {
      try NewtonFixedPoint(maximumIterations: 40).solve(
        start: [0],
        scale: [1],
        solver: "shift",
        jacobian: { _ in matrix([[1]]) },
        { [$0[0] + 1] }
      )
    }
    let fault = try #require(error)
    #expect(fault.residual == 1)
    #expect(fault.iterations <= 41)
    #expect(fault.tolerance == 1e-10)
  }

  @Test("what is not a number is never taken for a solution", arguments: [Double.nan, .infinity])
  func notANumber(image: Double) {
    #expect(throws: NotConverged.self) {
      try NewtonFixedPoint().solve(
        start: [1, 1],
        scale: [1, 1],
        solver: "broken",
        jacobian: { _ in matrix([[0, 0], [0, 0]]) },
        { [$0[0], image] }
      )
    }
  }
}

/// A matrix of its rows.
private func matrix(_ rows: [[Double]]) -> DenseMatrix {
  var matrix = DenseMatrix(rows: rows.count, columns: rows.first?.count ?? 0)
  for (row, values) in rows.enumerated() {
    for (column, value) in values.enumerated() { matrix[row, column] = value }
  }
  return matrix
}
