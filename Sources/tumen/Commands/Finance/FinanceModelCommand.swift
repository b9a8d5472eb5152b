import CorridorStudy
import Foundation
import StudyReport
import Tables

extension Command {
  /// `tumen finance model`.
  static let financeModel = Command(
    name: "finance model",
    arguments: ["FILE"],
    summary: "Solve a project company's finance: tranches, waterfall, statements, ratios",
    details: """
      FILE is a TOML file (docs/finance.md says every key), with a CSV file of amounts beside it where
      it names one. Interest during construction, fees, debt sized by its cover and reserve funding
      are solved to a fixed point. The workbook carries the whole model as live formulas.
      """,
    options: [
      Option(name: "--output", value: "FILE.csv", help: "write every quantity by period (none)"),
      Option(name: "--workbook", value: "FILE.xlsx", help: "write the model as a workbook (none)"),
      .json("ratios, checks and all periods"),
    ],
    examples: [
      "tumen finance model docs/examples/finance/railway.toml",
      "tumen finance model railway.toml --workbook railway.xlsx --output railway.csv",
    ],
    run: financeModelRun
  )

  @Sendable private static func financeModelRun(_ call: Call) throws -> Tumen.Status {
    let file = try FinanceFile.read(URL(fileURLWithPath: call.arguments[0]))
    for warning in file.warnings { Console.err(warning.description) }
    let outcome = try file.solve()
    let record = FinanceModelRecord(outcome, unit: file.unit)
    if let path = call.value("--output") {
      let text = try FinanceModelRecord.csv(outcome)
      try AtomicFile.write(Data(text.utf8), to: URL(fileURLWithPath: path))
    }
    if let path = call.value("--workbook") {
      try FinanceWorkbook.write(outcome, unit: file.unit, to: URL(fileURLWithPath: path))
    }
    if call.has("--json") {
      Console.out(try JSONText.text(record))
    } else {
      Console.out(FinanceText.summary(record))
      for option in ["--output", "--workbook"] {
        if let path = call.value(option) { Console.out("Written: \(path)") }
      }
    }
    return record.checks.allSatisfy(\.passed) ? .done : .notConverged
  }
}
