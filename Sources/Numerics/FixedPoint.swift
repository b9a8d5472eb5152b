import Foundation

/// Fixed points x = g(x) by Anderson acceleration (Anderson 1965; Walker & Ni 2011, type II, by
/// least squares on differences), damped where it does not help.
public struct FixedPoint: Sendable {
  /// Largest residual accepted: max over i of |g(x) − x| / max(scaleᵢ, |x|).
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
  ///   - scale: size below which a coordinate's own value does not count in the residual; above
  ///     zero, one for each coordinate.
  ///   - solver: name for errors.
  ///   - g: the map; must not change the number of coordinates.
  /// - Throws: `NotConverged`, or what g throws.
  public func solve(
    start: [Double], scale: [Double], solver: String,
    _ g: ([Double]) throws -> [Double]
  ) throws -> (point: [Double], convergence: Convergence) {
    let n = start.count
    var x = start
    var pastX: [[Double]] = []
    var pastF: [[Double]] = []
    var lastX: [Double]?
    var lastF: [Double] = []
    var residual = Double.infinity
    var best = Double.infinity
    for iteration in 1...max(1, maximumIterations) {
      let value = try g(x)
      var f = [Double](repeating: 0, count: n)
      residual = 0
      for i in 0..<n {
        f[i] = value[i] - x[i]
        residual = max(residual, abs(f[i]) / max(scale[i], abs(x[i])))
      }
      guard residual.isFinite else { break }
      if residual <= tolerance {
        return (
          x, Convergence(iterations: iteration, residual: residual, tolerance: tolerance)
        )
      }
      if let previous = lastX {
        pastX.append(zip(x, previous).map { $0 - $1 })
        pastF.append(zip(f, lastF).map { $0 - $1 })
        if pastX.count > memory {
          pastX.removeFirst()
          pastF.removeFirst()
        }
      }
      if residual > 1e3 * best {
        pastX.removeAll()
        pastF.removeAll()
      }
      best = min(best, residual)
      lastX = x
      lastF = f
      let weights = scale.indices.map { 1 / max(scale[$0], abs(x[$0])) }
      let gamma = Self.leastSquares(pastF, f, weights)
      var next = [Double](repeating: 0, count: n)
      for i in 0..<n { next[i] = x[i] + f[i] }
      for (k, factor) in gamma.enumerated() {
        for i in 0..<n { next[i] -= factor * (pastX[k][i] + pastF[k][i]) }
      }
      x = next
    }
    throw NotConverged(
      solver: solver, residual: residual, tolerance: tolerance, iterations: maximumIterations,
      advice: "allow more iterations, or look for demand far above capacity")
  }

  /// Weights γ that make ‖w·(f − F γ)‖ least, by modified Gram–Schmidt, the newest column first;
  /// columns that depend on newer ones get weight zero.
  private static func leastSquares(_ columns: [[Double]], _ f: [Double], _ weights: [Double])
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
