/// What is assigned to what: a graph with a cost function on every link, and the trips of one class
/// of users or more.
public struct AssignmentProblem: Sendable {
  /// Nodes and links.
  public var graph: DirectedGraph
  /// Whether paths may pass through a node, `[node]`.
  public var isThrough: [Bool]
  /// Node of each zone, `[zone]`.
  public var zoneNodes: [Int32]
  /// Cost function of each link, `[link]`.
  public var costs: [LinkCostFunction]
  /// Links closed to all, `[link]`.
  public var isClosed: [Bool]
  /// Volume on each link that is there before and does not choose, in units of the capacities;
  /// empty: none, `[link]`.
  public var preload: [Double]
  /// Classes of users.
  public var classes: [AssignmentClass]

  /// A problem of these parts, without preload, every link open.
  public init(
    graph: DirectedGraph,
    isThrough: [Bool],
    zoneNodes: [Int32],
    costs: [LinkCostFunction],
    classes: [AssignmentClass]
  ) {
    self.graph = graph
    self.isThrough = isThrough
    self.zoneNodes = zoneNodes
    self.costs = costs
    self.classes = classes
    isClosed = [Bool](repeating: false, count: graph.linkCount)
    preload = []
  }
}

/// Users that share trips, tolls and permissions.
///
/// A class pays the links' cost and its own fixed cost, both in the unit of the cost functions: what
/// it pays in money has to be divided by its value of time.
public struct AssignmentClass: Sendable {
  /// Name, for messages and files.
  public var name: String
  /// Trips, `[origin, destination]`.
  public var trips: TripTable
  /// Units of capacity that a trip takes, such as passenger-car units; above zero.
  public var unitsPerTrip: Double
  /// Cost of a link that does not depend on the volume, such as tolls, `[link]`.
  public var fixedCost: [Double]
  /// Cost functions of the class alone, of the volume of all classes; empty: those of the problem,
  /// `[link]`.
  ///
  /// Then no objective stands behind the equilibrium, and only the methods of directions apply.
  public var ownCosts: [LinkCostFunction] = []
  /// Links that the class may not use; empty: it may use all, `[link]`.
  public var closedLinks: [Bool]

  /// How the trips depend on their cost; `nil`: they do not.
  public var demand: ElasticDemand?

  /// A class of these users.
  public init(
    name: String,
    trips: TripTable,
    fixedCost: [Double],
    unitsPerTrip: Double = 1,
    closedLinks: [Bool] = []
  ) {
    self.name = name
    self.trips = trips
    self.fixedCost = fixedCost
    self.unitsPerTrip = unitsPerTrip
    self.closedLinks = closedLinks
  }

  /// Whether the class may not use a link.
  func isClosed(_ link: Int) -> Bool { closedLinks.isEmpty ? false : closedLinks[link] }
}
