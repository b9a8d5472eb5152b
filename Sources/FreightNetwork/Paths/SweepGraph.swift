/// Edges between higher and lower ranks with one cost each, those of a rank in a row.
struct RankedEdges: Sendable {
  /// Where the edges of a rank begin, `[rank]`, with one entry more.
  var start: [Int32]
  /// Higher end, `[edge]`.
  var head: [Int32]
  /// Cost, in the direction of the search, `[edge]`.
  var cost: [Double]
  /// Edge of the hierarchy, `[edge]`.
  var edge: [Int32]

  /// The edges of a hierarchy that are needed in one direction.
  init(
    _ hierarchy: PathHierarchy,
    isNeeded: [Bool],
    costs: borrowing PathHierarchy.EdgeCosts,
    isUp: Bool
  ) {
    let count = hierarchy.rankCount
    start = [Int32](repeating: 0, count: count + 1)
    head = []
    cost = []
    edge = []
    for rank in 0..<count {
      for place in hierarchy.upStart[rank]..<hierarchy.upStart[rank + 1]
      where isNeeded[Int(place)] {
        head.append(hierarchy.upHead[Int(place)])
        cost.append(isUp ? costs[place].x : costs[place].y)
        edge.append(place)
      }
      start[rank + 1] = Int32(head.count)
    }
  }
}
