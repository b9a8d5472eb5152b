import CorridorStudy
import Foundation
import Tables
import Testing

@Suite("A study with faults")
struct BadStudyTests {
  @Test("All faults are told in one go, each with its place, and nothing is written")
  func allAtOnce() throws {
    let folder = try BuiltIn.copy()
    defer { try? FileManager.default.removeItem(at: folder) }
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
    "An empty or missing file is a fault, never a trap",
    arguments: [
      "study.toml", "regions.csv", "commodities.csv", "trade.csv", "network/node.csv",
      "network/link.csv", "projects/khasan-rajin.toml", "cargo_classes.csv",
    ]
  )
  func emptyFile(name: String) throws {
    let folder = try BuiltIn.copy()
    defer { try? FileManager.default.removeItem(at: folder) }
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
