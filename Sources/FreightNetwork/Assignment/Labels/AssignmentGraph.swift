/// A graph in the numbering of the assignment: nodes by their place in a hierarchy, links by the
/// node that they enter.
///
/// A node that may not be passed through stands outside the hierarchy, after all others. Links that
/// enter the same node lie side by side, so that a search backwards and the flows that it looks at
/// stay within a cache line or two.
struct AssignmentGraph: Sendable {
  /// Number of nodes in the hierarchy; the blocked ones come after them.
  let throughCount: Int
  /// Number of nodes.
  let nodeCount: Int
  /// Number of links.
  let linkCount: Int
  /// Number of a node here, `[node of the graph]`.
  let nodeNumber: [Int32]
  /// Link of the graph, `[link here]`.
  let linkOf: [Int32]
  /// Link here, `[link of the graph]`.
  let linkNumber: [Int32]
  /// Ends of the links, `[link]`.
  let tail: Column<Int32>
  let head: Column<Int32>
  /// First link that enters a node, `[node]`, with one entry more.
  let inStart: Column<Int32>
  /// First place in ``outLink`` of the links that leave a node, `[node]`, with one entry more.
  let outStart: Column<Int32>
  let outLink: Column<Int32>
  /// Arcs of the hierarchy: those of a node start here, `[node]`, with one entry more.
  let upStart: Column<Int32>
  /// Upper end of an arc, below the lower end in number.
  let upHead: Column<Int32>
  /// Twice the arc on which a link lies, and one more where it goes down; -1 where it touches a
  /// blocked node or is a loop, `[link]`.
  let linkArc: Column<Int32>

  /// Whether the graph is too dense for a hierarchy: labels then come from plain searches.
  let isPlain: Bool

  /// Elements of neighbours that may be gone through to put the nodes in order: some seconds' work.
  ///
  /// A network of roads with 13,000 nodes takes a hundredth of it, a complete graph of 900 all.
  static let workLimit = 500_000_000

  /// Number of arcs.
  var arcCount: Int { upHead.count }

  /// The graph in that numbering.
  init(_ graph: DirectedGraph, isThrough: [Bool], workLimit: Int = AssignmentGraph.workLimit) {
    let (nodeNumber, throughCount, upStart, upHead, isPlain) = Self.hierarchy(
      graph,
      isThrough,
      workLimit
    )
    self.isPlain = isPlain
    self.nodeNumber = nodeNumber
    self.throughCount = throughCount
    nodeCount = graph.nodeCount
    linkCount = graph.linkCount
    var start = [Int32](repeating: 0, count: graph.nodeCount + 1)
    for node in graph.head { start[Int(nodeNumber[Int(node)]) + 1] += 1 }
    for node in 0..<graph.nodeCount { start[node + 1] += start[node] }
    var next = start
    var number = [Int32](repeating: 0, count: graph.linkCount)
    var back = number
    for link in 0..<graph.linkCount {
      let node = Int(nodeNumber[Int(graph.head[link])])
      number[link] = next[node]
      back[Int(next[node])] = Int32(link)
      next[node] += 1
    }
    linkNumber = number
    linkOf = back
    let tails = back.map { nodeNumber[Int(graph.tail[Int($0)])] }
    let heads = back.map { nodeNumber[Int(graph.head[Int($0)])] }
    tail = Column(tails)
    head = Column(heads)
    inStart = Column(start)
    var outs = [Int32](repeating: 0, count: graph.nodeCount + 1)
    for node in tails { outs[Int(node) + 1] += 1 }
    for node in 0..<graph.nodeCount { outs[node + 1] += outs[node] }
    outStart = Column(outs)
    var outLinks = [Int32](repeating: 0, count: graph.linkCount)
    for (link, node) in tails.enumerated() {
      outLinks[Int(outs[Int(node)])] = Int32(link)
      outs[Int(node)] += 1
    }
    outLink = Column(outLinks)
    linkArc = Column(
      zip(tails, heads).map { from, to in
        guard !isPlain, from != to, Int(max(from, to)) < throughCount else { return -1 }
        let low = Int(max(from, to))
        let range = Int(upStart[low])..<Int(upStart[low + 1])
        guard let arc = Self.place(of: min(from, to), in: upHead, range) else { return -1 }
        return Int32(2 * arc + (from < to ? 1 : 0))
      }
    )
    self.upStart = Column(upStart)
    self.upHead = Column(upHead)
  }

  private static func hierarchy(
    _ graph: DirectedGraph,
    _ isThrough: [Bool],
    _ workLimit: Int
  ) -> (
    nodeNumber: [Int32], throughCount: Int, upStart: [Int32], upHead: [Int32], isPlain: Bool
  ) {
    var place = [Int32](repeating: -1, count: graph.nodeCount)
    var throughCount = 0
    for node in 0..<graph.nodeCount where isThrough[node] {
      place[node] = Int32(throughCount)
      throughCount += 1
    }
    var neighbours = [[Int32]](repeating: [], count: throughCount)
    for link in 0..<graph.linkCount {
      let from = place[Int(graph.tail[link])]
      let to = place[Int(graph.head[link])]
      guard from >= 0, to >= 0, from != to else { continue }
      neighbours[Int(from)].append(to)
      neighbours[Int(to)].append(from)
    }
    for node in 0..<throughCount {
      neighbours[node].sort()
      var unique: [Int32] = []
      for other in neighbours[node] where unique.last != other { unique.append(other) }
      neighbours[node] = unique
    }
    let order = EliminationOrder(neighbours: neighbours, workLimit: workLimit)
    var number = [Int32](repeating: 0, count: graph.nodeCount)
    var blocked = Int32(throughCount)
    for node in 0..<graph.nodeCount {
      if place[node] >= 0 {
        number[node] = order?.rank[Int(place[node])] ?? place[node]
      } else {
        number[node] = blocked
        blocked += 1
      }
    }
    guard let order else {
      return (number, throughCount, [Int32](repeating: 0, count: throughCount + 1), [], true)
    }
    return (number, throughCount, order.upStart, order.upHead, false)
  }

  /// Place of a value in an ascending part of a list.
  private static func place(of value: Int32, in list: [Int32], _ range: Range<Int>) -> Int? {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = (low + high) / 2
      if list[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low < range.upperBound && list[low] == value ? low : nil
  }
}
