import Numerics

extension ResultBuilder {
  /// Dependence of the smallest country in which the project stands, in the worlds of the reference
  /// year that were solved.
  func dependenceReport() throws -> DependenceReport? {
    let year = study.settings.referenceYear
    guard let smallest = study.smallestCountry(of: project) else { return nil }
    let analysis = DependenceAnalysis(model: model, base: base, country: smallest)
    let pairs = [worlds.adopted, worlds.free].compactMap { list in
      list.first { $0.with.state.year == year }
    }
    guard !pairs.isEmpty else { return nil }
    return DependenceReport(
      country: smallest,
      year: year,
      project: project.name,
      worlds: try analysis.worlds(
        pairs.map { ($0.without, $0.with) },
        threads: model.threads
      )
    )
  }
}
