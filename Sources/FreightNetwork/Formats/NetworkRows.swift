import Tables

/// The lines of a file that a network is written as: a link each, or both directions of one.
struct NetworkRows {
  /// Link of each line.
  private(set) var links: [Int] = []
  /// Whether a line stands for the other direction, too.
  private(set) var isTwoWay: [Bool] = []

  /// Joins both directions where they are alike.
  init(_ network: TransportNetwork) {
    let numbers = Array(network.linkNumbers.values)
    let words = Array(network.linkWords.values)
    let shapes = network.linkShapes
    let names = network.linkNames
    func areAlike(_ link: Int, _ other: Int) -> Bool {
      network.graph.tail[link] == network.graph.head[other]
        && network.graph.head[link] == network.graph.tail[other]
        && (names.isEmpty || names[link] == names[other])
        && numbers.allSatisfy { $0[link] == $0[other] || ($0[link].isNaN && $0[other].isNaN) }
        && words.allSatisfy { $0[link] == $0[other] }
        && (shapes.isEmpty || shapes[link] == shapes[other].reversedPoints)
    }
    var isDone = [Bool](repeating: false, count: network.graph.linkCount)
    for link in 0..<network.graph.linkCount where !isDone[link] {
      isDone[link] = true
      links.append(link)
      let other = network.reverseLinks.isEmpty ? -1 : Int(network.reverseLinks[link])
      if other > link, !isDone[other], areAlike(link, other) {
        isDone[other] = true
        isTwoWay.append(true)
      } else {
        isTwoWay.append(false)
      }
    }
  }

  /// Names of lines: those of the file, or their numbers from 1 where there are none.
  func names(_ network: TransportNetwork) -> [String] {
    links.enumerated().map { row, link in
      let name = network.linkNames.isEmpty ? "" : network.linkNames[link]
      return name.isEmpty ? String(row + 1) : name
    }
  }
}

extension TransportNetwork {
  /// Names of the zones, `[zone]`.
  public var namesOfZones: [String] {
    zoneNames.isEmpty ? zoneNodes.map { nodeNames[Int($0)] } : zoneNames
  }

  /// Zone that each node stands for, or lies in where the file says so; empty where none.
  var zoneOfNode: [String] {
    if let given = nodeWords["zone_id"] { return given }
    var zones = [String](repeating: "", count: graph.nodeCount)
    for (zone, name) in zip(zoneNodes, namesOfZones) { zones[Int(zone)] = name }
    return zones
  }

  /// Types of nodes, with centroids named where nothing else is.
  var typesOfNodes: [String] {
    var types =
      nodeWords["node_type"] ?? [String](repeating: "", count: graph.nodeCount)
    if nodeWords["zone_id"] != nil { return types }
    for node in types.indices where !isThrough[node] && types[node].isEmpty {
      types[node] = "centroid"
    }
    return types
  }

  /// Shape of a link; the straight line between its ends where it has none of its own.
  func shape(_ link: Int) -> [Double] {
    if !linkShapes.isEmpty, linkShapes[link].count >= 4 { return linkShapes[link] }
    let tail = Int(graph.tail[link])
    let head = Int(graph.head[link])
    var far = x[head]
    if isGeographic {
      // The short way over the date line.
      if far - x[tail] > 180 { far -= 360 }
      if far - x[tail] < -180 { far += 360 }
    }
    return [x[tail], y[tail], far, y[head]]
  }
}
