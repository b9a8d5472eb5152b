/// Fixed points x = g(x) of few coordinates and steep g, such as flows on scarce capacities.
///
/// Newton's method with a Jacobian from the caller, kept up to date by Broyden's rank-one formula
/// (Broyden 1965, "good"), with backtracking (Dennis & Schnabel 1983, ch. 6).
public struct NewtonFixedPoint: Sendable {
  /// Largest residual accepted: max over i of |g(x) − x|ᵢ / scaleᵢ.
  public var tolerance: Double
  /// Most evaluations of g.
  public var maximumIterations: Int

  /// A solver.
  public init(tolerance: Double = 1e-10, maximumIterations: Int = 400) {
    self.tolerance = tolerance
    self.maximumIterations = maximumIterations
  }

  /// Solves x = g(x), x ≥ 0.
  ///
  /// A start that is a fixed point already comes back bit for bit.
  ///
  /// - Parameters:
  ///   - start: where to begin; not negative.
  ///   - scale: size of each coordinate, above zero.
  ///   - solver: name for errors.
  ///   - known: an `inverse(of:scale:)` made for a like problem, to begin with.
  ///   - jacobian: about ∂gᵢ/∂xⱼ at the last point given to `g` or one before, row by row.
  ///   - g: the map.
  /// - Returns: the fixed point, and how the solver ended.
  /// - Throws: `NotConverged`, or what the maps throw.
  public func solve(
    start: [Double],
    scale: [Double],
    solver: String,
    inverse known: [[Double]]? = nil,
    jacobian: ([Double]) throws -> [[Double]],
    _ g: ([Double]) throws -> [Double]
  ) throws -> (point: [Double], convergence: Convergence) {
    let n = start.count
    var evaluations = 0
    func residual(_ x: [Double]) throws -> (f: [Double], largest: Double, norm: Double) {
      evaluations += 1
      let value = try g(x)
      var f = [Double](repeating: 0, count: n)
      var largest = 0.0
      var squares = 0.0
      for i in 0..<n {
        f[i] = (value[i] - x[i]) / scale[i]
        largest = max(largest, abs(f[i]))
        squares += f[i] * f[i]
      }
      return (f, squares.isFinite ? largest : .infinity, squares.squareRoot())
    }
    var x = start
    var now = try residual(x)
    var inverse = known
    var isFresh = false
    while now.largest > tolerance {
      guard evaluations < maximumIterations, now.largest.isFinite else {
        throw NotConverged(
          solver: solver,
          residual: now.largest,
          tolerance: tolerance,
          iterations: evaluations,
          advice: "look for demand far above capacity, or allow more iterations"
        )
      }
      if inverse == nil {
        inverse = Self.inverse(of: try jacobian(x), scale: scale)
        isFresh = true
      }
      let step =
        inverse.map { matrix in matrix.map { Self.dot($0, now.f) } } ?? now.f
      var length = 1.0
      var accepted = false
      while length > 1e-3, evaluations < maximumIterations {
        var trial = x
        for i in 0..<n {
          // Never below zero: at most nine tenths of the way there.
          trial[i] = max(0.1 * x[i], x[i] + length * step[i] * scale[i])
        }
        let next = try residual(trial)
        if next.norm < (1 - 0.05 * length) * now.norm {
          Self.update(&inverse, from: x, to: trial, scale, now.f, next.f)
          x = trial
          now = next
          accepted = true
          break
        }
        length /= 2.5
      }
      if accepted {
        // A short step says that the matrix has gone stale.
        if length < 0.3, !isFresh { inverse = nil }
        isFresh = false
      } else if isFresh {
        // Even a fresh one does not help: a small plain step out of the corner.
        for i in 0..<n { x[i] = max(0, x[i] + 0.02 * now.f[i] * scale[i]) }
        now = try residual(x)
        inverse = nil
      } else {
        inverse = nil
      }
    }
    return (
      x, Convergence(iterations: evaluations, residual: now.largest, tolerance: tolerance)
    )
  }

  /// (I − ∂g/∂x)⁻¹ in scaled coordinates; `nil` where it has none.
  public static func inverse(of jacobian: [[Double]], scale: [Double]) -> [[Double]]? {
    let n = scale.count
    var matrix = [[Double]](repeating: [Double](repeating: 0, count: n), count: n)
    for row in 0..<n {
      for column in 0..<n {
        matrix[row][column] = -jacobian[row][column] * scale[column] / scale[row]
      }
      matrix[row][row] += 1
    }
    return inverse(matrix)
  }

  /// Broyden's update of the inverse of I − ∂g/∂x.
  private static func update(
    _ inverse: inout [[Double]]?,
    from x: [Double],
    to next: [Double],
    _ scale: [Double],
    _ f: [Double],
    _ nextF: [Double]
  ) {
    guard let matrix = inverse else { return }
    let n = x.count
    let s = (0..<n).map { (next[$0] - x[$0]) / scale[$0] }
    // The function whose root is sought is x − g(x) = −f.
    let y = (0..<n).map { f[$0] - nextF[$0] }
    let my = matrix.map { dot($0, y) }
    let bottom = dot(s, my)
    guard abs(bottom) > 1e-12 * dot(s, s) else { return }
    var sm = [Double](repeating: 0, count: n)
    for row in 0..<n { for column in 0..<n { sm[column] += s[row] * matrix[row][column] } }
    var updated = matrix
    for row in 0..<n {
      let factor = (s[row] - my[row]) / bottom
      for column in 0..<n { updated[row][column] += factor * sm[column] }
    }
    inverse = updated
  }

  /// Gauss–Jordan elimination with row pivots.
  private static func inverse(_ matrix: [[Double]]) -> [[Double]]? {
    let n = matrix.count
    var a = matrix
    var b = (0..<n).map { row in (0..<n).map { $0 == row ? 1.0 : 0 } }
    for column in 0..<n {
      guard
        let pivot = (column..<n).max(by: { abs(a[$0][column]) < abs(a[$1][column]) }),
        abs(a[pivot][column]) > 1e-12
      else { return nil }
      a.swapAt(column, pivot)
      b.swapAt(column, pivot)
      let scale = 1 / a[column][column]
      for k in 0..<n {
        a[column][k] *= scale
        b[column][k] *= scale
      }
      for row in 0..<n where row != column {
        let factor = a[row][column]
        guard factor != 0 else { continue }
        for k in 0..<n {
          a[row][k] -= factor * a[column][k]
          b[row][k] -= factor * b[column][k]
        }
      }
    }
    return b
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for i in a.indices { sum += a[i] * b[i] }
    return sum
  }
}
