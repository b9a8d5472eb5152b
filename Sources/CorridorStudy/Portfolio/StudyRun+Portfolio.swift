import FreightNetwork
import Numerics
import ProjectAppraisal

extension StudyRun {
  /// Appraises all projects of a study: each alone, each as the last of all, all together.
  ///
  /// - Parameters:
  ///   - study: a checked study.
  ///   - options: what is asked for; `project` is not looked at, and without `draws` there is no
  ///     risk.
  ///   - version: version of the program, for the results.
  ///   - progress: told what is being done, from any thread.
  /// - Returns: the portfolio, and the result of each project alone, by opening and id.
  /// - Throws: `RunRequestError` for an unknown scenario, `NotConverged`.
  public static func portfolio(
    _ study: Study,
    options: RunOptions,
    version: String,
    progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) throws -> (portfolio: PortfolioResult, projects: [StudyResult]) {
    let study = try limited(study, to: options.scenarios)
    let run = try PortfolioRun(study, threads: options.threads, progress: progress)
    let draws = options.draws ?? 0
    let builders = run.alone.map { appraised in
      ResultBuilder(
        appraised.worlds,
        appraised.appraiser,
        run.calibration,
        run.base,
        seed: options.seed,
        version: version
      )
    }
    guard let first = builders.first else {
      throw RunRequestError(description: "the study has no project")
    }
    let risks = try run.alone.map { appraised in
      var risks: [RiskResult?] = study.settings.scenarios.map { _ in nil }
      if draws > 0, let settings = study.risk {
        let name = appraised.project.name
        let analysis = try RiskAnalysis(
          appraised.worlds,
          appraised.appraiser,
          settings,
          run.calibration,
          run.base
        )
        risks = try analysis.run(draws: draws, seed: options.seed) {
          progress(RunProgress(stage: "Drawing the risk: \(name)", share: $0))
        }
      }
      return risks
    }
    let findings = try first.findings()
    let counter = ProgressCounter(total: builders.count) {
      progress(RunProgress(stage: "Writing up", share: $0))
    }
    let results = try Parallel.map(builders.count, threads: options.threads) { place in
      defer { counter.step() }
      return try builders[place].result(risks[place], findings)
    }
    return (run.result(version: version, description: results[0].study), results)
  }
}
