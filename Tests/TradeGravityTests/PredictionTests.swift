import Foundation
import Testing
import TradeGravity

@Suite struct PredictionTests {
  @Test(
    "predictions of the rows of the sample are the means of the fit",
    arguments: [
      "trade ~ rta + i(rta, tariff) | exporter + importer",
      "trade ~ i(rta, tariff) + rta:tariff + C(rta) | exporter + importer",
      "trade ~ tariff + rta + i(year, rta) | exporter^importer",
      "trade ~ year + C(year, ref = 2001) + tariff | exporter + importer",
      "trade ~ zone + tariff + zone:tariff | exporter^year",
      "trade ~ C(zone) + rta:zone + i(zone, tariff) | importer[tariff] + exporter",
    ]
  )
  func sample(formula: String) throws {
    let panel = SyntheticPanel(countries: 6, years: 4, seed: 7)
    var data = panel.data()
    data.columns["zone"] = .text(
      codes: panel.importers.map { Int32($0) % 3 },
      labels: ["east", "north", "west"]
    )
    let model = GravityModel(try GravityFormula(formula))
    let (fit, _, _, predictor) = try GravityEstimator.fit(model, data, predicts: true)
    let predicted = try #require(predictor).predict(data)
    let fitted = fit.predictions()
    #expect(fitted.count > 100)
    for one in fitted {
      let other = predicted[one.row - 1]
      let mean = try #require(other.mean, "\(other.reason ?? "")")
      #expect(abs(mean / (one.mean ?? .nan) - 1) < 1e-7, "row \(one.row)")
    }
  }

  @Test("levels that were texts in the sample are found in a file that has only some, all numbers")
  func numericLevels() throws {
    let panel = SyntheticPanel(countries: 6, years: 4, seed: 7)
    var data = panel.data()
    let zones = panel.importers.map { Int32($0) % 3 }
    data.columns["zone"] = .text(codes: zones, labels: ["7", "9", "a"])
    let model = GravityModel(try GravityFormula("trade ~ C(zone) + tariff | exporter"))
    let (fit, _, _, predictor) = try GravityEstimator.fit(model, data, predicts: true)
    let rows = zones.indices.filter { zones[$0] == 1 }
    var part = panel.data(rows)
    part.columns["zone"] = .real(rows.map { _ in 9 })
    let predicted = try #require(predictor).predict(part)
    let means = Dictionary(uniqueKeysWithValues: fit.predictions().map { ($0.row, $0.mean) })
    for (place, row) in rows.enumerated() {
      guard let wanted = means[row + 1] ?? nil else { continue }
      #expect(abs((predicted[place].mean ?? .nan) / wanted - 1) < 1e-7)
    }
  }
}
