import TradePolicy

/// What the corridor would do without one measure, for draws of the day on which it ends.
struct EndedMeasure: Sendable {
  /// The uncertain end.
  var driver: RiskDriver
  /// What the solved years of the measures as adopted would be without it, less what they are.
  var change: [RiskChain.YearOutcome]

  /// Share of a year after an end, 0 to 1.
  static func share(of year: Int, after end: Double) -> Double {
    min(1, max(0, Double(year + 1) - end))
  }
}

extension EndedMeasure {
  /// Solves the world without the measure, with the study's own calibration.
  ///
  /// - Throws: `NotConverged`.
  init(
    _ variable: RiskVariableSettings,
    _ measure: String,
    _ worlds: SolvedWorlds,
    _ calibration: Calibration
  ) throws {
    driver = variable.driver
    var study = worlds.model.study
    study.policy = study.policy.without { $0.id == measure }
    study.settings.modelYears = worlds.adoptedEffects.map(\.year)
    study.trafficObservations = []
    study.settings.scenarios = [
      ScenarioSettings(id: "without", name: "", description: "", policy: .asAdopted)
    ]
    var model = try CorridorModel(study, worlds.model.project, threads: worlds.model.threads)
    model.countedProject = worlds.model.countedProject
    let base = try model.solveBase(calibration.parameters)
    let without = try SolvedWorlds(model, calibration, base) { _ in }
    change = zip(without.adoptedEffects, worlds.adoptedEffects).map { without, with in
      let ended = RiskChain.YearOutcome(without)
      let own = RiskChain.YearOutcome(with)
      return RiskChain.YearOutcome(
        userBenefit: ended.userBenefit - own.userBenefit,
        tonnes: ended.tonnes - own.tonnes,
        co2eSavedTonnes: ended.co2eSavedTonnes - own.co2eSavedTonnes,
        externalSavedUSDMillion: ended.externalSavedUSDMillion - own.externalSavedUSDMillion
      )
    }
  }
}
