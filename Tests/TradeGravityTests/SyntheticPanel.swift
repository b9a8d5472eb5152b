import Foundation
import TradeGravity

/// A gravity panel made of counted random numbers.
struct SyntheticPanel {
  var exporters: [Double] = []
  var importers: [Double] = []
  var years: [Double] = []
  var trade: [Double] = []
  var agreement: [Double] = []
  var tariff: [Double] = []

  /// `countries`² · `years` rows, a third of them zero.
  init(countries: Int, years count: Int, seed: UInt64) {
    var state = seed
    func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return (Double((z ^ (z >> 31)) >> 11) + 0.5) / 9_007_199_254_740_992
    }
    let sizes = (0..<countries).map { _ in 2 * uniform() }
    for i in 0..<countries {
      for j in 0..<countries {
        let pair = 2 * uniform() + (i == j ? 2 : 0)
        let start = Int(uniform() * Double(2 * count))
        for year in 0..<count {
          let agreement = year >= start && i != j ? 1.0 : 0.0
          let tariff = i == j ? 0 : uniform()
          let mean = exp(sizes[i] + sizes[j] + pair + 0.4 * agreement - tariff + 0.1 * uniform())
          exporters.append(Double(i))
          importers.append(Double(j))
          years.append(Double(2000 + year))
          self.agreement.append(agreement)
          self.tariff.append(tariff)
          trade.append(uniform() < 0.3 ? 0 : mean * 2 * uniform())
        }
      }
    }
  }

  /// The rows whose exporter, importer and year are wanted.
  func filtered(_ isWanted: (Double, Double, Double) -> Bool) -> SyntheticPanel {
    let rows = trade.indices.filter { isWanted(exporters[$0], importers[$0], years[$0]) }
    var panel = self
    panel.exporters = rows.map { exporters[$0] }
    panel.importers = rows.map { importers[$0] }
    panel.years = rows.map { years[$0] }
    panel.trade = rows.map { trade[$0] }
    panel.agreement = rows.map { agreement[$0] }
    panel.tariff = rows.map { tariff[$0] }
    return panel
  }

  /// The panel as a data set, rows in the order of `order`.
  func data(_ order: [Int]? = nil) -> GravityData {
    let rows = order ?? Array(trade.indices)
    func column(_ values: [Double]) -> GravityColumn { .real(rows.map { values[$0] }) }
    return GravityData(
      name: "panel",
      columns: [
        ("exporter", column(exporters)), ("importer", column(importers)), ("year", column(years)),
        ("trade", column(trade)), ("rta", column(agreement)), ("tariff", column(tariff)),
      ]
    )
  }
}
