import FreightNetwork
import Numerics

extension StudyRun {
  /// How a country depends on partners, goods and crossings, with and without measures, without and
  /// with a project.
  ///
  /// - Parameters:
  ///   - study: a checked study.
  ///   - country: ISO3 code.
  ///   - year: year; the study's reference year unless given.
  ///   - options: project and threads.
  ///   - progress: told what is being done.
  /// - Returns: the four worlds.
  /// - Throws: `RunRequestError`, `NotConverged`.
  public static func dependence(
    _ study: Study,
    country: String,
    year: Int?,
    options: RunOptions,
    progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) throws -> DependenceReport {
    guard study.regions.contains(where: { $0.country == country }) else {
      let known = Set(study.regions.map(\.country)).sorted().joined(separator: ", ")
      throw RunRequestError(description: "the study has no country '\(country)'; it has \(known)")
    }
    let project = try project(of: study, options)
    let year = year ?? study.settings.referenceYear
    progress(RunProgress(stage: "Building the network and its routes", share: 0))
    let model = try CorridorModel(study, project, threads: options.threads)
    progress(RunProgress(stage: "Calibrating on counted traffic", share: 0))
    let calibration = try Calibration(model)
    let base = try model.solveBase(calibration.parameters)
    let own = model.place(of: project)
    let reference = model.referenceProjects
    let states = [YearState.Measures.asAdopted, .none].flatMap { measures in
      [reference.subtracting(own), reference.union(own)].map {
        YearState(year: year, measures: measures, built: $0)
      }
    }
    let counter = ProgressCounter(total: states.count) {
      progress(RunProgress(stage: "Solving trade and freight", share: $0))
    }
    let worlds = try Parallel.map(states.count, threads: options.threads) { place in
      defer { counter.step() }
      let solution = try model.solve(states[place], base: base, calibration.parameters)
      return try DependenceAnalysis(model: model, base: base, country: country).world(solution)
    }
    return DependenceReport(country: country, year: year, project: project.name, worlds: worlds)
  }
}
