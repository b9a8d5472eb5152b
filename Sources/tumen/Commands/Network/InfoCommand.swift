import Foundation
import FreightNetwork
import Tables

extension Command {
  /// `tumen network info`.
  static let networkInfo = Command(
    name: "network info",
    arguments: ["FILE"],
    summary: "What a network or a file of matrices holds, and what is wrong with it",
    details: """
      Reads TNTP, GMNS (a folder, or link.csv), tables of nodes and links, OpenStreetMap (.osm,
      .osm.pbf), GeoPackage, GeoJSON, shapefile and what else GDAL reads, and OMX. Prints counts,
      columns with their ranges and units, parts that hang together, dangling ends and faults.
      """,
    options: NetworkReadingOptions.all + [
      .json("what was found")
    ],
    examples: [
      "tumen network info SiouxFalls_net.tntp",
      "tumen network info roads.gpkg --layer roads --snap 5 --split-crossings --json",
      "tumen network info skims.omx",
    ],
    run: networkInfoRun
  )

  @Sendable private static func networkInfoRun(_ call: Call) throws -> Tumen.Status {
    let path = call.arguments[0]
    if NetworkReadingOptions.isMatrixFile(path) { return try matrixInfo(call) }
    let options = try NetworkReadingOptions.read(call)
    let (network, warnings) = try TransportNetwork.read(
      URL(fileURLWithPath: path),
      options: options
    )
    let summary = NetworkSummary(network, warnings: warnings)
    if call.has("--json") {
      Console.out(try JSONText.text(summary))
    } else {
      NetworkReadingOptions.tell(warnings)
      Console.out(NetworkSummaryText.text(summary))
    }
    return .done
  }

  /// What `tumen network info` says of matrices.
  private struct MatrixInfo: Encodable {
    struct Entry: Encodable {
      var name: String
      var storage: String
      var storedBytes: Int
    }
    var file: String
    var version: String?
    var rows: Int
    var columns: Int
    var matrices: [Entry]
    var lookups: [String]
    var warnings: [InputFault]
  }

  private static func matrixInfo(_ call: Call) throws -> Tumen.Status {
    let url = URL(fileURLWithPath: call.arguments[0])
    let (contents, warnings) = try OMXFile.contents(url)
    if call.has("--json") {
      let info = MatrixInfo(
        file: url.lastPathComponent,
        version: contents.version,
        rows: contents.rowCount,
        columns: contents.columnCount,
        matrices: contents.matrices.map {
          MatrixInfo.Entry(
            name: $0.name,
            storage: $0.storage.rawValue,
            storedBytes: $0.storedBytes
          )
        },
        lookups: contents.lookups.map(\.name),
        warnings: warnings
      )
      Console.out(try JSONText.text(info))
      return .done
    }
    NetworkReadingOptions.tell(warnings)
    Console.out(
      "\(url.lastPathComponent): OMX \(contents.version ?? "without a version"), "
        + "\(contents.rowCount) × \(contents.columnCount)"
    )
    for matrix in contents.matrices {
      Console.out("  \(matrix.name)  \(matrix.storage.rawValue), \(matrix.storedBytes) bytes")
    }
    for lookup in contents.lookups {
      Console.out("  lookup \(lookup.name): \(lookup.names.prefix(5).joined(separator: ", ")) …")
    }
    return .done
  }
}
