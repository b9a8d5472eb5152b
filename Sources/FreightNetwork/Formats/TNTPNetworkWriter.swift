import Foundation
import Tables

/// Writes networks in the TNTP format.
struct TNTPNetworkWriter {
  let network: TransportNetwork
  /// What the format cannot hold, or what was missing and had to be put in.
  private(set) var notices: [String] = []

  init(_ network: TransportNetwork) { self.network = network }

  /// Writes a file, whole or not at all.
  ///
  /// Nodes are numbered anew where the zones are not the first ones: those that paths may not pass
  /// through, the other zones, the rest.
  mutating func write(to url: URL) throws {
    let file = url.lastPathComponent
    let nodeCount = network.graph.nodeCount
    var isZone = [Bool](repeating: false, count: nodeCount)
    for node in network.zoneNodes { isZone[Int(node)] = true }
    let closedZones = network.zoneNodes.map(Int.init).filter { !network.isThrough[$0] }
    let openZones = network.zoneNodes.map(Int.init).filter { network.isThrough[$0] }
    let closedOthers = (0..<nodeCount).filter { !isZone[$0] && !network.isThrough[$0] }
    guard openZones.isEmpty || closedOthers.isEmpty else {
      throw OutputError(
        file: file,
        reason: "zones that paths may pass through beside other nodes that they may not cannot be "
          + "said in TNTP"
      )
    }
    let order =
      closedZones + openZones + closedOthers
      + (0..<nodeCount).filter { !isZone[$0] && network.isThrough[$0] }
    let firstThrough = closedZones.count + closedOthers.count + 1
    var number = [Int](repeating: 0, count: nodeCount)
    for (place, node) in order.enumerated() { number[node] = place + 1 }
    if order.enumerated().contains(where: { network.nodeNames[$0.element] != "\($0.offset + 1)" }) {
      notices.append("nodes are numbered from 1, zones first; their names are not kept")
    }
    let columns = try linkColumns(file)
    var text = """
      <NUMBER OF ZONES> \(network.zoneNodes.count)
      <NUMBER OF NODES> \(nodeCount)
      <FIRST THRU NODE> \(firstThrough)
      <NUMBER OF LINKS> \(network.graph.linkCount)

      """
    if let factor = network.figures["distance_factor"] {
      text += "<DISTANCE FACTOR> \(short(factor))\n"
    }
    if let factor = network.figures["toll_factor"] { text += "<TOLL FACTOR> \(short(factor))\n" }
    text += "<END OF METADATA>\n\n"
    text += "~ \tinit_node\tterm_node\tcapacity\tlength\tfree_flow_time\tb\tpower\tspeed\ttoll"
    text += "\tlink_type\t;\n"
    for link in 0..<network.graph.linkCount {
      text += "\t\(number[Int(network.graph.tail[link])])"
      text += "\t\(number[Int(network.graph.head[link])])"
      for column in columns { text += "\t\(short(column[link]))" }
      text += "\t;\n"
    }
    try AtomicFile.write(Data(text.utf8), to: url)
    let known = Set(["capacity", "length", "free_flow_time", "b", "power", "speed", "toll", "type"])
    let lost = (Array(network.linkNumbers.keys) + Array(network.linkWords.keys))
      .filter { !known.contains($0) }.sorted()
    if !lost.isEmpty { notices.append("not kept: " + lost.joined(separator: ", ")) }
    if !network.x.isEmpty { notices.append("coordinates are not kept") }
  }

  /// Columns of the format in its order.
  private mutating func linkColumns(_ file: String) throws(OutputError) -> [[Double]] {
    let count = network.graph.linkCount
    let length = network.linkNumbers["length"] ?? network.linkNumbers["length_km"]
    guard let time = network.linkNumbers["free_flow_time"] ?? length else {
      throw OutputError(file: file, reason: "TNTP needs a column free_flow_time, or lengths")
    }
    if network.linkNumbers["free_flow_time"] == nil {
      notices.append("no column free_flow_time: lengths stand for it")
    }
    var columns: [[Double]] = []
    let defaults: [(String, [Double]?, Double)] = [
      ("capacity", network.linkNumbers["capacity"], 0), ("length", length, 0),
      ("free_flow_time", time, .nan), ("b", network.linkNumbers["b"], 0),
      ("power", network.linkNumbers["power"], 0), ("speed", network.linkNumbers["speed"], 0),
      ("toll", network.linkNumbers["toll"], 0), ("type", network.linkNumbers["type"], 1),
    ]
    for (name, values, missing) in defaults {
      guard let values else {
        notices.append("no column \(name): \(short(missing)) is written")
        columns.append([Double](repeating: missing, count: count))
        continue
      }
      let gaps = values.filter { !$0.isFinite }.count
      if gaps > 0 {
        guard missing.isFinite else {
          throw OutputError(file: file, reason: "\(gaps) links have no \(name)")
        }
        notices.append("\(gaps) links without \(name): \(short(missing)) is written")
      }
      columns.append(values.map { $0.isFinite ? $0 : missing })
    }
    return columns
  }

  private func short(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
