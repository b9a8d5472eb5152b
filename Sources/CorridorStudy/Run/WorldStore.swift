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
  /// Years solved under each book of measures, rising.
  let years: [YearState.Measures: [Int]]
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
  ///   - sets: sets of projects wanted.
  ///   - progress: told the share done, from any thread.
  /// - Throws: `NotConverged`.
  init(
    _ model: CorridorModel,
    _ calibration: Calibration,
    _ base: BaseSolution,
    sets: [ProjectSet],
    progress: @escaping @Sendable (Double) -> Void
  ) throws {
    self.model = model
    let routed = model.routedProjects
    self.routed = routed
    let settings = model.study.settings
    let observed = model.study.trafficObservations.map(\.year)
    let needsFree = settings.scenarios.contains { $0.policy != .asAdopted }
    let needsAdopted =
      settings.scenarios.contains { $0.policy != .none } || !observed.isEmpty
    // A project's first year is solved too, so that nothing is interpolated over its opening.
    let openings = model.study.projects.enumerated().filter { place, project in
      project.opening.year > settings.baseYear && project.opening.year <= settings.lastYear
        && sets.contains { $0.contains(ProjectSet([place])) }
        && routed.contains(ProjectSet([place]))
    }.map(\.element.opening.year)
    let solvedYears = Set(settings.modelYears).union(openings)
    var years: [YearState.Measures: [Int]] = [:]
    if needsAdopted { years[.asAdopted] = solvedYears.union(observed).sorted() }
    if needsFree { years[YearState.Measures.none] = solvedYears.sorted() }
    self.years = years
    countedYears = Set(observed).subtracting(calibration.years).sorted()
    // The reference first: every other world of its year starts from it.
    let reference = model.referenceProjects
    var jobs: [(year: Int, measures: YearState.Measures, sets: [ProjectSet])] = []
    func add(_ year: Int, _ measures: YearState.Measures, _ wanted: [ProjectSet]) {
      var distinct = [Self.standing(reference, year, model, routed)]
      for set in wanted {
        let set = Self.standing(set, year, model, routed)
        if !distinct.contains(set) { distinct.append(set) }
      }
      jobs.append((year, measures, distinct))
    }
    for measures in [YearState.Measures.asAdopted, .none] {
      for year in years[measures] ?? [] { add(year, measures, sets) }
    }
    for year in countedYears where Self.measures(.withoutRefusals, year, model) != .asAdopted {
      add(year, .withoutRefusals, sets)
    }
    let tasks = jobs
    let counter = ProgressCounter(total: tasks.reduce(0) { $0 + $1.sets.count }, progress)
    let solved = try Parallel.map(tasks.count, threads: model.threads) { place -> [YearSolution] in
      let task = tasks[place]
      let policy = model.policyEffects(year: task.year, measures: task.measures)
      var found: [YearSolution] = []
      for set in task.sets {
        found.append(
          try model.solve(
            YearState(year: task.year, measures: task.measures, built: set),
            base: base,
            calibration.parameters,
            policy: policy,
            near: found.first
          )
        )
        counter.step()
      }
      return found
    }
    solutions = Dictionary(
      uniqueKeysWithValues: solved.joined().map { ($0.state, $0) }
    )
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
