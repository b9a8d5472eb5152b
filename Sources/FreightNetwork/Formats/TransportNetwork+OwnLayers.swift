import Foundation
import Tables

extension TransportNetwork {
  /// Reads a GeoPackage with layers `nodes` and `links` as Tumen writes it; `nil` where it has none.
  static func readOwn(
    _ url: URL,
    _ options: NetworkReadOptions,
    _ faults: FaultCollector
  ) -> TransportNetwork? {
    let file = url.lastPathComponent
    do {
      let layers = try LineLayer.layers(url)
      guard Set(layers.map(\.name)).isSuperset(of: ["nodes", "links"]) else { return nil }
      let nodes = try VectorLayer.read(url, layer: "nodes", file: file)
      let links = try VectorLayer.read(url, layer: "links", file: file)
      let wanted = Set(["link_id", "from_node_id", "to_node_id", "directed"])
      guard wanted.isSubset(of: Set(links.fields.map(\.name))),
        nodes.fields.contains(where: { $0.name == "node_id" })
      else { return nil }
      let reader = NetworkLayerReader(file: file, faults: faults, nodes: nodes, links: links)
      guard var network = reader.network() else { return nil }
      if layers.contains(where: { $0.name == "network" }) {
        reader.addProperties(try VectorLayer.read(url, layer: "network", file: file), to: &network)
      }
      return network
    } catch {
      faults.add(error)
      return nil
    }
  }
}
