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
  /// A⁺B S⁻, [exporter-year, importer-year].
  private let shared: DenseMatrix
  /// For each exporter A⁺ + A⁺B S⁻ B'A⁺.
  private let exporters: [DenseMatrix]

  /// Works it out.
  ///
  /// - Parameters:
  ///   - corrector: the panel with its means.
  ///   - inverses: for each exporter A⁺.
  /// - Throws: `SingularMatrix` where means are not numbers.
  /// - Complexity: cubic in the importer-years, which it holds a few square matrices of.
  init(_ corrector: BiasCorrector, exporters inverses: [DenseMatrix]) throws {
    let panel = corrector.panel
    let threads = corrector.threads
    self.panel = panel
    let years = panel.yearCount
    let width = panel.importerCount * years
    var blocks = DenseMatrix(rows: panel.exporterCount * years, columns: width)
    var information = DenseMatrix(rows: width, columns: width)
    for pair in panel.rows.indices {
      let row = panel.exporters[pair] * years
      let column = panel.importers[pair] * years
      corrector.curvature(pair) { a, b, value in
        blocks[row + a, column + b] += value
        information[column + a, column + b] += value
      }
    }
    var moved = DenseMatrix(rows: blocks.rows, columns: width)
    for exporter in inverses.indices {
      let part = inverses[exporter].multiplied(by: Self.rows(exporter, years, of: blocks))
      for column in 0..<width {
        for year in 0..<years { moved[exporter * years + year, column] = part[year, column] }
      }
    }
    let known = Self.product(blocks.transposed, moved, threads)
    for place in known.values.indices { information.values[place] -= known.values[place] }
    let inverse = try Self.inverse(information, years: years)
    importers = inverse
    let shared = Self.product(moved, inverse, threads)
    self.shared = shared
    exporters = inverses.indices.map { exporter in
      var own = Self.rows(exporter, years, of: shared)
        .multiplied(by: Self.rows(exporter, years, of: moved).transposed)
      for place in own.values.indices { own.values[place] += inverses[exporter].values[place] }
      return own
    }
  }

  /// Rows of a country.
  private static func rows(_ country: Int, _ years: Int, of matrix: DenseMatrix) -> DenseMatrix {
    var part = DenseMatrix(rows: years, columns: matrix.columns)
    for column in 0..<matrix.columns {
      for year in 0..<years { part[year, column] = matrix[country * years + year, column] }
    }
    return part
  }

  /// A product by blocks of columns, on several threads.
  private static func product(
    _ left: DenseMatrix,
    _ right: DenseMatrix,
    _ threads: Int
  ) -> DenseMatrix {
    let parts = RowChunks(rowCount: right.columns, size: 256).parts(threads: threads) { columns in
      left.multiplied(
        by: DenseMatrix(
          rows: right.rows,
          columns: columns.count,
          values: Array(
            right.values[(columns.lowerBound * right.rows)..<(columns.upperBound * right.rows)]
          )
        )
      ).values
    }
    return DenseMatrix(rows: left.rows, columns: right.columns, values: Array(parts.joined()))
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
    let row = i * panel.yearCount
    let column = panel.importers[pair] * panel.yearCount
    return exporters[i][year, other] - shared[row + year, column + other]
      - shared[row + other, column + year] + importers[column + year, column + other]
  }
}
