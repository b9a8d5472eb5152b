import Numerics

/// Which rows of a large sample are separated, by projections alone.
///
/// The steps of the fit suggest rows; a combination of regressors and effects that is zero in all other
/// rows and falls in these is the certificate. Where the steps suggest nothing that holds, the
/// projection z = P(1 + s) of least length with s ≥ 0 is searched for: it is zero where nothing is
/// separated and a certificate otherwise (the fixed point of the iterative rectifier of Correia,
/// Guimarães & Zylkin 2021), here by the accelerated gradient method of Nesterov with restarts.
struct LargeSeparation {
  let design: GravityDesign
  /// Whether effects have columns of their own, for small samples.
  let isExplicit: Bool
  let threads: Int

  /// Share of what is certified that may be left in rows that are to rest.
  private static let restShare = 1e-6

  /// The rows of a candidate that fall along a combination which rests everywhere else.
  ///
  /// - Parameters:
  ///   - candidate: places of rows of outcome zero.
  ///   - direction: how far each row of the design moves, below zero in the candidate.
  /// - Returns: the candidate, or no row where it is not certified.
  /// - Throws: `NotConverged`.
  func certified(_ candidate: [Int], direction: [Double]) throws -> [Int] {
    guard !candidate.isEmpty else { return [] }
    var isHeld = [Bool](repeating: true, count: design.rowCount)
    var target = [Double](repeating: 0, count: design.rowCount)
    for place in candidate {
      isHeld[place] = false
      target[place] = direction[place]
    }
    var projection = try ConstrainedProjection(
      design,
      isHeld: isHeld,
      isExplicit: isExplicit,
      threads: threads
    )
    let fitted = try projection.fitted(target)
    var least = Double.infinity
    for place in candidate { least = min(least, -fitted[place]) }
    guard least > 0 else { return [] }
    for row in fitted.indices where isHeld[row] && abs(fitted[row]) > Self.restShare * least {
      return []
    }
    return candidate
  }

  /// Searches all rows of outcome zero.
  ///
  /// - Returns: rows that are certified; none where it is certain that no row is separated.
  /// - Throws: `NotConverged` where it ends with neither.
  func search() throws -> [Int] {
    let zeros = design.response.indices.filter { design.response[$0] == 0 }
    guard !zeros.isEmpty else { return [] }
    var projection = try ConstrainedProjection(
      design,
      isHeld: design.response.map { $0 != 0 },
      isExplicit: isExplicit,
      threads: threads
    )
    var extra = [Double](repeating: 0, count: zeros.count)
    var ahead = extra
    var momentum = 1.0
    var target = [Double](repeating: 0, count: design.rowCount)
    var nextTry = 10
    var tried: Set<[Int]> = []
    var largest = 0.0
    let limit = 5000
    for iteration in 1...limit {
      for (place, row) in zeros.enumerated() { target[row] = 1 + ahead[place] }
      let fitted = try projection.fitted(target)
      largest = 0
      var least = 0.0
      for row in zeros {
        largest = max(largest, fitted[row])
        least = min(least, fitted[row])
      }
      // What is left of ones is nothing: means of one and more balance all score equations.
      if max(largest, -least) < 1e-7, ahead.allSatisfy({ $0 > -0.5 }) { return [] }
      if iteration >= nextTry {
        nextTry *= 2
        tried = []
        for share in [1e-7, 1e-5, 1e-3, 1e-1] where least > -share * largest / 2 {
          let rows = zeros.filter { fitted[$0] > share * largest }
          // Several shares may part the rows alike: each set is judged once for a direction.
          guard tried.insert(rows).inserted else { continue }
          let found = try certified(rows, direction: fitted.map { -$0 })
          if !found.isEmpty { return found }
        }
      }
      var turn = 0.0
      let following = (1 + (1 + 4 * momentum * momentum).squareRoot()) / 2
      var next = extra
      for (place, row) in zeros.enumerated() {
        next[place] = max(0, ahead[place] - fitted[row])
        turn += (ahead[place] - next[place]) * (next[place] - extra[place])
      }
      if turn > 0 {
        momentum = 1
        ahead = next
      } else {
        let share = (momentum - 1) / following
        for place in next.indices {
          ahead[place] = next[place] + share * (next[place] - extra[place])
        }
        momentum = following
      }
      extra = next
      if !(largest < 1e6) { break }
    }
    throw NotConverged(
      solver: "the search for separated rows",
      residual: largest,
      tolerance: 1e-7,
      iterations: limit,
      advice: "leave out regressors or effects that hardly vary where the outcome is positive"
    )
  }
}
