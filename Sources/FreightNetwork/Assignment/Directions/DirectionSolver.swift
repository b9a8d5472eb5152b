import Foundation
import Numerics

/// User equilibrium by moves of all flow towards flows on shortest paths: the method of successive
/// averages, and the bi-conjugate Frank–Wolfe method (Mitradjieva & Lindberg 2013).
final class DirectionSolver {
  /// How the direction and the length of a move are chosen.
  enum Rule {
    /// 1/k of the way to the shortest paths (Sheffi & Powell 1982).
    case averages
    /// Directions conjugate to the last two, up to where the cost no longer falls.
    case biconjugate
  }

  private let problem: AssignmentProblem
  private let settings: AssignmentSettings
  private let rule: Rule
  private let state: EquilibriumState
  private let pool: SearchPool
  private let batches: [Range<Int>]
  /// Functions of the classes that have their own.
  private let own: [Column<CostKernel>?]
  private let ownOthers: [LinkCostFunction]

  init(_ problem: AssignmentProblem, _ settings: AssignmentSettings, _ rule: Rule) {
    self.problem = problem
    self.settings = settings
    self.rule = rule
    state = EquilibriumState(problem, keepsRows: false)
    pool = SearchPool(state.graph)
    batches = EquilibriumState.batches(state.rows)
    var others: [LinkCostFunction] = []
    let linkOf = state.graph.linkOf
    own = problem.classes.map { group in
      guard !group.ownCosts.isEmpty else { return nil }
      return Column(
        linkOf.map { link in
          let fixed = problem.classes.count == 1 ? group.fixedCost[Int(link)] : 0
          return CostKernel(group.ownCosts[Int(link)], fixed: fixed, others: &others)
        }
      )
    }
    ownOthers = others
  }

  /// Moves until the gap is small enough.
  /// - Throws: ``AssignmentFault`` where trips have no path.
  func run() throws -> AssignmentResult {
    let clock = ContinuousClock.now
    let flows = zero()
    var gaps: [Double] = []
    var history = ConjugateHistory(flows)
    freeze(flows)
    _ = try loadAll(into: flows)
    while true {
      freeze(flows)
      let target = zero()
      let least = try loadAll(into: target)
      let total = totalCost(flows)
      let gap = least > 0 ? max(0, (total - least) / least) : 0
      gaps.append(gap)
      settings.progress?(gaps.count, gap)
      let seconds = (ContinuousClock.now - clock) / .seconds(1)
      let isDone = gap <= settings.gap
      if isDone || gaps.count >= settings.maximumIterations || seconds > settings.maximumSeconds {
        return state.result(
          problem,
          classVolumes: flows,
          total: total,
          least: least,
          gaps: gaps,
          isConverged: isDone
        )
      }
      switch rule {
      case .averages:
        move(flows, target, 1 / Double(gaps.count + 1))
      case .biconjugate:
        history.turn(target, from: flows, slope: state.cost)
        var step = search(flows, target)
        // A direction that leads nowhere: start anew from the plain one.
        if step <= 1e-14, history.reset() { step = 1 / Double(gaps.count + 1) }
        history.remember(target, step: step)
        move(flows, target, step)
      }
    }
  }

  private func zero() -> [Column<Double>] {
    problem.classes.map { _ in Column(repeating: 0, count: state.graph.linkCount) }
  }

  /// Costs at given volumes of the classes, for the searches.
  private func freeze(_ flows: [Column<Double>]) {
    state.volume.copy(from: state.preload)
    for column in flows {
      for link in 0..<column.count { state.volume[link] += column[link] }
    }
    state.refreshCosts()
    state.freeze()
    for (number, kernels) in own.enumerated() {
      guard let kernels else { continue }
      let column = state.frozen[number]
      for link in 0..<column.count {
        column[link] =
          kernels[link].evaluate(state.volume[link], ownOthers).x + state.fixed[number][link]
      }
      state.arcs[number].customize(state.graph, cost: column)
    }
  }

  /// Puts all trips on shortest paths.
  /// - Returns: what they cost.
  private func loadAll(into target: [Column<Double>]) throws -> Double {
    let state = self.state
    let pool = self.pool
    let batches = self.batches
    var least = CompensatedSum()
    var unreached: [Int] = []
    let waveSize = 16
    for start in stride(from: 0, to: batches.count, by: waveSize) {
      let parts = try Parallel.map(min(waveSize, batches.count - start), threads: settings.threads)
      {
        number in
        let rows = batches[start + number]
        let sums = Column(repeating: 0.0, count: state.graph.linkCount)
        return pool.borrow { search in
          search.sweepBatch(state, rows)
          var least: [Double] = []
          var missing: [Int] = []
          for row in rows {
            search.begin(state, row: row, lane: row - rows.lowerBound)
            least.append(search.leastCost(state, row: row))
            missing += search.load(state, row: row) { link, carried in sums[link] += carried }
          }
          return (sums, least, missing)
        }
      }
      for (number, part) in parts.enumerated() {
        let column = target[state.rows[batches[start + number].lowerBound].classNumber]
        for link in 0..<column.count { column[link] += part.0[link] }
        for cost in part.1 { least.add(cost) }
        unreached += part.2
      }
    }
    if !unreached.isEmpty { throw problem.noPath(state, unreached.sorted()) }
    return least.value
  }

  private func totalCost(_ flows: [Column<Double>]) -> Double {
    var sum = CompensatedSum()
    for (number, column) in flows.enumerated() {
      let cost = state.frozen[number]
      for link in 0..<column.count where column[link] > 0 { sum.add(column[link] * cost[link]) }
    }
    return sum.value
  }

  private func move(_ flows: [Column<Double>], _ target: [Column<Double>], _ step: Double) {
    for (column, end) in zip(flows, target) {
      for link in 0..<column.count { column[link] += step * (end[link] - column[link]) }
    }
  }

  /// Share of the way to the target at which going on no longer lowers the cost.
  private func search(_ flows: [Column<Double>], _ target: [Column<Double>]) -> Double {
    var low = 0.0
    var high = 1.0
    var atLow = pull(flows, target, 0)
    guard atLow < 0 else { return 0 }
    var atHigh = pull(flows, target, 1)
    guard atHigh > 0 else { return 1 }
    var side = 0
    var step = 1.0
    for _ in 0..<40 {
      step = low + (high - low) * atLow / (atLow - atHigh)
      let value = pull(flows, target, step)
      if abs(value) < 1e-12 * abs(atLow) || high - low < 1e-12 { break }
      if value < 0 {
        low = step
        atLow = value
        if side < 0 { atHigh /= 2 }
        side = -1
      } else {
        high = step
        atHigh = value
        if side > 0 { atLow /= 2 }
        side = 1
      }
    }
    return step
  }

  /// Σ cost × direction some way along it.
  private func pull(_ flows: [Column<Double>], _ target: [Column<Double>], _ step: Double) -> Double
  {
    var sum = 0.0
    for link in 0..<state.graph.linkCount {
      var change = 0.0
      for (column, end) in zip(flows, target) { change += end[link] - column[link] }
      let volume = state.volume[link] + step * change
      let shared = state.kernels[link].evaluate(max(0, volume), state.others).x
      for (number, column) in flows.enumerated() {
        let direction = target[number][link] - column[link]
        guard direction != 0 else { continue }
        let cost = own[number]?[link].evaluate(max(0, volume), ownOthers).x ?? shared
        sum += direction * (cost + state.fixed[number][link])
      }
    }
    return sum
  }
}
