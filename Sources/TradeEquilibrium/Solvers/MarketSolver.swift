import Numerics

/// Clears markets: Anderson-accelerated iteration, Newton–Krylov where that stalls, and a damped
/// iteration before giving up.
///
/// Anderson (1965), type II, with the least-squares problem by modified Gram–Schmidt (Walker & Ni
/// 2011); Newton's method with GMRES for the step (Saad & Schultz 1986) and backtracking. Once the
/// tolerance is met the iteration goes on while it still gains, so that what is left is rounding.
struct MarketSolver {
  /// Largest correction accepted.
  var tolerance = 1e-13
  /// Most evaluations.
  var maximumEvaluations = 3000
  /// Differences that the acceleration keeps.
  var memory = 8
  /// Name for errors.
  var name = "trade equilibrium"
  /// What an error advises.
  var advice = "try a smaller change first, or another closure"
  /// Whether Newton's method comes first, for starts that are near.
  var startsWithNewton = false
  /// Largest change of a logarithm in one step.
  var longestStep = 4.0

  /// Where the solver ended.
  struct Solution {
    var point: [Double]
    var convergence: Convergence
    var method: String
  }

  private struct State {
    var point: [Double]
    var correction: [Double]
    var size: Double
  }

  /// Solves from a start; a start that is an equilibrium comes back as it is.
  func solve(_ system: some MarketSystem, start: [Double]) throws -> Solution {
    var evaluations = 0
    func evaluate(_ point: [Double]) throws -> State {
      evaluations += 1
      let f = try system.correction(point)
      var size = 0.0
      // A maximum would pass over what is not a number.
      for value in f { size = abs(value).isFinite ? max(size, abs(value)) : .infinity }
      return State(point: point, correction: f, size: size)
    }
    func done(_ state: State, _ method: String) -> Solution {
      Solution(
        point: state.point,
        convergence: Convergence(
          iterations: evaluations,
          residual: state.size,
          tolerance: tolerance
        ),
        method: method
      )
    }
    var best = try evaluate(start)
    if best.size == 0 { return done(best, "none needed") }
    if startsWithNewton {
      best = try newton(system, best, evaluate) { evaluations < maximumEvaluations }
      if best.size <= tolerance { return done(best, "Newton") }
    }
    best = try accelerated(best, evaluate)
    if best.size <= tolerance { return done(best, "Anderson") }
    best = try newton(system, best, evaluate) { evaluations < maximumEvaluations }
    if best.size <= tolerance { return done(best, "Newton–Krylov") }
    var state = best
    var damping = 0.5
    while evaluations < maximumEvaluations, best.size > tolerance {
      var next = state.point
      for i in next.indices { next[i] += limited(damping * state.correction[i]) }
      let trial = try evaluate(next)
      if trial.size < best.size { best = trial }
      if trial.size < 2 * best.size {
        state = trial
      } else {
        damping = max(0.02, damping / 2)
        state = best
      }
    }
    guard best.size <= tolerance else {
      throw NotConverged(
        solver: name,
        residual: best.size,
        tolerance: tolerance,
        iterations: evaluations,
        advice: advice
      )
    }
    return done(best, "damped iteration")
  }

  private func limited(_ step: Double) -> Double { min(longestStep, max(-longestStep, step)) }

  private func accelerated(
    _ start: State,
    _ evaluate: ([Double]) throws -> State
  ) throws -> State {
    let n = start.point.count
    var state = start
    var best = start
    var dx: [[Double]] = []
    var df: [[Double]] = []
    var mixing = 1.0
    var sinceGain = 0
    var mark = best.size
    for iteration in 0..<600 {
      if best.size <= tolerance, sinceGain >= 2 || best.size < 1e-16 { break }
      // Newton's method takes over where ten-fold gains have become rare.
      if iteration % 60 == 59 {
        if best.size > tolerance, !(best.size < 0.1 * mark) { break }
        mark = best.size
      }
      let gamma = AndersonWeights.leastSquares(df, state.correction)
      var next = state.point
      for i in 0..<n { next[i] += mixing * state.correction[i] }
      for (k, factor) in gamma.enumerated() where factor != 0 {
        for i in 0..<n { next[i] -= factor * (dx[k][i] + mixing * df[k][i]) }
      }
      for i in 0..<n { next[i] = state.point[i] + limited(next[i] - state.point[i]) }
      let trial = try evaluate(next)
      if trial.size < best.size {
        sinceGain = trial.size < 0.7 * best.size ? 0 : sinceGain + 1
        best = trial
        mixing = min(1, mixing * 1.5)
      } else {
        sinceGain += 1
        if !(trial.size < 4 * best.size) {
          if best.size <= tolerance { break }
          // No help: back to the best point with a shorter plain step.
          dx.removeAll()
          df.removeAll()
          mixing = max(0.02, mixing / 2)
          var retreat = best.point
          for i in 0..<n { retreat[i] += limited(mixing * best.correction[i]) }
          state = try evaluate(retreat)
          if state.size < best.size { best = state }
          guard state.size.isFinite else { return best }
          continue
        }
      }
      dx.append(zip(trial.point, state.point).map { $0 - $1 })
      df.append(zip(trial.correction, state.correction).map { $0 - $1 })
      if dx.count > memory {
        dx.removeFirst()
        df.removeFirst()
      }
      state = trial
    }
    return best
  }

  /// Most unknowns for which the derivative is factorised as a whole.
  private static let denseLimit = 300

  /// Newton's step: by a dense factorisation where the system is small, by GMRES where it is not.
  private static func step(
    _ right: [Double],
    _ product: ([Double]) throws -> [Double]
  ) throws -> (solution: [Double], residual: Double) {
    let n = right.count
    if n <= denseLimit {
      var matrix = DenseMatrix(rows: n, columns: n)
      for column in 0..<n {
        var unit = [Double](repeating: 0, count: n)
        unit[column] = 1
        for (row, value) in try product(unit).enumerated() { matrix[row, column] = value }
      }
      if let factors = try? DenseLU(matrix) { return (factors.solve(right), 0) }
    }
    return try GeneralisedMinimalResidual(tolerance: 1e-10).solve(right, product)
  }

  private func newton(
    _ system: some MarketSystem,
    _ start: State,
    _ evaluate: ([Double]) throws -> State,
    _ mayGoOn: () -> Bool
  ) throws -> State {
    var state = start
    var shortSteps = 0
    for _ in 0..<60 where state.size > tolerance && mayGoOn() {
      guard state.size.isFinite else { return start }
      let product = try system.derivative(state.point)
      let (step, reached) = try Self.step(state.correction.map { -$0 }, product)
      guard reached < 0.9, step.allSatisfy(\.isFinite) else { return state }
      let longest = step.reduce(0) { max($0, abs($1)) }
      var length = min(1, longestStep / max(longest, 1e-300))
      let norm = GeneralisedMinimalResidual.norm(state.correction)
      var accepted = false
      while length > 1e-6, mayGoOn() {
        var next = state.point
        for i in next.indices { next[i] += length * step[i] }
        let trial = try evaluate(next)
        if GeneralisedMinimalResidual.norm(trial.correction) < (1 - 1e-4 * length) * norm {
          state = trial
          accepted = true
          shortSteps = length < 0.05 ? shortSteps + 1 : 0
          break
        }
        length /= 2.5
      }
      // Creeping along a flat is left to the damped iteration.
      if !accepted || shortSteps > 3 { return state }
    }
    return state
  }
}
