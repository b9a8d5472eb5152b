/// Newton's method without a matrix for x = F(x), where F's slope has no eigenvalue near one, such as
/// flows called forth by the costs that they cause.
///
/// Each Newton step is solved by GMRES (Saad & Schultz 1986) on differences of F, as exactly as the
/// residual is small yet (Eisenstat & Walker 1996), and shortened until the residual falls (Dembo,
/// Eisenstat & Steihaug 1982). For a choice by costs that rise with flow the slope's eigenvalues are
/// real and not above nil, so that the step always leads downwards.
struct NewtonKrylov {
  /// Largest residual, relative to `size`, that ends it.
  var tolerance: Double
  /// Size of the numbers looked for.
  var size: Double
  /// Vectors of a GMRES round.
  var memory = 40

  /// Solves.
  ///
  /// - Parameters:
  ///   - start: where to begin.
  ///   - mayGoOn: whether F may be asked again.
  ///   - image: F.
  /// - Returns: a point whose residual is within the tolerance, or the best that `mayGoOn` allowed.
  /// - Throws: what F throws.
  func solve(
    from start: [Double],
    mayGoOn: () -> Bool,
    image: ([Double]) throws -> [Double]
  ) throws -> [Double] {
    var x = start
    var f = difference(try image(x), x)
    var norm = Self.norm(f)
    while largest(f) > tolerance * size, mayGoOn() {
      // Close to the solution steps are exact, far from it they need not be.
      let accuracy = min(0.1, max(1e-6, (norm / (size * 10)).squareRoot()))
      let step = try krylov(x, f, norm, accuracy, mayGoOn, image)
      var share = 1.0
      var isBetter = false
      while !isBetter, share > 1e-6, mayGoOn() {
        // Flows are not negative.
        let next = x.indices.map { max(0, x[$0] + share * step[$0]) }
        let other = difference(try image(next), next)
        let otherNorm = Self.norm(other)
        if otherNorm < (1 - 1e-4 * share) * norm || largest(other) <= tolerance * size {
          (x, f, norm) = (next, other, otherNorm)
          isBetter = true
        } else {
          share /= 2
        }
      }
      if !isBetter { break }
    }
    return x
  }

  /// Solves (I − F′) s = f for s.
  private func krylov(
    _ x: [Double],
    _ f: [Double],
    _ norm: Double,
    _ accuracy: Double,
    _ mayGoOn: () -> Bool,
    _ image: ([Double]) throws -> [Double]
  ) throws -> [Double] {
    var basis: [[Double]] = [f.map { $0 / norm }]
    // Columns of the Hessenberg matrix, made triangular by rotations as they come.
    var columns: [[Double]] = []
    var rotations: [(cosine: Double, sine: Double)] = []
    var right = [norm]
    while columns.count < memory, abs(right[columns.count]) > accuracy * norm, mayGoOn() {
      let vector = basis[columns.count]
      let width = 3e-8 * size / max(largest(vector), .leastNormalMagnitude)
      let moved = x.indices.map { x[$0] + width * vector[$0] }
      let value = difference(try image(moved), moved)
      // f(x) = F(x) − x, so that −f′ v = (I − F′) v.
      var product = x.indices.map { (f[$0] - value[$0]) / width }
      var column: [Double] = []
      for other in basis {
        let part = Self.dot(product, other)
        column.append(part)
        for place in product.indices { product[place] -= part * other[place] }
      }
      let rest = Self.norm(product)
      for (place, rotation) in rotations.enumerated() {
        let above = column[place]
        column[place] = rotation.cosine * above + rotation.sine * column[place + 1]
        column[place + 1] = rotation.cosine * column[place + 1] - rotation.sine * above
      }
      let last = columns.count
      let radius = (column[last] * column[last] + rest * rest).squareRoot()
      guard radius > 0 else { break }
      let rotation = (cosine: column[last] / radius, sine: rest / radius)
      column[last] = radius
      right.append(-rotation.sine * right[last])
      right[last] *= rotation.cosine
      rotations.append(rotation)
      columns.append(column)
      guard rest > 1e-14 * radius else { break }
      basis.append(product.map { $0 / rest })
    }
    var weights = [Double](repeating: 0, count: columns.count)
    for place in columns.indices.reversed() {
      var value = right[place]
      for later in place + 1..<max(place + 1, columns.count) {
        value -= columns[later][place] * weights[later]
      }
      weights[place] = value / columns[place][place]
    }
    var step = [Double](repeating: 0, count: x.count)
    for (place, weight) in weights.enumerated() {
      for index in step.indices { step[index] += weight * basis[place][index] }
    }
    return step
  }

  private func difference(_ a: [Double], _ b: [Double]) -> [Double] {
    a.indices.map { a[$0] - b[$0] }
  }

  private func largest(_ a: [Double]) -> Double { a.reduce(0) { max($0, abs($1)) } }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for place in a.indices { sum += a[place] * b[place] }
    return sum
  }

  private static func norm(_ a: [Double]) -> Double { dot(a, a).squareRoot() }
}
