/// Searches least-cost paths by labels (Dijkstra 1959, doi:10.1007/BF01386390) on a heap with four
/// children.
///
/// The memory of one thread: made once, used for many searches. Costs must not be negative; an
/// infinite one closes a link. Nodes that may not be passed through are reached, but not left unless
/// the path begins there.
public final class PathSearch {
  private let graph: DirectedGraph
  private let isThrough: FastArray<Bool>
  private let forward: Star
  private let backward: Star
  private var heap: PathHeap
  private let costs: FastArray<Double>
  private let label: FastArray<Double>
  private let link: FastArray<Int32>
  private let isWanted: FastArray<Bool>
  private var order: [Int32] = []

  /// Links of each node with their other ends, in one direction.
  private struct Star: ~Copyable {
    let start: FastArray<Int32>
    let link: FastArray<Int32>
    let other: FastArray<Int32>

    init(_ start: [Int32], _ link: [Int32], _ end: [Int32]) {
      self.start = FastArray(start)
      self.link = FastArray(link)
      other = FastArray(link.map { end[Int($0)] })
    }
  }

  /// Memory for searches in a graph with these costs.
  ///
  /// - Throws: ``PathFault`` where costs are missing, negative or NaN.
  public init(_ graph: DirectedGraph, isThrough: [Bool], costs: [Double]) throws(PathFault) {
    try PathFault.check(costs: costs, of: graph)
    try PathFault.check(isThrough: isThrough, of: graph)
    self.graph = graph
    self.isThrough = FastArray(isThrough)
    self.costs = FastArray(costs)
    forward = Star(graph.forwardStart, graph.forwardLink, graph.head)
    backward = Star(graph.backwardStart, graph.backwardLink, graph.tail)
    heap = PathHeap(nodeCount: graph.nodeCount)
    label = FastArray(repeating: .infinity, count: graph.nodeCount)
    link = FastArray(repeating: -1, count: graph.nodeCount)
    isWanted = FastArray(repeating: false, count: graph.nodeCount)
  }

  /// Other costs from here on.
  ///
  /// - Throws: ``PathFault`` where costs are missing, negative or NaN; the old ones then stay.
  public func setCosts(_ costs: [Double]) throws(PathFault) {
    try PathFault.check(costs: costs, of: graph)
    for (link, cost) in costs.enumerated() { self.costs[link] = cost }
  }

  /// Another cost of one link from here on.
  func setCost(_ cost: Double, of link: Int) { costs[link] = cost }

  /// Least-cost paths from a node, or to it.
  ///
  /// - Parameters:
  ///   - root: where paths begin, or end.
  ///   - reversed: paths to the root.
  ///   - targets: the search stops once these are settled; `nil`: all nodes are.
  ///   - limit: the search stops at this cost.
  /// - Returns: costs and paths of the nodes that were settled.
  /// - Throws: ``PathFault`` where a node is not there.
  public func tree(
    _ root: Int,
    reversed: Bool = false,
    targets: [Int32]? = nil,
    limit: Double = .infinity
  ) throws(PathFault) -> PathTree {
    guard root >= 0, root < graph.nodeCount else {
      throw .unknownNode(root, nodeCount: graph.nodeCount)
    }
    try PathFault.check(nodes: targets ?? [], of: graph)
    run(Int32(root), reversed: reversed, targets: targets, limit: limit)
    return PathTree(
      root: root,
      isReversed: reversed,
      cost: label.array(),
      link: link.array(),
      order: order
    )
  }

  /// Cost of the last search to a node.
  func cost(_ node: Int) -> Double { label[node] }

  /// Link of the last search at a node.
  func lastLink(_ node: Int) -> Int32 { link[node] }

  /// Searches and leaves the labels in the workspace.
  func run(_ root: Int32, reversed: Bool, targets: [Int32]?, limit: Double = .infinity) {
    reset()
    var missing = 0
    if let targets {
      for node in targets where !isWanted[node] {
        isWanted[node] = true
        missing += 1
      }
    }
    if reversed {
      search(backward, root, targets != nil, missing, limit)
    } else {
      search(forward, root, targets != nil, missing, limit)
    }
    if let targets { for node in targets { isWanted[node] = false } }
    // Labels of nodes that were seen but not settled are no costs.
    while heap.count > 0 {
      let node = heap.takeFirst().node
      label[node] = .infinity
      link[node] = -1
    }
  }

  private func reset() {
    if order.count * 4 < graph.nodeCount {
      for node in order {
        label[node] = .infinity
        link[node] = -1
      }
    } else {
      label.fill(.infinity)
      link.fill(-1)
    }
    order.removeAll(keepingCapacity: true)
  }

  private func search(
    _ star: borrowing Star,
    _ root: Int32,
    _ hasTargets: Bool,
    _ wanted: Int,
    _ limit: Double
  ) {
    var missing = wanted
    label[root] = 0
    heap.lower(root, to: 0)
    while heap.count > 0, heap.lowest <= limit {
      let (node, cost) = heap.takeFirst()
      order.append(node)
      if hasTargets, isWanted[node] {
        missing -= 1
        if missing == 0 { break }
      }
      if !isThrough[node], node != root { continue }
      var place = star.start[node]
      let end = star.start[node + 1]
      while place < end {
        let candidate = star.link[place]
        let other = star.other[place]
        let total = cost + costs[candidate]
        if total < label[other] {
          label[other] = total
          link[other] = candidate
          heap.lower(other, to: total)
        }
        place += 1
      }
    }
  }
}
