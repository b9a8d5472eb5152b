extension TransportNetwork {
  /// Nodes at which one way in and out ends: a single link, or the two directions of one.
  public var danglingNodes: [Int32] {
    var neighbour = [Int32](repeating: -1, count: graph.nodeCount)
    var isDangling = [Bool](repeating: false, count: graph.nodeCount)
    var linkAt = [Int32](repeating: -1, count: graph.nodeCount)
    for link in 0..<graph.linkCount where graph.tail[link] != graph.head[link] {
      for (node, other) in [
        (graph.tail[link], graph.head[link]), (graph.head[link], graph.tail[link]),
      ] {
        let place = Int(node)
        if neighbour[place] == -1 {
          neighbour[place] = other
          linkAt[place] = Int32(truncatingIfNeeded: link)
          isDangling[place] = true
        } else if isDangling[place] {
          // The other direction of the same link, or of the same pair of nodes, changes nothing.
          let isSame =
            neighbour[place] == other
            && (graph.tail[Int(linkAt[place])] != graph.tail[link]
              || isReverse(linkAt[place], link))
          if !isSame { isDangling[place] = false }
        }
      }
    }
    return isDangling.indices.filter { isDangling[$0] }.map { Int32($0) }
  }

  private func isReverse(_ first: Int32, _ second: Int) -> Bool {
    !reverseLinks.isEmpty && reverseLinks[Int(first)] == Int32(truncatingIfNeeded: second)
  }
}
