import Foundation

/// Fixed points x = g(x) by Anderson acceleration (Anderson 1965; Walker & Ni 2011, type II, by
/// least squares on differences), damped where it does not help.
public struct FixedPoint: Sendable {
  /// Largest residual accepted: max over i of |g(x) − x|ᵢ / scaleᵢ.
  public var tolerance: Double
  /// Most evaluations of g.
  public var maximumIterations: Int
  /// Differences kept.
  public var memory: Int

  /// A solver.
  public init(tolerance: Double = 1e-10, maximumIterations: Int = 500, memory: Int = 6) {
    self.tolerance = tolerance
    self.maximumIterations = maximumIterations
    self.memory = memory
  }

  /// Solves x = g(x).
  ///
  /// A start that is a fixed point already comes back bit for bit.
  ///
  /// - Parameters:
  ///   - start: where to begin.
  ///   - scale: size of each coordinate, above zero, to which residuals are relative.
  ///   - solver: name for errors.
  ///   - g: the map; must not change the number of coordinates.
  /// - Returns: the fixed point, and how the solver ended.
  /// - Throws: `NotConverged`, or what g throws.
  public func solve(
    start: [Double],
    scale: [Double],
    solver: String,
    _ g: ([Double]) throws -> [Double]
  ) throws -> (point: [Double], convergence: Convergence) {
    let n = start.count
    var x = start
    var history = History()
    var residual = Double.infinity
    var best = (residual: Double.infinity, point: start, image: start)
    // Share of the way to g(x) that a step goes where differences say nothing.
    var mixing = 1.0
    var iterations = 0
    while iterations < max(1, maximumIterations) {
      iterations += 1
      let value = try g(x)
      var f = [Double](repeating: 0, count: n)
      residual = 0
      for i in 0..<n {
        f[i] = value[i] - x[i]
        let own = abs(f[i]) / scale[i]
        // A maximum would pass over what is not a number.
        residual = own.isFinite ? max(residual, own) : .infinity
      }
      if residual == .infinity, best.residual == .infinity { break }
      if residual <= tolerance {
        return (
          x, Convergence(iterations: iterations, residual: residual, tolerance: tolerance)
        )
      }
      if residual < best.residual {
        best = (residual, x, value)
        mixing = min(1, mixing * 1.5)
      } else if residual > 2 * best.residual {
        // Not helpful: back to the best point, with a shorter plain step.
        history = History()
        mixing = max(0.02, mixing / 2)
        for i in 0..<n { x[i] = best.point[i] + mixing * (best.image[i] - best.point[i]) }
        continue
      }
      history.append(x, f, memory: memory)
      let weights = scale.map { 1 / $0 }
      let gamma = Self.leastSquares(history.fs, f, weights)
      var next = [Double](repeating: 0, count: n)
      for i in 0..<n { next[i] = x[i] + mixing * f[i] }
      for (k, factor) in gamma.enumerated() {
        for i in 0..<n { next[i] -= factor * (history.xs[k][i] + mixing * history.fs[k][i]) }
      }
      x = next
    }
    throw NotConverged(
      solver: solver,
      residual: best.residual,
      tolerance: tolerance,
      iterations: iterations,
      advice: "allow more iterations, or look for demand far above capacity"
    )
  }

  /// Differences of points and of residuals.
  private struct History {
    var xs: [[Double]] = []
    var fs: [[Double]] = []
    private var last: (x: [Double], f: [Double])?

    mutating func append(_ x: [Double], _ f: [Double], memory: Int) {
      if let last {
        xs.append(zip(x, last.x).map { $0 - $1 })
        fs.append(zip(f, last.f).map { $0 - $1 })
        if xs.count > memory {
          xs.removeFirst()
          fs.removeFirst()
        }
      }
      last = (x, f)
    }
  }

  /// Weights γ that make ‖w·(f − F γ)‖ least, by modified Gram–Schmidt, the newest column first;
  /// columns that depend on newer ones get weight zero.
  private static func leastSquares(
    _ columns: [[Double]],
    _ f: [Double],
    _ weights: [Double]
  )
    -> [Double]
  {
    let m = columns.count
    var basis: [(column: Int, vector: [Double])] = []
    var triangle = [[Double]](repeating: [Double](repeating: 0, count: m), count: m)
    for column in (0..<m).reversed() {
      var vector = f.indices.map { columns[column][$0] * weights[$0] }
      let size = norm(vector)
      for (place, other) in basis.enumerated() {
        let part = dot(vector, other.vector)
        triangle[place][basis.count] = part
        for i in vector.indices { vector[i] -= part * other.vector[i] }
      }
      let rest = norm(vector)
      guard rest > 1e-8 * size, rest > 0 else { continue }
      triangle[basis.count][basis.count] = rest
      basis.append((column, vector.map { $0 / rest }))
    }
    let target = f.indices.map { f[$0] * weights[$0] }
    var gamma = [Double](repeating: 0, count: m)
    for place in basis.indices.reversed() {
      var value = dot(target, basis[place].vector)
      for later in (place + 1)..<max(place + 1, basis.count) {
        value -= triangle[place][later] * gamma[basis[later].column]
      }
      gamma[basis[place].column] = value / triangle[place][place]
    }
    return gamma
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for i in a.indices { sum += a[i] * b[i] }
    return sum
  }

  private static func norm(_ a: [Double]) -> Double { dot(a, a).squareRoot() }
}
