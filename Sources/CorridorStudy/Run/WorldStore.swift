import FreightNetwork
import Numerics
import Tables
import TradePolicy

/// Worlds of many sets of projects, each solved once: a year, the measures in force and the projects
/// that stand then.
///
/// A project that has not opened yet, or that has no route on the network, does not set two worlds
/// apart; so most sets share most of their years.
struct WorldStore: Sendable {
  /// Years of counted traffic that parameters are not fitted to.
  let countedYears: [Int]
  private let model: CorridorModel
  private let routed: ProjectSet
  private let solutions: [YearState: YearSolution]

  /// Number of worlds solved.
  var count: Int { solutions.count }

  /// Solves.
  ///
  /// - Parameters:
  ///   - model: the model.
  ///   - calibration: parameters fitted.
  ///   - base: the base year.
  ///   - pairs: sets of projects to be compared, without and with.
  ///   - earlier: worlds solved before on the same model; those that the model's scenario leaves as
  ///     they are are kept.
  ///   - progress: told the share done, from any thread.
  /// - Throws: `NotConverged`.
  init(
    _ model: CorridorModel,
    _ calibration: Calibration,
    _ base: BaseSolution,
    pairs: [(without: ProjectSet, with: ProjectSet)],
    after earlier: WorldStore? = nil,
    progress: @escaping @Sendable (Double) -> Void
  ) throws {
    self.model = model
    let routed = model.routedProjects
    self.routed = routed
    let observed = model.study.trafficObservations.map(\.year)
    countedYears = Set(observed).subtracting(calibration.years).sorted()
    // The reference first: every other world of its year starts from it.
    let reference = model.referenceProjects
    var wanted: [YearState.Measures: [Int: [ProjectSet]]] = [:]
    func add(_ year: Int, _ measures: YearState.Measures, _ sets: [ProjectSet]) {
      for set in [reference] + sets {
        let set = Self.standing(set, year, model, routed)
        if wanted[measures]?[year]?.contains(set) == true { continue }
        wanted[measures, default: [:]][year, default: []].append(set)
      }
    }
    for pair in pairs {
      for measures in [YearState.Measures.asAdopted, .none] {
        for year in Self.years(measures, pair.with, model, routed) {
          add(year, measures, [pair.without, pair.with])
        }
      }
      for year in countedYears where Self.measures(.withoutRefusals, year, model) != .asAdopted {
        add(year, .withoutRefusals, [pair.with])
      }
    }
    let jobs = [YearState.Measures.asAdopted, .none, .withoutRefusals].flatMap { measures in
      (wanted[measures] ?? [:]).sorted { $0.key < $1.key }
        .map { (year: $0.key, measures: measures, sets: $0.value) }
    }
    let known = (earlier?.solutions ?? [:]).filter { model.overlay?.acts(in: $0.key) != true }
    let tasks = jobs.filter { job in
      job.sets.contains {
        known[YearState(year: job.year, measures: job.measures, built: $0)] == nil
      }
    }
    // Years with the same measures on the same days have the same effects.
    let calendars = tasks.map { PolicyCalendar(model.study.policy, $0.year, $0.measures) }
    var slots: [PolicyCalendar: Int] = [:]
    var distinct: [Int] = []
    let slotOfTask = calendars.enumerated().map { place, calendar -> Int in
      if let known = slots[calendar] { return known }
      slots[calendar] = distinct.count
      distinct.append(place)
      return distinct.count - 1
    }
    let firsts = distinct.map { tasks[$0] }
    let effects = try Parallel.map(firsts.count, threads: model.threads) {
      model.policyEffects(year: firsts[$0].year, measures: firsts[$0].measures)
    }
    let counter = ProgressCounter(total: tasks.reduce(0) { $0 + $1.sets.count }, progress)
    let solved = try Parallel.map(tasks.count, threads: model.threads) { place -> [YearSolution] in
      let task = tasks[place]
      let policy = effects[slotOfTask[place]]
      var found: [YearSolution] = []
      for set in task.sets {
        defer { counter.step() }
        let state = YearState(year: task.year, measures: task.measures, built: set)
        if let solution = known[state] {
          found.append(solution)
          continue
        }
        found.append(
          try model.solve(
            state,
            base: base,
            calibration.parameters,
            policy: policy,
            near: found.first
          )
        )
      }
      return found
    }
    solutions = known.merging(solved.joined().map { ($0.state, $0) }) { first, _ in first }
  }

  /// Years of a comparison that are solved, rising: those of the study, those counted, and the first
  /// year of each proposal, so that nothing is interpolated over an opening.
  func years(_ measures: YearState.Measures, with set: ProjectSet) -> [Int] {
    Self.years(measures, set, model, routed)
  }

  private static func years(
    _ measures: YearState.Measures,
    _ set: ProjectSet,
    _ model: CorridorModel,
    _ routed: ProjectSet
  ) -> [Int] {
    let settings = model.study.settings
    let observed = model.study.trafficObservations.map(\.year)
    let isNeeded =
      measures == .none
      ? settings.scenarios.contains { $0.policy != .asAdopted }
      : settings.scenarios.contains { $0.policy != .none } || !observed.isEmpty
    guard isNeeded else { return [] }
    let openings = set.intersection(routed).places.map { model.study.projects[$0].opening.year }
      .filter { $0 > settings.baseYear && $0 <= settings.lastYear }
    return Set(settings.modelYears).union(openings)
      .union(measures == .asAdopted ? observed : []).sorted()
  }

  /// The world of a year with a set of projects.
  ///
  /// - Throws: `RunRequestError` for a set that was not asked for.
  func solution(
    _ year: Int,
    _ measures: YearState.Measures,
    _ set: ProjectSet
  ) throws -> YearSolution {
    let standing = Self.standing(set, year, model, routed)
    guard
      let solution = solutions[
        YearState(year: year, measures: Self.measures(measures, year, model), built: standing)
      ]
    else {
      throw RunRequestError(description: "no world of \(year) with these projects was solved")
    }
    return solution
  }

  /// The book of measures that stands for another in a year: where no refusal is in force, nothing
  /// sets the year without them apart.
  private static func measures(
    _ measures: YearState.Measures,
    _ year: Int,
    _ model: CorridorModel
  ) -> YearState.Measures {
    guard measures == .withoutRefusals else { return measures }
    let inForce = model.study.policy.inForce(in: year).measures
    return inForce.contains { $0.rule == .refusal } ? measures : .asAdopted
  }

  /// Projects of a set that stand in a year and have routes.
  private static func standing(
    _ set: ProjectSet,
    _ year: Int,
    _ model: CorridorModel,
    _ routed: ProjectSet
  ) -> ProjectSet {
    ProjectSet(
      set.intersection(routed).places.filter { model.study.projects[$0].opening.year <= year }
    )
  }
}

/// On which days of a year each measure stands, for years that measures do not tell apart.
private struct PolicyCalendar: Hashable {
  let measures: YearState.Measures
  let dayCount: Int
  let days: [Range<Int>]

  init(_ book: PolicyBook, _ year: Int, _ measures: YearState.Measures) {
    self.measures = measures
    dayCount = measures == .none ? 0 : CalendarDate.days(inYear: year)
    days = measures == .none ? [] : book.measures.map { $0.days(in: year) }
  }
}
