/// A hierarchy with costs: ready for skims, path costs and paths.
public struct CustomizedHierarchy: Sendable {
  /// The hierarchy.
  public let hierarchy: PathHierarchy
  /// Cost of each link, `[link]`; infinite where it is closed.
  public let costs: [Double]
  /// Costs of all edges, up and down, `[edge]`.
  let edges: PathHierarchy.SharedEdgeCosts
  /// Edges up that a search needs, by their lower end; costs from the lower end to the higher.
  let up: RankedEdges
  /// Edges down that a search needs, by their lower end; costs from the higher end to the lower.
  let down: RankedEdges

  init(_ hierarchy: PathHierarchy, checked costs: [Double]) {
    self.hierarchy = hierarchy
    self.costs = costs
    let edges = hierarchy.edgeCosts(costs)
    let needed = hierarchy.neededEdges(edges)
    up = RankedEdges(hierarchy, isNeeded: needed.up, costs: edges, isUp: true)
    down = RankedEdges(hierarchy, isNeeded: needed.down, costs: edges, isUp: false)
    self.edges = PathHierarchy.SharedEdgeCosts(edges)
  }
}

extension PathHierarchy {
  /// Costs of edges that several readers share.
  final class SharedEdgeCosts: Sendable {
    let values: EdgeCosts

    init(_ values: consuming EdgeCosts) { self.values = values }
  }

  /// Gives the hierarchy costs.
  ///
  /// - Parameter costs: cost of each link, not negative; infinite where it is closed, `[link]`.
  /// - Returns: the hierarchy, ready for searches.
  /// - Throws: ``PathFault`` where a cost is missing, negative or NaN.
  public func customized(costs: [Double]) throws(PathFault) -> CustomizedHierarchy {
    try PathFault.check(costs: costs, of: graph)
    return CustomizedHierarchy(self, checked: costs)
  }
}
