/// Routes that a traveller would call different: cheap enough, not mostly one of the others, and
/// sensible on every stretch (Abraham, Delling, Goldberg & Werneck 2013, doi:10.1145/2444016.2444019).
///
/// A route is put together of the cheapest way to a stretch that lies in the tree from the origin and
/// in the tree to the destination as well (a plateau, Cambridge Vehicle Information Technology 2005)
/// and the cheapest way on; a long plateau has no needless detour in it. The links before and after it
/// count as well, so that networks of few long links have alternatives too.
public struct AlternativePaths: Sendable, Equatable {
  /// Most routes, the cheapest included.
  public var count: Int
  /// A route costs at most this times the cheapest.
  public var stretch: Double
  /// At most this share of a route's cost lies on links of one chosen before.
  public var overlap: Double
  /// A route's plateau with the links before and after it is at least this share of the cheapest
  /// cost.
  public var plateau: Double

  /// Up to `count` routes.
  public init(
    count: Int = 3,
    stretch: Double = 1.4,
    overlap: Double = 0.8,
    plateau: Double = 0.1
  ) {
    self.count = count
    self.stretch = stretch
    self.overlap = overlap
    self.plateau = plateau
  }

  /// The routes, the cheapest first.
  ///
  /// - Parameters:
  ///   - origin: where routes begin.
  ///   - destination: where they end.
  ///   - graph: the graph.
  ///   - isThrough: whether routes may pass through a node, `[node]`.
  ///   - costs: cost of each link, not negative; infinite where it is closed, `[link]`.
  /// - Returns: no route where there is none.
  /// - Throws: ``PathFault`` where a cost is negative or NaN, or a node is not there.
  public func paths(
    from origin: Int32,
    to destination: Int32,
    in graph: DirectedGraph,
    isThrough: [Bool],
    costs: [Double]
  ) throws(PathFault) -> [GraphPath] {
    let search = try PathSearch(graph, isThrough: isThrough, costs: costs)
    let there = try search.tree(Int(origin))
    let back = try search.tree(Int(destination), reversed: true)
    return paths(there: there, back: back, in: graph, isThrough: isThrough, costs: costs)
  }

  /// The routes from the trees of both ends.
  func paths(
    there: PathTree,
    back: PathTree,
    in graph: DirectedGraph,
    isThrough: [Bool],
    costs: [Double]
  ) -> [GraphPath] {
    let origin = Int32(there.root)
    let destination = back.root
    guard count > 0, let best = there.path(destination, in: graph) else { return [] }
    var chosen = [GraphPath(origin: origin, links: best, costs: costs)]
    let least = chosen[0].cost
    guard count > 1, least > 0 else { return chosen }
    let limit = least * stretch
    // Plateaus end where the tree to the destination goes another way than the tree from the origin.
    var length = [Double](repeating: 0, count: graph.nodeCount)
    var entry = length
    var candidates: [(score: Double, node: Int32)] = []
    for node in there.order {
      let step = there.link[Int(node)]
      if step >= 0 {
        let before = Int(graph.tail[Int(step)])
        let isPlateau = back.link[before] == step
        length[Int(node)] = isPlateau ? length[before] + costs[Int(step)] : 0
        entry[Int(node)] = isPlateau ? entry[before] : costs[Int(step)]
      }
      let next = back.link[Int(node)]
      let goesOn = next >= 0 && there.link[Int(graph.head[Int(next)])] == next
      let total = there.cost[Int(node)] + back.cost[Int(node)]
      let mayPass = isThrough[Int(node)] || node == origin || Int(node) == destination
      let exit = next >= 0 ? costs[Int(next)] : 0
      let whole = entry[Int(node)] + length[Int(node)] + exit
      if !goesOn, total <= limit, whole >= plateau * least, mayPass {
        candidates.append((total - whole, node))
      }
    }
    candidates.sort { ($0.score, $0.node) < ($1.score, $1.node) }
    for candidate in candidates where chosen.count < count {
      guard let head = there.path(Int(candidate.node), in: graph),
        let tail = back.path(Int(candidate.node), in: graph)
      else { continue }
      let path = GraphPath(origin: origin, links: head + tail, costs: costs)
      guard path.isSimple(in: graph),
        chosen.allSatisfy({ shared(path, $0, costs) <= overlap * path.cost })
      else { continue }
      chosen.append(path)
    }
    return chosen.sorted { $0.cost < $1.cost }
  }

  private func shared(_ path: GraphPath, _ other: GraphPath, _ costs: [Double]) -> Double {
    let links = Set(other.links)
    return path.links.reduce(0) { $0 + (links.contains($1) ? costs[Int($1)] : 0) }
  }
}
