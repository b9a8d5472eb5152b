import Foundation
import Numerics
import Tables
import Testing
import TradeEquilibrium

// Yotov, Piermartini, Monteiro & Larch (2016), "An Advanced Guide to Trade Policy Analysis", ch. 2,
// application 1: all borders between 69 economies removed. The base is the fitted trade of
// exp(π_i + χ_j + β₁ ln DIST + β₂ CNTG + β₃ BRDR); PPML with both sets of fixed effects keeps the
// margins of the data (Fally 2015), so the fit follows from β by scaling rows and columns in turn.
// β printed in the guide: −0.791, 0.674, −2.474; σ = 7, so θ = 6.
@Suite struct BordersRemovedTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../shared/data/ge").standardizedFileURL
  static let isPresent = FileManager.default.fileExists(
    atPath: folder.appendingPathComponent("wto_app1_exact.csv").path
  )

  @Test(
    "removing all borders gives the exact solution of the published case",
    .enabled(if: isPresent, "the data of the case are not there: ../shared/data/ge")
  )
  func published() throws {
    let faults = FaultCollector()
    let trade = try #require(
      CSVTable.read(
        Self.folder.appendingPathComponent("wto_app1_trade.csv"),
        name: "trade",
        faults: faults
      )
    )
    let exact = try #require(
      CSVTable.read(
        Self.folder.appendingPathComponent("wto_app1_exact.csv"),
        name: "exact",
        faults: faults
      )
    )
    let names = Set(trade.rows(faults).compactMap { $0.text("exporter") }).sorted()
    let place = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    let n = names.count
    #expect(n == 69)

    var observed = [Double](repeating: 0, count: n * n)
    var fit = observed
    var border = observed
    for row in trade.rows(faults) {
      let i = try #require(place[row.text("exporter") ?? ""])
      let j = try #require(place[row.text("importer") ?? ""])
      let distance = try #require(row.number("ln_DIST"))
      let contiguity = try #require(row.number("CNTG"))
      border[i * n + j] = try #require(row.number("INTL_BRDR"))
      observed[i * n + j] = try #require(row.number("trade"))
      fit[i * n + j] = exp(
        -0.7912879096959288 * distance + 0.6736455712643377 * contiguity
          - 2.4744504558443765 * border[i * n + j]
      )
    }
    for _ in 0..<400 { scale(&fit, to: observed, n) }

    let base = BaseTrade(regionCount: n, commodityCount: 1, flows: fit, elasticities: [6])
    var shock = TradeShock(base)
    for cell in fit.indices {
      // The border multiplies flows by exp(β₃), so costs by exp(−β₃ / θ).
      shock.costFactor[cell] = exp(-2.4744504558443765 * border[cell] / 6)
    }
    let outcome = try ExactHat(base, closure: .proportional).solve(shock)

    var largest = 0.0
    var count = 0
    for row in exact.rows(faults) {
      // The guide writes ZZZ for its reference economy, Germany.
      let country = row.text("country") ?? ""
      let j = try #require(place[country == "DEU" ? "ZZZ" : country])
      let income = try #require(row.number("change_rGDP_FULL_exact"))
      let spending = try #require(row.number("welfare_E_over_P_exact"))
      let realIncome = outcome.wageFactor[j] / outcome.priceFactor[j]
      largest = max(largest, abs(100 * (realIncome - 1) - income))
      largest = max(largest, abs(100 * (outcome.realIncomeFactor[j] - 1) - spending))
      count += 1
    }
    #expect(count == 69)
    #expect(faults.errors.isEmpty)
    // Percentage points; what remains is rounding.
    #expect(largest < 1e-9, "largest difference \(largest)")
  }

  // One round of scaling rows and then columns to the sums of the data.
  private func scale(_ fit: inout [Double], to data: [Double], _ n: Int) {
    for i in 0..<n {
      let row = (i * n)..<(i * n + n)
      let factor = Series.sum(data[row]) / Series.sum(fit[row])
      for cell in row { fit[cell] *= factor }
    }
    for j in 0..<n {
      let column = stride(from: j, to: n * n, by: n)
      let factor = Series.sum(column.map { data[$0] }) / Series.sum(column.map { fit[$0] })
      for cell in column { fit[cell] *= factor }
    }
  }
}
