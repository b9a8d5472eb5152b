import FreightNetwork
import Numerics

/// All states of the world that the scenarios of a study need, solved.
struct SolvedWorlds: Sendable {
  typealias Pair = (without: YearSolution, with: YearSolution)

  let model: CorridorModel
  /// Solved years with measures as adopted, rising, without and with the project.
  let adopted: [Pair]
  /// The same without measures.
  let free: [Pair]
  /// With the project, measures as adopted but nobody refusing what is allowed, by year counted.
  let withoutRefusals: [Int: YearSolution]
  /// What the project does, for `adopted` and for `free`.
  let adoptedEffects: [YearEffects]
  let freeEffects: [YearEffects]

  /// The worlds of which these are pairs.
  let store: WorldStore

  /// Solves what the model's project needs.
  ///
  /// - Parameters:
  ///   - model: the model, with the project in view.
  ///   - calibration: parameters fitted.
  ///   - base: the base year.
  ///   - plain: worlds of the model without a scenario's changes, kept where those change nothing.
  ///   - progress: told the share done, from any thread.
  /// - Throws: `NotConverged`.
  init(
    _ model: CorridorModel,
    _ calibration: Calibration,
    _ base: BaseSolution,
    beside plain: SolvedWorlds? = nil,
    progress: @escaping @Sendable (Double) -> Void
  ) throws {
    let own = model.place(of: model.project)
    let reference = model.referenceProjects
    let pair = (without: reference.subtracting(own), with: reference.union(own))
    let store = try WorldStore(
      model,
      calibration,
      base,
      pairs: [pair],
      after: plain?.store,
      progress: progress
    )
    try self.init(model, store, without: pair.without, with: pair.with)
  }

  /// Picks a pair of sets of projects out of solved worlds; the effects are those of the model's
  /// project.
  ///
  /// - Parameters:
  ///   - model: the model, with the project in view.
  ///   - store: solved worlds.
  ///   - without: projects built in the first world of each pair.
  ///   - with: projects built in the second.
  /// - Throws: `RunRequestError` for sets that were not solved.
  init(
    _ model: CorridorModel,
    _ store: WorldStore,
    without: ProjectSet,
    with: ProjectSet
  ) throws {
    self.model = model
    self.store = store
    withoutRefusals = try Dictionary(
      uniqueKeysWithValues: store.countedYears.map {
        ($0, try store.solution($0, .withoutRefusals, with))
      }
    )
    func pairs(_ measures: YearState.Measures) throws -> [Pair] {
      try store.years(measures, with: with).map { year in
        (try store.solution(year, measures, without), try store.solution(year, measures, with))
      }
    }
    let adopted = try pairs(.asAdopted)
    let free = try pairs(.none)
    self.adopted = adopted
    self.free = free
    let all = adopted + free
    let effects = try Parallel.map(all.count, threads: model.threads) {
      YearEffects(model, without: all[$0].without, with: all[$0].with)
    }
    adoptedEffects = Array(effects.prefix(adopted.count))
    freeEffects = Array(effects.dropFirst(adopted.count))
  }

  /// The solved pair of a scenario's year.
  func pair(_ policy: PolicySetting, year: Int) -> Pair? {
    let pairs = YearState.measures(policy, year: year) == .none ? free : adopted
    return pairs.first { $0.with.state.year == year }
  }

  /// Yearly amounts of a scenario.
  func timeline(_ policy: PolicySetting) -> Timeline {
    Timeline(
      model.study.settings,
      model.project,
      policy: policy,
      adopted: adoptedEffects,
      free: freeEffects
    )
  }
}
