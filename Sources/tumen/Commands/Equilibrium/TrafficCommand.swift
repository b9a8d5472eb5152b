import Foundation
import Tables
import TradeEquilibrium

extension Command {
  /// `tumen equilibrium traffic`.
  static let equilibriumTraffic = Command(
    name: "equilibrium traffic",
    arguments: [],
    summary: "What every link of a network is worth to welfare, and what new costs of links do",
    details: """
      Trade and the choice of routes in one equilibrium, from link flows alone (Allen & Arkolakis
      2022), with or without congestion. Links are directed; traffic and output are values of a year
      in the same money. A node uses what it makes and receives, less what it sends on.
      welfare_elasticity is the per cent of world welfare for one per cent more cost of the link,
      by implicit differentiation: one linear solve for all links.
      """,
    options: [
      Option(name: "--nodes", value: "FILE", help: "node,output[,population] (required)"),
      Option(
        name: "--links",
        value: "FILE",
        help: "from,to,traffic[,cost_change][,cost_millions] (required)"
      ),
      Option(
        name: "--elasticity",
        value: "E",
        help: "elasticity of trade and of routes, above zero (required)"
      ),
      Option(
        name: "--congestion",
        value: "L",
        help: "elasticity of a link's cost to its traffic (0)"
      ),
      Option(
        name: "--amenity",
        value: "B",
        help: "people move; elasticity of amenity to people, below zero (nobody moves)"
      ),
      Option(
        name: "--agglomeration",
        value: "A",
        help: "elasticity of productivity to people, with --amenity (0)"
      ),
      Option(name: "--tolerance", value: "T", help: "largest residual of a balance (1e-12)"),
      Option(name: "--output", value: "FILE", help: "write the table of links there as CSV"),
      Option(name: "--nodes-output", value: "FILE", help: "write the table of nodes there as CSV"),
      .json("tables and convergence"),
    ],
    examples: [
      "tumen equilibrium traffic --nodes nodes.csv --links links.csv --elasticity 8 "
        + "--congestion 0.1 --output values.csv"
    ],
    run: trafficRun
  )

  @Sendable private static func trafficRun(_ call: Call) throws -> Tumen.Status {
    let nodes = URL(fileURLWithPath: try call.required("--nodes"))
    let links = URL(fileURLWithPath: try call.required("--links"))
    _ = try call.required("--elasticity")
    let large = Double.greatestFiniteMagnitude
    let elasticity = try call.real("--elasticity", in: 1e-300...large) ?? 1
    let congestion = try call.real("--congestion", in: 0...large) ?? 0
    let agglomeration = try call.real("--agglomeration") ?? 0
    let people = try call.real("--amenity", in: -large ... -1e-300).map {
      (agglomeration: agglomeration, congestion: $0)
    }
    if people == nil, call.value("--agglomeration") != nil {
      throw Call.Fault(description: "--agglomeration goes with --amenity")
    }
    let files = try TrafficFiles(
      nodes: nodes,
      links: links,
      elasticity: elasticity,
      congestion: congestion,
      people: people
    )
    for warning in files.warnings { Console.err(warning.description) }
    let tolerance = try call.real("--tolerance", in: 1e-300...1) ?? 1e-12
    let report = try TrafficReport(files, tolerance: tolerance)
    if let output = call.value("--output") {
      try AtomicFile.write(Data(try report.linkCSV().utf8), to: URL(fileURLWithPath: output))
    }
    if let output = call.value("--nodes-output") {
      try AtomicFile.write(Data(try report.nodeCSV().utf8), to: URL(fileURLWithPath: output))
    }
    if call.has("--json") {
      Console.out(try JSONText.text(report))
      return .done
    }
    if call.value("--output") == nil {
      FileHandle.standardOutput.write(Data(try report.linkCSV().utf8))
    }
    Console.err(
      "world welfare \(report.worldWelfarePct) %, residual \(report.residual) after "
        + "\(report.iterations) Newton steps, \(String(format: "%.3f", report.seconds)) s"
    )
    return .done
  }
}
