import Foundation
import FreightNetwork
import Tables

extension Command {
  /// `tumen network flows`.
  static let networkFlows = Command(
    name: "network flows",
    arguments: [],
    summary: "Flows by commodity on every link, at costs without congestion",
    details: """
      Puts the trips of each commodity on their cheapest paths or, with --scale, on all ways that come
      nearer by a logit choice. Each commodity gets a column of its own, flow_total is their sum.
      """,
    options: NetworkInput.options + [
      Option(
        name: "--trips",
        value: "FILE",
        help: "CSV of origin, destination, commodity, trips (needed)"
      ),
      Option(name: "--scale", value: "X", help: "scale of the choice, per unit of cost (cheapest)"),
      .threads,
      Option(
        name: "--output",
        value: "FILE",
        help: "CSV by link, or GeoJSON of the links that carry something (needed)"
      ),
    ],
    examples: ["tumen network flows --net net.tntp --trips tonnes.csv --output flows.csv"],
    run: networkFlowsRun
  )

  @Sendable private static func networkFlowsRun(_ call: Call) throws -> Tumen.Status {
    let tripsPath = try call.required("--trips")
    let output = try call.required("--output")
    let ending = URL(fileURLWithPath: output).pathExtension.lowercased()
    guard ["csv", "geojson"].contains(ending) else {
      throw Call.Fault(description: "--output takes a file ending in .csv or .geojson")
    }
    let scale = try call.real("--scale", in: 1e-12...1e12)
    let threads = try call.threads()
    let network = try NetworkInput.read(call)
    if ending == "geojson", !network.hasCoordinates {
      throw Call.Fault(description: "the network has no coordinates for a GeoJSON file")
    }
    let costs = try network.costs(try network.costColumn(call.value("--cost")))
    let trips = try NetworkInput.gathering {
      CommodityTrips.read(URL(fileURLWithPath: tripsPath), network: network, faults: $0)
    }
    let flows = try trips.flows(in: network, costs: costs, scale: scale, threads: threads)
    var total = [Double](repeating: 0, count: network.graph.linkCount)
    for flow in flows { for link in total.indices { total[link] += flow[link] } }
    var columns: [(name: String, numbers: [Double])] = []
    for (name, flow) in zip(trips.names, flows) { columns.append(("flow_\(name)", flow)) }
    columns.append(("flow_total", total))
    if ending == "csv" {
      try NetworkInput.writeLinks(network, columns, to: output)
    } else {
      var lines = GeoLines()
      for link in total.indices where total[link] > 0 {
        var words: [String: GeoLines.Value] = ["link": .text(network.label(link: link))]
        for column in columns { words[column.name] = .number(column.numbers[link]) }
        lines.append(network.shape(link: Int32(link)), words)
      }
      try AtomicFile.write(try lines.data(), to: URL(fileURLWithPath: output))
    }
    for (name, table) in zip(trips.names, trips.trips) {
      Console.out("\(name): \(table.betweenZones) between zones")
    }
    return .done
  }
}
