extension PathHierarchy {
  /// Other numbers of links added up along the cheapest path that each edge stands for, both ways.
  ///
  /// An edge's cost is, to the bit, that of one of its links or the sum of two edges from a common
  /// lower node; the first that it equals is the path.
  func edgeFields(
    _ edges: borrowing EdgeCosts,
    costs: [Double],
    fields: [[Double]]
  ) -> FastArray<SIMD2<Double>> {
    let count = fields.count
    let sums = FastArray(repeating: SIMD2<Double>.zero, count: edgeCount * count)
    let isUpSet = FastArray(repeating: false, count: edgeCount)
    let isDownSet = FastArray(repeating: false, count: edgeCount)
    for link in 0..<graph.linkCount {
      let edge = Int(edgeOfLink[link])
      if edge < 0 || costs[link] == .infinity { continue }
      if rankOfNode[Int(graph.tail[link])] == upTail[edge] {
        if isUpSet[edge] || costs[link] != edges[edge].x { continue }
        isUpSet[edge] = true
        for field in 0..<count { sums[edge * count + field].x = fields[field][link] }
      } else {
        if isDownSet[edge] || costs[link] != edges[edge].y { continue }
        isDownSet[edge] = true
        for field in 0..<count { sums[edge * count + field].y = fields[field][link] }
      }
    }
    forEachTriangle { first, second, edge in
      let through = SIMD2(edges[first].y, edges[first].x) + edges[second]
      if !isUpSet[edge], through.x == edges[edge].x, through.x < .infinity {
        isUpSet[edge] = true
        for field in 0..<count {
          sums[edge * count + field].x =
            sums[first * count + field].y + sums[second * count + field].x
        }
      }
      if !isDownSet[edge], through.y == edges[edge].y, through.y < .infinity {
        isDownSet[edge] = true
        for field in 0..<count {
          sums[edge * count + field].y =
            sums[second * count + field].y + sums[first * count + field].x
        }
      }
    }
    return sums
  }

  /// Pairs of edges (v,u), (v,w) from a common lower node and the edge (u,w), u below w, from the
  /// lowest u up.
  @inline(__always)
  func forEachTriangle(_ body: (_ first: Int, _ second: Int, _ edge: Int) -> Void) {
    let place = FastArray<Int32>(repeating: -1, count: rankCount)
    for u in 0..<rankCount {
      for edge in upStart[u]..<upStart[u + 1] { place[upHead[Int(edge)]] = edge }
      for position in Int(downStart[u])..<Int(downStart[u + 1]) {
        let first = Int(downEdge[position])
        for second in first + 1..<max(first + 1, Int(upStart[Int(upTail[first]) + 1])) {
          body(first, second, Int(place[upHead[second]]))
        }
      }
    }
  }
}
