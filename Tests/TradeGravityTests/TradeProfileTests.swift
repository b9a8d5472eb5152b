import Foundation
import Tables
import Testing

@testable import TradeGravity

@Suite("A country's trade")
struct TradeProfileTests {
  private static let facts = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../shared/facts/trade_dprk.csv")

  /// Turnover by partner, million USD, of the first row for each that `isWanted` takes.
  private static func figures(
    _ measure: String,
    _ year: Int,
    where isWanted: (String) -> Bool = { _ in true }
  ) throws -> [String: Double] {
    let table = try DataTable.read(facts, faults: FaultCollector())
    var result: [String: Double] = [:]
    for row in 0..<table.rowCount where table["year"]?.text(row) == String(year) {
      let partner = table["partner"]?.text(row) ?? ""
      guard table["measure"]?.text(row) == measure, result[partner] == nil,
        isWanted(table["source"]?.text(row) ?? "")
      else { continue }
      result[partner] = table["value"].flatMap { Double($0.text(row)) }
    }
    return result
  }

  @Test(
    "China's share of North Korea's trade of 2015 is the one that KOTRA published",
    .enabled(
      if: FileManager.default.fileExists(atPath: facts.path),
      "needs ../shared/facts beside the checkout"
    )
  )
  func publishedShare() throws {
    let turnover = try Self.figures("turnover", 2015) { $0.contains("KOTRA") }
    let published = try Self.figures("share_excl_ROK", 2015)
    let world = try #require(turnover["WLD"])
    var table = TradeTable()
    var rest = world
    for (partner, value) in turnover where partner != "WLD" {
      table.append(year: 2015, exporter: "PRK", importer: partner, valueUSD: value * 1e6)
      rest -= value
    }
    table.append(year: 2015, exporter: "PRK", importer: "OTHERS", valueUSD: rest * 1e6)
    let profile = try TradeProfile(table, country: "PRK")
    #expect(profile.turnover.partners[0].code == "CHN")
    // Published to a tenth of a point, from figures rounded to 10 million USD.
    let share = try #require(published["CHN"])
    #expect(abs(profile.turnover.partners[0].share * 100 - share) < 0.2)
    #expect(abs(profile.turnover.totalUSD / 1e6 - world) < 1e-6)
    // One partner with 91 % alone gives an index of 0.83 at least.
    #expect(profile.turnover.partnerConcentration > 0.83)
    #expect(profile.turnover.partnerConcentration < 0.85)
  }

  @Test("shares, concentration, products and changes by hand")
  func byHand() throws {
    var table = TradeTable()
    for (year, partner, product, value) in [
      (2014, "B", "coal", 100.0), (2014, "C", "fish", 50), (2015, "B", "coal", 60),
      (2015, "B", "fish", 20), (2015, "D", "fish", 20),
    ] {
      table.append(
        year: year,
        exporter: "A",
        importer: partner,
        product: product,
        valueUSD: value
      )
    }
    table.append(year: 2015, exporter: "B", importer: "A", product: "cars", valueUSD: 40)
    table.append(year: 2015, exporter: "A", importer: "A", product: "coal", valueUSD: 1e6)
    let profile = try TradeProfile(table, country: "A", comparedWith: 2014)
    #expect(profile.year == 2015)
    #expect(profile.exports.totalUSD == 100)
    #expect(abs((profile.exports.change ?? 0) + 1.0 / 3) < 1e-12)
    #expect(abs(profile.exports.partnerConcentration - (0.64 + 0.04)) < 1e-12)
    #expect(abs((profile.exports.earlierConcentration ?? 0) - 5.0 / 9) < 1e-12)
    #expect(abs((profile.exports.productConcentration ?? 0) - (0.36 + 0.16)) < 1e-12)
    #expect(profile.exports.partners.map(\.code) == ["B", "D", "C"])
    #expect(profile.exports.partners.map(\.change) == [-0.19999999999999996, nil, -1])
    #expect(profile.imports.totalUSD == 40)
    #expect(profile.balanceUSD == 60)
    #expect(abs(profile.turnover.partners[0].share - 120.0 / 140) < 1e-12)
    #expect(profile.text(top: 1).contains("2 others"))
  }

  @Test("a country that does not report is seen through its partners")
  func mirror() throws {
    var table = TradeTable()
    table.append(year: 2015, exporter: "PRK", importer: "CHN", report: .importer, valueUSD: 8)
    table.append(year: 2015, exporter: "CHN", importer: "PRK", report: .exporter, valueUSD: 9)
    table.append(year: 2015, exporter: "CHN", importer: "PRK", report: .importer, valueUSD: 10)
    let made = try TradeProfile(table, country: "PRK")
    #expect(made.exports.basis == "importer")
    #expect(made.imports.totalUSD == 10)
    let mirrored = try TradeProfile(table, country: "PRK", basis: .mirror)
    #expect(mirrored.imports.totalUSD == 9)
    #expect(try TradeProfile(table, country: "PRK", basis: .own).exports.totalUSD == 0)
  }

  @Test("a country may be named by its number or in small letters")
  func names() throws {
    var table = TradeTable()
    table.append(year: 2015, exporter: "PRK", importer: "CHN", valueUSD: 8)
    #expect(try TradeProfile(table, country: "408").country == "PRK")
    #expect(try TradeProfile(table, country: "prk").exports.totalUSD == 8)
  }

  @Test("countries and years that are not there are told")
  func missing() throws {
    var table = TradeTable()
    table.append(year: 2015, exporter: "PRK", importer: "CHN", valueUSD: 8)
    #expect(throws: InputFault.self) { try TradeProfile(table, country: "RUS") }
    #expect(throws: InputFault.self) { try TradeProfile(table, country: "PRK", year: 2014) }
    #expect(throws: InputFault.self) {
      try TradeProfile(table, country: "PRK", comparedWith: 2013)
    }
  }
}
