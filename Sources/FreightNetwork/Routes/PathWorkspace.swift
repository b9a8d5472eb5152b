/// Marks on places, vertices and arcs for looking at paths without making sets; one for each thread.
struct PathWorkspace {
  private var stamp = 0
  private var placeStamp: [Int]
  private var vertexStamp: [Int]
  private var arcStamp: [Int]

  /// Ends of each arc.
  private let from: [Int]
  private let to: [Int]
  /// Place of the vertex that each arc leads to.
  private let place: [Int]
  /// What each arc is: a link at sea, a link ashore, or none.
  private let kinds: [Kind]
  /// The path looked at: arcs, in order.
  private(set) var path: [Int] = []

  private enum Kind {
    case sea
    case land
    case none
  }

  init(_ network: Supernetwork) {
    let places = (network.vertices.map(\.node).max() ?? -1) + 1
    placeStamp = [Int](repeating: 0, count: max(0, places))
    vertexStamp = [Int](repeating: 0, count: network.vertices.count)
    arcStamp = [Int](repeating: 0, count: network.arcs.count)
    from = network.arcs.map(\.from)
    to = network.arcs.map(\.to)
    place = network.arcs.map { network.vertices[$0.to].node }
    kinds = network.arcs.map { arc in
      guard case .link = arc.kind else { return .none }
      return network.vertices[arc.from].carrier == .sea ? .sea : .land
    }
  }

  /// Takes the path of a tree from its root to a vertex.
  mutating func take(_ tree: ShortestPathTree, to end: Int) {
    path.removeAll(keepingCapacity: true)
    trace(tree, to: end)
  }

  /// Takes the path of a tree from its root to an arc, the arc, and that of another to its root.
  mutating func take(_ forward: ShortestPathTree, through arc: Int, _ backward: ShortestPathTree) {
    path.removeAll(keepingCapacity: true)
    trace(forward, to: from[arc])
    path.append(arc)
    var vertex = to[arc]
    while backward.arc[vertex] >= 0 {
      path.append(backward.arc[vertex])
      vertex = to[backward.arc[vertex]]
    }
  }

  private mutating func trace(_ tree: ShortestPathTree, to end: Int) {
    var vertex = end
    while tree.arc[vertex] >= 0 {
      path.append(tree.arc[vertex])
      vertex = from[tree.arc[vertex]]
    }
    path.reverse()
  }

  /// Whether the path has no place twice but to change carrier there, and no second voyage after one
  /// ashore.
  mutating func isSimple() -> Bool {
    stamp += 1
    var voyages = 0
    var isAtSea = false
    var last = Int.min
    for arc in path {
      if kinds[arc] != .none {
        let sails = kinds[arc] == .sea
        if sails, !isAtSea { voyages += 1 }
        if voyages > 1 { return false }
        isAtSea = sails
      }
      // Into a terminal and out again on the same carrier is no route either.
      let vertex = to[arc]
      if vertexStamp[vertex] == stamp { return false }
      vertexStamp[vertex] = stamp
      let node = place[arc]
      if node == last || node < 0 { continue }
      if placeStamp[node] == stamp { return false }
      placeStamp[node] = stamp
      last = node
    }
    return true
  }

  /// Places that the path passes, in order.
  func places() -> [Int] {
    var places: [Int] = []
    places.reserveCapacity(path.count)
    for arc in path where places.last != place[arc] { places.append(place[arc]) }
    return places
  }

  /// Greatest share of the path's cost that it has in common with one of others.
  mutating func greatestOverlap(
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
