import Numerics

/// Inverse of the information on exporter-years and importer-years, pairs put out.
struct LevelInverse {
  private let inverse: DenseMatrix
  private let exporters: [Int]
  private let importers: [Int]
  private let years: Int
  private let importerBase: Int

  init(_ corrector: BiasCorrector) throws {
    let panel = corrector.panel
    years = panel.yearCount
    importerBase = panel.exporterCount * years
    exporters = panel.exporters
    importers = panel.importers
    let count = importerBase + panel.importerCount * years
    var information = DenseMatrix(rows: count, columns: count)
    for pair in panel.rows.indices {
      let matrix = corrector.curvature(pair)
      let places = panel.rows[pair].map { Int(panel.years[$0]) }
      let i = panel.exporters[pair] * panel.yearCount
      let j = importerBase + panel.importers[pair] * panel.yearCount
      for a in places.indices {
        for b in places.indices {
          let value = matrix[a, b]
          information[i + places[a], i + places[b]] += value
          information[i + places[a], j + places[b]] += value
          information[j + places[a], i + places[b]] += value
          information[j + places[a], j + places[b]] += value
        }
      }
    }
    inverse = try BiasCorrector.pseudoInverse(information)
  }

  /// (d V d') of a pair in two years.
  func value(_ pair: Int, _ year: Int, _ other: Int) -> Double {
    let i = exporters[pair] * years
    let j = importerBase + importers[pair] * years
    return inverse[i + year, i + other] + inverse[i + year, j + other]
      + inverse[j + year, i + other] + inverse[j + year, j + other]
  }
}
