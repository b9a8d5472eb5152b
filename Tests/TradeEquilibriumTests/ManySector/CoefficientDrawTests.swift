import Fixtures
import Foundation
import Testing
import TradeEquilibrium

/// Coefficients drawn through the many-sector equilibrium.
struct CoefficientDrawTests {
  private func run(sectors: [String], threads: Int = 1) throws -> EquilibriumRun {
    let countries = ["AAA", "BBB", "CCC"]
    let head = sectors.isEmpty ? "" : "sector,"
    var trade = "exporter,importer,\(head)value\n"
    var shock = "exporter,importer,cost_change,ln_cost_change_se\n"
    for (i, from) in countries.enumerated() {
      for (j, to) in countries.enumerated() {
        for (k, sector) in (sectors.isEmpty ? [""] : sectors).enumerated() {
          let value = i == j ? 100 + 20 * i : 5 + (3 * i + 2 * j + 4 * k) % 7
          trade += "\(from),\(to),\(sector.isEmpty ? "" : sector + ",")\(value)\n"
        }
        if i != j { shock += "\(from),\(to),\(i + j == 1 ? 0.8 : 1),\(i + j == 1 ? 0.05 : 0)\n" }
      }
    }
    var run = EquilibriumRun(
      trade: try ScratchFolder.file("trade.csv", trade),
      elasticity: .number(5)
    )
    run.shock = try ScratchFolder.file("shock.csv", shock)
    run.closure = .rescaled
    run.draws = 40
    run.elasticityError = 0.6
    run.threads = threads
    return run
  }

  @Test("one sector gives the same intervals by both models")
  func oneSector() throws {
    let plain = try #require(try run(sectors: []).report().report.intervals)
    let many = try #require(try run(sectors: ["goods"]).report().report.intervals)
    for (a, b) in zip(plain, many) {
      #expect(a.country == b.country)
      #expect(abs(a.low.realIncomePct - b.low.realIncomePct) < 1e-8)
      #expect(abs(a.middle.realIncomePct - b.middle.realIncomePct) < 1e-8)
      #expect(abs(a.high.realIncomePct - b.high.realIncomePct) < 1e-8)
    }
  }

  @Test("many sectors: the estimate lies within, and threads change no bit")
  func manySectors() throws {
    let report = try run(sectors: ["grain", "steel"]).report().report
    let intervals = try #require(report.intervals)
    for (row, interval) in zip(report.table, intervals) {
      #expect(interval.low.realIncomePct < row.realIncomePct)
      #expect(row.realIncomePct < interval.high.realIncomePct)
    }
    let threaded = try #require(
      try run(sectors: ["grain", "steel"], threads: 3).report().report.intervals
    )
    #expect(threaded.map(\.high) == intervals.map(\.high))
  }
}
