import Foundation
import FreightNetwork
import Tables

extension Command {
  /// `tumen network critical`.
  static let networkCritical = Command(
    name: "network critical",
    arguments: [],
    summary: "What the loss of each link would cost all trips together",
    details: """
      Takes each link out in turn and adds up what all trips then cost more on their new cheapest
      paths, without congestion, and the trips that have no path left. For congested costs, give the
      column of an assignment's costs.
      """,
    options: NetworkInput.options + [
      NetworkInput.trips, NetworkInput.matrix,
      Option(
        name: "--link",
        value: "LINK",
        help: "only this link, by name or as FROM,TO; may be repeated (all)",
        repeats: true
      ),
      Option(name: "--both-directions", value: nil, help: "a link fails with its opposite"),
      Option(name: "--top", value: "N", help: "losses to print, the dearest first (10)"),
      .threads,
      Option(
        name: "--output",
        value: "FILE",
        help: "CSV of from, to, trips, added_cost, stranded by link (none)"
      ),
      .json("what was found"),
    ],
    examples: [
      "tumen network critical --net SiouxFalls_net.tntp --trips SiouxFalls_trips.tntp",
      "tumen network critical --net net.tntp --trips trips.csv --both-directions --output c.csv",
    ],
    run: networkCriticalRun
  )

  private struct LossText: Encodable {
    var from: String
    var to: String
    var trips: Double
    var addedCost: Double
    var stranded: Double
  }

  /// What `tumen network critical` found.
  private struct CriticalSummary: Encodable {
    var totalCost: Double
    var unserved: Double
    var links: Int
    var losses: [LossText]
  }

  @Sendable private static func networkCriticalRun(_ call: Call) throws -> Tumen.Status {
    let top = try call.number("--top", from: 0) ?? 10
    let threads = try call.threads()
    let network = try NetworkInput.read(call)
    let trips = try NetworkInput.trips(call, network)
    let costs = try network.costs(try network.costColumn(call.value("--cost")))
    let names = call.list("--link")
    let links =
      names.isEmpty
      ? (0..<network.graph.linkCount).map { Int32($0) } : try network.links(named: names)
    let groups = CriticalLinks.groups(
      of: links,
      in: network.graph,
      bothDirections: call.has("--both-directions")
    )
    let progress = ProgressLine()
    progress.show("Searching")
    let found = try CriticalLinks.find(
      groups,
      in: network,
      costs: costs,
      trips: trips,
      threads: threads
    )
    progress.clear()
    func text(_ loss: CriticalLinks.Loss) -> LossText {
      let link = Int(loss.links.first ?? 0)
      return LossText(
        from: network.nodeNames[Int(network.graph.tail[link])],
        to: network.nodeNames[Int(network.graph.head[link])],
        trips: loss.trips,
        addedCost: loss.addedCost,
        stranded: loss.stranded
      )
    }
    if let path = call.value("--output") {
      var table = CSVText(columns: ["from", "to", "trips", "added_cost", "stranded"])
      for loss in found.losses.map(text) {
        table.append(
          [loss.from, loss.to]
            + (try [loss.trips, loss.addedCost, loss.stranded].map { try CSVText.field($0) })
        )
      }
      try AtomicFile.write(Data(table.text.utf8), to: URL(fileURLWithPath: path))
    }
    let ranked = found.losses.enumerated().sorted {
      ($1.element.stranded, $1.element.addedCost, $0.offset)
        < ($0.element.stranded, $0.element.addedCost, $1.offset)
    }.map(\.element)
    let losses = ranked.prefix(top).map(text)
    if call.has("--json") {
      try NetworkInput.printJSON(
        CriticalSummary(
          totalCost: found.totalCost,
          unserved: found.unserved,
          links: groups.count,
          losses: losses
        )
      )
    } else {
      Console.out("total cost \(found.totalCost), \(found.unserved) trips without a path")
      for loss in losses {
        Console.out(
          "\(loss.from) → \(loss.to): \(loss.trips) trips, added cost \(loss.addedCost), "
            + "\(loss.stranded) stranded"
        )
      }
    }
    return .done
  }
}
