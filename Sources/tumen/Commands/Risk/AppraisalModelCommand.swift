import CorridorStudy
import Foundation
import ProjectAppraisal
import Tables

extension Command {
  /// `tumen appraisal model`.
  static let appraisalModel = Command(
    name: "appraisal model",
    arguments: ["FILE"],
    summary: "Cost-benefit analysis of streams in a TOML file and a table",
    details: """
      Reads an analysis from one TOML file, with a table of streams by year and a table of flows
      beside it where it names them, and works out the economic net present value, all rates of
      return, benefits over costs, net present value over investment, payback, switching values, who
      gains and who loses before and after transfers, and the risk where the file has variables.
      Presets adb_2017, eu_2021, world_bank and uk_tag bring their published discount rates and
      carbon prices. The file is described in docs/appraisal.md.
      """,
    options: [
      Option(name: "--rate", value: "R", help: "discount rate for all years (the file's)"),
      Option(
        name: "--draws",
        value: "N",
        help: "draws, 0 for none (1000 where there are variables)"
      ),
      Option(
        name: "--sampler",
        value: "NAME",
        help: "latin-hypercube, sobol or monte-carlo (latin-hypercube)"
      ),
      .seed,
      Option(name: "--sobol-indices", value: nil, help: "first-order and total Sobol indices"),
      Option(name: "--sobol-rows", value: "N", help: "rows of their design (4096)"),
      .threads,
      .json("the report"),
      Option(name: "--output", value: "FILE.csv", help: "write every item by year to a table"),
    ],
    examples: [
      "tumen appraisal model road.toml",
      "tumen appraisal model road.toml --rate 0.05 --draws 10000 --sampler sobol --json",
    ],
    run: appraisalModelRun
  )

  @Sendable private static func appraisalModelRun(_ call: Call) throws -> Tumen.Status {
    var options = AppraisalFileOptions()
    options.rate = try call.real("--rate", in: -0.99...10)
    if let draws = try call.number("--draws", from: 0) { options.draws = draws }
    if let sampler = try sampler(call) { options.sampler = sampler }
    if let seed = try call.number("--seed", from: 0) { options.seed = UInt64(seed) }
    let rows = try call.number("--sobol-rows", from: 2)
    if call.has("--sobol-indices") || rows != nil { options.sobolRows = rows ?? 4096 }
    options.threads = try call.threads()
    let (file, warnings) = try AppraisalFile.load(URL(fileURLWithPath: call.arguments[0]))
    for warning in warnings { Console.err(warning.description) }
    let report = try file.report(options)
    if let path = call.value("--output") {
      try AtomicFile.write(Data(try report.table().text.utf8), to: URL(fileURLWithPath: path))
    }
    if call.has("--json") {
      Console.out(try JSONText.text(report))
    } else {
      Console.out(AppraisalText(report).text)
      if let path = call.value("--output") { Console.out("\nWritten: \(path)") }
    }
    return .done
  }
}

extension AppraisalReport {
  /// Items by year, one a row.
  func table() throws -> CSVText {
    let all = Array(years[0]...years[1])
    var table = CSVText(
      columns: ["name", "kind", "country", "party", "present_value"] + all.map { "\($0)" }
    )
    for item in items {
      var fields = [item.name, item.kind, item.country, item.party]
      fields.append(try CSVText.field(item.presentValue))
      for amount in item.amounts { fields.append(try CSVText.field(amount)) }
      table.append(fields)
    }
    return table
  }
}
