import Foundation
import FreightNetwork
import Tables

extension Command {
  /// `tumen network export`.
  static let networkExport = Command(
    name: "network export",
    arguments: ["FILE"],
    summary: "Write a network, or matrices, in another format",
    details: """
      Networks go to .gpkg, .geojson, .tntp, …link….csv or a folder (GMNS); matrices (.omx, or .csv by
      pairs or square) to .omx or .csv. What the other format cannot hold is told.
      """,
    options: [
      Option(name: "--output", value: "FILE", help: "file or folder to write (needed)"),
      Option(name: "--layer", value: "NAME", help: "layer of lines (the first)"),
      Option(name: "--length-unit", value: "UNIT", help: "m, km, ft, mi, nmi (the file's)"),
      Option(name: "--speed-unit", value: "UNIT", help: "km/h, mph, m/s, kn (the file's)"),
    ],
    examples: [
      "tumen network export Anaheim_net.tntp --output anaheim",
      "tumen network export gmns/Lima --output lima.tntp --length-unit ft --speed-unit mph",
      "tumen network export trips.csv --output trips.omx",
    ],
    run: networkExportRun
  )

  @Sendable private static func networkExportRun(_ call: Call) throws -> Tumen.Status {
    let output = try call.required("--output")
    let target = URL(fileURLWithPath: output)
    let url = URL(fileURLWithPath: call.arguments[0])
    let toMatrix = NetworkReadingOptions.isMatrixFile(output)
    if toMatrix || NetworkReadingOptions.isMatrixFile(call.arguments[0]) {
      let (set, warnings) = try MatrixSet.read(url)
      NetworkReadingOptions.tell(warnings)
      try set.write(to: target)
      Console.out(
        "wrote \(output): \(set.rowCount) × \(set.columnCount), "
          + set.matrices.map(\.name).joined(separator: ", ")
      )
      return .done
    }
    var options = NetworkReadOptions()
    options.layer = call.value("--layer")
    options.lengthUnit = try call.choice("--length-unit", LengthUnit.self)
    options.speedUnit = try call.choice("--speed-unit", SpeedUnit.self)
    let (network, warnings) = try TransportNetwork.read(url, options: options)
    NetworkReadingOptions.tell(warnings)
    for notice in try network.write(to: target) { Console.err("\(output): \(notice)") }
    Console.out(
      "wrote \(output): \(Tumen.count(network.graph.nodeCount, "node")), "
        + "\(Tumen.count(network.graph.linkCount, "link")), "
        + Tumen.count(network.zoneNodes.count, "zone")
    )
    return .done
  }
}
