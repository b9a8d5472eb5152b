extension PathHierarchy {
  /// Costs of the edges, both ways: `x` up from the lower end to the higher, `y` down.
  typealias EdgeCosts = FastArray<SIMD2<Double>>

  /// Costs of the edges from the costs of links and of paths through lower nodes.
  ///
  /// Nodes from the lowest up; each pair of edges (v,u), (v,w) from a common lower node v bounds
  /// the edge (u,w).
  func edgeCosts(_ costs: [Double]) -> EdgeCosts {
    let edges = EdgeCosts(repeating: SIMD2(repeating: .infinity), count: edgeCount)
    for link in 0..<graph.linkCount {
      let edge = edgeOfLink[link]
      if edge < 0 { continue }
      let isUp = rankOfNode[Int(graph.tail[link])] == upTail[Int(edge)]
      var pair = edges[edge]
      if isUp { pair.x = min(pair.x, costs[link]) } else { pair.y = min(pair.y, costs[link]) }
      edges[edge] = pair
    }
    let place = FastArray<Int32>(repeating: -1, count: rankCount)
    let start = FastArray(upStart)
    let head = FastArray(upHead)
    let tail = FastArray(upTail)
    let down = FastArray(downEdge)
    for u in 0..<rankCount {
      let low = Int(downStart[u])
      let high = Int(downStart[u + 1])
      if low == high { continue }
      for edge in start[u]..<start[u + 1] { place[head[edge]] = edge }
      for position in low..<high {
        let first = down[position]
        let back = edges[first]
        let toAndFrom = SIMD2(back.y, back.x)
        var second = first + 1
        let end = start[tail[first] + 1]
        while second < end {
          let edge = place[head[second]]
          let through = toAndFrom + edges[second]
          let own = edges[edge]
          edges[edge] = SIMD2(min(own.x, through.x), min(own.y, through.y))
          second += 1
        }
      }
    }
    return edges
  }

  /// Which edges a search still needs: `x` up, `y` down.
  ///
  /// Nodes from the highest down; an edge goes where a way over a higher node is as good (perfect
  /// customization). The way must begin by a strictly cheaper edge, so that two ways of equal cost
  /// never remove each other.
  func neededEdges(_ edges: borrowing EdgeCosts) -> (up: [Bool], down: [Bool]) {
    let exact = EdgeCosts(uninitialised: edgeCount)
    for edge in 0..<edgeCount { exact[edge] = edges[edge] }
    // 1 where an edge is needed, 0 where not: numbers, so that nothing in the loop branches upon them.
    let isNeeded = EdgeCosts(repeating: SIMD2(repeating: 1), count: edgeCount)
    let place = FastArray<Int32>(repeating: -1, count: rankCount)
    let start = FastArray(upStart)
    let head = FastArray(upHead)
    for v in (0..<rankCount).reversed() {
      let low = start[v]
      let high = start[v + 1]
      for edge in low..<high { place[head[edge]] = edge }
      for first in low..<high {
        let u = head[first]
        var left = high - first - 1
        var between = start[u]
        var own = exact[first]
        var isOwnNeeded = isNeeded[first]
        while left > 0 {
          let second = place[head[between]]
          if second > first {
            left -= 1
            let other = exact[second]
            let across = exact[between]
            let overOther = other + SIMD2(across.y, across.x)
            let overOwn = own + across
            var isOtherNeeded = isNeeded[second]
            Self.drop(&isOwnNeeded, of: own, over: other, overOther)
            Self.drop(&isOtherNeeded, of: other, over: own, overOwn)
            isNeeded[second] = isOtherNeeded
            exact[second] = other.replacing(with: overOwn, where: overOwn .< other)
            own = own.replacing(with: overOther, where: overOther .< own)
          }
          between += 1
        }
        exact[first] = own
        isNeeded[first] = isOwnNeeded
      }
      for edge in low..<high { place[head[edge]] = -1 }
    }
    var up = [Bool](repeating: false, count: edgeCount)
    var down = up
    for edge in 0..<edgeCount {
      up[edge] = isNeeded[edge].x > 0 && exact[edge].x < .infinity
      down[edge] = isNeeded[edge].y > 0 && exact[edge].y < .infinity
    }
    return (up, down)
  }

  /// An edge goes where the way over another is as good and begins by a cheaper edge.
  @inline(__always)
  private static func drop(
    _ isNeeded: inout SIMD2<Double>,
    of own: SIMD2<Double>,
    over other: SIMD2<Double>,
    _ through: SIMD2<Double>
  ) {
    let without = isNeeded.replacing(with: SIMD2.zero, where: other .< own)
    isNeeded = isNeeded.replacing(with: without, where: through .<= own)
  }
}
