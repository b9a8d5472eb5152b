import Foundation
import Tables
import TradeEquilibrium

extension Command {
  /// `tumen equilibrium geography`.
  static let equilibriumGeography = Command(
    name: "equilibrium geography",
    arguments: [],
    summary: "Where people go when trade costs change between regions of a country",
    details: """
      Trade between regions of which some share a pool of people who move to where they live best
      (Allen & Arkolakis 2014; Redding 2016). Regions with the same word in the column pool, such as
      their country, share their people; others keep theirs. With tastes for places of Fréchet shape
      e the amenity elasticity is -1/e.
      """,
    options: [
      Option(
        name: "--trade",
        value: "FILE",
        help: "exporter,importer,value, sales within regions included (required)"
      ),
      Option(
        name: "--shock",
        value: "FILE",
        help: "exporter,importer,cost_change: new over old trade cost (nothing changes)"
      ),
      Option(name: "--people", value: "FILE", help: "region,population[,pool] (required)"),
      Option(name: "--elasticity", value: "E", help: "trade elasticity, above zero (required)"),
      Option(
        name: "--amenity",
        value: "B",
        help: "elasticity of amenity to people, below zero (-0.3)"
      ),
      Option(
        name: "--agglomeration",
        value: "A",
        help: "elasticity of productivity to people (0)"
      ),
      Option(name: "--closure", value: "WORD", help: "rescaled or balanced (rescaled)"),
      Option(name: "--tolerance", value: "T", help: "largest relative residual (1e-12)"),
      Option(name: "--output", value: "FILE", help: "write the table of regions there as CSV"),
      .json("table and convergence"),
    ],
    examples: [
      "tumen equilibrium geography --trade trade.csv --shock shock.csv --people people.csv "
        + "--elasticity 5 --amenity -0.3"
    ],
    run: geographyRun
  )

  @Sendable private static func geographyRun(_ call: Call) throws -> Tumen.Status {
    let trade = URL(fileURLWithPath: try call.required("--trade"))
    let people = URL(fileURLWithPath: try call.required("--people"))
    _ = try call.required("--elasticity")
    let large = Double.greatestFiniteMagnitude
    let (report, warnings) = try GeographyReport.run(
      trade: trade,
      shock: call.value("--shock").map { URL(fileURLWithPath: $0) },
      people: people,
      elasticity: try call.real("--elasticity", in: 1e-300...large) ?? 1,
      closure: try call.choice("--closure", TradeClosure.self) ?? .rescaled,
      agglomeration: try call.real("--agglomeration") ?? 0,
      congestion: try call.real("--amenity", in: -large ... -1e-300) ?? -0.3,
      tolerance: try call.real("--tolerance", in: 1e-300...1) ?? 1e-12
    )
    for warning in warnings { Console.err(warning.description) }
    if let output = call.value("--output") {
      try AtomicFile.write(Data(try report.csv().utf8), to: URL(fileURLWithPath: output))
    }
    if call.has("--json") {
      Console.out(try JSONText.text(report))
      return .done
    }
    if call.value("--output") == nil {
      FileHandle.standardOutput.write(Data(try report.csv().utf8))
    }
    Console.err("residual \(report.residual) after \(report.iterations) iterations")
    Console.err(
      (report.uniqueness.isProven ? "unique: " : "uniqueness not proven: ")
        + report.uniqueness.reason
    )
    return .done
  }
}
