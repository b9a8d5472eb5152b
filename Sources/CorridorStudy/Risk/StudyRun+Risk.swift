import Numerics
import ProjectAppraisal

/// The draws behind a report, for a table.
public struct RiskDraws: Sendable {
  /// Drivers, in the order of each draw's values.
  public var drivers: [String]
  /// Values, draw by draw.
  public var values: [[Double]]
  /// Scenario ids.
  public var scenarios: [String]
  /// ENPV, USD million, draw by draw, then scenario by scenario.
  public var enpv: [[Double]]
  /// Net present value of the company before tax and finance, in the same order.
  public var fnpv: [[Double]]
  /// Rate of return, in the same order; `nil` where there is not exactly one.
  public var eirr: [[Double?]]
}

extension StudyRun {
  /// Draws the risk of a project.
  ///
  /// - Parameters:
  ///   - study: a checked study with a risk model.
  ///   - options: what is asked for.
  ///   - progress: told what is being done, from any thread.
  /// - Returns: the report and the draws behind it.
  /// - Throws: `RunRequestError` for what the study cannot answer, `SamplingFault`, `NotConverged`.
  public static func risk(
    _ study: Study,
    options: RiskOptions,
    progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) throws -> (report: RiskReport, draws: RiskDraws) {
    var run = RunOptions()
    run.project = options.project
    let project = try project(of: study, run)
    let study = try limited(study, to: options.scenarios)
    guard let settings = study.risk, !settings.variables.isEmpty else {
      throw RunRequestError(
        description: "the study has no uncertain number; give it a risk.toml with [[variable]]"
      )
    }
    progress(RunProgress(stage: "Building the network and its routes", share: 0))
    let model = try CorridorModel(study, project, threads: options.threads)
    progress(RunProgress(stage: "Calibrating on counted traffic", share: 0))
    let calibration = try Calibration(model)
    let base = try model.solveBase(calibration.parameters)
    let worlds = try SolvedWorlds(model, calibration, base) {
      progress(RunProgress(stage: "Solving trade and freight by year", share: $0))
    }
    let analysis = try RiskAnalysis(
      worlds,
      ProjectAppraiser(model),
      settings,
      calibration,
      base,
      depth: options.depth
    )
    let method = options.sampler ?? settings.method
    let sample = try analysis.sample(
      count: options.draws ?? settings.draws,
      seed: options.seed,
      method: method
    ) { progress(RunProgress(stage: "Drawing the risk", share: $0)) }
    var indices: [SensitivityIndices] = []
    if options.sobolRows > 0 {
      indices = try analysis.sensitivity(rows: options.sobolRows, seed: options.seed) {
        progress(RunProgress(stage: "Sobol indices", share: $0))
      }
    }
    progress(RunProgress(stage: "Standpoints", share: 0))
    let report = RiskReport(
      study: study.id,
      project: project.id,
      projectName: project.name,
      priceYear: study.settings.priceYear,
      presentValueYear: study.settings.appraisal.comparisonYear,
      draws: sample.enpv.count,
      sampler: method.rawValue,
      seed: options.seed,
      chain: analysis.chainText,
      correlations: analysis.correlationRows(sample.values),
      scenarios: try analysis.scenarioRisks(sample, indices),
      standpoints: try Standpoints(worlds, calibration, base, analysis)
        .rows(options.standpoints ?? settings.standpoints),
      waiting: settings.waiting.map { analysis.waiting($0) }
    )
    return (report, sample)
  }

  /// The study with some of its scenarios; with all of them where none is named.
  static func limited(_ study: Study, to scenarios: [String]) throws -> Study {
    for id in scenarios where !study.settings.scenarios.contains(where: { $0.id == id }) {
      let known = study.settings.scenarios.map(\.id).joined(separator: ", ")
      throw RunRequestError(description: "the study has no scenario '\(id)'; it has \(known)")
    }
    var study = study
    study.settings.scenarios.removeAll {
      scenarios.isEmpty ? !$0.isDefault || !$0.changes.isEmpty : !scenarios.contains($0.id)
    }
    if let changing = study.settings.scenarios.first(where: { !$0.changes.isEmpty }) {
      throw RunRequestError(
        description: "scenario '\(changing.id)' changes more than measures:"
          + " it runs with tumen appraise --project ID alone"
      )
    }
    return study
  }
}
