import FreightNetwork
import Numerics

extension StudyRun {
  /// How a country depends on partners, goods and crossings, with and without measures, without and
  /// with a project.
  ///
  /// - Parameters:
  ///   - study: a checked study.
  ///   - country: ISO3 code; the study's smallest country of the project unless given.
  ///   - year: year; the study's reference year unless given.
  ///   - options: project and threads.
  ///   - progress: told what is being done.
  /// - Returns: the four worlds.
  /// - Throws: `RunRequestError`, `NotConverged`.
  public static func dependence(
    _ study: Study,
    country: String?,
    year: Int?,
    options: RunOptions,
    progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) throws -> DependenceReport {
    let project = try project(of: study, options)
    let known = Set(study.regions.map(\.country)).sorted()
    let country = country ?? study.smallestCountry(of: project) ?? known.first ?? ""
    guard known.contains(country) else {
      throw RunRequestError(
        description:
          "the study has no country '\(country)'; it has \(known.joined(separator: ", "))"
      )
    }
    let year = year ?? study.settings.referenceYear
    progress(RunProgress(stage: "Building the network and its routes", share: 0))
    let model = try CorridorModel(study, project, threads: options.threads)
    progress(RunProgress(stage: "Calibrating on counted traffic", share: 0))
    let calibration = try Calibration(model)
    let base = try model.solveBase(calibration.parameters)
    let own = model.place(of: project)
    let reference = model.referenceProjects
    // Projects without routes do not set worlds apart.
    let routed = model.routedProjects
    let without = reference.subtracting(own).intersection(routed)
    let with = reference.union(own).intersection(routed)
    let states = [YearState.Measures.asAdopted, .none].flatMap { measures in
      (without == with ? [without] : [without, with]).map {
        YearState(year: year, measures: measures, built: $0)
      }
    }
    let counter = ProgressCounter(total: states.count) {
      progress(RunProgress(stage: "Solving trade and freight", share: $0))
    }
    let solved = try Parallel.map(states.count, threads: options.threads) { place in
      defer { counter.step() }
      return try model.solve(states[place], base: base, calibration.parameters)
    }
    let half = states.count / 2
    let analysis = DependenceAnalysis(model: model, base: base, country: country)
    let worlds = try analysis.worlds(
      [0, half].map { (solved[$0], solved[$0 + half - 1]) },
      threads: options.threads
    )
    return DependenceReport(country: country, year: year, project: project.name, worlds: worlds)
  }
}
