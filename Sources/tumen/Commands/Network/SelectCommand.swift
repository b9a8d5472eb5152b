import Foundation
import FreightNetwork
import Tables

extension Command {
  /// `tumen network select`.
  static let networkSelect = Command(
    name: "network select",
    arguments: [],
    summary: "Whose trips use a link or a node, and where else they go",
    details: """
      Follows every trip on its cheapest path and keeps those that use any of the links or nodes
      given, or all of them.
      """,
    options: NetworkInput.options + [
      NetworkInput.trips, NetworkInput.matrix,
      Option(
        name: "--link",
        value: "LINK",
        help: "a link, by name or as FROM,TO; may be repeated",
        repeats: true
      ),
      Option(
        name: "--node",
        value: "NODE",
        help: "a node instead; may be repeated",
        repeats: true
      ),
      Option(name: "--all", value: nil, help: "trips that use all of them (any)"),
      .threads,
      Option(name: "--output", value: "FILE", help: "CSV of from, to, flow by link (none)"),
      Option(
        name: "--pairs",
        value: "FILE",
        help: "CSV of origin, destination, trips of the trips found (none)"
      ),
      .json("what was found"),
    ],
    examples: [
      "tumen network select --net net.tntp --trips trips.tntp --link 10,16 --output flows.csv",
      "tumen network select --net net.tntp --trips trips.tntp --node 10 --pairs pairs.csv",
    ],
    run: networkSelectRun
  )

  /// What `tumen network select` found.
  private struct SelectSummary: Encodable {
    var pairs: Int
    var trips: Double
    var allTrips: Double
  }

  @Sendable private static func networkSelectRun(_ call: Call) throws -> Tumen.Status {
    let linkNames = call.list("--link")
    let nodeNames = call.list("--node")
    guard linkNames.isEmpty != nodeNames.isEmpty else {
      throw Call.Fault(description: "tumen network select needs --link or --node, not both")
    }
    let threads = try call.threads()
    let network = try NetworkInput.read(call)
    let trips = try NetworkInput.trips(call, network)
    let costs = try network.costs(try network.costColumn(call.value("--cost")))
    let selection: SelectedFlows.Selection
    if linkNames.isEmpty {
      let nodes = try network.nodes(named: nodeNames)
      selection = call.has("--all") ? .allNodes(nodes) : .anyNode(nodes)
    } else {
      let links = try network.links(named: linkNames)
      selection = call.has("--all") ? .allLinks(links) : .anyLink(links)
    }
    let found = try SelectedFlows.find(
      selection,
      in: network,
      costs: costs,
      trips: trips,
      threads: threads
    )
    if let path = call.value("--output") {
      try NetworkInput.writeLinks(network, [("flow", found.flow)], to: path)
    }
    if let path = call.value("--pairs") {
      var table = CSVText(columns: ["origin", "destination", "trips"])
      for pair in found.pairs {
        table.append([
          network.nodeNames[Int(network.zoneNodes[pair.origin])],
          network.nodeNames[Int(network.zoneNodes[pair.destination])],
          try CSVText.field(pair.trips),
        ])
      }
      try AtomicFile.write(Data(table.text.utf8), to: URL(fileURLWithPath: path))
    }
    let summary = SelectSummary(
      pairs: found.pairs.count,
      trips: found.total,
      allTrips: trips.betweenZones
    )
    if call.has("--json") {
      try NetworkInput.printJSON(summary)
    } else {
      Console.out(
        "\(summary.pairs) pairs with \(summary.trips) of \(summary.allTrips) trips use it"
      )
    }
    return .done
  }
}
