import Fixtures
import Foundation
import Testing

/// `tumen trade …` as it is called.
struct TradeCommandTests {
  @Test("reports of both ends are reconciled, written and shown")
  func reconcileAndProfile() throws {
    let place = try ScratchFolder.make()
    let data = place.appendingPathComponent("t.csv")
    try Data(
      """
      year,reporter,partner,flow,hs,value_usd
      2015,RUS,KOR,export,2701,100
      2015,KOR,RUS,import,2701,110
      2015,KOR,PRK,import,6203,50

      """.utf8
    ).write(to: data)
    for ending in ["csv", "csv.gz", "dta"] {
      let output = place.appendingPathComponent("out.\(ending)")
      #expect(
        try Program.run(
          "trade",
          "reconcile",
          "--data",
          data.path,
          "--cif-rate",
          "0.1",
          "--output",
          output.path,
          "--json"
        ).status == 0
      )
      #expect(
        try Program.run("trade", "profile", "--data", output.path, "--country", "KOR", "--json")
          .status
          == 0
      )
    }
    let text = try String(
      contentsOf: place.appendingPathComponent("out.csv"),
      encoding: .utf8
    )
    #expect(text.hasPrefix("year,exporter,importer,product,value_usd\n2015,RUS,KOR,2701,"))
    #expect(text.split(separator: "\n").count == 3)
  }

  @Test("wrong calls end with 2, wrong files with 1, and write nothing")
  func faults() throws {
    let place = try ScratchFolder.make()
    let data = place.appendingPathComponent("t.csv")
    try Data("year,exporter,importer,value_usd\n2015,A,B,-3\n".utf8).write(to: data)
    let output = place.appendingPathComponent("out.csv")
    #expect(try Program.run("trade", "profile", "--data", data.path).status == 2)
    #expect(try Program.run("trade", "convert", "--output", output.path).status == 2)
    #expect(
      try Program.run("trade", "convert", "--data", data.path, "--output", "x.rds").status == 2
    )
    #expect(
      try Program.run("trade", "convert", "--data", data.path, "--output", output.path).status
        == 1
    )
    #expect(!FileManager.default.fileExists(atPath: output.path))
    #expect(
      try Program.run("trade", "profile", "--data", "none.csv", "--country", "A").status == 1
    )
  }
}
