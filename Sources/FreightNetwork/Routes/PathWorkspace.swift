/// Marks on places, vertices and arcs for looking at paths without making sets; one for each thread.
struct PathWorkspace {
  private var stamp = 0
  private var placeStamp: [Int]
  private var vertexStamp: [Int]
  private var arcStamp: [Int]

  init(_ network: Supernetwork) {
    let places = (network.vertices.map(\.node).max() ?? -1) + 1
    placeStamp = [Int](repeating: 0, count: max(0, places))
    vertexStamp = [Int](repeating: 0, count: network.vertices.count)
    arcStamp = [Int](repeating: 0, count: network.arcs.count)
  }

  /// No place twice but to change carrier there, and no second voyage after one ashore.
  mutating func isSimple(_ path: [Int], _ network: Supernetwork) -> Bool {
    stamp += 1
    var voyages = 0
    var isAtSea = false
    var last = Int.min
    for arc in path {
      if case .link = network.arcs[arc].kind {
        let sails = network.vertices[network.arcs[arc].from].carrier == .sea
        if sails, !isAtSea { voyages += 1 }
        if voyages > 1 { return false }
        isAtSea = sails
      }
      // Into a terminal and out again on the same carrier is no route either.
      let vertex = network.arcs[arc].to
      if vertexStamp[vertex] == stamp { return false }
      vertexStamp[vertex] = stamp
      let node = network.vertices[vertex].node
      if node == last || node < 0 { continue }
      if placeStamp[node] == stamp { return false }
      placeStamp[node] = stamp
      last = node
    }
    return true
  }

  /// Places passed, in order.
  func nodes(_ path: [Int], _ network: Supernetwork) -> [Int] {
    var places: [Int] = []
    places.reserveCapacity(path.count)
    for arc in path {
      let node = network.vertices[network.arcs[arc].to].node
      if places.last != node { places.append(node) }
    }
    return places
  }

  /// Greatest share of a path's cost that it has in common with one of others.
  mutating func greatestOverlap(
    _ path: [Int],
    with others: [[Int]],
    _ arcCost: [Double]
  ) -> Double {
    stamp += 1
    var all = 0.0
    for arc in path {
      arcStamp[arc] = stamp
      all += arcCost[arc]
    }
    guard all > 0 else { return 1 }
    var most = 0.0
    for other in others {
      var common = 0.0
      for arc in other where arcStamp[arc] == stamp { common += arcCost[arc] }
      most = max(most, common / all)
    }
    return most
  }
}
