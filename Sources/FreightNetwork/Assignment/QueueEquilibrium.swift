import Foundation
public import Numerics

/// Flows on scarce capacities, x = g(x): what the choices of those who meet the queues at flows x load.
///
/// The cost of a capacity rises so steeply with its flow that Newton's method on x − g(x) overshoots
/// from one side of the solution to the other. What is loaded answers to the queues themselves smoothly:
/// ln g is nearly linear in the excess y of cost, as a logit's logarithms are in its costs. Each step
/// therefore solves ln x = ln g + K (y(x) − y₀), with K = ∂ln g/∂y, for x, which costs no evaluation
/// of g; near the solution that is Newton's method. K comes from the caller, is kept up to date by
/// Broyden's rank-one formula (Broyden 1965, "good") and made anew where that is slow, with
/// backtracking (Dennis & Schnabel 1983, ch. 6).
///
/// Where that leads nowhere, since nobody answers to a queue until it is long and then all do, the queues
/// are solved as straight lines first and made steeper by and by, each time from the same queues
/// (continuation: Allgower & Georg 1990).
public struct QueueEquilibrium: Sendable {
  /// Capacities, t a year, above zero.
  public let capacityTonnes: [Double]
  /// How their cost grows.
  public let performance: LinkPerformance
  /// Largest residual accepted: max over i of |g(x) − x|ᵢ / capacityᵢ.
  public var tolerance: Double
  /// Most evaluations of g.
  public var maximumIterations: Int

  /// Evaluations after which queues are softened.
  private static let patience = 60
  /// How steep they are then, one after the other.
  private static let steepness = [0, 0.05, 0.12, 0.25, 0.45, 0.7, 1]
  /// Residual that is enough where they are still softer than they should be.
  private static let looseTolerance = 1e-2

  /// Distance above this share of the last one: Broyden's formula is slow, and K is made anew.
  private static let slow = 0.3

  /// A solver for these capacities.
  public init(
    capacityTonnes: [Double],
    performance: LinkPerformance,
    tolerance: Double = 1e-10,
    maximumIterations: Int = 400
  ) {
    self.capacityTonnes = capacityTonnes
    self.performance = performance
    self.tolerance = tolerance
    self.maximumIterations = maximumIterations
  }

  /// Flows in equilibrium.
  public struct Solution: Sendable {
    /// t a year on each capacity.
    public var flows: [Double]
    /// ∂ln g/∂y at the end, for like problems; `nil` where none was needed.
    public var response: DenseMatrix?
    /// How the solver ended.
    public var convergence: Convergence
  }

  /// Solves x = g(x), x ≥ 0.
  ///
  /// A start that is a fixed point already comes back bit for bit. A capacity that nothing is loaded on
  /// is empty from the next step on.
  ///
  /// - Parameters:
  ///   - start: where to begin, t a year; not negative.
  ///   - solver: name for errors.
  ///   - knownResponse: ∂ln g/∂y of a like problem, to begin with.
  ///   - response: ∂gᵢ/∂yⱼ at flows and their loads, row i, column j; see
  ///     ``RouteAssignment/response(_:flows:loads:tonnes:slope:)``.
  ///   - g: t a year loaded where the capacities carry given flows.
  /// - Returns: flows, response and convergence.
  /// - Throws: `NotConverged`, or what the maps throw.
  public func solve(
    start: [Double],
    solver: String,
    knownResponse: DenseMatrix? = nil,
    response: (_ flows: [Double], _ loads: [Double]) throws -> DenseMatrix,
    _ g: ([Double]) throws -> [Double]
  ) throws -> Solution {
    var evaluations = 0
    let steep = Queues(capacity: capacityTonnes, performance: performance)
    var (now, matrix) = try search(
      steep,
      start: start,
      known: knownResponse,
      tolerance: tolerance,
      most: min(Self.patience, maximumIterations),
      &evaluations,
      response,
      g
    )
    if now.largest > tolerance, evaluations < maximumIterations {
      now = steep.state(start, start)
      for steepness in Self.steepness where evaluations < maximumIterations {
        let softened = performance.softened(steepness: steepness)
        let queues = Queues(capacity: capacityTonnes, performance: softened)
        (now, matrix) = try search(
          queues,
          start: queues.flows(atExcess: now),
          known: nil,
          tolerance: steepness < 1 ? max(tolerance, Self.looseTolerance) : tolerance,
          most: maximumIterations,
          &evaluations,
          response,
          g
        )
      }
    }
    guard now.largest <= tolerance else {
      throw NotConverged(
        solver: solver,
        residual: now.largest,
        tolerance: tolerance,
        iterations: evaluations,
        advice: "look for demand far above capacity, or allow more iterations"
      )
    }
    return Solution(
      flows: now.flows,
      response: matrix,
      convergence: Convergence(
        iterations: evaluations,
        residual: now.largest,
        tolerance: tolerance
      )
    )
  }

  /// Looks for the flows of some queues until they are found or the evaluations are used up; response
  /// and map get the flows that make the same queues by the solver's own performance.
  private func search(
    _ queues: Queues,
    start: [Double],
    known: DenseMatrix?,
    tolerance: Double,
    most: Int,
    _ evaluations: inout Int,
    _ response: (_ flows: [Double], _ loads: [Double]) throws -> DenseMatrix,
    _ g: ([Double]) throws -> [Double]
  ) throws -> (state: Queues.State, response: DenseMatrix?) {
    let own = Queues(capacity: capacityTonnes, performance: performance)
    let isOwn = queues.performance == performance
    func asOwn(_ flows: [Double]) -> [Double] {
      isOwn ? flows : own.flows(atExcess: queues.state(flows, flows))
    }
    func state(_ flows: [Double]) throws -> Queues.State {
      evaluations += 1
      return queues.state(flows, try g(asOwn(flows)))
    }
    var now = try state(start)
    var matrix = known
    while now.largest > tolerance {
      guard evaluations < most, now.largest.isFinite else { break }
      let isFresh = matrix == nil
      let current =
        try matrix
        ?? Self.logarithmic(response(asOwn(now.flows), now.loads), loads: now.loads)
      let target = queues.target(now, current)
      var length = 1.0
      var next: Queues.State?
      while length > 1e-3, evaluations < most {
        let trial = try state(queues.between(now.flows, target, length))
        if trial.distance < (1 - 0.05 * length) * now.distance {
          next = trial
          break
        }
        length /= 2.5
      }
      if let next {
        // A fresh one that is slow would come out much the same: what was seen is put in instead. Of
        // what nothing was loaded on, nothing is known.
        let isSlow = next.distance > Self.slow * now.distance && next.largest > tolerance
        let isKnown = zip(now.loads, next.loads).allSatisfy { $0 > 0 || $1 == 0 }
        matrix =
          isKnown && (isFresh || !isSlow) ? queues.updated(current, from: now, to: next) : nil
        now = next
      } else {
        matrix = nil
        // Even a fresh one does not help: a small plain step out of the corner.
        if isFresh { now = try state(queues.between(now.flows, now.loads, 0.02)) }
      }
    }
    return (now, matrix)
  }

  /// ∂ln gᵢ/∂yⱼ from ∂gᵢ/∂yⱼ at loads g, t a year; zero in rows that nothing is loaded on.
  public static func logarithmic(_ response: DenseMatrix, loads: [Double]) -> DenseMatrix {
    var matrix = response
    for column in 0..<matrix.columns {
      for row in 0..<matrix.rows {
        matrix[row, column] = loads[row] > 0 ? matrix[row, column] / loads[row] : 0
      }
    }
    return matrix
  }
}

extension RouteAssignment {
  /// The solver for its capacities.
  ///
  /// - Parameters:
  ///   - tolerance: largest residual accepted, relative to capacity.
  ///   - maximumIterations: most evaluations.
  /// - Returns: the solver.
  public func queueEquilibrium(
    tolerance: Double = 1e-10,
    maximumIterations: Int = 400
  ) -> QueueEquilibrium {
    QueueEquilibrium(
      capacityTonnes: capacityTonnes,
      performance: performance,
      tolerance: tolerance,
      maximumIterations: maximumIterations
    )
  }
}

/// Capacities and how their cost grows.
private struct Queues {
  /// Flows with what they load.
  struct State {
    var flows: [Double]
    var loads: [Double]
    /// Excess of cost at the flows.
    var excess: [Double]
    /// Greatest |load − flow| over capacity; infinite where a load is not a number.
    var largest: Double
    /// Root of the sum of squares of the differences of ln(u + 0.05), u flow or load over capacity.
    var distance: Double
  }

  let capacity: [Double]
  let performance: LinkPerformance

  func state(_ flows: [Double], _ loads: [Double]) -> State {
    var largest = 0.0
    var squares = 0.0
    for i in flows.indices {
      let flow = flows[i] / capacity[i]
      let load = loads[i] / capacity[i]
      guard load.isFinite else {
        largest = .infinity
        squares = .infinity
        continue
      }
      largest = max(largest, abs(load - flow))
      // Far from 1 a logarithm tells how far it is, and about empty capacities nothing matters.
      let difference = log((load + 0.05) / (flow + 0.05))
      squares += difference * difference
    }
    return State(
      flows: flows,
      loads: loads,
      excess: zip(flows, capacity).map { performance.factor($0 / $1) - 1 },
      largest: largest,
      distance: squares.squareRoot()
    )
  }

  /// Flows at which ln x = ln g + K (y(x) − y₀), by Newton's method in ln x with steps held short;
  /// zero where nothing is loaded.
  ///
  /// Only capacities to whose queues something answers are unknowns: the others follow from them.
  func target(_ state: State, _ response: DenseMatrix) -> [Double] {
    let n = capacity.count
    // ln of flow over capacity, so far as the queues of the unknowns do not move it.
    var constant = (0..<n).map {
      state.loads[$0] > 0 ? log(state.loads[$0] / capacity[$0]) : -.infinity
    }
    var unknown: [Int] = []
    for j in 0..<n {
      let column = response.values[(j * n)..<((j + 1) * n)]
      guard column.contains(where: { $0 != 0 }) else { continue }
      // Empty ones have no excess any more.
      if state.loads[j] > 0 { unknown.append(j) }
      guard state.excess[j] != 0 else { continue }
      for i in 0..<n { constant[i] -= response[i, j] * state.excess[j] }
    }
    var s = unknown.map { log(max(state.flows[$0], 1e-9 * state.loads[$0]) / capacity[$0]) }
    // The longest change of s wanted by the first step.
    var longestAtFirst = 0.0
    for round in 0..<Self.mostInnerSteps where !unknown.isEmpty {
      var f = unknown.indices.map { s[$0] - constant[unknown[$0]] }
      var matrix = DenseMatrix.identity(unknown.count)
      for (column, j) in unknown.enumerated() {
        let use = exp(s[column])
        let excess = performance.factor(use) - 1
        let slope = use * performance.slope(use)
        for (row, i) in unknown.enumerated() {
          let own = response[i, j]
          f[row] -= own * excess
          matrix[row, column] -= own * slope
        }
      }
      guard let factors = try? DenseLU(matrix), factors.reciprocalCondition > 1e-14 else { break }
      let step = factors.solve(f)
      let longest = step.reduce(0) { max($0, abs($1)) }
      guard longest.isFinite else { break }
      let length = min(1, Self.longestInnerStep / longest)
      for place in s.indices { s[place] -= length * step[place] }
      // What is left is of the order of the square of the step, times the power of the queue: no need
      // to be closer than the response itself is.
      if round == 0 { longestAtFirst = longest }
      if 4 * longest * longest < 0.02 * longestAtFirst { break }
    }
    for (column, j) in unknown.enumerated() {
      let excess = performance.factor(exp(s[column])) - 1
      for i in 0..<n { constant[i] += response[i, j] * excess }
    }
    // What is taken to have no queue is not sent into one.
    var isUnknown = [Bool](repeating: false, count: n)
    for j in unknown { isUnknown[j] = true }
    for i in 0..<n where !isUnknown[i] {
      let most = max(max(state.flows[i], state.loads[i]) / capacity[i], 0.9)
      constant[i] = min(constant[i], log(most))
    }
    for (place, j) in unknown.enumerated() { constant[j] = s[place] }
    return (0..<n).map { constant[$0] > -.infinity ? exp(constant[$0]) * capacity[$0] : 0 }
  }

  private static let mostInnerSteps = 60
  private static let longestInnerStep = 0.4

  /// Flows that make the queues of a state; where there is none, its flows, so far as they make none.
  func flows(atExcess state: State) -> [Double] {
    capacity.indices.map { i in
      let least = performance.use(atFactor: 1)
      return state.excess[i] > 0
        ? capacity[i] * performance.use(atFactor: 1 + state.excess[i])
        : min(state.flows[i], capacity[i] * least)
    }
  }

  /// Flows part of the way to others: in logarithms where both are above zero.
  func between(_ from: [Double], _ to: [Double], _ length: Double) -> [Double] {
    guard length < 1 else { return to }
    return from.indices.map { i in
      guard from[i] > 0, to[i] > 0 else { return from[i] + length * (to[i] - from[i]) }
      return from[i] * exp(length * log(to[i] / from[i]))
    }
  }

  /// Broyden's update of ∂ln g/∂y, with excesses measured by what they move.
  func updated(_ response: DenseMatrix, from old: State, to new: State) -> DenseMatrix {
    let n = capacity.count
    var matrix = response
    var weighted = [Double](repeating: 0, count: n)
    var size = 0.0
    var missing = (0..<n).map { i in
      old.loads[i] > 0 && new.loads[i] > 0 ? log(new.loads[i] / old.loads[i]) : 0
    }
    for j in 0..<n {
      let change = new.excess[j] - old.excess[j]
      guard change != 0 else { continue }
      // Queues of which nothing is known count little, yet not for nothing.
      var steepest = 1e-3
      for i in 0..<n {
        missing[i] -= response[i, j] * change
        steepest = max(steepest, abs(response[i, j]))
      }
      weighted[j] = steepest * steepest * change
      size += weighted[j] * change
    }
    guard size > 0 else { return matrix }
    for j in 0..<n where weighted[j] != 0 {
      let share = weighted[j] / size
      for i in 0..<n where old.loads[i] > 0 && new.loads[i] > 0 {
        matrix[i, j] += missing[i] * share
      }
    }
    return matrix
  }
}
