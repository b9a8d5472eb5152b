import Foundation
import Tables
import Testing

@testable import TradeGravity

@Suite("Groups of products and sales at home")
struct TradeProductsTests {
  @Test("the longest beginning wins, a single code over a range, other takes the rest")
  func longest() throws {
    let made = try Concordance([
      .init("01-24", "food"), .init("2701;2704", "coal"), .init("27", "fuel"),
      .init("22", "drinks"),
      .init("270112", "steam coal"), .init("other", "rest"),
    ])
    let expected = [
      "010121": "food", "24": "food", "220830": "drinks", "270111": "coal", "270112": "steam coal",
      "2710": "fuel", "27.01.12": "steam coal", "SITC0": "rest", "99": "rest", "abc": "rest",
      "": "rest", "2": "rest",
    ]
    for (code, group) in expected {
      #expect(made.group(of: code).map { made.groups[$0] } == group, "\(code)")
    }
  }

  @Test("codes of a named classification and codes that nothing covers")
  func uncovered() throws {
    let made = try Concordance([.init("0;1;4;22", "food"), .init("27-28", "ores")])
    #expect(made.group(of: "SITC0").map { made.groups[$0] } == "food")
    #expect(made.group(of: "SITC2") == nil)
    var table = TradeTable()
    for (code, value) in [("011", 5.0), ("271", 7), ("333", 11), ("012", 2), ("999", 1)] {
      table.append(year: 2015, exporter: "A", importer: "B", product: code, valueUSD: value)
    }
    let (grouped, missing) = table.grouped(by: made)
    #expect(missing.map(\.code) == ["333", "999"])
    #expect(missing.map(\.valueUSD) == [11, 1])
    #expect(grouped.values == [7, 7, 12])
    #expect(
      grouped.productOf.map { grouped.products[Int($0)] } == ["food", "ores", "(not covered)"]
    )
  }

  @Test("rules that cannot be are told", arguments: ["24-01", "1-24", "ab", "1-2-3", "-", "01-"])
  func badRules(_ codes: String) {
    #expect(throws: InputFaults.self) { try Concordance([.init(codes, "x", line: 2)]) }
  }

  @Test("two groups for one code are a fault")
  func ambiguous() {
    #expect(throws: InputFaults.self) { try Concordance([.init("27", "a"), .init("27", "b")]) }
    #expect(throws: InputFaults.self) {
      try Concordance([.init("25-27", "a"), .init("27-30", "b")])
    }
    #expect(throws: InputFaults.self) { try Concordance([.init("other", "a"), .init("*", "b")]) }
  }

  @Test("sales at home are output less exports; negative ones by the rule that is chosen")
  func domestic() throws {
    var trade = TradeTable()
    trade.append(year: 2015, exporter: "A", importer: "B", product: "x", valueUSD: 30)
    trade.append(year: 2015, exporter: "A", importer: "C", product: "x", valueUSD: 10)
    trade.append(year: 2015, exporter: "A", importer: "A", product: "x", valueUSD: 99)
    trade.append(year: 2015, exporter: "B", importer: "A", product: "x", valueUSD: 50)
    let output = [
      DomesticSales.Output(year: 2015, country: "A", product: "x", valueUSD: 100),
      DomesticSales.Output(year: 2015, country: "B", product: "x", valueUSD: 20),
    ]
    let made = try DomesticSales(output: output, trade: trade)
    #expect(made.table.values == [60, 0])
    #expect(made.adjustments.map(\.country) == ["B"])
    let floored = try DomesticSales(output: output, trade: trade, negative: .floor)
    #expect(abs(floored.table.values[1] - 0.2) < 1e-12)
    #expect(throws: InputFaults.self) {
      try DomesticSales(output: output, trade: trade, negative: .fault)
    }
    #expect(throws: InputFaults.self) {
      try DomesticSales(output: output + output, trade: trade)
    }
  }
}
