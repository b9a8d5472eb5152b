import CorridorStudy
import Foundation
import Tables
import Testing

@Suite("Claims")
struct ClaimTests {
  /// The built-in study with other facts and claims.
  static func findings(
    _ facts: String,
    _ claims: [(String, String, String)]
  ) throws
    -> [ClaimFinding]
  {
    let folder = try BuiltIn.copy()
    // The study's own back-tests are told in series that are not here.
    try FileManager.default.removeItem(at: folder.appendingPathComponent("observed/tests.csv"))
    try ("series,key,year,period,basis,value,unit,is_total,source,quality,note\n" + facts)
      .write(to: folder.appendingPathComponent("facts.csv"), atomically: true, encoding: .utf8)
    var table = CSVText(columns: [
      "claim_id", "statement", "expression", "unit", "tolerance", "source", "quality",
    ])
    for (place, claim) in claims.enumerated() {
      table.append(["c\(place)", "A statement", claim.0, claim.1, claim.2, "unsc", "B"])
    }
    try table.text.write(
      to: folder.appendingPathComponent("claims.csv"),
      atomically: true,
      encoding: .utf8
    )
    return ClaimChecker(try Study.load(folder).study).findings()
  }

  /// A: 100, 120, 90 in 2010–2012; B: 50, 60, 30; all: 200, 240, 180.
  static let facts =
    [
      "x,A,2010,,p,100,USD_m,,unsc,A,", "x,A,2011,,p,0.12,USD_bn,,unsc,A,",
      "x,A,2012,,p,90,USD_m,,unsc,A,", "x,B,2010,,p,50,USD_m,,unsc,A,",
      "x,B,2011,,p,60,USD_m,,unsc,A,", "x,B,2012,,p,30,USD_m,,unsc,A,",
      "x,all,2010,,p,200,USD_m,1,unsc,A,", "x,all,2011,,p,240,USD_m,1,unsc,A,",
      "x,all,2012,,p,180,USD_m,1,unsc,A,", "x,B,2013,Jan-Jun,p,11,USD_m,,unsc,A,",
      "y,A,2012,,p,45,kt,,unsc,A,", "z,A,2012,,p,10,USD_m,,unsc,A,",
      "z,A,2012,,q,20,USD_m,,unsc,B,",
    ].joined(separator: "\n") + "\n"

  @Test("The language says what its words say")
  func language() throws {
    let cases: [(String, String, String, ClaimFinding.Verdict)] = [
      ("x[A, 2010] = 100", "USD_m", "", .supported),
      ("x[A, 2011] = 120", "USD_m", "", .supported),
      ("x[A, 2011] = 0.12 USD_bn", "USD_m", "", .supported),
      ("x[A, 2010] = 104", "USD_m", "5 %", .supported),
      ("x[A, 2010] = 106", "USD_m", "5 %", .contradicted),
      ("x[A, 2010] = 104 within 3", "USD_m", "5 %", .contradicted),
      ("x[A, 2010] = 110 within 10 %", "USD_m", "", .supported),
      ("x[A, 2010] != 100", "USD_m", "", .contradicted),
      ("x[A, 2010] > x[B, 2010] and x[A, 2012] < x[A, 2011]", "USD_m", "", .supported),
      ("x[A, 2010] < x[B, 2010] or not x[A, 2012] >= 91", "USD_m", "", .supported),
      ("share(x[A, 2010], x[all, 2010]) = 50", "%", "", .supported),
      ("1 - share(x[A, 2010], x[all, 2010]) = 50", "%", "", .supported),
      ("x[A, 2010] / x[B, 2010] = 2", "ratio", "", .supported),
      ("change(x[A, 2012]) = -25", "%", "", .supported),
      ("change(x[A, 2010], x[A, 2012]) = -10", "%", "1e-9", .supported),
      ("sum(x[*, 2011]) = 180", "USD_m", "", .supported),
      ("hhi(x[*, 2010]) = 5 / 9", "ratio", "1e-9", .supported),
      ("rank(x[B, 2010]) = 2", "%", "", .supported),
      ("previous_rise(x[A, 2012]) = 2011", "%", "5 %", .supported),
      ("previous_rise(x[A, 2012]) = 2010", "%", "5 %", .contradicted),
      ("previous_fall(x[A, 2012]) = 2011", "%", "", .undecidable),
      ("mean(x[A, 2010], x[B, 2010]) = 75 and max(x[A, 2010], 20) = 100", "USD_m", "", .supported),
      ("2 * (x[A, 2010] - x[B, 2010]) - -1 * x[B, 2010] = 150", "USD_m", "", .supported),
      ("x[B, 2013, \"Jan-Jun\"] = 11", "USD_m", "", .supported),
      ("x[B, 2013] = 11", "USD_m", "", .undecidable),
      ("x[A, 2012] / y[A, 2012] = 2000", "USD/t", "", .supported),
      ("x[A, 2012] = y[A, 2012]", "USD_m", "", .undecidable),
      ("x[A, 2012] + y[A, 2012] > 0", "USD_m", "", .undecidable),
      ("x[C, 2012] = 1", "USD_m", "", .undecidable),
      ("w[A, 2012] = 1", "USD_m", "", .undecidable),
      ("x[A, 2012] / (x[B, 2012] - 30) = 1", "ratio", "", .undecidable),
      ("z[A, 2012] = 10", "USD_m", "", .undecidable),
      ("z[A, 2012, q] = 20 and z[A, 2012, p] = 10", "USD_m", "", .supported),
      ("z[A, 2012] >= 10", "USD_m", "", .supported),
      ("trade[RUS, RUS, \"*\"] = 0 and gdp[RUS] > 0", "USD_m", "", .supported),
      ("trade[PRK, CHN, coal_steam] > trade[PRK, RUS, coal_steam]", "USD_m", "", .supported),
    ]
    let findings = try Self.findings(Self.facts, cases.map { ($0.0, $0.1, $0.2) })
    #expect(findings.count == cases.count)
    for (finding, one) in zip(findings, cases) {
      #expect(finding.verdict == one.3, "\(one.0): \(finding.reason)")
    }
  }

  @Test("Without a year nothing can be said of a figure, and the reason names it")
  func withoutYear() throws {
    let cases = [
      "x[all] = 5", "change(x[all]) = 5", "previous_fall(x[A]) = 2011",
      "previous_rise(x[A]) = 2011",
      "sum(x[*]) = 5", "hhi(x[*]) = 5", "rank(x[A]) = 1", "x[A, 2010] = 60 and x[A] = 60",
      "price[coal_steam] = 5", "change(price[coal_steam]) = 5",
    ]
    let findings = try Self.findings(Self.facts, cases.map { ($0, "USD_m", "") })
    #expect(findings.count == cases.count)
    for (finding, text) in zip(findings, cases) {
      #expect(finding.verdict == .undecidable, "\(text)")
      #expect(finding.reason.hasSuffix("] needs a year"), "\(text): \(finding.reason)")
      #expect(text.contains(finding.reason.dropLast(" needs a year".count)), "\(finding.reason)")
    }
  }

  @Test("Numbers of other statements that hold stand there as written, with their units")
  func written() throws {
    let cases = [
      ("x[A, 2010] = 0.06 USD_bn", "x[B, 2011] = 0.06 USD_bn"),
      ("x[A, 2010] = 60.0004 within 0.00100", "x[B, 2011] = 60.0004 within 0.00100"),
      ("x[A, 2010] = 60000 USD_k within 1e-3 %", "x[B, 2011] = 60000 USD_k within 1e-3 %"),
      ("share(x[A, 2010], x[all, 2010]) = 25 %", "share(x[B, 2010], x[all, 2010]) = 25 %"),
    ]
    let findings = try Self.findings(Self.facts, cases.map { ($0.0, "USD_m", "") })
    for (finding, one) in zip(findings, cases) {
      #expect(finding.truths.contains { $0.expression == one.1 }, "\(finding.truths)")
    }
  }

  @Test("A sum over keys is tried with every basis of its parts")
  func basesOfSums() throws {
    let found = try Self.findings(Self.facts, [("sum(z[*, 2013]) = 20", "USD_m", "")])
    #expect(found[0].truths.first?.expression == "sum(z[*, 2012]) = 20")
    #expect(found[0].truths.first?.changes == ["2012 for 2013", "basis q"])
  }

  @Test("What a statement would be true of is found, the least changed first")
  func truths() throws {
    let found = try Self.findings(
      Self.facts,
      [
        ("change(x[all, 2011]) = -50", "%", "0.1"), ("x[A, 2010] = 60", "USD_m", ""),
        ("x[A, 2010] = 100", "USD_m", ""), ("x[A, 2010] = 12345", "USD_m", ""),
        ("x[A, 2010] = 0.06 USD_bn", "USD_m", ""),
      ]
    )
    #expect(found[0].truths.first?.expression == "change(x[B, 2012]) = -50")
    #expect(found[0].truths.first?.changes == ["B for all", "2012 for 2011"])
    #expect(found[1].truths.first?.expression == "x[B, 2011] = 60")
    #expect(found[2].truths.isEmpty)
    #expect(found[3].truths.isEmpty)
    #expect(!found[4].truths.isEmpty)
    // Whatever is told as true is supported where it is claimed.
    for finding in found {
      for truth in finding.truths {
        let again = try Self.findings(Self.facts, [(truth.expression, finding.unit, "0.1")])
        #expect(again[0].verdict == .supported)
      }
    }
  }

  @Test(
    "What cannot be read is said with line, column and character",
    arguments: [
      ("x[A, 2010", 10), ("x[A, 2010] =", 13), ("x[A, 2010]", 1), ("foo(x[A, 2010]) = 1", 1),
      ("x[A, 2010] = 1 2", 16), ("x[A, 2010] = 1 and 3", 20), ("x[A, 2010] ? 1", 12),
      ("rank(x[A, 2010] + 1) = 1", 1), ("share(x[A, 2010]) = 1", 1), ("x[\"A, 2010] = 1", 3),
      ("x[2010, 2011] = 1", 9), ("(x[A, 2010] = 1", 16), ("1 = 1 = 1", 7), ("\"", 1),
      (String(repeating: "(", count: 500), 66),
    ] as [(String, Int)]
  )
  func faults(expression: String, character: Int) throws {
    do {
      _ = try Self.findings(Self.facts, [(expression, "USD_m", "")])
      Issue.record("no fault in \(expression)")
    } catch let error as InputFaults {
      let fault = try #require(error.faults.first { $0.column == "expression" })
      #expect(fault.file == "claims.csv")
      #expect(fault.line == 2)
      #expect(fault.found.hasSuffix("at character \(character)"), "\(fault)")
    }
  }

  @Test("The fall of 2.4 % belongs to trade between China and the DPRK in 2014")
  func fall() throws {
    let findings = ClaimChecker(try BuiltIn.study()).findings()
    let fall = try #require(findings.first { $0.id == "fall_2012" })
    #expect(fall.verdict == .contradicted)
    #expect(fall.truths.count == 1)
    #expect(fall.truths.first?.changes == ["CHN for WLD", "2014 for 2012"])
    let verdicts = Dictionary(uniqueKeysWithValues: findings.map { ($0.id, $0.verdict) })
    for id in ["china_exports_2013", "turnover_2012", "russia_2011", "china_to_russia_2011"] {
      #expect(verdicts[id] == .supported)
    }
    for id in ["korea_to_russia_2011", "russia_exports_2012", "chaithon_nampo", "coal_reserves"] {
      #expect(verdicts[id] == .contradicted)
    }
    #expect(verdicts["debt_paid_railway"] == .undecidable)
    #expect(verdicts["line_54_km"] == .supported && verdicts["debt_written_off"] == .supported)
    let programme = findings.first { $0.id == "chaithon_nampo" }?.truths.first
    #expect(programme?.expression.contains("pobeda_programme") == true)
  }
}
