import Foundation
import Numerics

/// Deterministic user equilibrium by flows of origins and paired segments.
final class EquilibriumSolver {
  private let problem: AssignmentProblem
  private let settings: AssignmentSettings
  private let state: EquilibriumState
  private let pool: SearchPool
  private let batches: [Range<Int>]

  /// What one batch of origins found.
  private struct Found: Sendable {
    var pairs = SegmentPairs()
    var findings: [SegmentSearch.Finding] = []
  }

  init(_ problem: AssignmentProblem, _ settings: AssignmentSettings) {
    self.problem = problem
    self.settings = settings
    state = EquilibriumState(problem)
    pool = SearchPool(state.graph)
    batches = Self.batches(state.rows)
  }

  /// Rows of one class, up to eight at once.
  private static func batches(_ rows: [EquilibriumState.Row]) -> [Range<Int>] {
    var batches: [Range<Int>] = []
    var start = 0
    for row in 1..<max(1, rows.count) + 1 {
      guard row <= rows.count else { break }
      if row == rows.count || row - start == LabelSweep.width
        || rows[row].classNumber != rows[start].classNumber
      {
        batches.append(start..<row)
        start = row
      }
    }
    return batches
  }

  private static let debug = ProcessInfo.processInfo.environment["TUMEN_DEBUG"] != nil

  func run() throws -> AssignmentResult {
    let begin = Date()
    func clock() -> Double { Date().timeIntervalSince(begin) }
    try load()
    if Self.debug { print("loaded", clock(), "arcs", state.graph.arcCount) }
    var gaps: [Double] = []
    var iteration = 0
    var threshold = 0.0
    var best: AssignmentResult
    while true {
      iteration += 1
      state.refreshVolumes()
      let volumes = Column(repeating: 0.0, count: state.graph.linkCount)
      volumes.copy(from: state.volume)
      state.freeze(threads: settings.threads)
      let t0 = clock()
      let pass = try search(threshold: threshold)
      let total = totalCost(volumes)
      let gap = pass.leastCost > 0 ? max(0, (total - pass.leastCost) / pass.leastCost) : 0
      gaps.append(gap)
      settings.progress?(iteration, gap)
      let isDone = gap <= settings.gap
      let t1 = clock()
      if isDone || iteration >= settings.maximumIterations || clock() > settings.maximumSeconds {
        best = result(volumes, total, pass.leastCost, gap, gaps, isDone)
        if Self.debug { print(iteration, gap, clock()) }
        break
      }
      threshold = 0.02 * pass.excess / Double(max(1, pass.usedCount))
      var sweeps = 0
      var first = 0.0
      var last = 0.0
      while sweeps < 40 {
        let moved = state.sweep(&state.pairs)
        sweeps += 1
        if sweeps == 1 { first = moved }
        last = moved
        state.pairs.dropIdle(after: 3)
        if moved <= 0.02 * first || moved <= 0 { break }
      }
      if Self.debug {
        print(
          iteration,
          "gap",
          gap,
          "excess",
          pass.excess / pass.leastCost,
          "found",
          pass.foundCount,
          "pairs",
          state.pairs.pairs.count,
          "used",
          pass.usedCount,
          "sweeps",
          sweeps,
          first,
          last,
          "search",
          t1 - t0,
          "sweep",
          clock() - t1,
          "at",
          clock()
        )
      }
    }
    return best
  }

  private func load() throws {
    let state = self.state
    let pool = self.pool
    let waves = min(10, batches.count)
    var unreached: [Int] = []
    for wave in 0..<waves {
      state.freeze(threads: settings.threads)
      let own = stride(from: wave, to: batches.count, by: waves).map { batches[$0] }
      let missing = try Parallel.map(own.count, threads: settings.threads) { number in
        pool.borrow { search in
          let rows = own[number]
          Self.sweep(state, search, rows)
          var missing: [Int] = []
          for row in rows {
            search.begin(state, row: row, lane: row - rows.lowerBound)
            missing += search.load(state, row: row)
          }
          return missing
        }
      }
      unreached += missing.joined()
      state.refreshVolumes()
    }
    if !unreached.isEmpty { throw problem.noPath(state, unreached.sorted()) }
  }

  private static func sweep(_ state: EquilibriumState, _ search: SegmentSearch, _ rows: Range<Int>)
  {
    let number = state.rows[rows.lowerBound].classNumber
    search.sweep.run(
      state.graph,
      state.arcs[number],
      cost: state.frozen[number],
      origins: rows.map { state.rows[$0].origin }[...]
    )
  }

  private struct Pass {
    var leastCost = 0.0
    var excess = 0.0
    var usedCount = 0
    var foundCount = 0
  }

  private func search(threshold: Double) throws -> Pass {
    let state = self.state
    let pool = self.pool
    let batches = self.batches
    var pass = Pass()
    var sum = CompensatedSum()
    let waveSize = 16
    var start = 0
    while start < batches.count {
      let count = min(waveSize, batches.count - start)
      let from = start
      let found = try Parallel.map(count, threads: settings.threads) { number in
        pool.borrow { search in
          let rows = batches[from + number]
          Self.sweep(state, search, rows)
          var found = Found()
          for row in rows {
            search.begin(state, row: row, lane: row - rows.lowerBound)
            found.findings.append(
              search.search(state, row: row, threshold: threshold, found: &found.pairs)
            )
          }
          return found
        }
      }
      for part in found {
        for finding in part.findings {
          sum.add(finding.leastCost)
          pass.excess += finding.excess
          pass.usedCount += finding.usedCount
        }
        pass.foundCount += part.pairs.pairs.count
        for pair in part.pairs.pairs {
          if state.shift(pair, part.pairs.links) > 0, pair.secondCount > 0 {
            state.pairs.append(pair, links: part.pairs.links)
          }
        }
      }
      start += count
    }
    pass.leastCost = sum.value
    return pass
  }

  /// Σ flow × cost at the costs that the searches saw.
  private func totalCost(_ volumes: Column<Double>) -> Double {
    var sum = CompensatedSum()
    let frozen = state.frozen[0]
    for link in 0..<state.graph.linkCount {
      let flow = volumes[link] - state.preload[link]
      if flow > 0 { sum.add(flow * frozen[link]) }
    }
    return sum.value
  }

  private func result(
    _ volumes: Column<Double>,
    _ total: Double,
    _ least: Double,
    _ gap: Double,
    _ gaps: [Double],
    _ isDone: Bool
  ) -> AssignmentResult {
    let links = state.graph.linkCount
    var flow = [Double](repeating: 0, count: links)
    var cost = flow
    var objective = CompensatedSum()
    for link in 0..<links {
      let own = Int(state.graph.linkOf[link])
      let base = state.preload[link]
      flow[own] = max(0, volumes[link] - base)
      cost[own] = state.frozen[0][link]
      let function = problem.costs[own]
      objective.add(function.integral(to: base + flow[own]) - function.integral(to: base))
      if flow[own] > 0 { objective.add(flow[own] * problem.classes[0].fixedCost[own]) }
    }
    return AssignmentResult(
      flow: flow,
      cost: cost,
      totalCost: total,
      leastTotalCost: least,
      relativeGap: gap,
      objective: objective.value,
      iterations: gaps.count,
      isConverged: isDone,
      gaps: gaps
    )
  }
}
