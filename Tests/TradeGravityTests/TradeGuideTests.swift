import Foundation
import Tables
import Testing
import TradeGravity

/// Tables of WTO/UNCTAD (2016), An Advanced Guide to Trade Policy Analysis, chapter 1, as two other
/// programs give them to ten digits.
@Suite(.enabled(if: SharedData.isThere(SharedData.expected)))
struct TradeGuideTests {
  private static let years = "year in 1986..2006 step 4"
  private static let international = "exporter != importer && \(years)"
  private static let fixed = "| exporter^year + importer^year"

  private static let models: [String: (formula: String, condition: String)] = [
    "T1c1_OLS": (
      "log(trade) ~ log(dist) + cntg + lang + clny + log(total(trade, exporter, year)) "
        + "+ log(total(trade, importer, year))", "\(international) && trade > 0"
    ),
    "T1c3_OLS_FE": (
      "log(trade) ~ log(dist) + cntg + lang + clny \(fixed)", "\(international) && trade > 0"
    ),
    "T1c4_PPML_FE": ("trade ~ log(dist) + cntg + lang + clny \(fixed)", international),
    "T2c2_PPML": ("trade ~ i(year, log(dist)) + cntg + lang + clny \(fixed)", international),
    "T3c2_PPML": ("trade ~ log(dist) + cntg + lang + clny + rta \(fixed)", international),
    "T3c4_ENDG": ("trade ~ rta \(fixed) + pair_id", years),
  ]

  private static func name(_ term: String) -> String {
    if term.hasPrefix("year::") { return "ld" + term.dropFirst(6).prefix(4) }
    return [
      "log(dist)": "ln_dist", "log(total(trade, exporter, year))": "ln_y",
      "log(total(trade, importer, year))": "ln_e",
    ][term] ?? term
  }

  @Test(
    "published regressions come out to 1e-8, their errors to 1e-6",
    arguments: models.keys.sorted()
  )
  func published(spec: String) throws {
    let expected = try GravityData.read(
      SharedData.expected,
      name: "expected.csv",
      columns: [
        "spec", "family", "term", "estimate", "cluster_se_g_only", "cluster_se_full_k",
        "observations",
      ]
    )
    func texts(_ column: String) -> [String] {
      guard case .text(let codes, let labels) = expected.columns[column] else { return [] }
      return codes.map { labels[Int($0)] }
    }
    func numbers(_ column: String) throws -> [Double] {
      try Expression.column(column).numbers(in: expected)
    }
    let specs = texts("spec")
    let (formula, condition) = try #require(Self.models[spec])
    let first = try #require(specs.firstIndex(of: spec))
    var model = GravityModel(try GravityFormula(formula))
    model.family = try #require(GravityModel.Family(rawValue: texts("family")[first]))
    model.condition = try GravityFormula.condition(condition)
    model.errors = try ErrorStructure("pair_id")
    let table = try GravityData.read(
      SharedData.tradeGuide,
      name: "agtpa_applications.csv.gz",
      columns: model.columns
    )
    var fits: [SmallSample: GravityFit] = [:]
    for preset in [SmallSample.clusters, .full] {
      model.smallSample = preset
      fits[preset] = try GravityEstimator.fit(model, table).fit
    }
    for row in specs.indices where specs[row] == spec {
      let term = texts("term")[row]
      for (preset, column) in [
        (SmallSample.clusters, "cluster_se_g_only"), (.full, "cluster_se_full_k"),
      ] {
        let fit = try #require(fits[preset])
        let found = try #require(fit.coefficients.first { Self.name($0.term) == term })
        let error = try numbers(column)[row]
        #expect(abs(found.estimate - (try numbers("estimate")[row])) < 1e-8)
        #expect(abs(found.standardError / error - 1) < 1e-6)
        #expect(Double(fit.observations) == (try numbers("observations")[row]))
      }
    }
  }
}
