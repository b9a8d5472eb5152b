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

  /// Further columns of the guide's tables 2 and 3: formula, condition, and what the guide prints to
  /// three digits.
  private static let printed:
    [(formula: String, condition: String, values: [(String, Double, Double?)])] = [
      (
        "log(trade) ~ i(year, log(dist)) + cntg + lang + clny \(fixed)",
        "\(international) && trade > 0",
        [
          ("year::1986:log(dist)", -1.168, nil), ("year::1990:log(dist)", -1.155, nil),
          ("year::1994:log(dist)", -1.211, nil), ("year::1998:log(dist)", -1.248, nil),
          ("year::2002:log(dist)", -1.241, nil), ("year::2006:log(dist)", -1.261, nil),
        ]
      ),
      (
        "trade ~ i(year, log(dist) * (exporter != importer)) + cntg + lang + clny "
          + "+ i(exporter, (exporter == importer)) \(fixed)", years,
        [
          ("year::1986:log(dist) * (exporter != importer)", -0.910, nil),
          ("year::2006:log(dist) * (exporter != importer)", -0.811, nil),
          ("cntg", 0.442, nil), ("lang", 0.241, nil), ("clny", -0.220, nil),
        ]
      ),
      (
        "trade ~ rta + rta_lead4 \(fixed) + pair_id", years,
        [("rta", 0.520, 0.086), ("rta_lead4", 0.077, 0.092)]
      ),
      (
        "trade ~ rta + rta_lag4 + rta_lag8 + rta_lag12 \(fixed) + pair_id", years,
        [
          ("rta", 0.291, 0.089), ("rta_lag4", 0.414, 0.067), ("rta_lag8", 0.169, 0.043),
          ("rta_lag12", 0.119, 0.030),
        ]
      ),
      (
        "trade ~ rta + rta_lag4 + rta_lag8 + rta_lag12 "
          + "+ i(year, (exporter != importer), ref = 2006) \(fixed) + pair_id", years,
        [
          ("rta", 0.116, 0.087), ("rta_lag4", 0.288, 0.062), ("rta_lag8", 0.069, 0.048),
          ("rta_lag12", 0.002, 0.029), ("year::1986:exporter != importer", -0.706, 0.048),
          ("year::1990:exporter != importer", -0.480, 0.043),
          ("year::1994:exporter != importer", -0.367, 0.033),
          ("year::1998:exporter != importer", -0.158, 0.023),
          ("year::2002:exporter != importer", -0.141, 0.017),
        ]
      ),
    ]

  @Test("distance by year, leads, phasing-in and globalisation come out as they are printed")
  func chapter() throws {
    for (formula, condition, values) in Self.printed {
      var model = GravityModel(try GravityFormula(formula))
      model.family = formula.hasPrefix("log") ? .gaussian : .poisson
      model.condition = try GravityFormula.condition(condition)
      model.errors = try ErrorStructure("pair_id")
      model.smallSample = .clusters
      let table = try GravityData.read(
        SharedData.tradeGuide,
        name: "agtpa_applications.csv.gz",
        columns: model.columns
      )
      let fit = try GravityEstimator.fit(model, table).fit
      for (term, estimate, error) in values {
        let found = try #require(fit.coefficients.first { $0.term == term }, "\(term)")
        #expect(abs(found.estimate - estimate) < 6e-4, "\(term) \(found.estimate)")
        if let error { #expect(abs(found.standardError - error) < 6e-4, "\(term)") }
      }
    }
  }

  @Test("sales at home by explicit columns and by an absorbed effect are one model")
  func domestic() throws {
    func fit(_ formula: String) throws -> GravityFit {
      var model = GravityModel(try GravityFormula(formula))
      model.condition = try GravityFormula.condition(Self.years)
      let table = try GravityData.read(
        SharedData.tradeGuide,
        name: "agtpa_applications.csv.gz",
        columns: model.columns
      )
      return try GravityEstimator.fit(model, table).fit
    }
    let border = "trade ~ log(dist):(exporter != importer) + cntg"
    let columns = try fit("\(border) + i(exporter, (exporter == importer)) \(Self.fixed)")
    let absorbed = try fit("\(border) \(Self.fixed) + exporter^(exporter == importer)")
    for place in 0..<2 {
      let a = columns.coefficients[place]
      let b = absorbed.coefficients[place]
      #expect(a.term == b.term && abs(a.estimate - b.estimate) < 1e-8)
    }
  }
}
