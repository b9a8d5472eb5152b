import FreightNetwork
import Numerics
import ProjectAppraisal

/// What a run is asked for.
public struct RunOptions: Sendable {
  /// Project; the first of the study unless given.
  public var project: String?
  /// Scenarios to report; unless given, all that are not left out by `default = false`.
  public var scenarios: [String] = []
  /// Draws; those of the study unless given.
  ///
  /// Zero: no risk.
  public var draws: Int?
  /// Seed of the draws.
  public var seed: UInt64 = 1
  /// Threads; does not change a bit of the result.
  public var threads: Int = 1

  /// Everything as the study says, on one thread.
  public init() {}
}

/// A stage of a run and the share of it that is done, 0 to 1.
public struct RunProgress: Sendable {
  /// What is being done.
  public var stage: String
  /// Share of it done.
  public var share: Double
}

/// A call that the study cannot answer.
public struct RunRequestError: Error, Sendable, CustomStringConvertible {
  /// What is wrong with it.
  public var description: String
}

/// Runs a study: solves it for each scenario and year with and without the project, appraises the
/// project and draws its risk.
public enum StudyRun {
  /// Appraises a project.
  ///
  /// - Parameters:
  ///   - study: a checked study.
  ///   - options: what is asked for.
  ///   - version: version of the program, for the result.
  ///   - progress: told what is being done, from any thread.
  /// - Returns: everything that the run found.
  /// - Throws: `RunRequestError` for an unknown project or scenario, `NotConverged`.
  public static func appraise(
    _ study: Study,
    options: RunOptions,
    version: String,
    progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) throws -> StudyResult {
    let project = try project(of: study, options)
    for id in options.scenarios where !study.settings.scenarios.contains(where: { $0.id == id }) {
      let known = study.settings.scenarios.map(\.id).joined(separator: ", ")
      throw RunRequestError(description: "the study has no scenario '\(id)'; it has \(known)")
    }
    var study = study
    study.settings.scenarios.removeAll {
      options.scenarios.isEmpty ? !$0.isDefault : !options.scenarios.contains($0.id)
    }
    let changed = study.settings.scenarios.filter { !$0.changes.isEmpty }
    let order = study.settings.scenarios.map(\.id)
    study.settings.scenarios.removeAll { !$0.changes.isEmpty }
    progress(RunProgress(stage: "Building the network and its routes", share: 0))
    let model = try CorridorModel(
      study,
      project,
      threads: options.threads,
      changes: changed.flatMap(\.changes)
    )
    progress(RunProgress(stage: "Calibrating on counted traffic", share: 0))
    let calibration = try Calibration(model)
    let base = try model.solveBase(calibration.parameters)
    let (builder, risks) = try solve(model, calibration, base, options, version, progress)
    let worlds = builder.worlds
    var result = try builder.result(risks, builder.findings())
    for scenario in changed {
      let own = model.under(scenario)
      let (ownBuilder, ownRisks) = try solve(
        own,
        calibration,
        base,
        options,
        version,
        beside: worlds
      ) {
        progress(RunProgress(stage: "\(scenario.name): \($0.stage)", share: $0.share))
      }
      try result.append(
        ownBuilder.part(ownRisks),
        of: scenario,
        worlds: ownBuilder.worlds,
        beside: worlds,
        base,
        calibration
      )
    }
    result.scenarios.sort { first, second in
      (order.firstIndex(of: first.id) ?? 0) < (order.firstIndex(of: second.id) ?? 0)
    }
    return result
  }

  /// Solves a model for its scenarios and draws their risk.
  private static func solve(
    _ model: CorridorModel,
    _ calibration: Calibration,
    _ base: BaseSolution,
    _ options: RunOptions,
    _ version: String,
    beside plain: SolvedWorlds? = nil,
    _ progress: @escaping @Sendable (RunProgress) -> Void
  ) throws -> (ResultBuilder, [RiskResult?]) {
    let study = model.study
    let worlds = try SolvedWorlds(model, calibration, base, beside: plain) {
      progress(RunProgress(stage: "Solving trade and freight by year", share: $0))
    }
    let appraiser = ProjectAppraiser(model)
    let draws = options.draws ?? study.risk?.draws ?? 0
    var risks: [RiskResult?] = study.settings.scenarios.map { _ in nil }
    if draws > 0, let settings = study.risk {
      let analysis = try RiskAnalysis(worlds, appraiser, settings, calibration, base)
      risks = try analysis.run(draws: draws, seed: options.seed) {
        progress(RunProgress(stage: "Drawing the risk", share: $0))
      }
    }
    progress(RunProgress(stage: "Writing up", share: 0))
    let builder = ResultBuilder(
      worlds,
      appraiser,
      calibration,
      base,
      seed: options.seed,
      version: version
    )
    return (builder, risks)
  }

  static func project(of study: Study, _ options: RunOptions) throws -> Project {
    let known = study.projects.map(\.id).joined(separator: ", ")
    guard let id = options.project ?? study.projects.first?.id, let project = study.project(id)
    else {
      throw RunRequestError(
        description: "the study has no project '\(options.project ?? "")'; it has \(known)"
      )
    }
    return project
  }
}
