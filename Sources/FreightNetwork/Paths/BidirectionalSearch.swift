/// Searches the cheapest path between two nodes from both ends at once (Pohl 1971).
///
/// Each search settles about half as far as one from a single end would, a quarter of the nodes on a
/// plane. For many pairs on one network a ``PathHierarchy`` is faster still.
public final class BidirectionalSearch {
  private let graph: DirectedGraph
  private let isThrough: [Bool]
  private let costs: [Double]
  private var ahead: Side
  private var behind: Side

  /// The memory of one side.
  private struct Side: ~Copyable {
    var heap: PathHeap
    let label: FastArray<Double>
    let link: FastArray<Int32>
    var seen: [Int32] = []

    init(_ nodeCount: Int) {
      heap = PathHeap(nodeCount: nodeCount)
      label = FastArray(repeating: .infinity, count: nodeCount)
      link = FastArray(repeating: -1, count: nodeCount)
    }

    mutating func begin(_ root: Int32) {
      heap.clear()
      for node in seen {
        label[node] = .infinity
        link[node] = -1
      }
      seen.removeAll(keepingCapacity: true)
      lower(root, to: 0, by: -1)
    }

    mutating func lower(_ node: Int32, to cost: Double, by step: Int32) {
      if label[node] == .infinity { seen.append(node) }
      label[node] = cost
      link[node] = step
      heap.lower(node, to: cost)
    }
  }

  /// Memory for searches in a graph with these costs.
  ///
  /// - Throws: ``PathFault`` where costs are missing, negative or NaN.
  public init(_ graph: DirectedGraph, isThrough: [Bool], costs: [Double]) throws(PathFault) {
    try PathFault.check(costs: costs, of: graph)
    try PathFault.check(isThrough: isThrough, of: graph)
    self.graph = graph
    self.isThrough = isThrough
    self.costs = costs
    ahead = Side(graph.nodeCount)
    behind = Side(graph.nodeCount)
  }

  /// The cheapest path between two nodes.
  ///
  /// - Returns: `nil` where there is no path.
  /// - Throws: ``PathFault`` where a node is not there.
  public func path(from origin: Int32, to destination: Int32) throws(PathFault) -> GraphPath? {
    try PathFault.check(nodes: [origin, destination], of: graph)
    if origin == destination { return GraphPath(origin: origin, links: [], costs: costs) }
    ahead.begin(origin)
    behind.begin(destination)
    var best = Double.infinity
    var meeting: Int32 = -1
    while ahead.heap.lowest + behind.heap.lowest < best {
      let isForward = ahead.heap.lowest <= behind.heap.lowest
      let (node, cost) = isForward ? ahead.heap.takeFirst() : behind.heap.takeFirst()
      let root = isForward ? origin : destination
      if !isThrough[Int(node)], node != root { continue }
      let start = isForward ? graph.forwardStart : graph.backwardStart
      for place in Int(start[Int(node)])..<Int(start[Int(node) + 1]) {
        let link = isForward ? graph.forwardLink[place] : graph.backwardLink[place]
        let other = isForward ? graph.head[Int(link)] : graph.tail[Int(link)]
        let total = cost + costs[Int(link)]
        let known = isForward ? ahead.label[other] : behind.label[other]
        guard total < known else { continue }
        if isForward {
          ahead.lower(other, to: total, by: link)
        } else {
          behind.lower(other, to: total, by: link)
        }
        // The searches may meet at an end, or at a node that paths may pass through.
        let canMeet = isThrough[Int(other)] || other == origin || other == destination
        let whole = ahead.label[other] + behind.label[other]
        if canMeet, whole < best {
          best = whole
          meeting = other
        }
      }
    }
    guard meeting >= 0 else { return nil }
    var links: [Int32] = []
    var node = meeting
    while ahead.link[node] >= 0 {
      links.append(ahead.link[node])
      node = graph.tail[Int(ahead.link[node])]
    }
    links.reverse()
    node = meeting
    while behind.link[node] >= 0 {
      links.append(behind.link[node])
      node = graph.head[Int(behind.link[node])]
    }
    return GraphPath(origin: origin, links: links, costs: costs)
  }
}
