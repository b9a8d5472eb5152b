import CorridorStudy
import Foundation
import StudyReport
import Tables

extension Command {
  /// `tumen appraise`.
  static let appraise = Command(
    name: "appraise",
    arguments: ["STUDY"],
    summary: "Appraise a project of a study and write the report",
    details: """
      Loads and checks the study, solves trade and freight for each scenario and year with and
      without the project, appraises it, draws the risk, and writes results.json, report.html,
      results.xlsx and results.gpkg to OUT/STUDY/PROJECT. The same study and seed give the same
      results.json on any number of threads.
      """,
    options: [
      Option(name: "--project", value: "ID", help: "project (the first of the study)"),
      Option(
        name: "--scenario",
        value: "ID",
        help: "scenario; may be repeated (all)",
        repeats: true
      ),
      Option(name: "--draws", value: "N", help: "draws of the risk, 0 for none (risk.toml's)"),
      Option(name: "--seed", value: "N", help: "seed of the draws (1)"),
      Option(name: "--out", value: "DIR", help: "folder for the results (out)"),
      Option(name: "--threads", value: "N", help: "threads (all cores)"),
      Option(name: "--json", value: nil, help: "print the summary as JSON"),
    ],
    examples: [
      "tumen appraise studies/northeast-asia",
      "tumen appraise studies/northeast-asia --scenario as_adopted --draws 10000 --seed 7",
    ],
    run: appraiseRun
  )

  @Sendable private static func appraiseRun(_ call: Call) throws -> Tumen.Status {
    var options = RunOptions()
    options.project = call.value("--project")
    options.scenarios = call.list("--scenario")
    options.draws = try call.number("--draws", from: 0)
    if let seed = try call.number("--seed", from: 0) { options.seed = UInt64(seed) }
    options.threads = try call.threads()
    let assets = try WebAssets.find()
    let (study, warnings) = try Study.load(URL(fileURLWithPath: call.arguments[0]))
    for warning in warnings { Console.err(warning.description) }
    let line = ProgressLine()
    defer { line.clear() }
    let result = try StudyRun.appraise(study, options: options, version: Tumen.version) {
      line.show($0)
    }
    let folder = URL(fileURLWithPath: call.value("--out") ?? "out")
      .appendingPathComponent(result.study.id).appendingPathComponent(result.project.id)
    let files = try StudyReport.write(result, to: folder, assets: assets)
    line.clear()
    if call.has("--json") {
      let record = SummaryRecord(result, files: files.map(\.path))
      Console.out(String(decoding: try JSONText.data(record), as: UTF8.self))
    } else {
      Console.out(SummaryText(result: result).text)
      Console.out("\nWritten:\n" + files.map { "  \($0.path)" }.joined(separator: "\n"))
    }
    return .done
  }
}
