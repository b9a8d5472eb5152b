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

  init(
    _ model: CorridorModel,
    _ calibration: Calibration,
    _ base: BaseSolution,
    progress: @escaping @Sendable (Double) -> Void
  ) throws {
    self.model = model
    let settings = model.study.settings
    let needsFree = settings.scenarios.contains { $0.policy != .asAdopted }
    let needsAdopted =
      settings.scenarios.contains { $0.policy != .none }
      || !model.study.trafficObservations.isEmpty
    let counted = Set(model.study.trafficObservations.map(\.year))
      .subtracting(calibration.years).sorted()
    var jobs: [YearState] = []
    if needsAdopted {
      let years = Set(settings.modelYears).union(model.study.trafficObservations.map(\.year))
      jobs += years.sorted().map {
        YearState(year: $0, measures: .asAdopted, withProject: true)
      }
    }
    if needsFree {
      jobs += settings.modelYears.map { YearState(year: $0, measures: .none, withProject: true) }
    }
    jobs += counted.map { YearState(year: $0, measures: .withoutRefusals, withProject: true) }
    let tasks = jobs
    let counter = ProgressCounter(total: tasks.count, progress)
    let solved = try Parallel.map(tasks.count, threads: model.threads) {
      place -> (with: YearSolution, without: YearSolution?, effects: YearEffects?) in
      let state = tasks[place]
      let policy = model.policyEffects(year: state.year, measures: state.measures)
      let with = try model.solve(
        state,
        base: base,
        calibration.parameters,
        policy: policy
      )
      defer { counter.step() }
      guard state.measures != .withoutRefusals else { return (with, nil, nil) }
      var other = state
      other.withProject = false
      let without = try model.solve(
        other,
        base: base,
        calibration.parameters,
        policy: policy,
        near: with
      )
      return (with, without, YearEffects(model, without: without, with: with))
    }
    var adopted: [Pair] = []
    var free: [Pair] = []
    var refusals: [Int: YearSolution] = [:]
    var adoptedEffects: [YearEffects] = []
    var freeEffects: [YearEffects] = []
    for (state, solution) in zip(tasks, solved) {
      guard let without = solution.without, let effects = solution.effects else {
        refusals[state.year] = solution.with
        continue
      }
      if state.measures == .none {
        free.append((without, solution.with))
        freeEffects.append(effects)
      } else {
        adopted.append((without, solution.with))
        adoptedEffects.append(effects)
      }
    }
    self.adopted = adopted
    self.free = free
    self.adoptedEffects = adoptedEffects
    self.freeEffects = freeEffects
    withoutRefusals = refusals
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

extension RiskAnalysis {
  /// The analysis of solved worlds.
  init(
    _ worlds: SolvedWorlds,
    _ appraiser: ProjectAppraiser,
    _ settings: RiskSettings,
    depth: RiskDepth = .corridor
  ) throws {
    let model = worlds.model
    study = model.study
    project = model.project
    self.settings = settings
    self.appraiser = appraiser
    self.depth = depth
    threads = model.threads
    adoptedYears = worlds.adoptedEffects.map { Double($0.year) }
    freeYears = worlds.freeEffects.map { Double($0.year) }
    adoptedSolved = worlds.adoptedEffects.map { RiskChain.YearOutcome($0) }
    freeSolved = worlds.freeEffects.map { RiskChain.YearOutcome($0) }
    guard depth == .corridor, settings.variables.contains(where: { $0.driver.actsOnCorridor })
    else {
      adopted = nil
      free = nil
      return
    }
    let relevant = RiskChain.relevantDemands(model, worlds.adopted, worlds.adoptedEffects)
      .union(RiskChain.relevantDemands(model, worlds.free, worlds.freeEffects)).sorted()
    adopted =
      worlds.adopted.isEmpty
      ? nil : try RiskChain(model, worlds.adopted, worlds.adoptedEffects, demands: relevant)
    free =
      worlds.free.isEmpty
      ? nil : try RiskChain(model, worlds.free, worlds.freeEffects, demands: relevant)
  }
}

extension RiskChain.YearOutcome {
  /// The solved figures of a year.
  init(_ effects: YearEffects) {
    self.init(
      userBenefit: Series.sum(effects.userBenefit),
      tonnes: effects.tonnes,
      co2eSavedTonnes: effects.co2eSavedTonnes
    )
  }
}
