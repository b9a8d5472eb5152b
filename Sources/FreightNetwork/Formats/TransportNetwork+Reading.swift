public import Foundation
public import Tables

extension TransportNetwork {
  /// Reads a network of any known format.
  ///
  /// | file | is read as |
  /// |---|---|
  /// | `.tntp` | TNTP |
  /// | a folder with `link.csv`; `link.csv`, `node.csv`, `…_links.csv.gz` and the like | GMNS, or tables of nodes and links like it |
  /// | `.osm`, `.osm.pbf` | OpenStreetMap: railways, roads or waterways |
  /// | `.gpkg` with layers `nodes` and `links` | the network that Tumen wrote |
  /// | `.gpkg`, `.geojson`, `.shp` and what else GDAL reads | lines, of which nodes and links are made |
  ///
  /// - Parameters:
  ///   - url: the file or folder.
  ///   - name: how faults of a TNTP file name it; `nil`: its last path component.
  ///   - options: how lines become a network, units, what is left out.
  /// - Returns: the network, and what the reader should look at.
  /// - Throws: `InputFaults` with everything that is wrong, by file, line or object, and column.
  public static func read(
    _ url: URL,
    name: String? = nil,
    options: NetworkReadOptions = NetworkReadOptions()
  ) throws(InputFaults) -> (network: TransportNetwork, warnings: [InputFault]) {
    let faults = FaultCollector()
    let found = read(url, name, options, faults)
    try faults.throwIfAny()
    guard var network = found else { throw InputFaults(faults.faults) }
    for (column, values) in options.without {
      network = try network.leavingOut(column, values)
    }
    return (network, faults.warnings)
  }

  private static func read(
    _ url: URL,
    _ given: String?,
    _ options: NetworkReadOptions,
    _ faults: FaultCollector
  ) -> TransportNetwork? {
    let name = url.lastPathComponent
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
      faults.error(name, found: "no such file", expected: "a network")
      return nil
    }
    if isFolder.boolValue { return readFolder(url, options, faults) }
    let lower = name.lowercased()
    if lower.hasSuffix(".tntp") || lower.hasSuffix(".tntp.gz") {
      return TNTPNetworkReader.read(url, name: given ?? name, faults: faults)
    }
    if lower.hasSuffix(".csv") || lower.hasSuffix(".csv.gz") {
      return readTables(url, options, faults)
    }
    if lower.hasSuffix(".osm") || lower.hasSuffix(".pbf") {
      return OSMReader(options, faults).read(url)
    }
    if lower.hasSuffix(".gpkg"), options.layer == nil, let own = readOwn(url, options, faults) {
      return own
    }
    guard faults.errors.isEmpty else { return nil }
    return LineNetworkReader(options, faults).read(url)
  }

  /// A folder of GMNS tables.
  private static func readFolder(
    _ folder: URL,
    _ options: NetworkReadOptions,
    _ faults: FaultCollector
  ) -> TransportNetwork? {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    for link in ["link.csv", "links.csv", "link.csv.gz", "links.csv.gz"] where names.contains(link)
    {
      let node = link.replacing("link", with: "node")
      guard names.contains(node) else {
        faults.error(
          "\(folder.lastPathComponent)/\(node)",
          found: "no such file",
          expected: "a table of nodes beside \(link)"
        )
        return nil
      }
      return NodeLinkReader(options, faults).read(
        nodeFile: folder.appendingPathComponent(node),
        linkFile: folder.appendingPathComponent(link),
        folder: folder
      )
    }
    let shapes = names.filter { $0.lowercased().hasSuffix(".shp") }
    if shapes.count == 1 {
      return LineNetworkReader(options, faults).read(folder.appendingPathComponent(shapes[0]))
    }
    faults.error(
      folder.lastPathComponent,
      found: names.isEmpty ? "an empty folder" : "a folder without link.csv",
      expected: "a GMNS folder with node.csv and link.csv"
    )
    return nil
  }

  /// A table of links, or of nodes, with the other one beside it.
  private static func readTables(
    _ url: URL,
    _ options: NetworkReadOptions,
    _ faults: FaultCollector
  ) -> TransportNetwork? {
    let name = url.lastPathComponent
    let folder = url.deletingLastPathComponent()
    func sibling(_ from: String, _ to: String) -> URL? {
      guard let range = name.range(of: from, options: [.caseInsensitive, .backwards]) else {
        return nil
      }
      let other = folder.appendingPathComponent(name.replacingCharacters(in: range, with: to))
      return FileManager.default.fileExists(atPath: other.path) ? other : nil
    }
    let reader = NodeLinkReader(options, faults)
    let isGMNS = ["link.csv", "node.csv"].contains(name.lowercased())
    if name.range(of: "node", options: .caseInsensitive) != nil,
      let links = sibling("node", "link")
    {
      return reader.read(nodeFile: url, linkFile: links, folder: isGMNS ? folder : nil)
    }
    return reader.read(
      nodeFile: sibling("link", "node"),
      linkFile: url,
      folder: isGMNS ? folder : nil
    )
  }

  /// The network without the links whose column has one of some values.
  ///
  /// - Parameters:
  ///   - column: a column of the links.
  ///   - values: the values, numbers as text.
  /// - Returns: the network with all its nodes.
  /// - Throws: `InputFaults` where there is no such column.
  public func leavingOut(
    _ column: String,
    _ values: [String]
  ) throws(InputFaults) -> TransportNetwork {
    let wanted = Set(values)
    if let words = linkWords[column] { return keepingLinks { !wanted.contains(words[$0]) } }
    if let numbers = linkNumbers[column] {
      let figures = Set(values.compactMap { Double($0) })
      return keepingLinks { !figures.contains(numbers[$0]) }
    }
    let names = (Array(linkWords.keys) + Array(linkNumbers.keys)).sorted()
    throw InputFaults([
      InputFault(
        file: source,
        column: column,
        found: "no such column",
        expected: "one of \(names.joined(separator: ", "))"
          + NearestName.hint(for: column, among: names)
      )
    ])
  }
}
