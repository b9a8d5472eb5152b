/// Fixed points x = g(x) of few coordinates and steep g, such as flows on scarce capacities.
///
/// Newton's method with a Jacobian from the caller, kept up to date by Broyden's rank-one formula
/// (Broyden 1965, "good") and made anew where that is slow, with backtracking (Dennis & Schnabel
/// 1983, ch. 6).
public struct NewtonFixedPoint: Sendable {
  /// Largest residual accepted: max over i of |g(x) − x|ᵢ / scaleᵢ.
  public var tolerance: Double
  /// Most evaluations of g.
  public var maximumIterations: Int

  /// Residual above this share of the last one: Broyden's formula is slow, and a Jacobian is made.
  private static let slow = 0.3

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
  ///   - jacobian: about ∂gᵢ/∂xⱼ at a point: row i, column j.
  ///   - g: the map.
  /// - Returns: the fixed point, the last inverse, for like problems, and how the solver ended.
  /// - Throws: `NotConverged`, or what the maps throw.
  public func solve(
    start: [Double],
    scale: [Double],
    solver: String,
    inverse known: DenseMatrix? = nil,
    jacobian: ([Double]) throws -> DenseMatrix,
    _ g: ([Double]) throws -> [Double]
  ) throws -> (point: [Double], inverse: DenseMatrix?, convergence: Convergence) {
    let n = start.count
    var evaluations = 0
    func residual(_ x: [Double]) throws -> Residual {
      evaluations += 1
      return Residual(x, try g(x), scale)
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
      let step = inverse.map { Self.product($0, now.f) } ?? now.f
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
          if next.norm > Self.slow * now.norm, next.largest > tolerance {
            inverse = nil
          } else {
            Self.update(&inverse, from: x, to: trial, scale, now.f, next.f)
          }
          x = trial
          now = next
          accepted = true
          break
        }
        length /= 2.5
      }
      if accepted {
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
      x, inverse,
      Convergence(iterations: evaluations, residual: now.largest, tolerance: tolerance)
    )
  }

  /// (I − ∂g/∂x)⁻¹ in scaled coordinates; `nil` where it has none.
  public static func inverse(of jacobian: DenseMatrix, scale: [Double]) -> DenseMatrix? {
    let n = scale.count
    var matrix = jacobian
    for column in 0..<n {
      for row in 0..<n { matrix[row, column] *= -scale[column] / scale[row] }
      matrix[column, column] += 1
    }
    guard let factors = try? DenseLU(matrix), factors.reciprocalCondition > 1e-14 else {
      return nil
    }
    return factors.solve(.identity(n))
  }

  /// Broyden's update of the inverse of I − ∂g/∂x.
  private static func update(
    _ inverse: inout DenseMatrix?,
    from x: [Double],
    to next: [Double],
    _ scale: [Double],
    _ f: [Double],
    _ nextF: [Double]
  ) {
    guard var matrix = inverse else { return }
    let n = x.count
    let s = (0..<n).map { (next[$0] - x[$0]) / scale[$0] }
    // The function whose root is sought is x − g(x) = −f.
    let y = (0..<n).map { f[$0] - nextF[$0] }
    let my = product(matrix, y)
    let bottom = dot(s, my)
    guard abs(bottom) > 1e-12 * dot(s, s) else { return }
    inverse = nil
    for column in 0..<n {
      var sm = 0.0
      for row in 0..<n { sm += s[row] * matrix[row, column] }
      sm /= bottom
      for row in 0..<n { matrix[row, column] += (s[row] - my[row]) * sm }
    }
    inverse = matrix
  }

  private static func product(_ matrix: DenseMatrix, _ vector: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: matrix.rows)
    for column in 0..<matrix.columns {
      for row in 0..<matrix.rows { result[row] += matrix[row, column] * vector[column] }
    }
    return result
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for i in a.indices { sum += a[i] * b[i] }
    return sum
  }
}

/// How far a map moves a point, in units of each coordinate's scale.
private struct Residual {
  var f: [Double]
  /// Greatest size; infinite where the map gave what is not a number.
  var largest: Double
  /// Root of the sum of squares.
  var norm: Double

  init(_ x: [Double], _ value: [Double], _ scale: [Double]) {
    f = zip(x, zip(value, scale)).map { ($1.0 - $0) / $1.1 }
    let squares = f.reduce(0) { $0 + $1 * $1 }
    norm = squares.squareRoot()
    largest = squares.isFinite ? f.reduce(0) { max($0, abs($1)) } : .infinity
  }
}
