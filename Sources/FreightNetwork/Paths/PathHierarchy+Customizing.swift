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
    var up = [Bool](repeating: false, count: edgeCount)
    var down = up
    let exact = EdgeCosts(uninitialised: edgeCount)
    for edge in 0..<edgeCount { exact[edge] = edges[edge] }
    let place = FastArray<Int32>(repeating: -1, count: rankCount)
    let start = FastArray(upStart)
    let head = FastArray(upHead)
    let isUp = FastArray<Bool>(repeating: true, count: edgeCount)
    let isDown = FastArray<Bool>(repeating: true, count: edgeCount)
    for v in (0..<rankCount).reversed() {
      let low = start[v]
      let high = start[v + 1]
      for edge in low..<high { place[head[edge]] = edge }
      for first in low..<high {
        let u = head[first]
        var left = high - first - 1
        var between = start[u]
        while left > 0 {
          let second = place[head[between]]
          if second > first {
            left -= 1
            let g = exact[between]
            let a = exact[first]
            let b = exact[second]
            relax(a.x, over: b.x, g.y, first, exact, isUp, isX: true)
            relax(a.y, over: b.y, g.x, first, exact, isDown, isX: false)
            relax(b.x, over: a.x, g.x, second, exact, isUp, isX: true)
            relax(b.y, over: a.y, g.y, second, exact, isDown, isX: false)
          }
          between += 1
        }
      }
      for edge in low..<high {
        place[head[edge]] = -1
        up[Int(edge)] = isUp[edge] && exact[edge].x < .infinity
        down[Int(edge)] = isDown[edge] && exact[edge].y < .infinity
      }
    }
    return (up, down)
  }

  @inline(__always)
  private func relax(
    _ own: Double,
    over other: Double,
    _ between: Double,
    _ edge: Int32,
    _ exact: borrowing EdgeCosts,
    _ isNeeded: borrowing FastArray<Bool>,
    isX: Bool
  ) {
    let through = other + between
    if through <= own, other < own {
      isNeeded[edge] = false
      if isX { exact[edge].x = through } else { exact[edge].y = through }
    }
  }
}
