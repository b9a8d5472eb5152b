import Tables

extension TransportNetwork {
  /// Word for the mode of a network without one: `sea` where links have passages, `rail` or `road`
  /// where the file's name says so, else the name of the file.
  public var likelyMode: String {
    if linkWords["passage"] != nil { return "sea" }
    let stem = String(source.prefix { $0 != "." })
    for word in ["rail", "road", "sea", "waterway"] where stem.lowercased().contains(word) {
      return word
    }
    return stem
  }

  /// Makes a zone of every node of type `port`, after the zones that there are.
  public mutating func makePortsZones() {
    guard let types = nodeWords["node_type"] else { return }
    let names = namesOfZones
    let ports = types.indices.filter { types[$0] == "port" }
    if !zoneNames.isEmpty { zoneNames = names + ports.map { nodeNames[$0] } }
    zoneNodes += ports.map { Int32(truncatingIfNeeded: $0) }
  }

  /// Says what the links are, where they do not say it themselves.
  mutating func setMode(_ mode: String) {
    var modes = linkWords["mode"] ?? [String](repeating: "", count: graph.linkCount)
    for link in modes.indices where modes[link].isEmpty { modes[link] = mode }
    linkWords["mode"] = modes
  }

  /// Adds another network's nodes and links after one's own.
  mutating func append(_ other: TransportNetwork) throws(DirectedGraph.Fault) {
    let nodes = graph.nodeCount
    let links = graph.linkCount
    let shift = Int32(clamping: nodes)
    guard nodes + other.graph.nodeCount < Int32.max else {
      throw .tooLarge(count: nodes + other.graph.nodeCount)
    }
    let taken = Set(nodeNames)
    let isTaken = other.nodeNames.contains { taken.contains($0) }
    let before = String(other.source.prefix { $0 != "." })
    nodeNames += isTaken ? other.nodeNames.map { "\(before):\($0)" } : other.nodeNames
    x += other.x
    y += other.y
    zoneNames =
      zoneNames.isEmpty && other.zoneNames.isEmpty ? [] : namesOfZones + other.namesOfZones
    zoneNodes += other.zoneNodes.map { $0 + shift }
    isThrough += other.isThrough
    nodeNumbers = Self.joined(nodeNumbers, nodes, other.nodeNumbers, other.graph.nodeCount, .nan)
    nodeWords = Self.joined(nodeWords, nodes, other.nodeWords, other.graph.nodeCount, "")
    linkNumbers = Self.joined(linkNumbers, links, other.linkNumbers, other.graph.linkCount, .nan)
    linkWords = Self.joined(linkWords, links, other.linkWords, other.graph.linkCount, "")
    if !linkNames.isEmpty || !other.linkNames.isEmpty {
      linkNames =
        (linkNames.isEmpty ? [String](repeating: "", count: links) : linkNames)
        + (other.linkNames.isEmpty
          ? [String](repeating: "", count: other.graph.linkCount) : other.linkNames)
    }
    if !linkShapes.isEmpty || !other.linkShapes.isEmpty {
      linkShapes =
        (linkShapes.isEmpty ? [[Double]](repeating: [], count: links) : linkShapes)
        + (other.linkShapes.isEmpty
          ? [[Double]](repeating: [], count: other.graph.linkCount) : other.linkShapes)
    }
    if !reverseLinks.isEmpty || !other.reverseLinks.isEmpty {
      reverseLinks =
        (reverseLinks.isEmpty ? [Int32](repeating: -1, count: links) : reverseLinks)
        + (other.reverseLinks.isEmpty
          ? [Int32](repeating: -1, count: other.graph.linkCount)
          : other.reverseLinks.map { $0 < 0 ? -1 : $0 + Int32(clamping: links) })
    }
    graph = try DirectedGraph(
      nodeCount: nodes + other.graph.nodeCount,
      tail: graph.tail + other.graph.tail.map { $0 + shift },
      head: graph.head + other.graph.head.map { $0 + shift }
    )
    for (name, unit) in other.units where units[name] == nil { units[name] = unit }
    for (name, figure) in other.figures { figures[name, default: 0] += figure }
    source += ", " + other.source
  }

  private static func joined<Value>(
    _ first: [String: [Value]],
    _ firstCount: Int,
    _ second: [String: [Value]],
    _ secondCount: Int,
    _ missing: Value
  ) -> [String: [Value]] {
    var result: [String: [Value]] = [:]
    for name in Set(first.keys).union(second.keys) {
      result[name] =
        (first[name] ?? [Value](repeating: missing, count: firstCount))
        + (second[name] ?? [Value](repeating: missing, count: secondCount))
    }
    return result
  }

  /// Adds ports as nodes with links to the nodes found for each network.
  mutating func add(
    _ ports: [SeaPort],
    _ found: [[(node: Int32, metres: Double)?]]
  ) throws(InputFaults) -> NetworkJoin.PortReport {
    var report = NetworkJoin.PortReport()
    var taken = Set(nodeNames)
    var links: [(from: Int32, to: Int32, kilometres: Double, name: String)] = []
    var added: [SeaPort] = []
    for (place, port) in ports.enumerated() {
      let ends = found.compactMap { $0[place] }
      guard !ends.isEmpty else {
        report.leftOut.append(port.name)
        continue
      }
      if ends.count == found.count { report.joinedToAll += 1 } else { report.joinedToSome += 1 }
      var name = port.name
      if taken.contains(name) {
        name = "\(port.name) (\(port.code.isEmpty ? port.country : port.code))"
      }
      var count = 1
      let base = name
      while !taken.insert(name).inserted {
        count += 1
        name = "\(base) \(count)"
      }
      let node = Int32(truncatingIfNeeded: nodeNames.count)
      nodeNames.append(name)
      x.append(port.longitude)
      y.append(port.latitude)
      isThrough.append(true)
      added.append(port)
      for end in ends { links.append((node, end.node, end.metres / 1000, "port \(name)")) }
    }
    report.connectors = links.count
    nodeNumbers = nodeNumbers.mapValues { $0 + [Double](repeating: .nan, count: added.count) }
    nodeWords = nodeWords.mapValues { $0 + [String](repeating: "", count: added.count) }
    let old = nodeNames.count - added.count
    let none = [String](repeating: "", count: old)
    nodeWords["port_code"] =
      (nodeWords["port_code"]?.prefix(old).map { $0 } ?? none) + added.map(\.code)
    nodeWords["port_size"] =
      (nodeWords["port_size"]?.prefix(old).map { $0 } ?? none) + added.map(\.size)
    nodeWords["node_type"] =
      (nodeWords["node_type"]?.prefix(old).map { $0 } ?? none) + added.map { _ in "port" }
    do {
      try addTwoWayLinks(links, nodeCount: nodeNames.count, mode: "connector")
    } catch {
      throw InputFaults([
        InputFault(file: source, found: "\(error)", expected: "fewer nodes and links")
      ])
    }
    return report
  }
}
