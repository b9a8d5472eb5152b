import FreightNetwork
import Numerics
import TradePolicy

extension SolvedWorlds {
  /// The same worlds under another book of measures: network, routes, base year and what a scenario
  /// changes stay.
  ///
  /// - Parameters:
  ///   - policy: measures, a part of the model's own, of which dates may differ.
  ///   - setting: which of both books is needed.
  ///   - years: years to solve; the study's unless given.
  ///   - calibration: parameters fitted.
  ///   - base: the base year, as solved with the model's own measures.
  /// - Returns: the worlds.
  /// - Throws: `NotConverged`.
  func under(
    _ policy: PolicyBook,
    _ setting: PolicySetting,
    years: [Int]? = nil,
    _ calibration: Calibration,
    _ base: BaseSolution
  ) throws -> SolvedWorlds {
    var other = model
    other.study.policy = policy
    other.study.trafficObservations = []
    if let years { other.study.settings.modelYears = years }
    other.study.settings.scenarios = [
      ScenarioSettings(id: "other_measures", name: "", description: "", policy: setting)
    ]
    return try SolvedWorlds(other, calibration, base) { _ in }
  }
}

extension RiskAnalysis {
  /// The analysis of solved worlds.
  ///
  /// - Throws: `RunRequestError` where an address names no number, `NotConverged`.
  init(
    _ worlds: SolvedWorlds,
    _ appraiser: ProjectAppraiser,
    _ settings: RiskSettings,
    _ calibration: Calibration,
    _ base: BaseSolution,
    depth: RiskDepth = .corridor
  ) throws {
    let model = worlds.model
    study = model.study
    project = model.project
    let settings = try settings.resolved(in: model.study)
    self.settings = settings
    self.appraiser = appraiser
    money = DrawMoney(appraiser)
    zoneYears = model.study.settings.scenarios.map(\.policy).compactMap { policy in
      appraiser.zoneYears(policy).map { (policy, $0) }
    }
    self.depth = depth
    threads = model.threads
    adoptedYears = worlds.adoptedEffects.map { Double($0.year) }
    freeYears = worlds.freeEffects.map { Double($0.year) }
    adoptedSolved = worlds.adoptedEffects.map { RiskChain.YearOutcome($0) }
    freeSolved = worlds.freeEffects.map { RiskChain.YearOutcome($0) }
    endedMeasures =
      depth == .corridor && !worlds.adopted.isEmpty
      ? try settings.variables.compactMap { variable in
        try variable.number?.measure.map {
          try EndedMeasure(variable.driver, $0, worlds, calibration, base)
        }
      } : []
    guard depth == .corridor, settings.variables.contains(where: { $0.driver.movesRoutes })
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
      co2eSavedTonnes: effects.co2eSavedTonnes,
      externalSavedUSDMillion: effects.externalSavedUSDMillion
    )
  }

  /// What this is more than another.
  static func - (
    left: RiskChain.YearOutcome,
    right: RiskChain.YearOutcome
  )
    -> RiskChain.YearOutcome
  {
    RiskChain.YearOutcome(
      userBenefit: left.userBenefit - right.userBenefit,
      tonnes: left.tonnes - right.tonnes,
      co2eSavedTonnes: left.co2eSavedTonnes - right.co2eSavedTonnes,
      externalSavedUSDMillion: left.externalSavedUSDMillion - right.externalSavedUSDMillion
    )
  }
}
