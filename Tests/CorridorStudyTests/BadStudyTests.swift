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
