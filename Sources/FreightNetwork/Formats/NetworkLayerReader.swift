import Tables

/// Makes a network of the layers that ``NetworkGeoPackage`` writes.
struct NetworkLayerReader {
  let file: String
  let faults: FaultCollector
  let nodes: VectorLayer
  let links: VectorLayer

  func network() -> TransportNetwork? {
    let names = nodes.values(of: "node_id").map { $0.text ?? "" }
    var place: [String: Int32] = [:]
    for (node, name) in names.enumerated() {
      if place.updateValue(Int32(truncatingIfNeeded: node), forKey: name) != nil {
        faults.error(
          file,
          line: node + 1,
          column: "node_id",
          found: "node '\(name)' again",
          expected: "a new name"
        )
      }
    }
    var pieces = NetworkPieces()
    pieces.from = ends("from_node_id", place)
    pieces.to = ends("to_node_id", place)
    pieces.ways = links.values(of: "directed").map { $0.number == 0 ? 0 : 1 }
    guard faults.errors.isEmpty, var network = try? pieces.network(nodeCount: names.count) else {
      return nil
    }
    network.nodeNames = names
    network.source = file
    addNodes(&network)
    addLinks(&network, pieces)
    return network
  }

  private func ends(_ column: String, _ place: [String: Int32]) -> [Int32] {
    links.values(of: column).enumerated().map { row, value in
      if let name = value.text, let node = place[name] { return node }
      faults.error(
        file,
        line: row + 1,
        column: column,
        found: "unknown node '\(value.text ?? "")'",
        expected: "the name of a node"
      )
      return 0
    }
  }

  private func addNodes(_ network: inout TransportNetwork) {
    let points = nodes.features.compactMap { feature -> GeoPoint? in
      if case .point(let point) = feature.geometry { point } else { nil }
    }
    if points.count == network.graph.nodeCount, nodes.kind == .point {
      network.x = points.map(\.longitude)
      network.y = points.map(\.latitude)
      network.isGeographic = true
    }
    for (place, field) in nodes.fields.enumerated() {
      let values = nodes.features.map { $0.values[place] }
      switch field.name {
      case "node_id", "zone_id": continue
      case "x_coord": network.x = values.map { $0.number ?? 0 }
      case "y_coord": network.y = values.map { $0.number ?? 0 }
      case "is_through": network.isThrough = values.map { $0.number != 0 }
      case "node_type":
        let types = values.map { $0.text ?? "" }
        if types.contains(where: { !$0.isEmpty && $0 != "centroid" }) {
          network.nodeWords["node_type"] = types
        }
      default:
        if field.kind == .text {
          network.nodeWords[field.name] = values.map { $0.text ?? "" }
        } else {
          network.nodeNumbers[field.name] = values.map { $0.number ?? .nan }
        }
      }
    }
    var given = NodeLinkReader.Nodes()
    given.names = network.nodeNames
    (given.x, given.y) = (network.x, network.y)
    given.zones = nodes.values(of: "zone_id").map { $0.text ?? "" }
    given.words["node_type"] = nodes.values(of: "node_type").map { $0.text ?? "" }
    let isThrough = network.isThrough
    NodeLinkReader(NetworkReadOptions(), faults).addZones(&network, given)
    network.isThrough = isThrough
  }

  private func addLinks(_ network: inout TransportNetwork, _ pieces: NetworkPieces) {
    let rows = pieces.pieces.map { Int($0) }
    for (place, field) in links.fields.enumerated() {
      let values = links.features.map { $0.values[place] }
      switch field.name {
      case "from_node_id", "to_node_id", "directed", "is_straight": continue
      case "link_id": network.linkNames = rows.map { values[$0].text ?? "" }
      default:
        if field.kind == .text {
          network.linkWords[field.name] = rows.map { values[$0].text ?? "" }
        } else {
          network.linkNumbers[field.name] = rows.map { values[$0].number ?? .nan }
        }
      }
    }
    let straight = links.values(of: "is_straight")
    let shapes = links.features.indices.map { row -> [Double] in
      guard straight.isEmpty || straight[row].number != 1,
        case .line(let points) = links.features[row].geometry
      else { return [] }
      return points.flatMap { [$0.longitude, $0.latitude] }
    }
    guard shapes.contains(where: { !$0.isEmpty }) else { return }
    network.linkShapes = rows.indices.map { link in
      pieces.isReverse[link] ? shapes[rows[link]].reversedPoints : shapes[rows[link]]
    }
  }

  /// Units and figures of the table `network`.
  func addProperties(_ table: VectorLayer, to network: inout TransportNetwork) {
    let names = table.values(of: "name")
    let words = table.values(of: "word")
    let figures = table.values(of: "figure")
    guard names.count == words.count, names.count == figures.count else { return }
    for row in names.indices {
      guard let name = names[row].text else { continue }
      if let figure = figures[row].number {
        network.figures[name] = figure
      } else if name == "source", let source = words[row].text {
        network.source = source
      } else if name.hasPrefix("unit of "), let unit = words[row].text {
        network.units[String(name.dropFirst(8))] = unit
      }
    }
  }
}
