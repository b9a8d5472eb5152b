extension TransportNetwork {
  /// The network with some of its links alone; nodes stay.
  public func keepingLinks(_ isKept: (Int) -> Bool) -> TransportNetwork {
    let links = (0..<graph.linkCount).filter(isKept)
    guard links.count < graph.linkCount else { return self }
    var place = [Int32](repeating: -1, count: graph.linkCount)
    for (position, link) in links.enumerated() { place[link] = Int32(truncatingIfNeeded: position) }
    guard
      let kept = try? DirectedGraph(
        nodeCount: graph.nodeCount,
        tail: links.map { graph.tail[$0] },
        head: links.map { graph.head[$0] }
      )
    else { return self }
    var network = self
    network.graph = kept
    if !linkNames.isEmpty { network.linkNames = links.map { linkNames[$0] } }
    network.linkNumbers = linkNumbers.mapValues { column in links.map { column[$0] } }
    network.linkWords = linkWords.mapValues { column in links.map { column[$0] } }
    if !linkShapes.isEmpty { network.linkShapes = links.map { linkShapes[$0] } }
    if !reverseLinks.isEmpty {
      network.reverseLinks = links.map { link in
        let reverse = reverseLinks[link]
        return reverse < 0 ? -1 : place[Int(reverse)]
      }
    }
    return network
  }

  /// Adds links, each for both directions, with a length and a mode; other columns are missing.
  mutating func addTwoWayLinks(
    _ ends: [(from: Int32, to: Int32, kilometres: Double, name: String)],
    nodeCount: Int,
    mode: String
  ) throws(DirectedGraph.Fault) {
    let before = graph.linkCount
    var tail = graph.tail
    var head = graph.head
    var lengths = linkNumbers["length_km"] ?? [Double](repeating: .nan, count: before)
    var names = linkNames
    if names.isEmpty { names = (0..<before).map { String($0 + 1) } }
    var modes = linkWords["mode"] ?? [String](repeating: "", count: before)
    var reverse =
      reverseLinks.isEmpty ? [Int32](repeating: -1, count: before) : reverseLinks
    for end in ends {
      let number = Int32(truncatingIfNeeded: tail.count)
      tail += [end.from, end.to]
      head += [end.to, end.from]
      lengths += [end.kilometres, end.kilometres]
      names += [end.name, end.name]
      modes += [mode, mode]
      reverse += [number + 1, number]
    }
    graph = try DirectedGraph(nodeCount: nodeCount, tail: tail, head: head)
    let added = 2 * ends.count
    linkNumbers = linkNumbers.mapValues { $0 + [Double](repeating: .nan, count: added) }
    linkWords = linkWords.mapValues { $0 + [String](repeating: "", count: added) }
    linkNumbers["length_km"] = lengths
    units["length_km"] = "km"
    linkNames = names
    linkWords["mode"] = modes
    reverseLinks = reverse
    if !linkShapes.isEmpty { linkShapes += [[Double]](repeating: [], count: added) }
  }
}
