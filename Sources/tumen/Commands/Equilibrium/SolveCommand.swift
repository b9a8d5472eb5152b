import Foundation
import Tables
import TradeEquilibrium

extension Command {
  /// `tumen equilibrium solve`.
  static let equilibriumSolve = Command(
    name: "equilibrium solve",
    arguments: [],
    summary: "Trade, prices and real income after a change of trade costs, exactly",
    details: """
      Exact-hat algebra on a table of trade. The table must hold every country's domestic sales
      (output less exports); pairs without a row do not trade. Pairs that the shock does not name
      keep their cost. Every per cent is of the base.

      Closures, with output Y and expenditure E = Y + D of the base:
        balanced        E' = Y'; the world is first rid of its imbalances
        additive        E' = Y' + D, D fixed in units of world output
        multiplicative  E' = (E/Y) Y', not rescaled
        rescaled        the same with one factor that keeps world spending equal to world output
      Modes: partial (each flow by its own cost), conditional (multilateral resistances move, outputs
      and spending stay), full.
      """,
    options: [
      Option(
        name: "--trade",
        value: "FILE",
        help: "exporter,importer[,sector],value, domestic sales included (required)"
      ),
      Option(
        name: "--shock",
        value: "FILE",
        help: "exporter,importer[,sector],cost_change: new over old trade cost (nothing changes)"
      ),
      Option(
        name: "--elasticity",
        value: "E",
        help: "trade elasticity, above zero, sigma - 1 (required)"
      ),
      Option(
        name: "--supply-elasticity",
        value: "E",
        help: "elasticity of output to its real price, one sector (0)"
      ),
      Option(
        name: "--closure",
        value: "WORD",
        help: "balanced, additive, multiplicative or rescaled (additive)"
      ),
      Option(name: "--mode", value: "WORD", help: "partial, conditional or full (full)"),
      Option(
        name: "--numeraire",
        value: "ISO3",
        help: "country whose price index is the unit of money (world output)"
      ),
      Option(
        name: "--tolerance",
        value: "T",
        help: "largest relative residual of a market (1e-12)"
      ),
      Option(name: "--output", value: "FILE", help: "write the table of countries there as CSV"),
      Option(name: "--json", value: nil, help: "print table and convergence as JSON"),
    ],
    examples: [
      "tumen equilibrium solve --trade trade.csv --shock shock.csv --elasticity 4",
      "tumen equilibrium solve --trade trade.csv --shock shock.csv --elasticity 6 "
        + "--closure rescaled --numeraire DEU --output effects.csv",
    ],
    run: equilibriumSolveRun
  )

  @Sendable private static func equilibriumSolveRun(_ call: Call) throws -> Tumen.Status {
    let trade = URL(fileURLWithPath: try call.required("--trade"))
    _ = try call.required("--elasticity")
    let number = try call.real("--elasticity") ?? 0
    guard number > 0 else {
      throw Call.Fault(
        description:
          "--elasticity needs a number above zero, found '\(call.value("--elasticity") ?? "")'"
      )
    }
    var run = EquilibriumRun(trade: trade, elasticity: .number(number))
    run.shock = call.value("--shock").map { URL(fileURLWithPath: $0) }
    let large = Double.greatestFiniteMagnitude
    run.supplyElasticity = try call.real("--supply-elasticity", in: 0...large) ?? 0
    run.closure = try call.choice("--closure", TradeClosure.self) ?? .additive
    run.mode = try call.choice("--mode", EquilibriumMode.self) ?? .full
    run.numeraire = call.value("--numeraire")
    run.tolerance = try call.real("--tolerance", in: 1e-300...1) ?? 1e-12
    let (report, warnings) = try run.report()
    for warning in warnings { Console.err(warning.description) }
    if let output = call.value("--output") {
      try report.write(to: URL(fileURLWithPath: output))
    }
    if call.has("--json") {
      Console.out(String(decoding: try JSONText.data(report), as: UTF8.self))
    } else if call.value("--output") == nil {
      FileHandle.standardOutput.write(Data(try report.csv().utf8))
    }
    if !call.has("--json") { tell(report) }
    return .done
  }

  private static func tell(_ report: EquilibriumReport) {
    for note in report.notes { Console.err(note) }
    Console.err(
      "\(report.model), \(report.mode), closure \(report.closure), numéraire \(report.numeraire): "
        + "residual \(report.residual) after \(report.iterations) iterations (\(report.method)), "
        + "\(String(format: "%.3f", report.seconds)) s"
    )
    Console.err(
      (report.uniqueness.isProven ? "unique: " : "uniqueness not proven: ")
        + report.uniqueness.reason
    )
  }
}
