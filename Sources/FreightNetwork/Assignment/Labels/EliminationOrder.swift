/// An order in which the nodes of an undirected graph are taken out, and the arcs that this leaves.
///
/// The node with the fewest neighbours goes first (minimum degree, Tinney & Walker 1967), its
/// neighbours are joined to each other. Nodes are numbered anew from the last one taken out, so that
/// the upper ends of a node's arcs have smaller numbers.
///
/// ``ContractionOrder``, which serves skims, takes the one that has waited longest among equals. Its
/// order was tried here and made assignments a tenth to a quarter slower on networks of 1,000 nodes and
/// no faster on larger ones, so that both remain: here labels are wanted at every node, from the top
/// down, there between chosen ends alone.
struct EliminationOrder {
  /// New number of a node, `[node]`.
  private(set) var rank: [Int32]
  /// Where the arcs of a node start, by new number, with one entry more.
  private(set) var upStart: [Int32]
  /// Upper ends of the arcs, by new number, ascending within a node.
  private(set) var upHead: [Int32]

  /// An order for the graph of these neighbours, which must be mutual, sorted, and without loops;
  /// `nil` where the graph is so dense that more elements of neighbours would be gone through than the
  /// limit: plain searches do then.
  /// - Complexity: as many steps as there are triangles in the filled graph.
  init?(neighbours: [[Int32]], workLimit: Int) {
    var work = 0
    let count = neighbours.count
    var adjacent = neighbours
    var order: [Int32] = []
    order.reserveCapacity(count)
    var isDone = [Bool](repeating: false, count: count)
    var buckets: [[Int32]] = []
    func put(_ node: Int32, _ degree: Int) {
      while buckets.count <= degree { buckets.append([]) }
      buckets[degree].append(node)
    }
    for node in 0..<count { put(Int32(node), adjacent[node].count) }
    var level = 0
    var merged: [Int32] = []
    while order.count < count {
      guard let node = buckets[level].popLast() else {
        level += 1
        continue
      }
      let own = Int(node)
      guard !isDone[own], adjacent[own].count == level else { continue }
      isDone[own] = true
      order.append(node)
      let ring = adjacent[own]
      guard work <= workLimit else { return nil }
      for other in ring {
        work += ring.count + adjacent[Int(other)].count
        Self.join(adjacent[Int(other)], ring, without: node, other, into: &merged)
        swap(&adjacent[Int(other)], &merged)
        put(other, adjacent[Int(other)].count)
        level = min(level, adjacent[Int(other)].count)
      }
    }
    rank = [Int32](repeating: 0, count: count)
    for (place, node) in order.enumerated() { rank[Int(node)] = Int32(count - 1 - place) }
    upStart = [0]
    upStart.reserveCapacity(count + 1)
    upHead = []
    for node in order.reversed() {
      upHead.append(contentsOf: adjacent[Int(node)].map { rank[Int($0)] }.sorted())
      upStart.append(Int32(upHead.count))
    }
  }

  /// Union of two sorted lists without two nodes.
  private static func join(
    _ first: [Int32],
    _ second: [Int32],
    without one: Int32,
    _ other: Int32,
    into union: inout [Int32]
  ) {
    union.removeAll(keepingCapacity: true)
    var i = 0
    var j = 0
    while i < first.count || j < second.count {
      let next: Int32
      if j == second.count || (i < first.count && first[i] < second[j]) {
        next = first[i]
        i += 1
      } else {
        next = second[j]
        if i < first.count, first[i] == next { i += 1 }
        j += 1
      }
      if next != one, next != other { union.append(next) }
    }
  }
}
