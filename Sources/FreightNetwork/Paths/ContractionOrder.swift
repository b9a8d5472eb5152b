/// An order in which the nodes of a graph are taken out, cheapest first, and what it fills in.
///
/// Taking a node out joins its neighbours by an edge each with each, so that distances between the
/// nodes left can still be kept. The node with the fewest neighbours goes first (minimum degree,
/// Tinney & Walker 1967), the one that has waited longest among equals. Edges have no direction
/// here: the order says nothing about costs and serves any (Dibbelt, Strasser & Wagner 2016,
/// doi:10.1145/2886843).
struct ContractionOrder {
  /// Node of each rank, the first taken out first, `[rank]`.
  var nodes: [Int32]
  /// Neighbours of each node when it was taken out, as positions in a list, `[node]`.
  var upStart: [Int]
  /// How many of them there are, `[node]`.
  var upCount: [Int32]
  /// The list, of nodes.
  var upNode: [Int32]

  /// Takes the nodes out.
  ///
  /// - Parameters:
  ///   - nodeCount: number of nodes.
  ///   - isIn: nodes that take part, `[node]`.
  ///   - first: ends of the edges; loops, duplicates and edges of nodes that take no part are
  ///     passed over.
  ///   - second: their other ends.
  ///   - workLimit: the most elements of neighbours that may be gone through.
  /// - Returns: `nil` where the graph is so dense that the limit is passed.
  static func make(
    nodeCount: Int,
    isIn: [Bool],
    first: [Int32],
    second: [Int32],
    workLimit: Int
  ) -> ContractionOrder? {
    var elimination = Elimination(
      nodeCount: nodeCount,
      isIn: isIn,
      first: first,
      second: second
    )
    return elimination.run(workLimit: workLimit)
  }
}

/// The graph while nodes are taken out of it.
private struct Elimination: ~Copyable {
  private let nodeCount: Int
  /// Where the neighbours of a node stand in `pool`, and the room they have there.
  private let start: FastArray<Int>
  private let degree: FastArray<Int32>
  private let room: FastArray<Int32>
  private var pool: FastArray<Int32>
  private var used: Int
  /// Nodes by degree: doubly linked lists, new ones at the end.
  private let next: FastArray<Int32>
  private let previous: FastArray<Int32>
  private let listHead: FastArray<Int32>
  private let listTail: FastArray<Int32>
  private let mark: FastArray<Int32>
  private var stamp: Int32 = 0
  private var left = 0

  init(nodeCount: Int, isIn: [Bool], first: [Int32], second: [Int32]) {
    self.nodeCount = nodeCount
    start = FastArray(repeating: 0, count: nodeCount + 1)
    degree = FastArray(repeating: 0, count: nodeCount)
    room = FastArray(repeating: 0, count: nodeCount)
    next = FastArray(repeating: -1, count: nodeCount)
    previous = FastArray(repeating: -1, count: nodeCount)
    listHead = FastArray(repeating: -1, count: nodeCount + 1)
    listTail = FastArray(repeating: -1, count: nodeCount + 1)
    mark = FastArray(repeating: -1, count: nodeCount)
    var total = 0
    for edge in first.indices {
      let a = Int(first[edge])
      let b = Int(second[edge])
      if a == b || !isIn[a] || !isIn[b] { continue }
      room[a] += 1
      room[b] += 1
      total += 2
    }
    // A little room for growth saves most moves.
    used = 0
    for node in 0..<nodeCount where isIn[node] {
      start[node] = used
      room[node] += 4
      used += Int(room[node])
      left += 1
    }
    pool = FastArray(repeating: 0, count: max(2 * used, 1024))
    for edge in first.indices {
      let a = Int(first[edge])
      let b = Int(second[edge])
      if a == b || !isIn[a] || !isIn[b] { continue }
      pool[start[a] + Int(degree[a])] = Int32(b)
      pool[start[b] + Int(degree[b])] = Int32(a)
      degree[a] += 1
      degree[b] += 1
    }
    for node in 0..<nodeCount where isIn[node] {
      // Each neighbour once.
      stamp += 1
      var kept = 0
      for place in start[node]..<start[node] + Int(degree[node]) {
        let other = pool[place]
        if mark[other] == stamp { continue }
        mark[other] = stamp
        pool[start[node] + kept] = other
        kept += 1
      }
      degree[node] = Int32(kept)
    }
    for node in 0..<nodeCount where isIn[node] { append(Int32(node)) }
  }

  private func append(_ node: Int32) {
    let list = Int(degree[node])
    let last = listTail[list]
    previous[node] = last
    next[node] = -1
    if last >= 0 { next[last] = node } else { listHead[list] = node }
    listTail[list] = node
  }

  private func remove(_ node: Int32) {
    let list = Int(degree[node])
    let before = previous[node]
    let after = next[node]
    if before >= 0 { next[before] = after } else { listHead[list] = after }
    if after >= 0 { previous[after] = before } else { listTail[list] = before }
  }

  mutating func run(workLimit: Int) -> ContractionOrder? {
    var order: [Int32] = []
    order.reserveCapacity(left)
    var work = 0
    var lowest = 0
    while left > 0 {
      while listHead[lowest] < 0 { lowest += 1 }
      let node = listHead[lowest]
      remove(node)
      order.append(node)
      left -= 1
      let count = Int(degree[node])
      let base = start[node]
      if count == left, count > 2 {
        // All that are left are each other's neighbours: any order does.
        finish(node, base, count, &order)
        break
      }
      for place in base..<base + count {
        let neighbour = pool[place]
        remove(neighbour)
        join(neighbour, without: node, base, count)
        append(neighbour)
        work += count + Int(degree[neighbour])
      }
      guard work <= workLimit else { return nil }
      lowest = max(0, lowest - 1)
    }
    return ContractionOrder(
      nodes: order,
      upStart: start.array(count: nodeCount),
      upCount: degree.array(),
      upNode: pool.array(count: used)
    )
  }

  /// Makes the neighbours of a node that is taken out neighbours of one of them.
  private mutating func join(_ node: Int32, without gone: Int32, _ base: Int, _ count: Int) {
    stamp += 1
    let own = start[node]
    var kept = own
    mark[node] = stamp
    for place in own..<own + Int(degree[node]) {
      let other = pool[place]
      if other == gone { continue }
      mark[other] = stamp
      pool[kept] = other
      kept += 1
    }
    var held = kept - own
    if held + count > Int(room[node]) {
      held = join(grown: node, held, base, count)
    } else {
      for place in base..<base + count {
        let other = pool[place]
        if mark[other] == stamp { continue }
        pool[own + held] = other
        held += 1
      }
    }
    degree[node] = Int32(held)
  }

  /// The same where the list may have to move to a larger room.
  private mutating func join(grown node: Int32, _ held: Int, _ base: Int, _ count: Int) -> Int {
    var fresh = 0
    for place in base..<base + count where mark[pool[place]] != stamp { fresh += 1 }
    if held + fresh > Int(room[node]) {
      let wanted = 2 * (held + fresh)
      if used + wanted > pool.count {
        let larger = FastArray<Int32>(repeating: 0, count: 2 * pool.count + wanted)
        for place in 0..<used { larger[place] = pool[place] }
        pool = larger
      }
      pool.move(from: start[node], to: used, count: held)
      start[node] = used
      room[node] = Int32(wanted)
      used += wanted
    }
    var end = start[node] + held
    for place in base..<base + count {
      let other = pool[place]
      if mark[other] == stamp { continue }
      pool[end] = other
      end += 1
    }
    return held + fresh
  }

  /// Takes out the nodes of a clique: each keeps those after it.
  private mutating func finish(
    _ node: Int32,
    _ base: Int,
    _ count: Int,
    _ order: inout [Int32]
  ) {
    for place in base..<base + count {
      let own = pool[place]
      order.append(own)
      // The tail of the first list serves all.
      start[own] = place + 1
      degree[own] = Int32(base + count - place - 1)
    }
    left = 0
  }
}
