/// Linear equations whose matrix is known by its products alone: GMRES (Saad & Schultz 1986), with
/// modified Gram–Schmidt and one reorthogonalisation.
struct GeneralisedMinimalResidual {
  /// Largest norm of the residual accepted, relative to the right-hand side.
  var tolerance = 1e-12
  /// Most products in one cycle.
  var restart = 120
  /// Most cycles.
  var cycles = 6

  /// Solves A x = b from zero.
  ///
  /// - Returns: the solution, and the relative residual reached.
  func solve(
    _ b: [Double],
    _ product: ([Double]) throws -> [Double]
  ) throws -> (solution: [Double], residual: Double) {
    let n = b.count
    var x = [Double](repeating: 0, count: n)
    let size = Self.norm(b)
    guard size > 0 else { return (x, 0) }
    var r = b
    var reached = 1.0
    for _ in 0..<cycles {
      let before = reached
      let step = try cycle(r, size, product)
      for i in 0..<n { x[i] += step[i] }
      let image = try product(x)
      for i in 0..<n { r[i] = b[i] - image[i] }
      reached = Self.norm(r) / size
      if !(reached > tolerance) || !(reached < 0.5 * before) { break }
    }
    return (x, reached)
  }

  private func cycle(
    _ r: [Double],
    _ size: Double,
    _ product: ([Double]) throws -> [Double]
  ) throws -> [Double] {
    let n = r.count
    let beta = Self.norm(r)
    guard beta > 0 else { return [Double](repeating: 0, count: n) }
    let m = min(restart, n + 1)
    var basis = [r.map { $0 / beta }]
    var columns: [[Double]] = []
    var rotations: [(c: Double, s: Double)] = []
    var target = [beta]
    for k in 0..<m {
      var w = try product(basis[k])
      var h = [Double](repeating: 0, count: k + 2)
      for _ in 0..<2 {
        for i in 0...k {
          let part = Self.dot(w, basis[i])
          h[i] += part
          for e in 0..<n { w[e] -= part * basis[i][e] }
        }
      }
      let rest = Self.norm(w)
      h[k + 1] = rest
      for (i, rotation) in rotations.enumerated() {
        let a = h[i]
        h[i] = rotation.c * a + rotation.s * h[i + 1]
        h[i + 1] = rotation.c * h[i + 1] - rotation.s * a
      }
      let length = (h[k] * h[k] + h[k + 1] * h[k + 1]).squareRoot()
      guard length > 0, length.isFinite else { break }
      let rotation = (c: h[k] / length, s: h[k + 1] / length)
      rotations.append(rotation)
      h[k] = length
      h[k + 1] = 0
      target.append(-rotation.s * target[k])
      target[k] *= rotation.c
      columns.append(h)
      if abs(target[k + 1]) <= 0.1 * tolerance * size || !(rest > 1e-14 * length) { break }
      basis.append(w.map { $0 / rest })
    }
    let count = columns.count
    var y = [Double](repeating: 0, count: count)
    for i in (0..<count).reversed() {
      var value = target[i]
      for k in (i + 1)..<max(i + 1, count) { value -= columns[k][i] * y[k] }
      y[i] = value / columns[i][i]
    }
    var x = [Double](repeating: 0, count: n)
    for k in 0..<count {
      for e in 0..<n { x[e] += y[k] * basis[k][e] }
    }
    return x
  }

  static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var lanes = SIMD4<Double>.zero
    let whole = a.count & ~3
    unsafe a.withUnsafeBufferPointer { a in
      unsafe b.withUnsafeBufferPointer { b in
        var i = 0
        while i < whole {
          let x = unsafe SIMD4<Double>(a[i], a[i + 1], a[i + 2], a[i + 3])
          let y = unsafe SIMD4<Double>(b[i], b[i + 1], b[i + 2], b[i + 3])
          lanes += x * y
          i += 4
        }
      }
    }
    var sum = lanes.sum()
    for i in whole..<a.count { sum += a[i] * b[i] }
    return sum
  }

  static func norm(_ a: [Double]) -> Double { dot(a, a).squareRoot() }
}
