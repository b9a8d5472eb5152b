public import Tables

extension TransportNetwork {
  /// Nodes by their names; where several have one name, the first.
  public var nodesByName: [String: Int32] {
    var nodes: [String: Int32] = [:]
    nodes.reserveCapacity(nodeNames.count)
    for (node, name) in nodeNames.enumerated() where nodes[name] == nil {
      nodes[name] = Int32(node)
    }
    return nodes
  }

  /// Nodes of these names.
  ///
  /// - Throws: `InputFaults` with every name that no node has.
  public func nodes(named names: [String]) throws(InputFaults) -> [Int32] {
    let known = nodesByName
    var nodes: [Int32] = []
    var faults: [InputFault] = []
    for name in names {
      if let node = known[name] {
        nodes.append(node)
      } else {
        faults.append(
          InputFault(
            file: source,
            found: "no node '\(name)'",
            expected: "the name of a node"
              + (nodeNames.count <= 20_000 ? NearestName.hint(for: name, among: nodeNames) : "")
          )
        )
      }
    }
    guard faults.isEmpty else { throw InputFaults(faults) }
    return nodes
  }

  /// Links from one node to another, parallel ones included.
  public func links(from tail: Int32, to head: Int32) -> [Int32] {
    let start = Int(graph.forwardStart[Int(tail)])
    return (start..<Int(graph.forwardStart[Int(tail) + 1])).map { graph.forwardLink[$0] }
      .filter { graph.head[Int($0)] == head }
  }

  /// Links of names, or of pairs of node names `FROM,TO`.
  ///
  /// - Throws: `InputFaults` with every one that is not there.
  public func links(named names: [String]) throws(InputFaults) -> [Int32] {
    let known = nodesByName
    var byName: [String: [Int32]] = [:]
    for (link, name) in linkNames.enumerated() where !name.isEmpty {
      byName[name, default: []].append(Int32(link))
    }
    var found: [Int32] = []
    var faults: [InputFault] = []
    for name in names {
      let ends = name.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      var own = byName[name] ?? []
      if own.isEmpty, ends.count == 2, let from = known[ends[0]], let to = known[ends[1]] {
        own = links(from: from, to: to)
      }
      if own.isEmpty {
        faults.append(
          InputFault(
            file: source,
            found: "no link '\(name)'",
            expected: "the name of a link, or the names of its ends as FROM,TO"
          )
        )
      }
      found += own
    }
    guard faults.isEmpty else { throw InputFaults(faults) }
    return found
  }

  /// Whether nodes have coordinates.
  public var hasCoordinates: Bool { !x.isEmpty && x.count == y.count }

  /// Coordinates of a link from its tail to its head, in pairs; none where nodes have none.
  public func shape(link: Int32) -> [[Double]] {
    let own = Int(link)
    if own < linkShapes.count, linkShapes[own].count >= 4 {
      let flat = linkShapes[own]
      return (0..<flat.count / 2).map { [flat[2 * $0], flat[2 * $0 + 1]] }
    }
    guard hasCoordinates else { return [] }
    return [graph.tail[own], graph.head[own]].map { [x[Int($0)], y[Int($0)]] }
  }

  /// Coordinates of links one after the other, without repeating where they meet.
  public func shape(links: [Int32]) -> [[Double]] {
    var points: [[Double]] = []
    for link in links {
      for point in shape(link: link) where points.last != point { points.append(point) }
    }
    return points
  }
}
