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
      keep their cost. Every per cent is of the base. With a column of sectors, inputs or tariffs the
      many-sector model with input-output links and tariff revenue is solved (Caliendo & Parro 2015);
      trade is then before tariffs, and --json adds each country's welfare, exactly and to the first
      order (terms of trade, volume of trade, trade costs).

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
        help: "trade elasticity, above zero, sigma - 1; or a file sector,elasticity (required)"
      ),
      Option(
        name: "--supply-elasticity",
        value: "E",
        help: "elasticity of output to its real price, one sector (0)"
      ),
      Option(
        name: "--io",
        value: "FILE",
        help: "[country,]input_sector,using_sector,share of output, or use in money (no inputs)"
      ),
      Option(
        name: "--tariffs",
        value: "FILE",
        help: "exporter,importer[,sector],tariff[,tariff_new], rates such as 0.05 (none)"
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
      Option(
        name: "--draws",
        value: "N",
        help: "draws of elasticity and cost changes (column ln_cost_change_se) for intervals (0)"
      ),
      Option(name: "--elasticity-se", value: "S", help: "standard error of the elasticity (0)"),
      .seed,
      .threads,
      Option(
        name: "--derivatives",
        value: "FILE",
        help: "write d ln outcome / d ln trade cost of every pair there as CSV"
      ),
      Option(
        name: "--derivatives-of",
        value: "ISO3",
        help: "whose outcome that is (the world's, weighted by expenditure)"
      ),
      Option(
        name: "--derivatives-measure",
        value: "M",
        help: "which: " + EquilibriumMeasure.allCases.map(\.rawValue).joined(separator: ", ")
          + " (real_income)"
      ),
      Option(name: "--flows", value: "FILE", help: "write trade before and after there as CSV"),
      Option(name: "--output", value: "FILE", help: "write the table of countries there as CSV"),
      .json("table and convergence"),
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
    var run = EquilibriumRun(trade: trade, elasticity: try elasticity(call))
    run.shock = call.value("--shock").map { URL(fileURLWithPath: $0) }
    run.inputOutput = call.value("--io").map { URL(fileURLWithPath: $0) }
    run.tariffs = call.value("--tariffs").map { URL(fileURLWithPath: $0) }
    let large = Double.greatestFiniteMagnitude
    run.supplyElasticity = try call.real("--supply-elasticity", in: 0...large) ?? 0
    run.closure = try call.choice("--closure", TradeClosure.self) ?? .additive
    run.mode = try call.choice("--mode", EquilibriumMode.self) ?? .full
    run.numeraire = call.value("--numeraire")
    run.tolerance = try call.real("--tolerance", in: 1e-300...1) ?? 1e-12
    run.draws = try call.number("--draws", from: 0) ?? 0
    run.seed = UInt64(try call.number("--seed", from: 0) ?? 1)
    run.elasticityError = try call.real("--elasticity-se", in: 0...large) ?? 0
    run.threads = try call.threads()
    if call.value("--derivatives") != nil {
      run.derived = call.value("--derivatives-of").map { .country($0) } ?? .world
      run.derivedMeasure =
        try call.choice("--derivatives-measure", EquilibriumMeasure.self) ?? .realIncome
    }
    let (report, warnings) = try run.report()
    for warning in warnings { Console.err(warning.description) }
    if let output = call.value("--output") {
      try report.write(to: URL(fileURLWithPath: output))
    }
    if let output = call.value("--flows"), let flows = report.flows {
      try AtomicFile.write(Data(try flows.csv().utf8), to: URL(fileURLWithPath: output))
    }
    if let output = call.value("--derivatives"), let flows = report.flows,
      let derivatives = report.derivatives
    {
      let text = try flows.csv(elasticities: derivatives)
      try AtomicFile.write(Data(text.utf8), to: URL(fileURLWithPath: output))
    }
    if call.has("--json") {
      Console.out(try JSONText.text(report))
    } else if call.value("--output") == nil {
      FileHandle.standardOutput.write(Data(try report.csv().utf8))
    }
    if !call.has("--json") { tell(report) }
    return .done
  }

  private static func elasticity(_ call: Call) throws -> EquilibriumRun.Elasticity {
    let text = try call.required("--elasticity")
    if let number = DecimalNumber.parse(text) {
      guard number > 0 else {
        throw Call.Fault(
          description: "--elasticity needs a number above zero, found '\(text)'"
        )
      }
      return .number(number)
    }
    guard text.contains(".") || text.contains("/") else {
      throw Call.Fault(
        description: "--elasticity needs a number above zero or a file, found '\(text)'"
      )
    }
    return .file(URL(fileURLWithPath: text))
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
