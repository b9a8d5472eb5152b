public import Foundation
public import Tables

/// Reads volumes on links.
public enum VolumeFile {
  /// Reads a CSV table `from,to,volume`, or the flows of an assignment, `from,to,flow`.
  ///
  /// Rows of the same ends are those of parallel links, in the network's order; a link without a row
  /// has no volume.
  ///
  /// - Returns: volumes, `[link]`; `nil` where the file has an error.
  public static func read(
    _ url: URL,
    network: TransportNetwork,
    faults: FaultCollector
  ) -> [Double]? {
    let name = url.lastPathComponent
    let errorsBefore = faults.errors.count
    guard let table = CSVTable.read(url, name: name, faults: faults) else { return nil }
    let column = table.has("volume") || !table.has("flow") ? "volume" : "flow"
    // Flows and costs of classes stand beside those of all.
    let others = table.columns.filter { $0.hasPrefix("flow_") || $0.hasPrefix("cost_") }
    let optional = ["flow", "cost", "toll"] + others
    guard table.expect(["from", "to", column], optional: optional, faults: faults)
    else { return nil }
    var nodes: [String: Int] = [:]
    for (node, own) in network.nodesByName { nodes[node] = Int(own) }
    var volumes = [Double](repeating: 0, count: network.graph.linkCount)
    var taken = [Bool](repeating: false, count: network.graph.linkCount)
    for row in table.rows(faults) {
      guard let from = row.reference("from", in: nodes, called: "node"),
        let to = row.reference("to", in: nodes, called: "node"),
        let volume = row.number(column, in: CSVRow.notNegative)
      else { continue }
      let links = network.links(from: Int32(from), to: Int32(to)).sorted()
      guard let link = links.first(where: { !taken[Int($0)] }) else {
        row.fault(
          "from",
          found: links.isEmpty ? "no link there" : "more rows than links",
          expected: "a row for each link of \(network.source), at most"
        )
        continue
      }
      taken[Int(link)] = true
      volumes[Int(link)] = volume
    }
    return faults.errors.count == errorsBefore ? volumes : nil
  }
}
