/// Where one gets within a cost: nodes with their costs, and how far along each link.
public struct CostReach: Sendable {
  /// A link that is reached.
  public struct Stretch: Sendable, Equatable {
    /// The link.
    public var link: Int32
    /// Cost at which it is entered.
    public var from: Double
    /// Share of it that lies within the limit, above 0 and at most 1.
    public var share: Double
  }

  /// Limit.
  public var limit: Double
  /// Nodes within the limit with their costs, the nearest first.
  public var nodes: [(node: Int32, cost: Double)]
  /// Links of which a part lies within the limit, in order.
  public var stretches: [Stretch]

  /// Searches from the nearest of several nodes.
  ///
  /// - Parameters:
  ///   - roots: where paths begin, or end.
  ///   - limit: greatest cost.
  ///   - network: graph and nodes that may not be passed through.
  ///   - costs: cost of each link, not negative; infinite where it is closed, `[link]`.
  ///   - reversed: paths to the roots.
  /// - Returns: what lies within the limit.
  /// - Throws: ``PathFault`` where a cost, a node or the limit is out of range.
  public static func find(
    _ roots: [Int32],
    limit: Double,
    in network: TransportNetwork,
    costs: [Double],
    reversed: Bool = false
  ) throws(PathFault) -> CostReach {
    guard limit >= 0, limit < .infinity else {
      throw .badSetting("the limit is \(limit), expected a number from 0 on")
    }
    let graph = network.graph
    let search = try PathSearch(graph, isThrough: network.isThrough, costs: costs)
    var best = [Double](repeating: .infinity, count: graph.nodeCount)
    for root in roots {
      let tree = try search.tree(Int(root), reversed: reversed, limit: limit)
      for node in tree.order { best[Int(node)] = min(best[Int(node)], tree.cost[Int(node)]) }
    }
    let isRoot = Set(roots)
    var reach = CostReach(limit: limit, nodes: [], stretches: [])
    for node in 0..<Int32(graph.nodeCount) where best[Int(node)] <= limit {
      reach.nodes.append((node, best[Int(node)]))
    }
    reach.nodes.sort { ($0.cost, $0.node) < ($1.cost, $1.node) }
    for link in 0..<graph.linkCount where costs[link] < .infinity {
      let entry = reversed ? graph.head[link] : graph.tail[link]
      let left = limit - best[Int(entry)]
      guard left >= 0, network.isThrough[Int(entry)] || isRoot.contains(entry) else { continue }
      let share = costs[link] > 0 ? min(1, left / costs[link]) : 1
      if share > 0 {
        reach.stretches.append(
          Stretch(link: Int32(link), from: best[Int(entry)], share: share)
        )
      }
    }
    return reach
  }
}

extension CostReach {
  /// Coordinates of the part of a link that lies within the limit, in the link's own direction.
  public func shape(
    _ stretch: Stretch,
    in network: TransportNetwork,
    reversed: Bool = false
  ) -> [[Double]] {
    let whole = network.shape(link: stretch.link)
    guard stretch.share < 1, whole.count >= 2 else { return whole }
    let points = reversed ? whole.reversed() : whole
    func distance(_ a: [Double], _ b: [Double]) -> Double {
      ((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1])).squareRoot()
    }
    let length = zip(points, points.dropFirst()).reduce(0) { $0 + distance($1.0, $1.1) }
    var left = stretch.share * length
    var part = [points[0]]
    for (a, b) in zip(points, points.dropFirst()) {
      let step = distance(a, b)
      if step >= left {
        let share = step > 0 ? left / step : 1
        part.append([a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])])
        break
      }
      part.append(b)
      left -= step
    }
    return reversed ? part.reversed() : part
  }
}
