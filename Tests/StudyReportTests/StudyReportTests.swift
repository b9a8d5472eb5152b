import CorridorStudy
import Fixtures
import Foundation
import ProjectAppraisal
import Tables
import Testing

@testable import StudyReport

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
    let folder = try ScratchFolder.make()
    let assets = WebAssets(folder: root.appendingPathComponent(".web"))
    _ = try StudyReport.write(result, to: folder, assets: assets)
    return (result, folder)
  }

  static let browser = tool(["chromium", "chromium-browser", "google-chrome"])

  static func tool(_ names: [String]) -> String? {
    let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    for name in names {
      for folder in path where FileManager.default.isExecutableFile(atPath: "\(folder)/\(name)") {
        return "\(folder)/\(name)"
      }
    }
    return nil
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
    "Every formula of the workbook, recalculated by LibreOffice, gives the program's number to 1e-6",
    .enabled(if: FinanceWorkbookTests.office != nil, "needs LibreOffice")
  )
  func recalculation() throws {
    let (result, _) = try MadeReport.made.get()
    let workbook = try ResultsWorkbook(result: result).workbook()
    let (compared, list) = try FinanceWorkbookTests.differences(workbook)
    #expect(compared > 20_000)
    #expect(list.isEmpty, "\(list.count): \(list.prefix(12).joined(separator: "\n"))")
  }

  @Test("The finance model in the result, solved again, gives its statements to the bit")
  func financeModel() throws {
    let (result, _) = try MadeReport.made.get()
    for scenario in result.scenarios {
      let outcome = try scenario.finance.model.solve(leavesBalloons: true)
      #expect(FinanceModelRecord(outcome, unit: "million") == scenario.finance.statements)
      #expect(scenario.finance.statements.checks.allSatisfy { $0.passed })
    }
  }

  @Test("Every key of results.json is documented, under the schema's version")
  func schema() throws {
    let (_, folder) = try MadeReport.made.get()
    let page = try String(
      contentsOf: MadeReport.root.appendingPathComponent("docs/results-schema.md"),
      encoding: .utf8
    )
    #expect(page.hasPrefix("# Results schema \(StudyResult.currentSchemaVersion)\n"))
    var keys: Set<String> = []
    // Keys of these are names of the study's own things, and of enumerations' cases.
    let own: Set<String> = ["tonnesByCommodity", "byCommodityMegatonnes", "rows", "size"]
    func walk(_ value: Any) {
      if let table = value as? [String: Any] {
        for (key, inner) in table {
          keys.insert(key)
          if !own.contains(key) || inner is [Any] { walk(inner) }
        }
      } else if let list = value as? [Any] {
        list.forEach(walk)
      }
    }
    let data = try Data(contentsOf: folder.appendingPathComponent("results.json"))
    walk(try JSONSerialization.jsonObject(with: data))
    let missing = keys.filter { !page.contains("| `\($0)` |") }.sorted()
    #expect(keys.count > 200)
    #expect(missing.isEmpty, "not documented: \(missing)")
  }

  @Test(
    "The report opens without a network and without an error, and its map draws",
    .enabled(if: MadeReport.browser != nil, "needs Chromium")
  )
  func page() throws {
    let (result, folder) = try MadeReport.made.get()
    let browser = try #require(MadeReport.browser)
    let page = folder.appendingPathComponent("report.html")
    let source = try String(contentsOf: page, encoding: .utf8)
    #expect(!source.contains("src=\"http"))
    let (_, dom, log) = try runProgram(
      URL(fileURLWithPath: browser),
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
