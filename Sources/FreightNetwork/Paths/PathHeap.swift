/// Nodes by cost with four children to a parent, each node at most once.
///
/// Four children fill a cache line and halve the height of a binary heap; lowering a key in place
/// keeps the heap as small as the front of the search. On equal costs the lower node comes first,
/// so that trees do not depend on the history of the search.
struct PathHeap: ~Copyable {
  private let keys: FastArray<Double>
  private let nodes: FastArray<Int32>
  /// Where a node stands in the heap; `-1`: nowhere, `[node]`.
  private let place: FastArray<Int32>
  /// Number of nodes in the heap.
  private(set) var count = 0

  init(nodeCount: Int) {
    keys = FastArray(repeating: 0, count: nodeCount)
    nodes = FastArray(repeating: 0, count: nodeCount)
    place = FastArray(repeating: -1, count: nodeCount)
  }

  /// Empties it.
  mutating func clear() {
    for index in 0..<count { place[nodes[index]] = -1 }
    count = 0
  }

  /// Lowest cost; infinite when empty.
  var lowest: Double { count > 0 ? keys[0] : .infinity }

  /// Puts a node in, or lowers its key.
  @inline(__always)
  mutating func lower(_ node: Int32, to key: Double) {
    var index = Int(place[node])
    if index < 0 {
      index = count
      count += 1
    }
    while index > 0 {
      let parent = (index - 1) >> 2
      let other = keys[parent]
      let above = nodes[parent]
      if other < key || (other == key && above < node) { break }
      keys[index] = other
      nodes[index] = above
      place[above] = Int32(truncatingIfNeeded: index)
      index = parent
    }
    keys[index] = key
    nodes[index] = node
    place[node] = Int32(truncatingIfNeeded: index)
  }

  /// Takes out the node of the lowest cost; the heap must not be empty.
  @inline(__always)
  mutating func takeFirst() -> (node: Int32, key: Double) {
    let first = (node: nodes[0], key: keys[0])
    place[first.node] = -1
    count -= 1
    guard count > 0 else { return first }
    let key = keys[count]
    let node = nodes[count]
    var index = 0
    while true {
      var child = 4 * index + 1
      guard child < count else { break }
      var least = keys[child]
      var own = nodes[child]
      let end = min(child + 4, count)
      var other = child + 1
      while other < end {
        let candidate = keys[other]
        if candidate < least || (candidate == least && nodes[other] < own) {
          child = other
          least = candidate
          own = nodes[other]
        }
        other += 1
      }
      if key < least || (key == least && node < own) { break }
      keys[index] = least
      nodes[index] = own
      place[own] = Int32(truncatingIfNeeded: index)
      index = child
    }
    keys[index] = key
    nodes[index] = node
    place[node] = Int32(truncatingIfNeeded: index)
    return first
  }
}
