/// Costs on the arcs of the hierarchy at given costs of the links: the customization of Dibbelt,
/// Strasser & Wagner (2016), "Customizable contraction hierarchies", section 6.
struct ArcCosts: Sendable {
  /// Least cost from the lower end of an arc to its upper end over nodes below both, `[arc]`.
  let up: Column<Double>
  /// Least cost from the upper end to the lower one, `[arc]`.
  let down: Column<Double>

  init(_ graph: AssignmentGraph) {
    up = Column(repeating: .infinity, count: graph.arcCount)
    down = Column(repeating: .infinity, count: graph.arcCount)
  }

  /// Brings the arcs to other costs of the links, `[link]`; infinite: closed.
  /// - Complexity: as many steps as there are triangles of arcs.
  func customize(_ graph: AssignmentGraph, cost: Column<Double>) {
    let up = self.up
    let down = self.down
    let upStart = graph.upStart
    let upHead = graph.upHead
    guard !graph.isPlain else { return }
    for arc in 0..<up.count {
      up[arc] = .infinity
      down[arc] = .infinity
    }
    for link in 0..<graph.linkCount {
      let place = graph.linkArc[link]
      guard place >= 0 else { continue }
      let side = place & 1 == 0 ? up : down
      if cost[link] < side[place >> 1] { side[place >> 1] = cost[link] }
    }
    var low = graph.throughCount - 1
    while low >= 0 {
      let start = Int(upStart[low])
      let end = Int(upStart[low + 1])
      var first = start
      while first < end {
        let middle = upHead[first]
        let upFirst = up[first]
        let downFirst = down[first]
        var place = Int(upStart[middle])
        var second = start
        while second < first {
          let top = upHead[second]
          while upHead[place] < top { place += 1 }
          let over = downFirst + up[second]
          if over < up[place] { up[place] = over }
          let back = down[second] + upFirst
          if back < down[place] { down[place] = back }
          second += 1
        }
        first += 1
      }
      low -= 1
    }
  }
}
