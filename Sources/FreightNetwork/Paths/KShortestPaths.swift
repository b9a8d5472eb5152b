/// The cheapest paths between two nodes, one after the other, none passing a node twice
/// (Yen 1971, doi:10.1287/mnsc.17.11.712, with Lawler's 1972 rule that no deviation is looked for
/// twice).
///
/// In a graph with turns (``TurnExpansion``) a node may be passed once by each of its turns.
///
/// Each deviation is a search towards the target by the costs left in the whole graph, which are
/// exact wherever nothing is forbidden, so that it settles little more than the path itself.
public struct KShortestPaths: Sendable {
  /// Most paths.
  public var count: Int
  /// Paths that cost more than this times the cheapest are not looked for.
  public var stretch: Double

  /// Up to `count` paths within `stretch` of the cheapest.
  public init(count: Int, stretch: Double = .infinity) {
    self.count = count
    self.stretch = stretch
  }

  /// The paths, the cheapest first; of equal costs in the order in which they were found.
  ///
  /// Paths that differ by a parallel link are different paths.
  ///
  /// - Parameters:
  ///   - origin: where paths begin.
  ///   - destination: where they end.
  ///   - graph: the graph.
  ///   - isThrough: whether paths may pass through a node, `[node]`.
  ///   - costs: cost of each link, not negative; infinite where it is closed, `[link]`.
  /// - Returns: no path where there is none.
  /// - Throws: ``PathFault`` where a cost is negative or NaN, or a node is not there.
  public func paths(
    from origin: Int32,
    to destination: Int32,
    in graph: DirectedGraph,
    isThrough: [Bool],
    costs: [Double]
  ) throws(PathFault) -> [GraphPath] {
    let search = try PathSearch(graph, isThrough: isThrough, costs: costs)
    let left = try search.tree(Int(destination), reversed: true)
    guard count > 0, left.cost[Int(origin)] < .infinity else { return [] }
    var deviation = DeviationSearch(graph, isThrough, costs, left.cost)
    let limit = stretch < .infinity ? left.cost[Int(origin)] * stretch : .infinity
    var found: [Candidate] = []
    var waiting: [Candidate] = []
    guard let first = deviation.path(origin, destination, [], [], cost: 0) else { return [] }
    waiting.append(Candidate(links: first.links, cost: first.cost, deviation: 0, number: 0))
    var number = 0
    while found.count < count, let place = Self.cheapest(waiting) {
      let best = waiting.remove(at: place)
      found.append(best)
      if found.count == count || best.links.isEmpty { break }
      var prefixCost = 0.0
      var nodes: [Int32] = []
      var node = origin
      for (step, link) in best.links.enumerated() {
        if step >= best.deviation {
          var banned: Set<Int32> = []
          for other in found
          where other.links.count > step && other.links[..<step] == best.links[..<step] {
            banned.insert(other.links[step])
          }
          let prefix = Array(best.links[..<step])
          if let rest = deviation.path(node, destination, nodes, banned, cost: prefixCost),
            rest.cost <= limit * (1 + 1e-12),
            step == 0 || isThrough[Int(node)]
          {
            number += 1
            let candidate = Candidate(
              links: prefix + rest.links,
              cost: rest.cost,
              deviation: step,
              number: number
            )
            if !waiting.contains(where: { $0.links == candidate.links }) {
              waiting.append(candidate)
            }
          }
        }
        nodes.append(node)
        node = graph.head[Int(link)]
        prefixCost += costs[Int(link)]
      }
    }
    return found.map { GraphPath(origin: origin, links: $0.links, costs: costs) }
  }

  private struct Candidate {
    var links: [Int32]
    var cost: Double
    /// Step from which deviations of it are still to be looked for.
    var deviation: Int
    var number: Int
  }

  private static func cheapest(_ candidates: [Candidate]) -> Int? {
    candidates.indices.min {
      (candidates[$0].cost, candidates[$0].number) < (candidates[$1].cost, candidates[$1].number)
    }
  }
}

/// Searches from a node on a path to its end past what is forbidden.
private struct DeviationSearch: ~Copyable {
  private let graph: DirectedGraph
  private let isThrough: [Bool]
  private let costs: [Double]
  /// Cost left from each node where nothing is forbidden.
  private let left: [Double]
  private var heap: PathHeap
  private let label: FastArray<Double>
  private let link: FastArray<Int32>
  private let isForbidden: FastArray<Bool>
  private var seen: [Int32] = []

  init(_ graph: DirectedGraph, _ isThrough: [Bool], _ costs: [Double], _ left: [Double]) {
    self.graph = graph
    self.isThrough = isThrough
    self.costs = costs
    self.left = left
    heap = PathHeap(nodeCount: graph.nodeCount)
    label = FastArray(repeating: .infinity, count: graph.nodeCount)
    link = FastArray(repeating: -1, count: graph.nodeCount)
    isForbidden = FastArray(repeating: false, count: graph.nodeCount)
  }

  /// The cheapest way on, with the cost that the path has had before added.
  mutating func path(
    _ origin: Int32,
    _ destination: Int32,
    _ nodes: [Int32],
    _ banned: Set<Int32>,
    cost before: Double
  ) -> (links: [Int32], cost: Double)? {
    for node in nodes { isForbidden[node] = true }
    defer {
      for node in nodes { isForbidden[node] = false }
      for node in seen {
        label[node] = .infinity
        link[node] = -1
      }
      seen.removeAll(keepingCapacity: true)
      heap.clear()
    }
    label[origin] = before
    seen.append(origin)
    heap.lower(origin, to: before + left[Int(origin)])
    while heap.count > 0 {
      let node = heap.takeFirst().node
      if node == destination { break }
      if !isThrough[Int(node)], node != origin { continue }
      for place in Int(graph.forwardStart[Int(node)])..<Int(graph.forwardStart[Int(node) + 1]) {
        let step = graph.forwardLink[place]
        let other = graph.head[Int(step)]
        if isForbidden[other] || other == origin || left[Int(other)] == .infinity { continue }
        if node == origin, banned.contains(step) { continue }
        let total = label[node] + costs[Int(step)]
        if total < label[other] {
          if label[other] == .infinity { seen.append(other) }
          label[other] = total
          link[other] = step
          heap.lower(other, to: total + left[Int(other)])
        }
      }
    }
    guard label[destination] < .infinity else { return nil }
    var links: [Int32] = []
    var node = destination
    while link[node] >= 0 {
      links.append(link[node])
      node = graph.tail[Int(link[node])]
    }
    return (links.reversed(), label[destination])
  }
}
