import Fixtures
import Foundation
import Numerics
import Tables
import Testing

@testable import TradeEquilibrium

@Suite struct GarbageTests {
  private static func file(_ text: String) throws -> URL {
    try ScratchFolder.file("trade.csv", text)
  }

  private static func run(_ trade: String, _ shock: String? = nil) throws -> EquilibriumReport {
    var run = EquilibriumRun(trade: try file(trade), elasticity: .number(4))
    run.shock = try shock.map { try file($0) }
    return try run.report().report
  }

  static let broken: [(String, String)] = [
    ("", "an empty file"),
    ("exporter,importer,value\n", "no rows"),
    ("exporter,importer\nA,A\n", "column 'value'"),
    ("exporter,importer,value\nA,A,x\n", "'x'"),
    ("exporter,importer,value\nA,A,-1\n", "'-1'"),
    ("exporter,importer,value\nA,A,nan\n", "'nan'"),
    ("exporter,importer,value\nA,A,inf\n", "'inf'"),
    ("exporter,importer,value\nA,,1\nA,A,1\n", "an empty cell"),
    ("exporter,importer,value\nA,A,1\nA,A,2\n", "line 2 already"),
    ("exporter,importer,value\nA,A,1\nA,B,2\n", "no domestic sales of B"),
    ("exporter,importer,value\nA,A,1\nB,B,0\nB,A,1\n", "no domestic sales of B"),
    ("exporter,importer,value\nA,A,1,7\nA,A,1\n", "4 fields"),
  ]

  @Test("a broken trade table is told by file, line and column", arguments: broken)
  func brokenTrade(text: String, expected: String) throws {
    do {
      _ = try Self.run(text)
      Issue.record("accepted: \(text)")
    } catch let faults as InputFaults {
      #expect(faults.description.contains(expected), "\(faults)")
    }
  }

  static let shocks: [(String, String)] = [
    ("exporter,importer,cost_change\nA,C,1\n", "'C'"),
    ("exporter,importer,cost_change\nA,B,0\n", "'0'"),
    ("exporter,importer,cost_change\nA,B,1\nA,B,1\n", "a pair given already"),
    ("exporter,importer,cost\nA,B,1\n", "column 'cost_change'"),
    ("exporter,importer,sector,cost_change\nA,B,x,1\n", "no sectors"),
  ]

  @Test("a broken shock is told by file, line and column", arguments: shocks)
  func brokenShock(text: String, expected: String) throws {
    let trade = "exporter,importer,value\nA,A,10\nA,B,2\nB,A,2\nB,B,9\n"
    do {
      _ = try Self.run(trade, text)
      Issue.record("accepted: \(text)")
    } catch let faults as InputFaults {
      #expect(faults.description.contains(expected), "\(faults)")
    }
  }

  @Test("a table of a million different names is refused, not tried")
  func tooMany() throws {
    var text = "exporter,importer,value\n"
    for i in 0..<20_000 { text += "c\(i),c\(i),1\n" }
    #expect(throws: InputFaults.self) { _ = try Self.run(text) }
  }

  @Test("zero flows, no exports and deficits larger than income are worked out and noted")
  func edges() throws {
    // C sells nothing abroad and buys three times what it makes.
    let trade = """
      exporter,importer,value
      A,A,100
      A,B,0
      A,C,20
      B,A,30
      B,B,80
      B,C,
      C,C,10
      """
    #expect(throws: InputFaults.self) { _ = try Self.run(trade) }
    let whole = trade.replacingOccurrences(of: "B,C,\n", with: "B,C,10\n")
    let shock = "exporter,importer,cost_change\nA,B,0.5\nA,C,0.8\nB,A,0.9\n"
    for closure in TradeClosure.allCases {
      var run = EquilibriumRun(trade: try Self.file(whole), elasticity: .number(4))
      run.shock = try Self.file(shock)
      run.closure = closure
      if closure == .balanced {
        // C sells nothing, so without a deficit it could buy nothing.
        #expect(throws: InputFaults.self) { _ = try run.report() }
        continue
      }
      let report = try run.report().report
      #expect(report.table.allSatisfy { $0.numbers.allSatisfy(\.isFinite) })
      #expect(report.table.allSatisfy { $0.wagePct > -100 && $0.priceIndexPct > -100 })
      #expect(report.table[2].exportsPct == 0)
      #expect(report.notes.contains { $0.contains("No exports") })
    }
  }

  @Test("sectors, inputs and tariffs of files make the many-sector model")
  func manySectors() throws {
    let trade = """
      exporter,importer,sector,value
      A,A,1,100
      A,B,1,10
      B,A,1,12
      B,B,1,80
      A,A,2,60
      A,B,2,8
      B,A,2,6
      B,B,2,70
      """
    let uses = "input_sector,using_sector,share\n1,1,0.2\n2,1,0.1\n1,2,0.15\n2,2,0.3\n"
    let tariffs = "exporter,importer,tariff,tariff_new\nA,B,0.1,0\nB,A,0.05,0.05\n"
    var run = EquilibriumRun(
      trade: try Self.file(trade),
      elasticity: .file(try Self.file("sector,elasticity\n1,4\n2,6\n"))
    )
    run.inputOutput = try Self.file(uses)
    run.tariffs = try Self.file(tariffs)
    let report = try run.report().report
    #expect(report.model == "many sectors")
    #expect(report.residual < 1e-12)
    #expect(report.welfare?.count == 2)
    // A tariff that goes brings trade: B buys more from A.
    #expect(report.table[1].importsPct > 5)
    run.inputOutput = try Self.file("input_sector,using_sector,share\n1,1,0.7\n2,1,0.6\n")
    #expect(throws: InputFaults.self) { _ = try run.report() }
    run.inputOutput = nil
    run.elasticity = .file(try Self.file("sector,elasticity\n1,4\n"))
    #expect(throws: InputFaults.self) { _ = try run.report() }
  }
}
