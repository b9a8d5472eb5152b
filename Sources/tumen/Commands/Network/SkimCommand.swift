import Foundation
import FreightNetwork
import Tables

extension Command {
  /// `tumen network skim`.
  static let networkSkim = Command(
    name: "network skim",
    arguments: [],
    summary: "Least costs between all zones, and sums along the cheapest paths",
    details: """
      Costs are exact: those of the cheapest path, however far. Paths do not pass through zones that
      the network closes to through traffic. A pair without a path has an empty field in a CSV and a
      NaN in an OMX file; from a zone to itself the cost is 0.
      """,
    options: NetworkInput.options + [
      Option(
        name: "--sum",
        value: "FIELD",
        help: "another column to be added up along the cheapest path; may be repeated",
        repeats: true
      ),
      .threads,
      Option(name: "--output", value: "FILE", help: "file to write, .csv or .omx (none)"),
      .json("what was found"),
    ],
    examples: [
      "tumen network skim --net ChicagoRegional_net.tntp --output times.omx",
      "tumen network skim --net Anaheim_net.tntp --cost free_flow_time --sum length --output s.csv",
    ],
    run: networkSkimRun
  )

  /// What `tumen network skim` found.
  private struct SkimSummary: Encodable {
    var zones: Int
    var nodes: Int
    var links: Int
    var cost: String
    var connectedPairs: Int
    var disconnectedPairs: Int
    var meanCost: Double?
    var seconds: Double
    var readSeconds: Double
    var writeSeconds: Double
    var threads: Int
  }

  @Sendable private static func networkSkimRun(_ call: Call) throws -> Tumen.Status {
    let output = call.value("--output").map { URL(fileURLWithPath: $0) }
    if let output, !["csv", "omx"].contains(output.pathExtension.lowercased()) {
      throw Call.Fault(description: "--output takes a file ending in .csv or .omx")
    }
    let threads = try call.threads()
    let clock = ContinuousClock()
    let begun = clock.now
    let network = try NetworkInput.read(call)
    let column = try network.costColumn(call.value("--cost"))
    let costs = try network.costs(column)
    let sums = call.list("--sum")
    let fields = try sums.map { try network.numbers($0) }
    let read = clock.now
    let skim = try Skim.between(
      network.graph,
      isThrough: network.isThrough,
      costs: costs,
      origins: network.zoneNodes,
      destinations: network.zoneNodes,
      fields: fields,
      threads: threads
    )
    let found = clock.now
    if let output {
      try skim.write(to: output, network: network, columns: [column] + sums)
    }
    let written = clock.now
    let pairs = skim.pairs
    let summary = SkimSummary(
      zones: network.zoneNodes.count,
      nodes: network.graph.nodeCount,
      links: network.graph.linkCount,
      cost: column,
      connectedPairs: pairs.connected,
      disconnectedPairs: pairs.disconnected,
      meanCost: skim.meanCost,
      seconds: (found - read) / .seconds(1),
      readSeconds: (read - begun) / .seconds(1),
      writeSeconds: (written - found) / .seconds(1),
      threads: threads
    )
    if call.has("--json") {
      Console.out(try JSONText.text(summary))
    } else {
      let mean = summary.meanCost.map { "mean \(column) \($0)" } ?? "no pair has a path"
      Console.out(
        "\(summary.zones) zones, \(summary.nodes) nodes, \(summary.links) links: "
          + "\(pairs.connected) pairs have a path, \(pairs.disconnected) have none; \(mean); "
          + "\((summary.seconds * 1000).rounded() / 1000) s"
      )
    }
    return .done
  }
}
