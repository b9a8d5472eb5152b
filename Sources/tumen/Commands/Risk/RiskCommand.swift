import CorridorStudy
import Foundation
import ProjectAppraisal
import Tables

extension Command {
  /// `tumen risk`.
  static let risk = Command(
    name: "risk",
    arguments: ["STUDY"],
    summary: "Draw the risk of a project: how sure it is, and what it hangs on",
    details: """
      Draws the uncertain numbers of risk.toml and works out what each draw makes of the project in
      each scenario: mean, percentiles, the chance that it loses, the company's value, how far the
      estimates have settled, the swing of each number, and, where asked for, Sobol indices with
      intervals. Draws go through route choice, queues and trade where a drawn number moves them;
      with --depth finance they go through the appraisal alone. The project is also looked at from
      earlier years with the measures known then, and the right to build later is valued, where
      risk.toml says so. The same study and seed give the same output on any number of threads.
      """,
    options: [
      Option(name: "--project", value: "ID", help: "project (the first of the study)"),
      .scenarios,
      Option(name: "--draws", value: "N", help: "draws (risk.toml's)"),
      Option(
        name: "--sampler",
        value: "NAME",
        help: "latin-hypercube, sobol or monte-carlo (risk.toml's)"
      ),
      .seed,
      Option(name: "--depth", value: "NAME", help: "corridor or finance (corridor)"),
      Option(name: "--sobol-indices", value: nil, help: "first-order and total Sobol indices"),
      Option(
        name: "--sobol-rows",
        value: "N",
        help: "rows of their design, best a power of two (256; 4096 with --depth finance)"
      ),
      Option(
        name: "--standpoint",
        value: "YEAR",
        help: "year to look from; may be repeated (risk.toml's)",
        repeats: true
      ),
      .threads,
      .json("the report"),
      Option(name: "--output", value: "FILE.csv", help: "write every draw to a table"),
    ],
    examples: [
      "tumen risk studies/northeast-asia --draws 2000 --sampler sobol --seed 7",
      "tumen risk studies/northeast-asia --scenario lifted_2030 --sobol-indices",
      "tumen risk studies/northeast-asia --depth finance --draws 10000 --output draws.csv",
    ],
    run: riskRun
  )

  @Sendable private static func riskRun(_ call: Call) throws -> Tumen.Status {
    var options = RiskOptions()
    options.project = call.value("--project")
    options.scenarios = call.list("--scenario")
    options.draws = try call.number("--draws", from: 1)
    options.sampler = try sampler(call)
    if let seed = try call.number("--seed", from: 0) { options.seed = UInt64(seed) }
    options.depth = try call.choice("--depth", RiskDepth.self) ?? .corridor
    let rows = try call.number("--sobol-rows", from: 2)
    if call.has("--sobol-indices") || rows != nil {
      options.sobolRows = rows ?? (options.depth == .finance ? 4096 : 256)
    }
    let years = call.list("--standpoint")
    if !years.isEmpty {
      options.standpoints = try years.map { text in
        guard let year = Int(text) else {
          throw Call.Fault(description: "--standpoint needs a year, found '\(text)'")
        }
        return year
      }
    }
    options.threads = try call.threads()
    let study = try call.study()
    let line = ProgressLine()
    defer { line.clear() }
    let (report, draws) = try StudyRun.risk(study, options: options) { line.show($0) }
    line.clear()
    if let path = call.value("--output") {
      try AtomicFile.write(
        Data(try draws.table().text.utf8),
        to: URL(fileURLWithPath: path)
      )
    }
    if call.has("--json") {
      Console.out(try JSONText.text(report))
    } else {
      Console.out(RiskText(report).text)
      if let path = call.value("--output") { Console.out("\nWritten: \(path)") }
    }
    return .done
  }

  /// The sampling method named, with hyphens or underscores.
  static func sampler(_ call: Call) throws -> SamplingMethod? {
    guard let name = call.value("--sampler") else { return nil }
    let word = name.replacingOccurrences(of: "-", with: "_")
    guard let method = SamplingMethod(rawValue: word) else {
      throw Call.Fault(
        description: "--sampler takes latin-hypercube, sobol, monte-carlo; found '\(name)'"
      )
    }
    return method
  }
}

extension RiskDraws {
  /// A table with one row for each draw: values, then the figures of each scenario.
  func table() throws -> CSVText {
    var columns = ["draw"] + drivers
    for scenario in scenarios {
      columns += ["enpv_usd_m_\(scenario)", "fnpv_usd_m_\(scenario)", "eirr_\(scenario)"]
    }
    var table = CSVText(columns: columns)
    for draw in enpv.indices {
      var fields = ["\(draw + 1)"]
      for value in values[draw] { fields.append(try CSVText.field(value)) }
      for scenario in scenarios.indices {
        fields.append(try CSVText.field(enpv[draw][scenario]))
        fields.append(try CSVText.field(fnpv[draw][scenario]))
        fields.append(try eirr[draw][scenario].map { try CSVText.field($0) } ?? "")
      }
      table.append(fields)
    }
    return table
  }
}
