import CorridorStudy
import Foundation
import StudyReport
import Tables
import Testing

/// A run of the built-in study and its files, made once.
enum MadeReport {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let made = Result<(StudyResult, URL), any Error> {
    let study = try Study.load(root.appendingPathComponent("studies/northeast-asia")).study
    var options = RunOptions()
    options.threads = 2
    options.draws = 20
    let result = try StudyRun.appraise(study, options: options, version: "test")
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("tumen-report-\(UUID().uuidString)")
    let assets = WebAssets(folder: root.appendingPathComponent(".web"))
    _ = try StudyReport.write(result, to: folder, assets: assets)
    return (result, folder)
  }

  static func tool(_ names: [String]) -> String? {
    let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    for name in names {
      for folder in path where FileManager.default.isExecutableFile(atPath: "\(folder)/\(name)") {
        return "\(folder)/\(name)"
      }
    }
    return nil
  }

  static func run(_ program: String, _ arguments: [String]) throws -> (out: String, err: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    let folder = FileManager.default.temporaryDirectory
    let out = folder.appendingPathComponent(UUID().uuidString)
    let err = folder.appendingPathComponent(UUID().uuidString)
    for url in [out, err] { FileManager.default.createFile(atPath: url.path, contents: nil) }
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardError = try FileHandle(forWritingTo: err)
    try process.run()
    process.waitUntilExit()
    return (
      String(decoding: try Data(contentsOf: out), as: UTF8.self),
      String(decoding: try Data(contentsOf: err), as: UTF8.self)
    )
  }
}

@Suite("The files of a run")
struct StudyReportTests {
  @Test("results.json reads back as the same value")
  func json() throws {
    let (result, folder) = try MadeReport.made.get()
    let data = try Data(contentsOf: folder.appendingPathComponent("results.json"))
    #expect(try JSONDecoder().decode(StudyResult.self, from: data) == result)
  }

  @Test("Nothing but the four files is left in the folder")
  func files() throws {
    let (_, folder) = try MadeReport.made.get()
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(names == ["report.html", "results.gpkg", "results.json", "results.xlsx"])
  }

  @Test("The GeoPackage has every link and node")
  func geoPackage() throws {
    let (result, folder) = try MadeReport.made.get()
    let url = folder.appendingPathComponent("results.gpkg")
    #expect(try VectorLayer.read(url, layer: "links").features.count == result.network.links.count)
    #expect(try VectorLayer.read(url, layer: "nodes").features.count == result.network.nodes.count)
    #expect(!(try VectorLayer.read(url, layer: "layer_styles").features.isEmpty))
  }

  @Test(
    "The workbook's formulas give the same ENPV and EIRR in LibreOffice",
    .enabled(if: MadeReport.tool(["soffice", "libreoffice"]) != nil, "needs LibreOffice")
  )
  func recalculation() throws {
    let (result, folder) = try MadeReport.made.get()
    let office = try #require(MadeReport.tool(["soffice", "libreoffice"]))
    let work = FileManager.default.temporaryDirectory
      .appendingPathComponent("tumen-office-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: work) }
    // Without the values that the file keeps beside its formulas, so that they must be computed.
    let strip = """
      import re, sys, zipfile
      source, target = sys.argv[1:]
      with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
          for name in old.namelist():
              data = old.read(name)
              if name.startswith("xl/worksheets/sheet"):
                  data = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\\1", data)
              new.writestr(name, data)
      """
    let python = try #require(MadeReport.tool(["python3"]))
    _ = try MadeReport.run(
      python,
      [
        "-c", strip, folder.appendingPathComponent("results.xlsx").path,
        work.appendingPathComponent("bare.xlsx").path,
      ]
    )
    // The second sheet is the cash flow of the first scenario. Formulas are computed anew on load.
    _ = try MadeReport.run(
      office,
      [
        "-env:UserInstallation=file://\(work.path)/profile", "--headless", "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,2",
        "--outdir", work.path, work.appendingPathComponent("bare.xlsx").path,
      ]
    )
    let csv = try FileManager.default.contentsOfDirectory(atPath: work.path).first {
      $0.hasSuffix(".csv")
    }
    let text = try String(
      contentsOf: work.appendingPathComponent(try #require(csv)),
      encoding: .utf8
    )
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    func value(_ line: Int) -> Double? {
      for field in lines[line].split(separator: "\"") {
        if let number = Double(field) { return number }
        if field.hasSuffix("%"), let number = Double(field.dropLast()) { return number / 100 }
      }
      return nil
    }
    let economics = result.scenarios[0].economics
    let net = try #require(value(3))
    #expect(abs(net - economics.enpvUSDMillion) < 1e-6 * max(1, abs(economics.enpvUSDMillion)))
    if let rate = economics.eirr.first { #expect(abs(try #require(value(4)) - rate) < 1e-6) }
  }

  @Test(
    "The report opens without a network and without an error, and its map draws",
    .enabled(
      if: MadeReport.tool(["chromium", "chromium-browser", "google-chrome"]) != nil,
      "needs Chromium"
    )
  )
  func page() throws {
    let (result, folder) = try MadeReport.made.get()
    let browser = try #require(MadeReport.tool(["chromium", "chromium-browser", "google-chrome"]))
    let page = folder.appendingPathComponent("report.html")
    let source = try String(contentsOf: page, encoding: .utf8)
    #expect(!source.contains("src=\"http"))
    let (dom, log) = try MadeReport.run(
      browser,
      [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND",
        "--virtual-time-budget=30000", "--enable-logging=stderr", "--dump-dom", page.absoluteString,
      ]
    )
    let errors = log.split(separator: "\n").filter {
      $0.contains("CONSOLE") && ($0.contains("Error") || $0.contains("ERR_"))
    }
    #expect(errors.isEmpty, "\(errors)")
    #expect(dom.contains("data-ready=\"yes\""))
    let mark = try #require(dom.range(of: "data-map-drawn=\""))
    let drawn = Int(dom[mark.upperBound...].prefix { $0.isNumber }) ?? 0
    #expect(drawn > 50)
    #expect(dom.contains(result.project.name))
    // A chart for each of traffic, income, incidence, cash flow, company, risk (two), back-test.
    #expect(dom.components(separatedBy: "class=\"marks\"").count - 1 >= 8)
  }
}
