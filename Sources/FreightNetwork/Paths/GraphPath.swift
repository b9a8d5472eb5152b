/// A path: links in the direction of travel, and what they cost together.
public struct GraphPath: Sendable, Equatable {
  /// Node at which it begins.
  public var origin: Int32
  /// Links in the direction of travel; none where it ends where it begins.
  public var links: [Int32]
  /// Sum of the costs of the links.
  public var cost: Double

  /// A path of these links, whose costs are added up in order.
  public init(origin: Int32, links: [Int32], costs: [Double]) {
    self.origin = origin
    self.links = links
    cost = links.reduce(0) { $0 + costs[Int($1)] }
  }

  /// Nodes passed, the first and the last included.
  public func nodes(in graph: DirectedGraph) -> [Int32] {
    [origin] + links.map { graph.head[Int($0)] }
  }

  /// Sum of another number of the links.
  public func sum(of field: [Double]) -> Double { links.reduce(0) { $0 + field[Int($1)] } }

  /// Whether no node is passed twice.
  public func isSimple(in graph: DirectedGraph) -> Bool {
    let nodes = nodes(in: graph)
    return Set(nodes).count == nodes.count
  }
}
