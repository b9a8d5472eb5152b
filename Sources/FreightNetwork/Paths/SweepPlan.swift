/// Where the ends of a matrix touch the nodes that may be passed through.
struct AccessList: Sendable {
  /// Where the touches of an end begin, `[end]`, with one entry more.
  var start: [Int32]
  /// Rank touched.
  var rank: [Int32]
  /// Cost between the end and that rank.
  var cost: [Double]
  /// Link that is used; `-1` where the end is that node itself.
  var link: [Int32]

  /// Touches of nodes at which paths begin, or end.
  init(_ hierarchy: PathHierarchy, costs: [Double], nodes: [Int32], areOrigins: Bool) {
    let graph = hierarchy.graph
    start = [0]
    rank = []
    cost = []
    link = []
    for node in nodes {
      let own = hierarchy.rankOfNode[Int(node)]
      if own >= 0 {
        rank.append(own)
        cost.append(0)
        link.append(-1)
      } else {
        let starts = areOrigins ? graph.forwardStart : graph.backwardStart
        for place in Int(starts[Int(node)])..<Int(starts[Int(node) + 1]) {
          let candidate = areOrigins ? graph.forwardLink[place] : graph.backwardLink[place]
          let other = areOrigins ? graph.head[Int(candidate)] : graph.tail[Int(candidate)]
          let touched = hierarchy.rankOfNode[Int(other)]
          guard touched >= 0, costs[Int(candidate)] < .infinity else { continue }
          rank.append(touched)
          cost.append(costs[Int(candidate)])
          link.append(candidate)
        }
      }
      start.append(Int32(rank.count))
    }
  }
}

/// What one sweep does for its ends, made once for all batches.
///
/// Only ranks that can be reached upwards from the ends are visited (restricted PHAST: Delling,
/// Goldberg & Werneck 2013, doi:10.4230/OASIcs.ATMOS.2011.52), from the highest down.
struct SweepPlan: Sendable {
  /// Position of each rank in the sweep; `-1`: not visited, `[rank]`.
  var positionOfRank: [Int32]
  /// Where the edges of a position begin, `[position]`, with one entry more.
  var start: [Int32]
  /// Position of the higher end, `[edge]`.
  var head: [Int32]
  /// Cost, `[edge]`.
  var cost: [Double]
  /// Edge of the hierarchy, `[edge]`.
  var edge: [Int32]
  /// Ends in the order in which the sweep completes them.
  var ends: [Int32]
  /// How many ends are complete before a position, `[position]`, with one entry more.
  var endStart: [Int32]
  /// Where the touches of an end begin, by place in ``ends``, with one entry more.
  var touchStart: [Int32]
  /// Position touched.
  var touchPosition: [Int32]
  /// Cost between the end and that position.
  var touchCost: [Double]
  /// Link used; `-1`: none.
  var touchLink: [Int32]

  /// Number of positions.
  var count: Int { start.count - 1 }

  init(_ edges: RankedEdges, _ access: AccessList) {
    let rankCount = edges.start.count - 1
    var isVisited = [Bool](repeating: false, count: rankCount)
    for rank in access.rank { isVisited[Int(rank)] = true }
    for rank in 0..<rankCount where isVisited[rank] {
      for place in edges.start[rank]..<edges.start[rank + 1] {
        isVisited[Int(edges.head[Int(place)])] = true
      }
    }
    positionOfRank = [Int32](repeating: -1, count: rankCount)
    start = [0]
    head = []
    cost = []
    edge = []
    var next: Int32 = 0
    for rank in (0..<rankCount).reversed() where isVisited[rank] {
      positionOfRank[rank] = next
      next += 1
      for place in Int(edges.start[rank])..<Int(edges.start[rank + 1]) {
        head.append(positionOfRank[Int(edges.head[place])])
        cost.append(edges.cost[place])
        edge.append(edges.edge[place])
      }
      start.append(Int32(head.count))
    }
    let endCount = access.start.count - 1
    var last = [Int32](repeating: -1, count: endCount)
    endStart = [Int32](repeating: 0, count: Int(next) + 1)
    for end in 0..<endCount {
      for place in Int(access.start[end])..<Int(access.start[end + 1]) {
        last[end] = max(last[end], positionOfRank[Int(access.rank[place])])
      }
      if last[end] >= 0 { endStart[Int(last[end]) + 1] += 1 }
    }
    for position in 0..<Int(next) { endStart[position + 1] += endStart[position] }
    var place = endStart
    ends = [Int32](repeating: -1, count: Int(endStart[Int(next)]))
    for end in 0..<endCount where last[end] >= 0 {
      ends[Int(place[Int(last[end])])] = Int32(end)
      place[Int(last[end])] += 1
    }
    touchStart = [0]
    touchPosition = []
    touchCost = []
    touchLink = []
    for end in ends {
      for place in Int(access.start[Int(end)])..<Int(access.start[Int(end) + 1]) {
        touchPosition.append(positionOfRank[Int(access.rank[place])])
        touchCost.append(access.cost[place])
        touchLink.append(access.link[place])
      }
      touchStart.append(Int32(touchPosition.count))
    }
  }
}
