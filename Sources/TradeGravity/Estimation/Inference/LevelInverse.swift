import Numerics

/// A generalised inverse of the information on exporter-years and importer-years, pairs put out.
///
/// With A and C the blocks of exporters and of importers, each block-diagonal by country, and B what
/// they share, the inverse follows from that of S = C − B'A⁺B, half as many rows. Constants of an
/// importer (which its pairs hold) and of a year (which exporters hold) are always outside what S can
/// tell; with them added S has a Cholesky factor, unless the sample leaves more untold.
struct LevelInverse: Sendable {
  private let panel: PairPanel
  /// S⁻.
  private let importers: DenseMatrix
  /// For each exporter A⁺B S⁻, years by importer-years.
  private let shared: [DenseMatrix]
  /// For each exporter A⁺ + A⁺B S⁻ B'A⁺.
  private let exporters: [DenseMatrix]

  /// Works it out.
  ///
  /// - Parameters:
  ///   - corrector: the panel with its means.
  ///   - inverses: for each exporter A⁺.
  /// - Throws: `SingularMatrix` where means are not numbers.
  init(_ corrector: BiasCorrector, exporters inverses: [DenseMatrix]) throws {
    let panel = corrector.panel
    self.panel = panel
    let years = panel.yearCount
    let width = panel.importerCount * years
    var members = [[Int]](repeating: [], count: panel.exporterCount)
    for pair in panel.rows.indices { members[panel.exporters[pair]].append(pair) }
    var information = DenseMatrix(rows: width, columns: width)
    var solved: [DenseMatrix] = []
    for exporter in members.indices {
      var block = DenseMatrix(rows: years, columns: width)
      for pair in members[exporter] {
        let base = panel.importers[pair] * years
        corrector.curvature(pair) { row, column, value in
          block[row, base + column] += value
          information[base + row, base + column] += value
        }
      }
      let moved = inverses[exporter].multiplied(by: block)
      let part = block.transposedMultiplied(by: moved)
      for place in part.values.indices { information.values[place] -= part.values[place] }
      solved.append(moved)
    }
    let inverse = try Self.inverse(information, years: years)
    importers = inverse
    let moved = solved
    let parts = try Parallel.map(members.count, threads: corrector.threads) {
      exporter -> (shared: DenseMatrix, own: DenseMatrix) in
      let shared = moved[exporter].multiplied(by: inverse)
      var own = shared.multiplied(by: moved[exporter].transposed)
      for place in own.values.indices { own.values[place] += inverses[exporter].values[place] }
      return (shared, own)
    }
    shared = parts.map(\.shared)
    exporters = parts.map(\.own)
  }

  private static func inverse(_ information: DenseMatrix, years: Int) throws -> DenseMatrix {
    let width = information.rows
    var scale = 0.0
    for place in 0..<width { scale += information[place, place] / Double(width) }
    var whole = information
    for column in 0..<width {
      let importer = column / years * years
      for row in importer..<(importer + years) { whole[row, column] += scale }
      for row in stride(from: column % years, to: width, by: years) {
        whole[row, column] += scale
      }
    }
    if let factor = try? DenseCholesky(whole) {
      let lower = factor.lower
      let isSound = (0..<width).allSatisfy {
        lower[$0, $0] * lower[$0, $0] > 1e-10 * whole[$0, $0]
      }
      if isSound { return factor.inverse }
    }
    return try BiasCorrector.pseudoInverse(information)
  }

  /// (d V d') of a pair in two years.
  func value(_ pair: Int, _ year: Int, _ other: Int) -> Double {
    let i = panel.exporters[pair]
    let j = panel.importers[pair] * panel.yearCount
    return exporters[i][year, other] - shared[i][year, j + other] - shared[i][other, j + year]
      + importers[j + year, j + other]
  }
}
