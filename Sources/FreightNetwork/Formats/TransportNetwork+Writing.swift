public import Foundation
import Tables

extension TransportNetwork {
  /// Writes the network in the format that the name says, whole files or nothing.
  ///
  /// | name | is written as |
  /// |---|---|
  /// | a folder, that is a name without an ending | GMNS: `node.csv`, `link.csv`, `config.csv` |
  /// | `…link….csv`, also `.csv.gz` | the two tables of GMNS, nodes beside links |
  /// | `.gpkg` | GeoPackage with layers `nodes` and `links`, read back as it was |
  /// | `.geojson` | the links as lines with their columns |
  /// | `.tntp` | TNTP |
  ///
  /// - Parameter url: the file or folder.
  /// - Returns: what the format does not hold, in words.
  /// - Throws: `OutputError` where the network cannot be written so, or the file not be written.
  @discardableResult
  public func write(to url: URL) throws -> [String] {
    let name = url.lastPathComponent.lowercased()
    if name.hasSuffix(".tntp") {
      var writer = TNTPNetworkWriter(self)
      try writer.write(to: url)
      return writer.notices
    }
    if name.hasSuffix(".gpkg") { return try NetworkGeoPackage(self).write(to: url) }
    if name.hasSuffix(".geojson") || name.hasSuffix(".json") {
      return try NetworkGeoJSON(self).write(to: url)
    }
    if name.hasSuffix(".csv") || name.hasSuffix(".csv.gz") {
      guard let range = url.lastPathComponent.range(of: "link", options: .caseInsensitive) else {
        throw OutputError(
          file: url.lastPathComponent,
          reason: "the name of a table of links has 'link' in it, so that nodes find their place "
            + "beside it: x_links.csv, x_nodes.csv"
        )
      }
      let nodes = url.lastPathComponent.replacingCharacters(in: range, with: "node")
      try GMNSWriter(self).write(
        nodes: url.deletingLastPathComponent().appendingPathComponent(nodes),
        links: url
      )
      return units.isEmpty && figures.isEmpty
        ? [] : ["units and figures of the whole network are not kept by tables alone"]
    }
    guard url.pathExtension.isEmpty else {
      throw OutputError(
        file: url.lastPathComponent,
        reason: "expected .tntp, .gpkg, .geojson, …link….csv, or a folder for GMNS"
      )
    }
    try GMNSWriter(self).write(folder: url)
    return []
  }
}
