import Foundation
import Tables

/// Writes a network as a GeoPackage with layers `nodes`, `links` and a table `network`.
struct NetworkGeoPackage {
  let network: TransportNetwork

  init(_ network: TransportNetwork) { self.network = network }

  /// Writes a file, whole or not at all.
  func write(to url: URL) throws -> [String] {
    let hasShapes = network.isGeographic && !network.x.isEmpty
    try GeoPackageWriter.write([nodes(hasShapes), links(hasShapes), properties()], to: url)
    return hasShapes ? [] : ["coordinates are no degrees: tables without shapes are written"]
  }

  private func nodes(_ hasShapes: Bool) -> VectorLayer {
    var names = FieldNames()
    var fields = [GeoField(names.new("node_id"), .text)]
    if !hasShapes, !network.x.isEmpty {
      fields += [GeoField(names.new("x_coord"), .real), GeoField(names.new("y_coord"), .real)]
    }
    fields += [
      GeoField(names.new("node_type"), .text), GeoField(names.new("zone_id"), .text),
      GeoField(names.new("is_through"), .integer),
    ]
    let words = network.nodeWords.filter { $0.key != "node_type" && $0.key != "zone_id" }
      .sorted { $0.key < $1.key }
    let numbers = network.nodeNumbers.sorted { $0.key < $1.key }
    fields += words.map { GeoField(names.new($0.key), .text) }
    fields += numbers.map { GeoField(names.new($0.key), .real) }
    let types = network.typesOfNodes
    let zones = network.zoneOfNode
    let features = (0..<network.graph.nodeCount).map { node in
      var values: [GeoValue] = [.text(network.nodeNames[node])]
      if !hasShapes, !network.x.isEmpty {
        values += [.real(network.x[node]), .real(network.y[node])]
      }
      values += [word(types[node]), word(zones[node]), .integer(network.isThrough[node] ? 1 : 0)]
      values += words.map { word($0.value[node]) }
      values += numbers.map { number($0.value[node]) }
      return GeoFeature(
        geometry: hasShapes
          ? .point(GeoPoint(longitude: network.x[node], latitude: network.y[node])) : nil,
        values: values
      )
    }
    return VectorLayer(
      name: "nodes",
      kind: hasShapes ? .point : .none,
      fields: fields,
      features: features
    )
  }

  private func links(_ hasShapes: Bool) -> VectorLayer {
    let rows = NetworkRows(network)
    let ids = rows.names(network)
    var names = FieldNames()
    var fields = [
      GeoField(names.new("link_id"), .text), GeoField(names.new("from_node_id"), .text),
      GeoField(names.new("to_node_id"), .text), GeoField(names.new("directed"), .integer),
      GeoField(names.new("is_straight"), .integer),
    ]
    let words = network.linkWords.sorted { $0.key < $1.key }
    let numbers = network.linkNumbers.sorted { $0.key < $1.key }
    fields += words.map { GeoField(names.new($0.key), .text) }
    fields += numbers.map { GeoField(names.new($0.key), .real) }
    let features = rows.links.enumerated().map { row, link in
      let isStraight = network.linkShapes.isEmpty || network.linkShapes[link].count < 4
      var values: [GeoValue] = [
        .text(ids[row]), .text(network.nodeNames[Int(network.graph.tail[link])]),
        .text(network.nodeNames[Int(network.graph.head[link])]),
        .integer(rows.isTwoWay[row] ? 0 : 1), .integer(isStraight ? 1 : 0),
      ]
      values += words.map { word($0.value[link]) }
      values += numbers.map { number($0.value[link]) }
      let shape = hasShapes ? network.shape(link) : []
      let points = stride(from: 0, to: shape.count - 1, by: 2).map { place in
        GeoPoint(longitude: shape[place], latitude: shape[place + 1])
      }
      return GeoFeature(geometry: hasShapes ? .line(points) : nil, values: values)
    }
    return VectorLayer(
      name: "links",
      kind: hasShapes ? .line : .none,
      fields: fields,
      features: features
    )
  }

  /// Units, figures of the whole network, and where it came from.
  private func properties() -> VectorLayer {
    var features = [
      GeoFeature(geometry: nil, values: [.text("source"), .text(network.source), .null])
    ]
    for (name, unit) in network.units.sorted(by: { $0.key < $1.key }) {
      features.append(
        GeoFeature(geometry: nil, values: [.text("unit of \(name)"), .text(unit), .null])
      )
    }
    for (name, figure) in network.figures.sorted(by: { $0.key < $1.key }) {
      features.append(GeoFeature(geometry: nil, values: [.text(name), .null, .real(figure)]))
    }
    return VectorLayer(
      name: "network",
      kind: .none,
      fields: [GeoField("name", .text), GeoField("word", .text), GeoField("figure", .real)],
      features: features
    )
  }

  private func word(_ text: String) -> GeoValue { text.isEmpty ? .null : .text(text) }

  private func number(_ value: Double) -> GeoValue { value.isFinite ? .real(value) : .null }

  /// Names that a GeoPackage can have: letters without accents, digits, each once whatever its case.
  private struct FieldNames {
    private var used: Set<String> = ["fid", "geom"]

    mutating func new(_ name: String) -> String {
      let clean = String(
        name.unicodeScalars.map { scalar -> Character in
          let isPlain =
            scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
          return isPlain ? Character(scalar) : "_"
        }
      )
      let base = String(clean.prefix(50))
      var result = base.isEmpty ? "column" : base
      var count = 1
      while !used.insert(result.lowercased()).inserted {
        count += 1
        result = "\(base)_\(count)"
      }
      return result
    }
  }
}
