import CorridorStudy
import Foundation
import Tables
import Testing

@Suite("A study with faults")
struct BadStudyTests {
  @Test("All faults are told in one go, each with its place, and nothing is written")
  func allAtOnce() throws {
    let folder = try BuiltIn.copy()
    func edit(_ name: String, _ change: (String) -> String) throws {
      let url = folder.appendingPathComponent(name)
      let text = try String(contentsOf: url, encoding: .utf8)
      let changed = change(text)
      #expect(changed != text)
      try changed.write(to: url, atomically: true, encoding: .utf8)
    }
    try edit("trade.csv") { $0 + "2015,RUS-SO,KOR,coal_steam,10,,reported,unctad2015,B\n" }
    try edit("trade.csv") { $0 + "2015,KOR,JPN,machinery,NaN,,latent,unctad2015,B\n" }
    try edit("network/link.csv") {
      $0 + "BAD,MOW,YAR,0,rail1520,-5,2,,,,,,,facts_links,B\n"
    }
    try edit("network/node.csv") { $0 + "LONE,Lonely,RUS,100,60,station,wpi,B\n" }
    try edit("rates.csv") { $0.replacingOccurrences(of: "usd_per_t_km", with: "usd_per_km") }
    try edit("projects/khasan-rajin.toml") {
      $0.replacingOccurrences(of: "opening = 2013-09-22", with: "opening = 2005-09-22")
    }
    try edit("risk.toml") { $0 + "\n[[variable\n" }
    let before = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    do {
      _ = try Study.load(folder)
      Issue.record("the study loaded")
    } catch {
      let text = error.description
      for part in [
        "trade.csv:", "unknown region 'RUS-SO'", "did you mean 'RUS-", "column 'value_usd_m'",
        "'NaN'",
        "network/link.csv:", "column 'length_km': found '-5'", "node 'LONE' that no link reaches",
        "rates.csv:1: column 'usd_per_t_km': found no such column", "projects/khasan-rajin.toml:",
        "before building begins in 2008", "risk.toml:", "broken TOML",
      ] {
        #expect(text.contains(part), "missing: \(part)\n\(text)")
      }
    }
    #expect(try FileManager.default.subpathsOfDirectory(atPath: folder.path) == before)
  }

  @Test(
    "A back-test without figures of its own unit is a fault",
    arguments: [
      ("rail_border,CHN;RUS,,rail_handed_ove,CHN-RUS", "series", "did you mean 'rail_handed_over'"),
      ("rail_border,CHN;RUS,,rail_handed_over,CHN-RUT", "key", "did you mean 'CHN-RUS'"),
      ("trade,CHN;RUS,,rail_handed_over,CHN-RUS", "series", "figures in USD_m"),
      ("rail_transit,RUS,,rail_handed_over,CHN-RUS", "series", "figures in kTEU"),
    ]
  )
  func backTest(fields: String, column: String, words: String) throws {
    let folder = try BuiltIn.copy()
    let url = folder.appendingPathComponent("observed/tests.csv")
    let text =
      "test_id,name,kind,countries,via,series,key,basis,source,quality,note\n"
      + "a_test,A test,\(fields),,kotra2015,B,\n"
    try Data(text.utf8).write(to: url)
    let error = try #require(throws: InputFaults.self) { _ = try Study.load(folder) }
    let fault = try #require(error.faults.first { $0.file == "observed/tests.csv" })
    #expect(fault.line == 2 && fault.column == column)
    #expect(fault.expected.contains(words), "\(fault)")
  }

  /// A change of one word of one file, and the only fault that it makes.
  struct Typo: Sendable, CustomTestStringConvertible {
    var file: String
    var right: String
    var wrong: String
    var column: String?
    var fault: String
    var testDescription: String { "\(file): \(wrong)" }
  }

  static let typos = [
    Typo(
      file: "study.toml",
      right: "base_year = 2015",
      wrong: "base_year = \"2015\"",
      column: "base_year",
      fault: "found the text '2015', expected a whole number"
    ),
    Typo(
      file: "study.toml",
      right: "name = \"Northeast Asia\"",
      wrong: "name = \"Northeast Asia",
      column: nil,
      fault: "expected a closing quote on the same line"
    ),
    Typo(
      file: "study.toml",
      right: "kind = \"close\"\nborder",
      wrong: "kind = \"clse\"\nborder",
      column: "scenario[5].change[1].kind",
      fault: "did you mean 'close'"
    ),
    Typo(
      file: "cargo_classes.csv",
      right: "dry_bulk,Dry bulk,0.15",
      wrong: "dry_bulk,Dry bulk,nan",
      column: "route_scale_per_usd",
      fault: "found 'nan', expected a number above zero"
    ),
    Typo(
      file: "cargo_classes.csv",
      right: "dry_bulk,",
      wrong: "\"dry_bulk,",
      column: nil,
      fault: "a quote that is never closed"
    ),
    Typo(
      file: "facts.csv",
      right: "khasan_rajin,2013,",
      wrong: "khasan_rajin,213,",
      column: "year",
      fault: "found '213'"
    ),
    Typo(
      file: "observed/traffic.csv",
      right: "0.087,0.088",
      wrong: "0.87,0.088",
      column: "high_mt",
      fault: "not below low_mt 0.87"
    ),
    Typo(
      file: "network/terminal.csv",
      right: ",pobeda,",
      wrong: ",pobeta,",
      column: "project",
      fault: "did you mean 'pobeda'"
    ),
    Typo(
      file: "resources/dprk-coal.toml",
      right: "project = \"pobeda\"",
      wrong: "project = \"pobieda\"",
      column: "resource.project",
      fault: "did you mean 'pobeda'"
    ),
    Typo(
      file: "gas/sakhalin-korea.toml",
      right: "kind = \"pipeline\"\nlength_km = 1822",
      wrong: "kind = \"pipelin\"\nlength_km = 1822",
      column: "chain[1].step[1].kind",
      fault: "did you mean 'pipeline'"
    ),
    Typo(
      file: "zones/kaesong.toml",
      right: "state_share = 0.30",
      wrong: "state_share = 30",
      column: "wage.state_share",
      fault: "expected a number from 0 to 1"
    ),
    Typo(
      file: "projects/pobeda.toml",
      right: "lender = \"RUS\"\nshare = 0.2",
      wrong: "lender = \"RSU\"\nshare = 0.2",
      column: "finance.tranche[1].lender",
      fault: "unknown country 'RSU'"
    ),
    Typo(
      file: "projects/pobeda.toml",
      right: "life_years = 40\nopening",
      wrong: "life_years = forty\nopening",
      column: nil,
      fault: "broken TOML"
    ),
    Typo(
      file: "projects/pobeda.toml",
      right: "opening = 2031-01-01\ncountries",
      wrong: "opening = \"1 January 2031\"\ncountries",
      column: "project.opening",
      fault: "found the text '1 January 2031', expected a date"
    ),
    Typo(
      file: "projects/pobeda.toml",
      right: "countries = [\"PRK\", \"RUS\"]",
      wrong: "countries = [\"PRK\", \"RSU\"]",
      column: "project.countries",
      fault: "unknown country 'RSU'"
    ),
    Typo(
      file: "projects/pobeda.toml",
      right: "kind = \"equity\"",
      wrong: "kind = \"equty\"",
      column: "finance.tranche[1].kind",
      fault: "did you mean 'equity'"
    ),
    Typo(
      file: "risk.toml",
      right: "distribution = \"lognormal\"",
      wrong: "distribution = \"lognorml\"",
      column: "variable[1].distribution",
      fault: "did you mean 'lognormal'"
    ),
  ]

  @Test("One typo makes one fault, at its place, and none elsewhere", arguments: typos)
  func oneFault(typo: Typo) throws {
    let folder = try BuiltIn.copy()
    let url = folder.appendingPathComponent(typo.file)
    let text = try String(contentsOf: url, encoding: .utf8)
    let place = try #require(text.range(of: typo.right))
    try Data(text.replacingCharacters(in: place, with: typo.wrong).utf8).write(to: url)
    let error = try #require(throws: InputFaults.self) { _ = try Study.load(folder) }
    #expect(error.faults.count == 1, "\(error)")
    let fault = try #require(error.faults.first)
    #expect(fault.file == typo.file && fault.line != nil && fault.column == typo.column, "\(fault)")
    #expect(fault.description.contains(typo.fault), "\(fault)")
  }

  @Test("A table of a header alone is a fault", arguments: ["regions.csv", "commodities.csv"])
  func headerAlone(name: String) throws {
    let folder = try BuiltIn.copy()
    let url = folder.appendingPathComponent(name)
    let header = try String(contentsOf: url, encoding: .utf8).prefix { $0 != "\n" }
    try Data("\(header)\n".utf8).write(to: url)
    let error = try #require(throws: InputFaults.self) { _ = try Study.load(folder) }
    #expect(error.faults.contains { $0.file == name && $0.found == "a header alone" }, "\(error)")
  }

  @Test("Keys of series that name nothing are faults", arguments: [":", "::", "", "a::coal_steam"])
  func seriesKey(key: String) throws {
    let folder = try BuiltIn.copy()
    let url = folder.appendingPathComponent("timeseries.csv")
    let text = try String(contentsOf: url, encoding: .utf8)
    let line = text.split(separator: "\n").count + 1
    let ending = text.hasSuffix("\n") ? "" : "\n"
    try (text + ending + "demand_index,\(key),2030,1.1,index,gdp_growth,C\n").write(
      to: url,
      atomically: true,
      encoding: .utf8
    )
    let error = try #require(throws: InputFaults.self) { _ = try Study.load(folder) }
    let fault = try #require(error.faults.first { $0.file == "timeseries.csv" })
    #expect(fault.line == line && fault.column == "key")
  }

  @Test(
    "An empty or missing file is a fault, never a trap",
    arguments: [
      "study.toml", "regions.csv", "commodities.csv", "trade.csv", "network/node.csv",
      "network/link.csv", "projects/khasan-rajin.toml", "cargo_classes.csv",
    ]
  )
  func emptyFile(name: String) throws {
    let folder = try BuiltIn.copy()
    let url = folder.appendingPathComponent(name)
    try Data().write(to: url)
    #expect(throws: InputFaults.self) { _ = try Study.load(folder) }
    try FileManager.default.removeItem(at: url)
    #expect(throws: InputFaults.self) { _ = try Study.load(folder) }
  }

  @Test("A folder that is not there is a fault")
  func noFolder() {
    #expect(throws: InputFaults.self) {
      _ = try Study.load(URL(fileURLWithPath: "/nowhere/at/all"))
    }
  }
}
