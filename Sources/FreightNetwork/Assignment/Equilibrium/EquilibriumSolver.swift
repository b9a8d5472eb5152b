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
    batches = EquilibriumState.batches(state.rows)
  }

  /// Times in a pass at which the searches are told of the present costs, at most.
  private static let refreshCount = 8
  /// Sweeps over the pairs end where one gains less than this share of the first.
  private static let sweepShare = 0.02
  private static let sweepLimit = 40
  /// Passes without a smaller gap after which rounding is taken to stand in the way.
  private static let patience = 40
  /// Pairs are dropped whose gain in a pass is below this share of the mean.
  private static let keptShare = 0.1
  /// Links are passed over whose excess is below this share of the mean.
  private static let thresholdShare = 0.02

  /// Passes over all origins until the gap is small enough.
  ///
  /// A pass in which the costs are refreshed on the way gives but an estimate of the gap; once that
  /// is small enough, a pass at fixed costs that moves nothing works it out.
  func run() throws -> AssignmentResult {
    let begin = ContinuousClock.now
    func clock() -> Double { (ContinuousClock.now - begin) / .seconds(1) }
    try prepareDemand()
    try load()
    var gaps: [Double] = []
    var threshold = 0.0
    let waves = (batches.count + Self.waveSize - 1) / Self.waveSize
    let period = max(1, (waves + Self.refreshCount - 1) / Self.refreshCount)
    var verifies = false
    var best = Double.infinity
    var bestPass = 0
    while true {
      let isExact = verifies || period >= waves
      var volumes: [Column<Double>] = []
      var trips: [Double] = []
      if isExact {
        if state.demand.count > 0 { trips = state.pairTrips.array }
        volumes = state.refreshVolumes()
        state.freeze()
      }
      let pass = try search(
        threshold: verifies ? .infinity : threshold,
        period: isExact ? 0 : period
      )
      if pass.allExcess < 0.9 * best {
        best = pass.allExcess
        bestPass = gaps.count
      }
      let isLast =
        gaps.count + 1 >= settings.maximumIterations || clock() > settings.maximumSeconds
        || gaps.count > bestPass + Self.patience
      if isExact {
        let total = state.totalCost(volumes)
        let excess = total - pass.leastCost + pass.demandExcess
        let gap = pass.base > 0 ? max(0, excess / pass.base) : 0
        gaps.append(gap)
        settings.progress?(gaps.count, gap)
        if gap <= settings.gap || isLast {
          // The search has moved some since.
          for (pair, value) in trips.enumerated() { state.pairTrips[pair] = value }
          return state.result(
            problem,
            classVolumes: volumes,
            total: total,
            least: pass.leastCost,
            gaps: gaps,
            isConverged: gap <= settings.gap
          )
        }
      } else {
        let gap = pass.base > 0 ? max(0, pass.allExcess / pass.base) : 0
        gaps.append(gap)
        settings.progress?(gaps.count, gap)
      }
      if verifies {
        verifies = false
        continue
      }
      threshold = Self.thresholdShare * pass.excess / Double(max(1, pass.usedCount))
      state.pairs.group()
      var sweeps = 0
      var first = 0.0
      while sweeps < Self.sweepLimit {
        let moved = state.sweepRuns(&state.pairs)
        sweeps += 1
        if sweeps == 1 { first = moved }
        if moved <= Self.sweepShare * first || moved <= 0 { break }
      }
      state.pairs.keepWorthwhile(share: Self.keptShare)
      if !isExact { verifies = isLast || pass.allExcess <= 2 * settings.gap * pass.base }
    }
  }

  /// The most trips of every pair whose class has an elastic demand, from its cost before any trips
  /// are on the network.
  private func prepareDemand() throws {
    guard problem.classes.contains(where: { $0.demand != nil }) else { return }
    let state = self.state
    let problem = self.problem
    let pool = self.pool
    let batches = self.batches
    state.freeze()
    let parts = try Parallel.map(batches.count, threads: settings.threads) { number in
      pool.borrow { search in
        let rows = batches[number]
        search.sweepBatch(state, rows)
        var demand: [PairDemand] = []
        for row in rows {
          search.begin(state, row: row, lane: row - rows.lowerBound)
          let elastic = problem.classes[state.rows[row].classNumber].demand
          for pair in state.rows[row].pairs {
            let trips = state.pairTrips[pair]
            guard let elastic else {
              demand.append(PairDemand(trips: trips))
              continue
            }
            let least = search.label[state.pairNode[pair]]
            let reference =
              elastic.referenceCost.isEmpty ? least : elastic.referenceCost[state.tablePair[pair]]
            demand.append(
              PairDemand(elastic.function, trips: trips, reference: reference, least: least)
            )
          }
        }
        return demand
      }
    }
    let all = Array(parts.joined())
    let unfit = all.count { !($0.most.isFinite && $0.most >= 0) && $0.reference < .infinity }
    guard unfit == 0 else {
      throw AssignmentFault.unfit(
        "\(unfit) pairs of zones without a bound to their trips where nothing is on the network; "
          + "their reference costs are too high, or a power is asked for of a cost of zero"
      )
    }
    state.demand = Column(all)
  }

  /// Puts all trips on shortest paths: in waves, each at the costs of those before, or all at once at
  /// the costs of volumes to begin with.
  private func load() throws {
    let state = self.state
    let pool = self.pool
    let isWarm = !settings.warmVolumes.isEmpty
    let waves = isWarm ? min(1, batches.count) : min(10, batches.count)
    let warm = Column(
      isWarm ? state.graph.linkOf.map { settings.warmVolumes[Int($0)] } : []
    )
    if isWarm {
      for link in 0..<warm.count { state.volume[link] += warm[link] }
      state.refreshCosts()
    }
    var unreached: [Int] = []
    for wave in 0..<waves {
      state.freeze()
      let own = stride(from: wave, to: batches.count, by: waves).map { batches[$0] }
      let missing = try Parallel.map(own.count, threads: settings.threads) { number in
        pool.borrow { search in
          let rows = own[number]
          search.sweepBatch(state, rows)
          var missing: [Int] = []
          for row in rows {
            search.begin(state, row: row, lane: row - rows.lowerBound)
            search.suitDemand(state, row: row)
            let base = row * state.graph.linkCount
            let bits = row * state.words
            func put(_ link: Int, _ carried: Double) {
              state.flow[base + link] = carried
              state.used[bits + link / 64] |= 1 << UInt64(link % 64)
            }
            missing +=
              isWarm
              ? search.loadSpread(state, row: row, volumes: warm, put: put)
              : search.load(state, row: row, put: put)
          }
          return missing
        }
      }
      unreached += missing.joined()
      _ = state.refreshVolumes()
    }
    if !unreached.isEmpty { throw problem.noPath(state, unreached.sorted()) }
  }

  private struct Pass {
    var leastCost = 0.0
    var excess = 0.0
    var usedCount = 0
    var demandExcess = 0.0
    var leastWithDemand = 0.0
    var allExcess: Double { excess + demandExcess }
    /// What the gap is relative to.
    var base: Double { max(leastCost, leastWithDemand) }
  }

  private static let waveSize = 16

  private func search(threshold: Double, period: Int) throws -> Pass {
    let state = self.state
    let pool = self.pool
    let batches = self.batches
    var pass = Pass()
    var sum = CompensatedSum()
    for start in stride(from: 0, to: batches.count, by: Self.waveSize) {
      let count = min(Self.waveSize, batches.count - start)
      if period > 0, (start / Self.waveSize) % period == 0 {
        state.freeze()
      }
      let found = try Parallel.map(count, threads: settings.threads) { number in
        pool.borrow { search in
          let rows = batches[start + number]
          search.sweepBatch(state, rows)
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
      let before = state.pairs.pairs.count
      for part in found {
        for finding in part.findings {
          sum.add(finding.leastCost)
          pass.excess += finding.excess
          pass.usedCount += finding.usedCount
          pass.demandExcess += finding.demandExcess
          pass.leastWithDemand += finding.leastWithDemand
        }
        for pair in part.pairs.pairs {
          let gain = state.shift(pair, part.pairs.links).gain
          if gain > 0, pair.secondCount > 0 || pair.demand >= 0 {
            var pair = pair
            pair.gain = gain
            state.pairs.append(pair, links: part.pairs.links)
          }
        }
      }
      state.sweep(&state.pairs, from: before)
    }
    pass.leastCost = sum.value
    return pass
  }
}
