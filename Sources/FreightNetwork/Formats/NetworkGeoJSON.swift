import Foundation
import Tables

/// Writes the links of a network as GeoJSON (RFC 7946).
struct NetworkGeoJSON {
  let network: TransportNetwork

  init(_ network: TransportNetwork) { self.network = network }

  /// Writes a file; one line of text for each line of the network.
  func write(to url: URL) throws -> [String] {
    let file = url.lastPathComponent
    guard network.isGeographic, !network.x.isEmpty else {
      throw OutputError(file: file, reason: "GeoJSON needs longitudes and latitudes")
    }
    let rows = NetworkRows(network)
    let names = rows.names(network)
    let numbers = network.linkNumbers.sorted { $0.key < $1.key }.map { (quoted($0.key), $0.value) }
    let words = network.linkWords.sorted { $0.key < $1.key }.map { (quoted($0.key), $0.value) }
    var text = "{\"type\":\"FeatureCollection\",\"features\":[\n"
    for (row, link) in rows.links.enumerated() {
      let from = quoted(network.nodeNames[Int(network.graph.tail[link])])
      let to = quoted(network.nodeNames[Int(network.graph.head[link])])
      text += "{\"type\":\"Feature\",\"properties\":{\"link_id\":\(quoted(names[row]))"
      text += ",\"from_node_id\":\(from),\"to_node_id\":\(to)"
      text += ",\"directed\":\(rows.isTwoWay[row] ? 0 : 1)"
      for (name, column) in numbers where column[link].isFinite {
        text += ",\(name):\(short(column[link]))"
      }
      for (name, column) in words where !column[link].isEmpty {
        text += ",\(name):\(quoted(column[link]))"
      }
      text += "},\"geometry\":{\"type\":\"LineString\",\"coordinates\":["
      let shape = network.shape(link)
      for place in stride(from: 0, to: shape.count - 1, by: 2) {
        text += place > 0 ? ",[" : "["
        text += "\(short(shape[place])),\(short(shape[place + 1]))]"
      }
      text += row + 1 < rows.links.count ? "]}},\n" : "]}}\n"
    }
    text += "]}\n"
    try AtomicFile.write(Data(text.utf8), to: url)
    return network.zoneNodes.isEmpty && network.nodeWords.isEmpty && network.nodeNumbers.isEmpty
      ? [] : ["zones and columns of nodes are not kept by lines alone"]
  }

  private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\u{0}"..<"\u{20}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private func short(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
