extension TransportNetwork {
  /// Joins dangling ends to the nearest other node within a distance, where the way along the network
  /// is more than four times as far.
  ///
  /// - Parameter metres: the distance, or units of a plane.
  /// - Returns: number of links that were added, each for both directions, of mode `stitch`.
  @discardableResult
  public mutating func stitch(within metres: Double) -> Int {
    guard metres > 0, !x.isEmpty else { return 0 }
    var grid = PointGrid(reach: metres, isGeographic: isGeographic, capacity: x.count)
    for node in x.indices { grid.add(x[node], y[node]) }
    var added: [(from: Int32, to: Int32, kilometres: Double, name: String)] = []
    var pairs: Set<UInt64> = []
    for node in danglingNodes {
      let near = reached(from: node, within: 4 * metres)
      let place = Int(node)
      let found = grid.nearest(x[place], y[place]) { other in
        guard other != place else { return false }
        guard let along = near[Int32(truncatingIfNeeded: other)] else { return true }
        return along > 4 * distance(place, other)
      }
      guard let found else { continue }
      let other = Int32(truncatingIfNeeded: found.point)
      let pair =
        UInt64(UInt32(bitPattern: min(node, other))) << 32
        | UInt64(UInt32(bitPattern: max(node, other)))
      guard pairs.insert(pair).inserted else { continue }
      added.append((node, other, distance(place, found.point) / 1000, "stitch \(added.count + 1)"))
    }
    guard !added.isEmpty else { return 0 }
    do {
      try addTwoWayLinks(added, nodeCount: graph.nodeCount, mode: "stitch")
      figures["stitches"] = Double(added.count)
      return added.count
    } catch {
      return 0
    }
  }

  /// Distance between two nodes, metres, or units of a plane.
  func distance(_ first: Int, _ second: Int) -> Double {
    if isGeographic { return Geodesic.metres(x[first], y[first], x[second], y[second]) }
    let dx = x[first] - x[second]
    let dy = y[first] - y[second]
    return (dx * dx + dy * dy).squareRoot()
  }

  /// Nodes within a way along links, whatever their direction, by straight lengths; few of them.
  private func reached(from start: Int32, within reach: Double) -> [Int32: Double] {
    var best: [Int32: Double] = [start: 0]
    var open: [(Double, Int32)] = [(0, start)]
    while let place = open.indices.min(by: { open[$0].0 < open[$1].0 }), best.count < 10_000 {
      let (cost, node) = open.remove(at: place)
      guard cost == best[node] else { continue }
      for (starts, links, ends) in [
        (graph.forwardStart, graph.forwardLink, graph.head),
        (graph.backwardStart, graph.backwardLink, graph.tail),
      ] {
        for position in starts[Int(node)]..<starts[Int(node) + 1] {
          let other = ends[Int(links[Int(position)])]
          let next = cost + distance(Int(node), Int(other))
          guard next <= reach, next < best[other] ?? .infinity else { continue }
          best[other] = next
          open.append((next, other))
        }
      }
    }
    return best
  }
}
