/// Shortest paths from one node by Dijkstra's method with a binary heap, for the rare case in which
/// labels do not make a tree.
enum ShortestTree {
  /// Writes the labels and the link by which each node is entered, -1 at the origin and where no
  /// path leads.
  static func build(
    _ graph: AssignmentGraph,
    _ cost: Column<Double>,
    origin: Int32,
    label: Column<Double>,
    parent: Column<Int32>
  ) {
    for node in 0..<graph.nodeCount {
      label[node] = .infinity
      parent[node] = -1
    }
    var isDone = [Bool](repeating: false, count: graph.nodeCount)
    var heap: [(key: Double, node: Int32)] = [(0, origin)]
    label[origin] = 0
    while let top = heap.first {
      let last = heap.removeLast()
      if !heap.isEmpty { sink(&heap, last) }
      let node = top.node
      guard !isDone[Int(node)] else { continue }
      isDone[Int(node)] = true
      guard node < Int32(graph.throughCount) || node == origin else { continue }
      for place in graph.outStart[node]..<graph.outStart[node + 1] {
        let link = graph.outLink[place]
        let head = graph.head[link]
        let over = top.key + cost[link]
        guard over < label[head] else { continue }
        label[head] = over
        parent[head] = link
        rise(&heap, (over, head))
      }
    }
  }

  private static func rise(
    _ heap: inout [(key: Double, node: Int32)],
    _ item: (key: Double, node: Int32)
  ) {
    heap.append(item)
    var place = heap.count - 1
    while place > 0 {
      let above = (place - 1) / 2
      guard heap[above].key > item.key else { break }
      heap[place] = heap[above]
      place = above
    }
    heap[place] = item
  }

  private static func sink(
    _ heap: inout [(key: Double, node: Int32)],
    _ item: (key: Double, node: Int32)
  ) {
    var place = 0
    while true {
      var below = 2 * place + 1
      guard below < heap.count else { break }
      if below + 1 < heap.count, heap[below + 1].key < heap[below].key { below += 1 }
      guard heap[below].key < item.key else { break }
      heap[place] = heap[below]
      place = below
    }
    heap[place] = item
  }
}
