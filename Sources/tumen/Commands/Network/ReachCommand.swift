import Foundation
import FreightNetwork
import Tables

extension Command {
  /// `tumen network reach`.
  static let networkReach = Command(
    name: "network reach",
    arguments: [],
    summary: "Where one gets within a cost: isochrones along the network",
    details: """
      Gives the nodes within the limit of the nearest of the nodes given, with their costs, and as
      GeoJSON the links with the share of each that lies within it.
      """,
    options: NetworkInput.options + [
      Option(
        name: "--from",
        value: "NODE",
        help: "name of a node to start from; may be repeated (needed)",
        repeats: true
      ),
      Option(name: "--limit", value: "X", help: "greatest cost (needed)"),
      Option(name: "--reversed", value: nil, help: "paths to the nodes instead of from them"),
      Option(
        name: "--output",
        value: "FILE",
        help:
          "CSV of node, cost; or GeoJSON of links with share, where there are coordinates (none)"
      ),
      .json("what was found"),
    ],
    examples: ["tumen network reach --net SiouxFalls_net.tntp --from 1 --limit 12 --output r.csv"],
    run: networkReachRun
  )

  /// What `tumen network reach` found.
  private struct ReachSummary: Encodable {
    var limit: Double
    var nodes: Int
    var zones: Int
    var links: Int
  }

  @Sendable private static func networkReachRun(_ call: Call) throws -> Tumen.Status {
    let names = call.list("--from")
    guard !names.isEmpty else {
      throw Call.Fault(
        description: "tumen network reach needs --from; see tumen help network reach"
      )
    }
    guard let limit = try call.real("--limit", in: 0...1e300) else {
      throw Call.Fault(
        description: "tumen network reach needs --limit; see tumen help network reach"
      )
    }
    let output = call.value("--output").map { URL(fileURLWithPath: $0) }
    let ending = output?.pathExtension.lowercased()
    if let ending, !["csv", "geojson"].contains(ending) {
      throw Call.Fault(description: "--output takes a file ending in .csv or .geojson")
    }
    let network = try NetworkInput.read(call)
    if ending == "geojson", !network.hasCoordinates {
      throw Call.Fault(description: "the network has no coordinates for a GeoJSON file")
    }
    let costs = try network.costs(try network.costColumn(call.value("--cost")))
    let isReversed = call.has("--reversed")
    let reach = try CostReach.find(
      try network.nodes(named: names),
      limit: limit,
      in: network,
      costs: costs,
      reversed: isReversed
    )
    if let output, ending == "csv" {
      var table = CSVText(columns: ["node", "cost"])
      for (node, cost) in reach.nodes {
        table.append([network.nodeNames[Int(node)], try CSVText.field(cost)])
      }
      try AtomicFile.write(Data(table.text.utf8), to: output)
    } else if let output {
      var lines = GeoLines()
      for stretch in reach.stretches {
        lines.append(
          reach.shape(stretch, in: network, reversed: isReversed),
          [
            "link": .text(network.label(link: Int(stretch.link))), "cost": .number(stretch.from),
            "share": .number(stretch.share),
          ]
        )
      }
      try AtomicFile.write(try lines.data(), to: output)
    }
    let zones = Set(network.zoneNodes)
    let summary = ReachSummary(
      limit: limit,
      nodes: reach.nodes.count,
      zones: reach.nodes.filter { zones.contains($0.node) }.count,
      links: reach.stretches.count
    )
    if call.has("--json") {
      try NetworkInput.printJSON(summary)
    } else {
      Console.out(
        "within \(limit): \(Tumen.count(summary.nodes, "node")), of which "
          + "\(Tumen.count(summary.zones, "zone")), and \(Tumen.count(summary.links, "link")), whole "
          + "or in part"
      )
    }
    return .done
  }
}
