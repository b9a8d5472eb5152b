import Numerics

/// Which rows of a small sample are separated, with a certificate both ways.
///
/// A Poisson estimate exists if and only if no combination z of regressors and effects is zero for all
/// positive outcomes, nowhere negative for outcomes of zero and somewhere positive (Correia, Guimarães
/// & Zylkin 2019, 2021). Combinations that are zero for positive outcomes are a subspace; with an
/// orthonormal basis U of what they are in the rows of zero outcome, the least squares problem
/// min |U'(1 + s)|, s ≥ 0 decides: where it is zero, 1 + s shows by Stiemke's lemma that there is no
/// such z; otherwise z = UU'(1 + s) is one. The fixed point of their iterative rectifier
/// u ← max(0, UU'u) is found in finitely many steps in this way (Lawson & Hanson 1974), where the
/// iteration alone may take very many.
enum ExactSeparation {
  /// Whether a sample is small enough: rows times the square of parameters.
  static func isSmall(_ design: GravityDesign) -> Bool {
    let parameters = parameterCount(design)
    let zeros = design.response.reduce(0) { $0 + ($1 == 0 ? 1 : 0) }
    return parameters <= 500 && zeros <= 5000
      && design.rowCount * parameters * parameters <= 40_000_000
  }

  private static func parameterCount(_ design: GravityDesign) -> Int {
    design.regressors.count
      + design.effects.reduce(0) {
        $0 + $1.levelCount * (($1.hasConstants ? 1 : 0) + $1.slopes.count)
      }
  }

  /// Places of separated rows.
  static func find(_ design: GravityDesign) -> [Int] {
    let zeros = design.response.indices.filter { design.response[$0] == 0 }
    let positives = design.response.indices.filter { design.response[$0] > 0 }
    guard !zeros.isEmpty, !positives.isEmpty else { return [] }
    let count = parameterCount(design)
    let scales = design.regressors.map { values in values.reduce(0) { max($0, abs($1)) } }
    func row(_ place: Int) -> [Double] {
      var values = [Double](repeating: 0, count: count)
      for (column, regressor) in design.regressors.enumerated() where scales[column] > 0 {
        values[column] = regressor[place] / scales[column]
      }
      var base = design.regressors.count
      for effect in design.effects {
        if effect.hasConstants {
          values[base + Int(effect.codes[place])] = 1
          base += effect.levelCount
        }
        for slope in effect.slopes {
          let scale = slope.reduce(0) { max($0, abs($1)) }
          values[base + Int(effect.codes[place])] = scale > 0 ? slope[place] / scale : 0
          base += effect.levelCount
        }
      }
      return values
    }
    // Rows that say the same need saying once.
    let constraints = Array(Set(positives.map(row))).sorted { $0.lexicographicallyPrecedes($1) }
    let basis = HouseholderBasis(constraints, order: count, tolerance: 1e-10)
    guard basis.rank < count else { return [] }
    let free = basis.vectors(basis.rank..<count)
    var candidates: [(place: Int, image: [Double])] = []
    for place in zeros {
      let values = row(place)
      let size = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
      var image = free.map { vector in
        var sum = 0.0
        for index in values.indices { sum += values[index] * vector[index] }
        return sum
      }
      let length = image.reduce(0) { $0 + $1 * $1 }.squareRoot()
      // Held by the positive outcomes: no combination moves it.
      guard length > 1e-9 * max(1, size) else { continue }
      for index in image.indices { image[index] /= length }
      candidates.append((place, image))
    }
    var found: [Int] = []
    while !candidates.isEmpty {
      let separated = Set(separatedRows(candidates.map(\.image)))
      if separated.isEmpty { break }
      found += separated.map { candidates[$0].place }
      candidates = candidates.indices.filter { !separated.contains($0) }.map { candidates[$0] }
    }
    return found.sorted()
  }

  /// Places of the rows of a matrix that some combination of its columns makes positive, none being
  /// made negative.
  private static func separatedRows(_ images: [[Double]]) -> [Int] {
    let rows = images.count
    let columns = (0..<images[0].count).map { column in images.map { $0[column] } }
    let decomposed = HouseholderBasis(columns, order: rows, tolerance: 1e-10)
    let rank = decomposed.rank
    guard rank > 0 else { return [] }
    let basis = decomposed.vectors(0..<rank)
    func combination(_ weights: [Double]) -> (coefficients: [Double], values: [Double]) {
      let coefficients = basis.map { vector in
        var sum = 0.0
        for row in 0..<rows { sum += vector[row] * weights[row] }
        return sum
      }
      var values = [Double](repeating: 0, count: rows)
      for index in basis.indices {
        for row in 0..<rows { values[row] += coefficients[index] * basis[index][row] }
      }
      return (coefficients, values)
    }
    let tolerance = 1e-9
    var extra = [Double](repeating: 0, count: rows)
    var isFree = [Bool](repeating: false, count: rows)
    for _ in 0..<(20 * rows + 100) {
      let (coefficients, z) = combination(extra.map { 1 + $0 })
      let size = coefficients.reduce(0) { $0 + $1 * $1 }.squareRoot()
      if size < tolerance * Double(rows).squareRoot() { return [] }
      let worst = (0..<rows).filter { !isFree[$0] }.min { z[$0] < z[$1] }
      guard let worst, z[worst] < -tolerance * max(size, 1e-3) else {
        let most = z.max() ?? 0
        let bound = max(1e-7 * most, tolerance)
        return (0..<rows).filter { z[$0] > bound }
      }
      isFree[worst] = true
      guard settle(&extra, &isFree, basis, rows) else { break }
    }
    return []
  }

  /// Least squares in the free variables, those that would turn negative being tied again.
  private static func settle(
    _ extra: inout [Double],
    _ isFree: inout [Bool],
    _ basis: [[Double]],
    _ rows: Int
  ) -> Bool {
    while true {
      let free = (0..<rows).filter { isFree[$0] }
      guard !free.isEmpty else { return true }
      var normal = DenseMatrix(rows: free.count, columns: free.count)
      var right = [Double](repeating: 0, count: free.count)
      let sums = basis.map { $0.reduce(0, +) }
      for (a, row) in free.enumerated() {
        for (b, other) in free.enumerated() {
          var sum = 0.0
          for vector in basis { sum += vector[row] * vector[other] }
          normal[a, b] = sum
        }
        var sum = 0.0
        for (index, vector) in basis.enumerated() { sum += vector[row] * sums[index] }
        right[a] = -sum
        normal[a, a] += 1e-13
      }
      guard let wanted = try? DenseCholesky(normal).solve(right) else { return false }
      if wanted.allSatisfy({ $0 > 0 }) {
        for row in 0..<rows { extra[row] = 0 }
        for (a, row) in free.enumerated() { extra[row] = wanted[a] }
        return true
      }
      var share = 1.0
      for (a, row) in free.enumerated() where wanted[a] <= 0 {
        share = min(share, extra[row] / max(extra[row] - wanted[a], 1e-300))
      }
      for (a, row) in free.enumerated() {
        extra[row] += share * (wanted[a] - extra[row])
        if extra[row] <= 1e-14 {
          extra[row] = 0
          isFree[row] = false
        }
      }
    }
  }
}
