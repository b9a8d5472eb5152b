import Foundation
import Numerics
import Tables
import Testing

@testable import TradeEquilibrium

/// All borders between 69 economies removed, as the WTO/UNCTAD guide has it.
///
/// Yotov, Piermartini, Monteiro & Larch (2016), "An Advanced Guide to Trade Policy Analysis", second
/// chapter, application 1. The base is the fitted trade of exp(π_i + χ_j + β₁ ln DIST + β₂ CNTG +
/// β₃ BRDR); PPML with both sets of fixed effects keeps the margins of the data (Fally 2015), so the
/// fit follows from β by scaling rows and columns. β printed in the guide: −0.791, 0.674, −2.474;
/// σ = 7, so θ = 6.
struct PublishedBorders {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../shared/data/ge").standardizedFileURL
  static let isPresent = FileManager.default.fileExists(
    atPath: folder.appendingPathComponent("wto_app1_exact.csv").path
  )

  let countries: [String]
  let flows: [Double]
  let costFactors: [Double]

  /// Position of Germany, the guide's reference.
  var reference: Int { countries.firstIndex(of: "DEU") ?? 0 }

  init() throws {
    let faults = FaultCollector()
    let table = try #require(
      CSVTable.read(
        Self.folder.appendingPathComponent("wto_app1_trade.csv"),
        name: "trade",
        faults: faults
      )
    )
    let rows = Array(table.rows(faults))
    // The guide writes ZZZ for its reference economy.
    func name(_ row: CSVRow, _ column: String) -> String {
      let text = row.text(column) ?? ""
      return text == "ZZZ" ? "DEU" : text
    }
    let names = Set(rows.map { name($0, "exporter") }).sorted()
    let place = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    let n = names.count
    var observed = [Double](repeating: 0, count: n * n)
    var fit = observed
    var costs = [Double](repeating: 1, count: n * n)
    for row in rows {
      let i = try #require(place[name(row, "exporter")])
      let j = try #require(place[name(row, "importer")])
      let border = try #require(row.number("INTL_BRDR"))
      observed[i * n + j] = try #require(row.number("trade"))
      fit[i * n + j] = exp(
        -0.7912879096959288 * (try #require(row.number("ln_DIST")))
          + 0.6736455712643377 * (try #require(row.number("CNTG")))
          - 2.4744504558443765 * border
      )
      // The border multiplies flows by exp(β₃), so costs by exp(−β₃ / θ).
      costs[i * n + j] = exp(-2.4744504558443765 * border / 6)
    }
    let ones = [Double](repeating: 1, count: n)
    let system = MarginScaling(
      weights: fit,
      rows: FlowMatrix.rowSums(observed, ones),
      columns: FlowMatrix.columnSums(observed, ones)
    )
    let start = [Double](repeating: 0, count: n)
    let solution = try MarketSolver(tolerance: 1e-13).solve(system, start: start)
    let effects = system.effects(solution.point)
    countries = names
    flows = FlowMatrix.scaled(fit, rows: effects.rows, columns: effects.columns)
    costFactors = costs
  }

  /// A column of the table of solutions, by country.
  static func column(_ name: String) throws -> [String: Double] {
    let faults = FaultCollector()
    let table = try #require(
      CSVTable.read(
        folder.appendingPathComponent("wto_app1_exact.csv"),
        name: "exact",
        faults: faults
      )
    )
    var values: [String: Double] = [:]
    for row in table.rows(faults) {
      values[try #require(row.text("country"))] = row.number(name)
    }
    return values
  }

  /// Largest difference of per cents from a column.
  func difference(_ percents: [Double], _ column: String) throws -> Double {
    let published = try Self.column(column)
    #expect(published.count == 69)
    return try zip(countries, percents).reduce(0) { largest, pair in
      max(largest, abs(pair.1 - (try #require(published[pair.0]))))
    }
  }
}
