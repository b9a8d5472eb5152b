public import Tables

/// What a network holds, for people and for JSON.
public struct NetworkSummary: Sendable, Codable, Equatable {
  /// A column of nodes or links.
  public struct Field: Sendable, Codable, Equatable {
    /// Name.
    public var name: String
    /// `number` or `word`.
    public var kind: String
    /// Unit, where it is known.
    public var unit: String?
    /// Rows with a value.
    public var values: Int
    /// Rows without one.
    public var missing: Int
    /// Least number.
    public var least: Double?
    /// Greatest number.
    public var greatest: Double?
    /// Different words.
    public var different: Int?
    /// The most frequent words, eight at most.
    public var frequent: [String]?
  }

  /// File or files it was read from.
  public var source: String
  /// Nodes.
  public var nodes: Int
  /// Links, each for one direction.
  public var links: Int
  /// Lines of the file that stand for both directions.
  public var twoWayLines: Int
  /// Zones.
  public var zones: Int
  /// Nodes that paths may not pass through.
  public var closedNodes: Int
  /// Parts that hang together, whatever the direction of links.
  public var components: Int
  /// Nodes of the largest parts, ten at most.
  public var largestComponents: [Int]
  /// Nodes without any link.
  public var isolatedNodes: Int
  /// Nodes at which one way in and out ends.
  public var danglingEnds: Int
  /// Zones outside the largest part.
  public var zonesOutsideLargest: Int
  /// Links from a node to itself.
  public var loops: Int
  /// Links beyond the first between the same nodes in the same direction.
  public var parallelLinks: Int
  /// Links whose length is zero.
  public var zeroLengthLinks: Int
  /// Sum of the lengths of lines, km, both directions of a line counted once; `nil`: unknown.
  public var totalKilometres: Double?
  /// Coordinates: `degrees`, `plane` or `none`.
  public var coordinates: String
  /// West, south, east and north of the nodes.
  public var extent: [Double]?
  /// Columns of links.
  public var linkFields: [Field]
  /// Columns of nodes.
  public var nodeFields: [Field]
  /// Figures of the whole network.
  public var figures: [String: Double]
  /// What the reader should look at.
  public var warnings: [InputFault]

  /// Looks at a network.
  public init(_ network: TransportNetwork, warnings: [InputFault] = []) {
    let graph = network.graph
    let parts = NetworkComponents(graph)
    source = network.source
    nodes = graph.nodeCount
    links = graph.linkCount
    twoWayLines = network.reverseLinks.indices.filter { network.reverseLinks[$0] > $0 }.count
    zones = network.zoneNodes.count
    closedNodes = network.isThrough.filter { !$0 }.count
    components = parts.sizes.count
    largestComponents = Array(parts.sizes.prefix(10))
    isolatedNodes = Self.isolated(graph)
    danglingEnds = network.danglingNodes.count
    zonesOutsideLargest = network.zoneNodes.filter { parts.part[Int($0)] != 0 }.count
    loops = (0..<graph.linkCount).filter { graph.tail[$0] == graph.head[$0] }.count
    parallelLinks = Self.parallel(graph)
    let length = network.linkNumbers["length_km"]
    zeroLengthLinks = (length ?? network.linkNumbers["length"] ?? []).filter { $0 == 0 }.count
    totalKilometres = length.map { Self.total($0, network.reverseLinks) }
    coordinates = network.x.isEmpty ? "none" : network.isGeographic ? "degrees" : "plane"
    if let west = network.x.min(), let east = network.x.max(), let south = network.y.min(),
      let north = network.y.max()
    {
      extent = [west, south, east, north]
    }
    linkFields =
      Self.fields(network.linkNumbers, network.units) + Self.fields(network.linkWords)
    nodeFields = Self.fields(network.nodeNumbers, [:]) + Self.fields(network.nodeWords)
    figures = network.figures
    self.warnings = warnings
  }

  private static func isolated(_ graph: DirectedGraph) -> Int {
    var count = 0
    for node in 0..<graph.nodeCount {
      let hasOut = graph.forwardStart[node] < graph.forwardStart[node + 1]
      let hasIn = graph.backwardStart[node] < graph.backwardStart[node + 1]
      if !hasOut, !hasIn { count += 1 }
    }
    return count
  }

  private static func total(_ length: [Double], _ reverse: [Int32]) -> Double {
    var sum = 0.0
    for link in length.indices where length[link].isFinite {
      let other = reverse.isEmpty ? -1 : Int(reverse[link])
      if other < 0 || other > link { sum += length[link] }
    }
    return sum
  }

  private static func parallel(_ graph: DirectedGraph) -> Int {
    var seen = [Int32](repeating: -1, count: graph.nodeCount)
    var count = 0
    for node in 0..<graph.nodeCount {
      for place in graph.forwardStart[node]..<graph.forwardStart[node + 1] {
        let head = Int(graph.head[Int(graph.forwardLink[Int(place)])])
        if seen[head] == Int32(truncatingIfNeeded: node) { count += 1 }
        seen[head] = Int32(truncatingIfNeeded: node)
      }
    }
    return count
  }

  private static func fields(_ columns: [String: [Double]], _ units: [String: String]) -> [Field] {
    columns.sorted { $0.key < $1.key }.map { name, values in
      let finite = values.filter(\.isFinite)
      return Field(
        name: name,
        kind: "number",
        unit: units[name],
        values: finite.count,
        missing: values.count - finite.count,
        least: finite.min(),
        greatest: finite.max()
      )
    }
  }

  private static func fields(_ columns: [String: [String]]) -> [Field] {
    columns.sorted { $0.key < $1.key }.map { name, values in
      var counts: [String: Int] = [:]
      for value in values where !value.isEmpty { counts[value, default: 0] += 1 }
      let order = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      let filled = counts.values.reduce(0, +)
      return Field(
        name: name,
        kind: "word",
        values: filled,
        missing: values.count - filled,
        different: counts.count,
        frequent: order.prefix(8).map(\.key)
      )
    }
  }
}
