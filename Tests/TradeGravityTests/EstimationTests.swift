import Fixtures
import Foundation
import Numerics
import Tables
import Testing
import TradeGravity

@Suite struct EstimationTests {
  private static let threeWay =
    "trade ~ rta + tariff | exporter^year + importer^year + exporter^importer"

  private func fit(
    _ formula: String,
    _ data: GravityData,
    _ change: (inout GravityModel) throws -> Void = { _ in }
  ) throws -> GravityFit {
    var model = GravityModel(try GravityFormula(formula))
    try change(&model)
    return try GravityEstimator.fit(model, data).fit
  }

  @Test(
    "absorbed effects give the estimates and errors of explicit columns",
    arguments: GravityModel.Family.allCases
  )
  func dummies(family: GravityModel.Family) throws {
    let panel = SyntheticPanel(countries: 5, years: 4, seed: 3)
    var data = panel.data()
    if family == .gamma || family == .negbin {
      data.columns["trade"] = .real(panel.trade.map { $0 + 0.5 })
    }
    let absorbed = try fit("trade ~ rta + tariff | exporter^year + importer", data) {
      $0.family = family
      $0.errors = try ErrorStructure("importer")
      $0.smallSample = .full
    }
    let explicit = try fit(
      "trade ~ rta + tariff + i(exporter, i(year)) + C(importer) - 1",
      data
    ) {
      $0.family = family
      $0.errors = try ErrorStructure("importer")
      $0.smallSample = .full
    }
    for place in 0..<2 {
      let a = absorbed.coefficients[place]
      let b = explicit.coefficients[place]
      #expect(a.term == b.term)
      #expect(abs(a.estimate - b.estimate) < 1e-8 * (1 + abs(b.estimate)), "\(family)")
      #expect(abs(a.standardError / b.standardError - 1) < 1e-6, "\(family)")
    }
    #expect(abs(absorbed.logLikelihood / explicit.logLikelihood - 1) < 1e-9)
  }

  @Test("the same bits come from any number of threads, order of rows and order of effects")
  func bits() throws {
    let panel = SyntheticPanel(countries: 24, years: 6, seed: 11)
    let reference = try fit(Self.threeWay, panel.data()) {
      $0.errors = try ErrorStructure("exporter^importer")
    }
    let turned = Array(panel.trade.indices.reversed())
    let shuffled = panel.trade.indices.map { ($0 * 1009) % panel.trade.count }
    #expect(Set(shuffled).count == panel.trade.count)
    for (order, threads, formula) in [
      (turned, 1, Self.threeWay), (shuffled, 3, Self.threeWay),
      (shuffled, 2, "trade ~ rta + tariff | importer^exporter + year^importer + exporter^year"),
    ] {
      let other = try fit(formula, panel.data(order)) {
        $0.errors = try ErrorStructure("exporter^importer")
        $0.threads = threads
      }
      #expect(other.coefficients == reference.coefficients)
      #expect(other.logLikelihood == reference.logLikelihood)
    }
  }

  @Test("slopes of levels are what interactions with explicit columns are")
  func slopes() throws {
    let panel = SyntheticPanel(countries: 6, years: 6, seed: 5)
    let absorbed = try fit("trade ~ tariff | exporter[year] + importer", panel.data())
    let explicit = try fit(
      "trade ~ tariff + i(exporter) + i(exporter, I(year - 2002)) + C(importer) - 1",
      panel.data()
    )
    #expect(
      abs(absorbed.coefficients[0].estimate - explicit.coefficients[0].estimate) < 1e-7
    )
  }

  @Test("collinear regressors are named, the earlier one stays")
  func collinear() throws {
    let panel = SyntheticPanel(countries: 6, years: 5, seed: 7)
    let found = try fit(
      "trade ~ rta + tariff + I(2*tariff - rta) + I(year - 2000) | exporter^year + importer",
      panel.data()
    )
    #expect(found.coefficients.map(\.term) == ["rta", "tariff"])
    #expect(found.collinear == ["(2 * tariff) - rta", "year - 2000"])
  }

  @Test("rows that drift off in the fit are those of the exact search")
  func drift() throws {
    // Agreements that never went with trade: separated by a regressor and effects together.
    var panel = SyntheticPanel(countries: 10, years: 4, seed: 21)
    for row in panel.trade.indices where panel.agreement[row] == 1 {
      panel.agreement[row] = panel.exporters[row] == 3 && panel.trade[row] == 0 ? 1 : 0
    }
    let formula = "trade ~ rta + tariff | exporter^year + importer^year"
    let exact = try fit(formula, panel.data())
    let drifting = try fit(formula, panel.data()) { $0.searchesExactly = false }
    #expect(!exact.separation.rows.isEmpty)
    #expect(exact.separation.rows.map(\.row) == drifting.separation.rows.map(\.row))
    for (a, b) in zip(exact.coefficients, drifting.coefficients) {
      #expect(abs(a.estimate - b.estimate) < 1e-9)
    }
  }

  @Test("a file gives the same fit as CSV, packed, as Stata and as a workbook")
  func files() throws {
    let panel = SyntheticPanel(countries: 5, years: 3, seed: 4)
    let place = try ScratchFolder.make()
    let names = panel.exporters.map { "C\(Int($0))" }
    let partners = panel.importers.map { "C\(Int($0))" }
    let table = try DataTable([
      DataColumn("exporter", texts: names), DataColumn("importer", texts: partners),
      DataColumn("year", numbers: panel.years), DataColumn("trade", numbers: panel.trade),
      DataColumn("rta", numbers: panel.agreement), DataColumn("tariff", numbers: panel.tariff),
    ])
    for name in ["t.csv", "t.csv.gz", "t.dta"] {
      try table.write(to: place.appendingPathComponent(name))
    }
    var sheet = WorkbookSheet("Trade")
    let heads = ["exporter", "importer", "year", "trade", "rta", "tariff"]
    sheet.setRow(0, heads.map { .text($0) })
    for row in names.indices {
      sheet.setRow(
        row + 1,
        [
          .text(names[row]), .text(partners[row]), .number(panel.years[row]),
          .number(panel.trade[row]), .number(panel.agreement[row]), .number(panel.tariff[row]),
        ]
      )
    }
    try WorkbookWriter.write(
      Workbook(title: "Test", sheets: [sheet]),
      to: place.appendingPathComponent("t.xlsx")
    )
    let formula = "trade ~ rta + tariff | exporter^year + importer"
    let reference = try fit(formula, panel.data())
    for name in ["t.csv", "t.csv.gz", "t.dta", "t.xlsx"] {
      let data = try GravityData.read(
        place.appendingPathComponent(name),
        name: name,
        columns: try GravityFormula(formula).columns
      )
      let found = try fit(formula, data)
      for (a, b) in zip(found.coefficients, reference.coefficients) {
        #expect(abs(a.estimate - b.estimate) < 1e-10, "\(name)")
        #expect(abs(a.standardError / b.standardError - 1) < 1e-8, "\(name)")
      }
    }
  }

  @Test("recovered effects make up the linear predictor")
  func effects() throws {
    let panel = SyntheticPanel(countries: 8, years: 3, seed: 9)
    let model = GravityModel(try GravityFormula(Self.threeWay))
    let (fit, effects, _, _) = try GravityEstimator.fit(model, panel.data(), effects: true)
    var values: [String: Double] = [:]
    for effect in effects { values["\(effect.effect) \(effect.level)"] = effect.value }
    var largest = 0.0
    for (place, row) in fit.rows.enumerated() {
      let row = Int(row)
      let (i, j) = (Int(panel.exporters[row]), Int(panel.importers[row]))
      let year = Int(panel.years[row])
      let sum =
        fit.coefficients[0].estimate * panel.agreement[row]
        + fit.coefficients[1].estimate * panel.tariff[row]
        + (values["exporter^year \(i)^\(year)"] ?? .nan)
        + (values["importer^year \(j)^\(year)"] ?? .nan)
        + (values["exporter^importer \(i)^\(j)"] ?? .nan)
      largest = max(largest, abs(sum - fit.predictor[place]))
    }
    #expect(largest < 1e-7)
  }

  @Test("the three-way bias correction is that of a dense computation", arguments: [false, true])
  func bias(hasGaps: Bool) throws {
    var panel = SyntheticPanel(countries: 7, years: 3, seed: 17)
    if hasGaps {
      // A country without imports in a year, one without exports in another, a pair without rows.
      panel = panel.filtered { exporter, importer, year in
        !(importer == 3 && year == 2002) && !(exporter == 2 && year == 2001)
          && !(exporter == 0 && importer == 1)
      }
    }
    let corrected = try fit(Self.threeWay, panel.data()) {
      $0.errors = try ErrorStructure("exporter^importer")
      $0.correctsBias = true
    }
    let dense = try DenseBiasCorrection(panel, corrected)
    let correction = try #require(corrected.biasCorrection)
    #expect(correction.isLeverageExact)
    for k in 0..<2 {
      #expect(abs(correction.bias[k] - dense.bias[k]) < 1e-7)
      #expect(abs(correction.uncorrectedErrors[k] / dense.plainErrors[k] - 1) < 1e-6)
      #expect(abs(corrected.coefficients[k].standardError / dense.errors[k] - 1) < 1e-6)
    }
    let threaded = try fit(Self.threeWay, panel.data()) {
      $0.errors = try ErrorStructure("exporter^importer")
      $0.correctsBias = true
      $0.threads = 3
    }
    #expect(threaded.coefficients == corrected.coefficients)
  }

  @Test("too few iterations are an error that counts them", arguments: GravityModel.Family.allCases)
  func notConverged(family: GravityModel.Family) throws {
    let panel = SyntheticPanel(countries: 6, years: 4, seed: 8)
    var data = panel.data()
    data.columns["trade"] = .real(panel.trade.map { $0 + 0.5 })
    guard family != .gaussian else {
      // Least squares are solved in one.
      let found = try fit("trade ~ tariff | exporter + importer", data) {
        $0.family = family
        $0.iterationLimit = 1
      }
      #expect(found.convergence.iterations == 1)
      return
    }
    for limit in [1, 2] {
      let fault = #expect(throws: NotConverged.self) {
        try fit("trade ~ tariff | exporter + importer", data) {
          $0.family = family
          $0.iterationLimit = limit
        }
      }
      #expect(fault?.iterations == limit)
    }
  }

  @Test("errors in two sets of clusters are those of either less those of both together")
  func twoWay() throws {
    let panel = SyntheticPanel(countries: 12, years: 3, seed: 6)
    func covariance(_ clusters: String) throws -> DenseMatrix {
      try fit("trade ~ rta + tariff | exporter^year + importer^year", panel.data()) {
        $0.errors = try ErrorStructure(clusters)
        $0.smallSample = .none
      }.covariance
    }
    let both = try covariance("exporter,importer")
    let first = try covariance("exporter")
    let second = try covariance("importer")
    let crossed = try covariance("exporter^importer")
    let expected = first.values.indices.map {
      first.values[$0] + second.values[$0] - crossed.values[$0]
    }
    for place in expected.indices {
      #expect(abs(both.values[place] - expected[place]) < 1e-12 * (1 + abs(expected[place])))
    }
  }

  @Test("dyadic errors are the sum over all pairs of rows that share a country")
  func dyadic() throws {
    let panel = SyntheticPanel(countries: 16, years: 2, seed: 4)
    let formula = "trade ~ rta + tariff"
    let found = try fit(formula, panel.data()) {
      $0.errors = try ErrorStructure("dyadic(exporter, importer)")
      $0.smallSample = .none
    }
    let x = panel.trade.indices.map { [1, panel.agreement[$0], panel.tariff[$0]] }
    let beta = found.coefficients.map(\.estimate)
    let means = x.map { row in exp(zip(row, beta).reduce(0) { $0 + $1.0 * $1.1 }) }
    var information = DenseMatrix(rows: 3, columns: 3)
    var meat = information
    for r in x.indices {
      for a in 0..<3 { for b in 0..<3 { information[a, b] += means[r] * x[r][a] * x[r][b] } }
      for s in x.indices {
        let one: Set = [panel.exporters[r], panel.importers[r]]
        guard !one.isDisjoint(with: [panel.exporters[s], panel.importers[s]]) else { continue }
        let product = (panel.trade[r] - means[r]) * (panel.trade[s] - means[s])
        for a in 0..<3 { for b in 0..<3 { meat[a, b] += product * x[r][a] * x[s][b] } }
      }
    }
    let bread = try DenseCholesky(information).inverse
    let covariance = bread.multiplied(by: meat).multiplied(by: bread)
    // Differences of sums of squares may be no covariance; these are one.
    let least = try #require(try SymmetricEigen(covariance).values.first)
    #expect(least > 0)
    for k in 0..<3 {
      #expect(
        abs(found.coefficients[k].standardError / covariance[k, k].squareRoot() - 1) < 1e-7
      )
    }
  }

  @Test(
    "data that give no estimate are refused with their place",
    arguments: [
      ("trade ~ nothing", "no such column"), ("constant ~ rta", "same outcome"),
      ("zero ~ rta", "zero in every row"), ("I(0 - trade) ~ rta", "zero or more"),
      ("trade ~ word + I(2*word)", "number"), ("trade ~ mixed", "number"),
    ]
  )
  func faults(formula: String, wanted: String) throws {
    let panel = SyntheticPanel(countries: 4, years: 2, seed: 2)
    var data = panel.data()
    let count = panel.trade.count
    data.columns["constant"] = .real([Double](repeating: 3, count: count))
    data.columns["zero"] = .real([Double](repeating: 0, count: count))
    data.columns["word"] = .text(
      codes: (0..<count).map { Int32($0 % 2) },
      labels: ["a", "b"]
    )
    data.columns["mixed"] = .text(
      codes: (0..<count).map { Int32($0 % 2) },
      labels: ["1", "b"]
    )
    let fault = #expect(throws: InputFaults.self) { try fit(formula, data) }
    #expect(fault?.description.contains(wanted) == true, "\(fault?.description ?? "")")
  }

  @Test("one cluster alone is refused, missing values and weights of zero are counted")
  func drops() throws {
    let panel = SyntheticPanel(countries: 5, years: 3, seed: 8)
    var data = panel.data()
    var tariff = panel.tariff
    tariff[4] = .nan
    tariff[5] = .infinity
    data.columns["tariff"] = .real(tariff)
    data.columns["weight"] = .real(panel.trade.indices.map { $0 < 3 ? 0 : 1 })
    data.columns["one"] = .real([Double](repeating: 1, count: tariff.count))
    let found = try fit("trade ~ tariff", data) {
      $0.weights = try GravityFormula.condition("weight")
    }
    #expect(found.dropped.missing == 2)
    #expect(found.dropped.zeroWeight == 3)
    #expect(found.observations == tariff.count - 5)
    #expect(throws: InputFaults.self) {
      try fit("trade ~ tariff", data) { $0.errors = try ErrorStructure("one") }
    }
  }
}
