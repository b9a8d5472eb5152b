import Numerics

/// Projection of a target on regressors and effects that are held near zero in some rows.
///
/// Weighted least squares with a large weight in the rows to be held is least squares under the
/// constraint that what is fitted there is zero, but for the share of one over the weight (Correia,
/// Guimarães & Zylkin 2021, their iterative rectifier).
struct ConstrainedProjection {
  /// Weight of the rows that are held, beside one.
  static let heldWeight = 1e8

  private let solver: EffectSolver
  private let weights: [Double]
  private let threads: Int
  /// Regressors without the effects, orthonormal in the weighted product.
  private var basis: [[Double]] = []
  private var start: [Double] = []

  /// Prepares for targets.
  ///
  /// - Parameters:
  ///   - design: regressors and effects.
  ///   - isHeld: rows to hold near zero.
  ///   - isExplicit: whether effects have columns of their own, for small samples.
  ///   - threads: threads to use.
  /// - Throws: `NotConverged`.
  init(_ design: GravityDesign, isHeld: [Bool], isExplicit: Bool, threads: Int) throws {
    self.threads = threads
    weights = isHeld.map { $0 ? Self.heldWeight : 1 }
    let dimensions = design.solvedDimensions
    solver = EffectSolver(isExplicit ? [] : dimensions, rowCount: design.rowCount, threads: threads)
    // Whatever level coefficients come out, what is fitted is a combination of regressors and effects.
    solver.acceptsStalls = true
    solver.prepare(weights)
    if isExplicit {
      for dimension in dimensions {
        for level in 0..<Int32(dimension.levelCount) {
          extend(
            dimension.codes.indices.map { row in
              dimension.codes[row] == level ? dimension.values?[row] ?? 1 : 0
            }
          )
        }
      }
      for column in design.regressors { extend(column) }
      return
    }
    var first = 0
    while first < design.regressors.count {
      let places = first..<min(first + 8, design.regressors.count)
      for column in try cleaned(places.map { design.regressors[$0] }) { extend(column) }
      first = places.upperBound
    }
  }

  /// What is fitted of a target; each call starts where the last one ended.
  ///
  /// - Throws: `NotConverged`.
  mutating func fitted(_ target: [Double]) throws -> [Double] {
    var left: [[Double]] = [[]]
    try solver.remove(
      from: [target],
      coefficients: &start,
      floors: [1e-9 * product(target, target).squareRoot()],
      reductions: [0],
      into: &left
    )
    var fitted = target
    for row in fitted.indices { fitted[row] -= left[0][row] }
    for vector in basis {
      let share = product(vector, left[0])
      for row in fitted.indices { fitted[row] += share * vector[row] }
    }
    return fitted
  }

  /// Columns without the effects, exactly beside what is left of each.
  private func cleaned(_ columns: [[Double]]) throws -> [[Double]] {
    var left = [[Double]](repeating: [], count: columns.count)
    var coefficients: [Double] = []
    let none = [Double](repeating: 0, count: columns.count)
    try solver.remove(
      from: columns,
      coefficients: &coefficients,
      floors: none,
      reductions: none.map { _ in 1e-8 },
      into: &left
    )
    let sizes = columns.map { product($0, $0).squareRoot() }
    let floors = zip(left, sizes).map { values, size in
      max(1e-10 * product(values, values).squareRoot(), 1e-14 * size)
    }
    try solver.remove(
      from: columns,
      coefficients: &coefficients,
      floors: floors,
      reductions: none,
      into: &left
    )
    return left.indices.map { place in
      let size = product(left[place], left[place]).squareRoot()
      return size > 1e-11 * sizes[place] ? left[place] : []
    }
  }

  /// Takes a column into the basis, where the ones before do not hold it.
  private mutating func extend(_ column: [Double]) {
    guard !column.isEmpty else { return }
    let whole = product(column, column).squareRoot()
    guard whole > 0 else { return }
    var vector = column.map { $0 / whole }
    for _ in 0..<2 {
      for other in basis {
        let share = product(other, vector)
        for row in vector.indices { vector[row] -= share * other[row] }
      }
    }
    let size = product(vector, vector).squareRoot()
    guard size > 1e-10 else { return }
    basis.append(vector.map { $0 / size })
  }

  private func product(_ a: [Double], _ b: [Double]) -> Double {
    let weights = weights
    return RowChunks(rowCount: a.count).sum(threads: threads) { range in
      var part = 0.0
      for row in range { part += weights[row] * a[row] * b[row] }
      return part
    }
  }
}
