import CorridorStudy
import Foundation
import StudyReport
import Tables

extension Command {
  /// `tumen appraise`.
  static let appraise = Command(
    name: "appraise",
    arguments: ["STUDY"],
    summary: "Appraise the projects of a study and write the reports",
    details: """
      Loads and checks the study, solves trade and freight for each scenario and year with and
      without a project, appraises it, draws the risk, and writes results.json, report.html,
      results.xlsx and results.gpkg to OUT/STUDY/PROJECT. A study of several projects is appraised as
      a portfolio unless --project names one: each alone, each as the last of all, and all together,
      ranked, with portfolio.json, report.html and portfolio.xlsx in OUT/STUDY/portfolio; the risk
      is then drawn only where --draws is given. The same study and seed give the same results on
      any number of threads.
      """,
    options: [
      Option(name: "--project", value: "ID", help: "one project (all of the study)"),
      .scenarios,
      Option(
        name: "--draws",
        value: "N",
        help: "draws of the risk, 0 for none (risk.toml's; none for a portfolio)"
      ),
      .seed,
      Option(name: "--out", value: "DIR", help: "folder for the results (out)"),
      .threads,
      .json("the summary"),
    ],
    examples: [
      "tumen appraise studies/northeast-asia",
      "tumen appraise studies/northeast-asia --project khasan-rajin",
      "tumen appraise studies/northeast-asia --project khasan-rajin --draws 10000 --seed 7",
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
    let study = try call.study()
    let line = ProgressLine()
    defer { line.clear() }
    if options.project == nil, study.projects.count > 1 {
      return try portfolioRun(call, study, options, assets, line)
    }
    let result = try StudyRun.appraise(study, options: options, version: Tumen.version) {
      line.show($0)
    }
    let folder = URL(fileURLWithPath: call.value("--out") ?? "out")
      .appendingPathComponent(result.study.id).appendingPathComponent(result.project.id)
    let files = try StudyReport.write(
      result,
      to: folder,
      assets: assets,
      threads: options.threads
    )
    line.clear()
    if call.has("--json") {
      let record = SummaryRecord(result, files: files.map(\.path))
      Console.out(try JSONText.text(record))
    } else {
      Console.out(SummaryText(result: result).text)
      Console.out("\nWritten:\n" + files.map { "  \($0.path)" }.joined(separator: "\n"))
    }
    return .done
  }

  private static func portfolioRun(
    _ call: Call,
    _ study: Study,
    _ options: RunOptions,
    _ assets: WebAssets,
    _ line: ProgressLine
  ) throws -> Tumen.Status {
    let found = try StudyRun.portfolio(study, options: options, version: Tumen.version) {
      line.show($0)
    }
    let folder = URL(fileURLWithPath: call.value("--out") ?? "out")
      .appendingPathComponent(found.portfolio.study.id)
    let files =
      try StudyReport.write(
        found.portfolio,
        to: folder.appendingPathComponent("portfolio"),
        assets: assets
      )
      + StudyReport.write(found.projects, to: folder, assets: assets, threads: options.threads)
    line.clear()
    if call.has("--json") {
      Console.out(try JSONText.text(found.portfolio))
    } else {
      Console.out(PortfolioText(result: found.portfolio).text)
      Console.out(
        "\nWritten:\n" + files.prefix(3).map { "  \($0.path)" }.joined(separator: "\n")
          + "\nand the reports of each project in \(folder.path)/PROJECT"
      )
    }
    return .done
  }
}
