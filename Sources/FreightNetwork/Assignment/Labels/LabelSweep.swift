/// Least costs from eight origins to every node at once: an upward search and one sweep down the
/// hierarchy (PHAST, Delling, Goldberg, Nowatzyk & Werneck 2013), eight lanes wide.
struct LabelSweep {
  /// Origins that are swept together.
  static let width = 8

  private let lanes: Column<SIMD8<Double>>
  private let isTouched: Column<Bool>

  init(_ graph: AssignmentGraph) {
    lanes = Column(repeating: SIMD8(repeating: .infinity), count: graph.throughCount)
    isTouched = Column(repeating: false, count: graph.throughCount)
  }

  /// Sweeps from up to eight origins, which are nodes of the graph in its own numbering.
  func run(
    _ graph: AssignmentGraph,
    _ arcs: ArcCosts,
    cost: Column<Double>,
    origins: ArraySlice<Int32>
  ) {
    let lanes = self.lanes
    let isTouched = self.isTouched
    let upStart = graph.upStart
    let upHead = graph.upHead
    let count = graph.throughCount
    if graph.isPlain {
      runPlain(graph, cost: cost, origins: origins)
      return
    }
    for node in 0..<count {
      lanes[node] = SIMD8(repeating: .infinity)
      isTouched[node] = false
    }
    for (lane, origin) in origins.enumerated() {
      if origin < Int32(count) {
        lanes[origin][lane] = 0
        isTouched[origin] = true
        continue
      }
      for place in graph.outStart[origin]..<graph.outStart[origin + 1] {
        let link = graph.outLink[place]
        let head = graph.head[link]
        guard head < Int32(count), cost[link] < lanes[head][lane] else { continue }
        lanes[head][lane] = cost[link]
        isTouched[head] = true
      }
    }
    let up = arcs.up
    var low = count - 1
    while low >= 0 {
      if isTouched[low] {
        let own = lanes[low]
        var arc = Int(upStart[low])
        let end = Int(upStart[low + 1])
        while arc < end {
          let top = upHead[arc]
          let over = own + up[arc]
          let old = lanes[top]
          lanes[top] = old.replacing(with: over, where: over .< old)
          isTouched[top] = true
          arc += 1
        }
      }
      low -= 1
    }
    let down = arcs.down
    var node = 0
    while node < count {
      var own = lanes[node]
      var arc = Int(upStart[node])
      let end = Int(upStart[node + 1])
      while arc < end {
        let over = lanes[upHead[arc]] + down[arc]
        own = own.replacing(with: over, where: over .< own)
        arc += 1
      }
      lanes[node] = own
      node += 1
    }
  }

  /// The same by one plain search for each origin.
  private func runPlain(
    _ graph: AssignmentGraph,
    cost: Column<Double>,
    origins: ArraySlice<Int32>
  ) {
    let label = Column(repeating: 0.0, count: graph.nodeCount)
    let parent = Column<Int32>(repeating: -1, count: graph.nodeCount)
    for (lane, origin) in origins.enumerated() {
      ShortestTree.build(graph, cost, origin: origin, label: label, parent: parent)
      for node in 0..<graph.throughCount { lanes[node][lane] = label[node] }
    }
  }

  /// Writes the labels of one lane, those of the blocked nodes too.
  func extract(
    _ lane: Int,
    origin: Int32,
    _ graph: AssignmentGraph,
    cost: Column<Double>,
    into label: Column<Double>
  ) {
    let lanes = self.lanes
    let count = graph.throughCount
    for node in 0..<count { label[node] = lanes[node][lane] }
    let tail = graph.tail
    for node in count..<graph.nodeCount {
      var least = Double.infinity
      for link in graph.inStart[node]..<graph.inStart[node + 1] {
        let from = tail[link]
        if from < Int32(count) {
          least = min(least, label[from] + cost[link])
        } else if from == origin {
          least = min(least, cost[link])
        }
      }
      label[node] = least
    }
    if Int(origin) >= count { label[origin] = 0 }
  }
}
