import Tables

extension NodeLinkReader {
  /// Makes zones of the nodes' column `zone_id`.
  ///
  /// The node of a zone is the only one in it, or the one of type `centroid`, or the one that has the
  /// zone's own name. Where some zones have such a centroid, the others only say where a node lies.
  /// Where none has, the node nearest to the middle of each is taken.
  func addZones(_ network: inout TransportNetwork, _ nodes: Nodes) {
    guard nodes.zones.contains(where: { !$0.isEmpty }) else { return }
    var members: [String: [Int]] = [:]
    var order: [String] = []
    for (node, zone) in nodes.zones.enumerated() where !zone.isEmpty {
      if members[zone] == nil { order.append(zone) }
      members[zone, default: []].append(node)
    }
    let types = nodes.words["node_type"] ?? []
    func isCentroid(_ node: Int) -> Bool {
      !types.isEmpty && types[node].lowercased().contains("centroid")
    }
    var centroids: [String: Int] = [:]
    let hasSeveral = members.values.contains { $0.count > 1 }
    for zone in order {
      let nodesOfZone = members[zone] ?? []
      centroids[zone] =
        nodesOfZone.first(where: isCentroid)
        ?? nodesOfZone.first { hasSeveral && nodes.names[$0] == zone }
    }
    let given = centroids.count
    if given == 0 {
      for zone in order {
        centroids[zone] = middle(members[zone] ?? [], nodes)
      }
      if hasSeveral {
        faults.warning(
          "node.csv",
          column: "zone_id",
          found: "several nodes in a zone, none of them its centroid",
          expected: "one node; the one nearest to the middle of the zone is taken"
        )
      }
    } else if given < order.count {
      let left = order.filter { centroids[$0] == nil }
      faults.warning(
        "node.csv",
        column: "zone_id",
        found: "\(left.count) of \(order.count) zones without a centroid: "
          + left.prefix(5).joined(separator: ", ") + (left.count > 5 ? " …" : ""),
        expected: "a node of type centroid, or named like its zone; these are no zones"
      )
    }
    var zones = order.filter { centroids[$0] != nil }
    let numbers = zones.compactMap { Int($0) }
    if numbers.count == zones.count {
      zones = zip(numbers, zones).sorted { $0.0 < $1.0 }.map(\.1)
    }
    network.zoneNodes = zones.compactMap { centroids[$0].map { Int32(truncatingIfNeeded: $0) } }
    if zones != network.zoneNodes.map({ network.nodeNames[Int($0)] }) { network.zoneNames = zones }
    if given > 0 {
      // Centroids are joined to the nodes of their zones by connectors, which are no way through.
      for zone in zones {
        if let node = centroids[zone] { network.isThrough[node] = false }
      }
    }
    for node in nodes.zones.indices where nodes.zones[node].isEmpty && isCentroid(node) {
      network.isThrough[node] = false
    }
    if hasSeveral { network.nodeWords["zone_id"] = nodes.zones }
  }

  private func middle(_ members: [Int], _ nodes: Nodes) -> Int? {
    guard members.count > 1, !nodes.x.isEmpty else { return members.first }
    let count = Double(members.count)
    let x = members.reduce(0) { $0 + nodes.x[$1] } / count
    let y = members.reduce(0) { $0 + nodes.y[$1] } / count
    func distance(_ node: Int) -> Double {
      let dx = nodes.x[node] - x
      let dy = nodes.y[node] - y
      return dx * dx + dy * dy
    }
    return members.min { (distance($0), $0) < (distance($1), $1) }
  }
}
