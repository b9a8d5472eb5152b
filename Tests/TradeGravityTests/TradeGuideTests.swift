import Foundation
import Tables
import Testing
import TradeGravity

/// Regressions of WTO/UNCTAD (2016), An Advanced Guide to Trade Policy Analysis, chapter 1: those that two
/// other programs give to ten digits, and others recomputed with explicit columns.
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

  /// Further columns of the guide's tables 2 and 3, recomputed by an independent program: every effect a
  /// column, Newton's steps by dense normal equations, errors clustered by pair with the factor G/(G−1).
  private static let recomputed:
    [(formula: String, condition: String, values: [(String, Double, Double)])] = [
      (
        "log(trade) ~ i(year, log(dist)) + cntg + lang + clny \(fixed)",
        "\(international) && trade > 0",
        [
          ("year::1986:log(dist)", -1.1684530987, 0.0429232801),
          ("year::1990:log(dist)", -1.1550747626, 0.0416250474),
          ("year::1994:log(dist)", -1.2106102325, 0.0449274337),
          ("year::1998:log(dist)", -1.2481057799, 0.0420727359),
          ("year::2002:log(dist)", -1.2412640281, 0.0433834942),
          ("year::2006:log(dist)", -1.2613469393, 0.0430004973),
          ("cntg", 0.2230168545, 0.1993476533),
          ("lang", 0.6610526597, 0.0807157374),
          ("clny", 0.6701682357, 0.1469155089),
        ]
      ),
      (
        "trade ~ i(year, log(dist) * (exporter != importer)) "
          + "+ log(dist):(exporter == importer) + cntg + lang + clny \(fixed)", years,
        [
          ("year::1986:log(dist) * (exporter != importer)", -0.9796510508, 0.0720105700),
          ("year::1990:log(dist) * (exporter != importer)", -0.9399344725, 0.0731134346),
          ("year::1994:log(dist) * (exporter != importer)", -0.9150405533, 0.0720350132),
          ("year::1998:log(dist) * (exporter != importer)", -0.8867877126, 0.0710455213),
          ("year::2002:log(dist) * (exporter != importer)", -0.8838613910, 0.0706243096),
          ("year::2006:log(dist) * (exporter != importer)", -0.8722339332, 0.0713009717),
          ("log(dist):exporter == importer", -0.4883878633, 0.1006869625),
          ("cntg", 0.3713892956, 0.1396105543),
          ("lang", 0.3373218884, 0.1681547897),
          ("clny", 0.0191648319, 0.1562951629),
        ]
      ),
      (
        "trade ~ i(year, log(dist) * (exporter != importer)) + cntg + lang + clny "
          + "+ i(exporter, (exporter == importer)) \(fixed)", years,
        [
          ("year::1986:log(dist) * (exporter != importer)", -0.9099942703, 0.0322833689),
          ("year::1990:log(dist) * (exporter != importer)", -0.8789586517, 0.0320910309),
          ("year::1994:log(dist) * (exporter != importer)", -0.8598354702, 0.0318416894),
          ("year::1998:log(dist) * (exporter != importer)", -0.8329010463, 0.0316581881),
          ("year::2002:log(dist) * (exporter != importer)", -0.8291672729, 0.0320104449),
          ("year::2006:log(dist) * (exporter != importer)", -0.8105220154, 0.0320107462),
          ("cntg", 0.4420787782, 0.0816409534),
          ("lang", 0.2406081848, 0.0760236096),
          ("clny", -0.2203412002, 0.1165226876),
        ]
      ),
      (
        "trade ~ rta + rta_lead4 \(fixed) + pair_id", years,
        [
          ("rta", 0.5200482441, 0.0858830412),
          ("rta_lead4", 0.0774423382, 0.0921348016),
        ]
      ),
      (
        "trade ~ rta + rta_lag4 + rta_lag8 + rta_lag12 \(fixed) + pair_id", years,
        [
          ("rta", 0.2914449032, 0.0891813892),
          ("rta_lag4", 0.4135494607, 0.0672461158),
          ("rta_lag8", 0.1687308041, 0.0431350036),
          ("rta_lag12", 0.1188937014, 0.0300601373),
        ]
      ),
      (
        "trade ~ rta + rta_lag4 + rta_lag8 + rta_lag12 "
          + "+ i(year, (exporter != importer), ref = 2006) \(fixed) + pair_id", years,
        [
          ("rta", 0.1156802197, 0.0867069361),
          ("rta_lag4", 0.2877160139, 0.0616545321),
          ("rta_lag8", 0.0692668788, 0.0481611554),
          ("rta_lag12", 0.0023553563, 0.0291112433),
          ("year::1986:exporter != importer", -0.7056098952, 0.0477918983),
          ("year::1990:exporter != importer", -0.4802582717, 0.0429454444),
          ("year::1994:exporter != importer", -0.3665091231, 0.0334558002),
          ("year::1998:exporter != importer", -0.1580649940, 0.0232618467),
          ("year::2002:exporter != importer", -0.1408931204, 0.0168828958),
        ]
      ),
    ]

  @Test(
    "distance by year, leads, phasing-in and globalisation agree with a dense computation",
    arguments: recomputed.indices
  )
  func chapter(place: Int) throws {
    let (formula, condition, values) = Self.recomputed[place]
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
      #expect(abs(found.estimate - estimate) < 1e-8, "\(term) \(found.estimate)")
      #expect(abs(found.standardError / error - 1) < 1e-6, "\(term) \(found.standardError)")
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
