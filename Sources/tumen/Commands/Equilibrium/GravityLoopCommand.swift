import Foundation
import Tables
import TradeEquilibrium

extension Command {
  /// `tumen equilibrium gravity-loop`.
  static let equilibriumGravityLoop = Command(
    name: "equilibrium gravity-loop",
    arguments: [],
    summary: "The structural-gravity loop of the WTO/UNCTAD guide, as published or carried on",
    details: """
      GE_PPML (Anderson, Larch & Yotov 2018) with the stopping rule of the guide's programs, so that
      their figures can be had again. The loop stops early and leaves world spending and output
      apart; equilibrium solve --closure rescaled gives the exact solution of the same model.
      """,
    options: [
      Option(
        name: "--trade",
        value: "FILE",
        help: "exporter,importer,value: fitted trade, domestic sales included (required)"
      ),
      Option(
        name: "--shock",
        value: "FILE",
        help: "exporter,importer,cost_change: new over old trade cost (required)"
      ),
      Option(name: "--elasticity", value: "E", help: "trade elasticity, sigma - 1 (required)"),
      Option(
        name: "--reference",
        value: "ISO3",
        help: "country whose inward resistance is one (required)"
      ),
      Option(
        name: "--tolerance",
        value: "T",
        help: "of the stopping rule; 0.01 is the published one (0.01)"
      ),
      Option(name: "--output", value: "FILE", help: "write the table of countries there as CSV"),
      .json("table and convergence"),
    ],
    examples: [
      "tumen equilibrium gravity-loop --trade trade.csv --shock shock.csv --elasticity 6 "
        + "--reference DEU"
    ],
    run: gravityLoopRun
  )

  @Sendable private static func gravityLoopRun(_ call: Call) throws -> Tumen.Status {
    let trade = URL(fileURLWithPath: try call.required("--trade"))
    let shock = URL(fileURLWithPath: try call.required("--shock"))
    _ = try call.required("--elasticity")
    let elasticity = try call.real("--elasticity", in: 1e-300...1e6) ?? 1
    let reference = try call.required("--reference")
    let tolerance = try call.real("--tolerance", in: 1e-300...1) ?? 0.01
    let (report, warnings) = try GravityLoopReport.run(
      trade: trade,
      shock: shock,
      elasticity: elasticity,
      reference: reference,
      tolerance: tolerance
    )
    for warning in warnings { Console.err(warning.description) }
    if let output = call.value("--output") {
      try AtomicFile.write(Data(try report.csv().utf8), to: URL(fileURLWithPath: output))
    }
    if call.has("--json") {
      Console.out(try JSONText.text(report))
    } else if call.value("--output") == nil {
      FileHandle.standardOutput.write(Data(try report.csv().utf8))
    }
    if !call.has("--json") {
      Console.err("\(report.rounds) rounds, last change of prices \(report.residual)")
    }
    return .done
  }
}
