import Numerics

extension ResultBuilder {
  /// Dependence of the smallest country in which the project stands, in the worlds of the reference
  /// year that were solved.
  func dependenceReport() throws -> DependenceReport? {
    let income = Dictionary(grouping: study.regions, by: \.country).mapValues {
      $0.reduce(0) { $0 + $1.gdpUSDMillion }
    }
    let smallest = project.countries.filter { income[$0] != nil }
      .min { (income[$0] ?? 0, $0) < (income[$1] ?? 0, $1) }
    let year = study.settings.referenceYear
    guard let smallest else { return nil }
    let analysis = DependenceAnalysis(model: model, base: base, country: smallest)
    let pairs = [worlds.adopted, worlds.free].compactMap { list in
      list.first { $0.with.state.year == year }
    }
    guard !pairs.isEmpty else { return nil }
    let states = pairs.flatMap { [$0.without, $0.with] }
    return DependenceReport(
      country: smallest,
      year: year,
      project: project.name,
      worlds: try Parallel.map(states.count, threads: model.threads) {
        try analysis.world(states[$0])
      }
    )
  }
}
