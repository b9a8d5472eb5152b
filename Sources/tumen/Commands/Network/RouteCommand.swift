import Foundation
import FreightNetwork
import Tables

extension Command {
  /// `tumen network route`.
  static let networkRoute = Command(
    name: "network route",
    arguments: [],
    summary: "The cheapest way between two nodes, the next cheapest, or alternatives",
    details: """
      --k gives the cheapest paths one after the other, which may differ little; --alternatives gives
      routes that share little and have no needless detour. Each comes with its path size, from 1 for
      a route of its own to near 0 for one that others share. A GeoJSON file needs a network with
      coordinates.
      """,
    options: NetworkInput.options + [
      Option(
        name: "--from",
        value: "NODE",
        help: "name of the node at which routes begin (needed)"
      ),
      Option(name: "--to", value: "NODE", help: "name of the node at which they end (needed)"),
      Option(name: "--k", value: "N", help: "cheapest paths, none passing a node twice (1)"),
      Option(name: "--alternatives", value: "N", help: "alternative routes instead (off)"),
      Option(
        name: "--stretch",
        value: "X",
        help: "routes cost at most X times the cheapest (1.4 for alternatives, else no limit)"
      ),
      Option(
        name: "--turns",
        value: "FILE",
        help: "CSV of from, via, to, penalty; an empty penalty prohibits the turn (none)"
      ),
      Option(name: "--no-returns", value: nil, help: "no turning back at once whence one came"),
      Option(
        name: "--sum",
        value: "FIELD",
        help: "another column to be added up along each route; may be repeated",
        repeats: true
      ),
      Option(name: "--output", value: "FILE", help: "file to write, .geojson or .csv (none)"),
      .json("what was found"),
    ],
    examples: [
      "tumen network route --net SiouxFalls_net.tntp --from 1 --to 20",
      "tumen network route --net net.tntp --from 1 --to 20 --k 5 --sum length --json",
      "tumen network route --net net.tntp --from 1 --to 20 --alternatives 3 --output r.geojson",
    ],
    run: networkRouteRun
  )

  /// One route as it is told.
  private struct RouteText: Encodable {
    var cost: Double
    var pathSize: Double
    var sums: [String: Double]
    var nodes: [String]
  }

  /// What `tumen network route` found.
  private struct RouteSummary: Encodable {
    var from: String
    var to: String
    var cost: String
    var routes: [RouteText]
  }

  @Sendable private static func networkRouteRun(_ call: Call) throws -> Tumen.Status {
    let output = call.value("--output").map { URL(fileURLWithPath: $0) }
    if let output, !["csv", "geojson"].contains(output.pathExtension.lowercased()) {
      throw Call.Fault(description: "--output takes a file ending in .geojson or .csv")
    }
    if call.value("--k") != nil, call.value("--alternatives") != nil {
      throw Call.Fault(description: "--k and --alternatives exclude each other")
    }
    let names = [try call.required("--from"), try call.required("--to")]
    let k = try call.number("--k", from: 1) ?? 1
    let alternatives = try call.number("--alternatives", from: 1)
    let stretch = try call.real("--stretch", in: 1...1e9)
    let network = try NetworkInput.read(call)
    let column = try network.costColumn(call.value("--cost"))
    let costs = try network.costs(column)
    let sums = call.list("--sum")
    let fields = try sums.map { try network.numbers($0) }
    let ends = try network.nodes(named: names)
    if output?.pathExtension.lowercased() == "geojson", !network.hasCoordinates {
      throw Call.Fault(description: "the network has no coordinates for a GeoJSON file")
    }
    var penalties: [TurnPenalty] = []
    if let path = call.value("--turns") {
      penalties = try NetworkInput.gathering {
        TurnFile.read(URL(fileURLWithPath: path), network: network, faults: $0)
      }
    }
    if call.has("--no-returns") { penalties += TurnPenalty.returns(in: network.graph) }
    let turns = try TurnExpansion(
      network.graph,
      isThrough: network.isThrough,
      penalties: penalties
    )
    let turnCosts = turns.costs(costs)
    var routes: [GraphPath]
    if let alternatives {
      routes = try AlternativePaths(count: alternatives, stretch: stretch ?? 1.4).paths(
        from: ends[0],
        to: ends[1],
        in: turns.graph,
        isThrough: turns.isThrough,
        costs: turnCosts
      )
    } else {
      routes = try KShortestPaths(count: k, stretch: stretch ?? .infinity).paths(
        from: ends[0],
        to: ends[1],
        in: turns.graph,
        isThrough: turns.isThrough,
        costs: turnCosts
      )
    }
    routes = routes.map { turns.withoutTurns($0) }
    guard !routes.isEmpty else {
      Console.err("tumen: no path from \(names[0]) to \(names[1])")
      return .studyWrong
    }
    let sizes = PathSize.sizes(of: routes.map(\.links), size: costs)
    let texts = zip(routes, sizes).map { route, size in
      RouteText(
        cost: route.cost,
        pathSize: size,
        sums: Dictionary(
          zip(sums, fields.map { route.sum(of: $0) }),
          uniquingKeysWith: { first, _ in first }
        ),
        nodes: route.nodes(in: network.graph).map { network.nodeNames[Int($0)] }
      )
    }
    if let output {
      if output.pathExtension.lowercased() == "csv" {
        var table = CSVText(columns: ["route", "step", "from", "to", column] + sums)
        for (place, route) in routes.enumerated() {
          for (step, link) in route.links.enumerated() {
            table.append(
              [
                "\(place + 1)", "\(step + 1)",
                network.nodeNames[Int(network.graph.tail[Int(link)])],
                network.nodeNames[Int(network.graph.head[Int(link)])],
              ] + (try ([costs] + fields).map { try CSVText.field($0[Int(link)]) })
            )
          }
        }
        try AtomicFile.write(Data(table.text.utf8), to: output)
      } else {
        var lines = GeoLines()
        for (place, route) in routes.enumerated() {
          var words: [String: GeoLines.Value] = [
            "route": .number(Double(place + 1)), "cost": .number(route.cost),
            "path_size": .number(sizes[place]), "from": .text(names[0]), "to": .text(names[1]),
          ]
          for (name, sum) in texts[place].sums { words[name] = .number(sum) }
          lines.append(network.shape(links: route.links), words)
        }
        try AtomicFile.write(try lines.data(), to: output)
      }
    }
    if call.has("--json") {
      try NetworkInput.printJSON(
        RouteSummary(from: names[0], to: names[1], cost: column, routes: texts)
      )
    } else {
      for (place, text) in texts.enumerated() {
        let more = sums.map { ", \($0) \(text.sums[$0] ?? 0)" }.joined()
        Console.out(
          "\(place + 1): \(column) \(text.cost)\(more), path size "
            + "\((text.pathSize * 1000).rounded() / 1000)\n   \(text.nodes.joined(separator: " "))"
        )
      }
    }
    return .done
  }
}
