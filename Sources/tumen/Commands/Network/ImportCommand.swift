import Foundation
import FreightNetwork
import Tables

extension Command {
  /// `tumen network import`.
  static let networkImport = Command(
    name: "network import",
    arguments: ["SOURCE..."],
    summary: "Make one network of files, join it at ports, and write it",
    details: """
      Lines become a network: nodes where lines end or share a point, lengths by the shortest way on
      the earth, both ways unless a column says otherwise. Dangling ends and separate parts are told;
      gaps are closed only by --snap and --stitch. Several sources are put side by side, told apart by
      the column mode, and joined at ports where --connect-ports says how far a port may be from a
      node. A table of ports (World Port Index) may be one of the sources.
      """,
    options: [
      Option(
        name: "--output",
        value: "FILE",
        help: ".gpkg, .geojson, .tntp, …link….csv, or a folder for GMNS (needed)"
      )
    ] + NetworkReadingOptions.all + [
      Option(
        name: "--mode",
        value: "WORD",
        help: "mode of each source in turn (sea, rail … by the file)",
        repeats: true
      ),
      Option(name: "--ports", value: "FILE", help: "ports: a table or points with names"),
      Option(
        name: "--connect-ports",
        value: "KM",
        help: "join ports to nodes within this; sea see below (not joined)"
      ),
      Option(name: "--connect-sea", value: "KM", help: "the same for nodes at sea (100)"),
      Option(name: "--port-zones", value: nil, help: "make every joined port a zone"),
      .json("what came of it"),
    ],
    examples: [
      "tumen network import roads.shp --snap 2 --split-crossings --output roads.gpkg",
      "tumen network import korea.osm.pbf --osm rail --output rail.gpkg",
      "tumen network import rail_links.csv.gz sea.geojson ports.csv --connect-ports 20 \\\n"
        + "    --without passage=northwest,bering --output world.gpkg",
    ],
    run: networkImportRun
  )

  /// What `tumen network import` prints as JSON.
  private struct ImportReport: Encodable {
    var output: String
    var network: NetworkSummary
    var portsJoinedToAll: Int?
    var portsJoinedToSome: Int?
    var portsLeftOut: Int?
    var connectors: Int?
    var notices: [String]
  }

  @Sendable private static func networkImportRun(_ call: Call) throws -> Tumen.Status {
    let output = try call.required("--output")
    var options = try NetworkReadingOptions.read(call)
    let conditions = options.without
    options.without = []
    let reach = try call.real("--connect-ports", in: 0...1000)
    let seaReach = try call.real("--connect-sea", in: 0...5000) ?? 100
    var portFiles = call.value("--ports").map { [$0] } ?? []
    var networks: [TransportNetwork] = []
    var modes = call.list("--mode")
    var warnings: [InputFault] = []
    let progress = ProgressLine()
    for path in call.arguments {
      let url = URL(fileURLWithPath: path)
      if SeaPortReader.isPortTable(url) {
        portFiles.append(path)
        continue
      }
      progress.show("Reading", detail: url.lastPathComponent)
      let (network, found) = try TransportNetwork.read(url, options: options)
      networks.append(network)
      warnings += found
      if modes.count < networks.count { modes.append(network.likelyMode) }
    }
    if networks.isEmpty {
      throw Call.Fault(description: "tumen network import needs a network beside the ports")
    }
    // A condition is one for the sources that have its column.
    for (column, values) in conditions {
      let holders = networks.indices.filter {
        networks[$0].linkWords[column] != nil || networks[$0].linkNumbers[column] != nil
      }
      for place in holders.isEmpty ? [0] : holders {
        networks[place] = try networks[place].leavingOut(column, values)
      }
    }
    var network =
      networks.count == 1 && reach == nil
      ? networks[0] : try NetworkJoin.side(bySide: networks, modes: modes)
    var report: NetworkJoin.PortReport?
    if let reach {
      guard !portFiles.isEmpty else {
        throw Call.Fault(description: "--connect-ports needs --ports, or ports among the sources")
      }
      progress.show("Joining at ports")
      var ports: [SeaPort] = []
      for path in portFiles {
        let (found, more) = try SeaPortReader.read(URL(fileURLWithPath: path))
        ports += found
        warnings += more
      }
      report = try NetworkJoin.connect(
        &network,
        at: ports,
        within: ["sea": seaReach],
        otherwise: reach
      )
      if call.has("--port-zones") { network.makePortsZones() }
    } else if !portFiles.isEmpty {
      warnings.append(
        InputFault(
          file: portFiles[0],
          found: "ports without --connect-ports",
          expected: "how far a port may be from the network; ports are not used",
          severity: .warning
        )
      )
    }
    progress.show("Writing", detail: output)
    let notices = try network.write(to: URL(fileURLWithPath: output))
    progress.clear()
    let summary = NetworkSummary(network, warnings: warnings)
    if call.has("--json") {
      let all = ImportReport(
        output: output,
        network: summary,
        portsJoinedToAll: report?.joinedToAll,
        portsJoinedToSome: report?.joinedToSome,
        portsLeftOut: report?.leftOut.count,
        connectors: report?.connectors,
        notices: notices
      )
      Console.out(try JSONText.text(all))
      return .done
    }
    NetworkReadingOptions.tell(warnings)
    Console.out(NetworkSummaryText.text(summary))
    if let report {
      Console.out(
        "ports: \(report.joinedToAll) joined to every mode, \(report.joinedToSome) to some, "
          + "\(report.leftOut.count) too far from all; \(report.connectors) connectors"
      )
    }
    for notice in notices { Console.out("\(output): \(notice)") }
    Console.out("wrote \(output)")
    return .done
  }
}
