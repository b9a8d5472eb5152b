/// A network as it was read from a file: a graph, the zones that traffic starts and ends in, and
/// the columns of its nodes and links.
///
/// It is what the commands `tumen network …` work on. The supernetwork of a study has a type of its
/// own, ``Supernetwork``, whose graph can be had in the same form.
public struct TransportNetwork: Sendable {
  /// Nodes and links.
  public var graph: DirectedGraph
  /// Names of the nodes as the file has them, `[node]`.
  public var nodeNames: [String]
  /// Longitude, or x in the file's coordinates; empty where there are none, `[node]`.
  public var x: [Double]
  /// Latitude, or y in the file's coordinates; empty where there are none, `[node]`.
  public var y: [Double]
  /// Whether x and y are degrees of longitude and latitude, WGS 84.
  public var isGeographic: Bool
  /// Columns of numbers of the nodes by name, each `[node]`; a missing value is NaN.
  public var nodeNumbers: [String: [Double]]
  /// Columns of words of the nodes by name, each `[node]`; a missing value is empty.
  public var nodeWords: [String: [String]]
  /// Node of each zone, `[zone]`.
  public var zoneNodes: [Int32]
  /// Names of the zones; empty where they are those of their nodes, `[zone]`.
  public var zoneNames: [String]
  /// Whether paths may pass through a node; `false` for centroids that only begin and end paths,
  /// `[node]`.
  public var isThrough: [Bool]
  /// Names of the links as the file has them; empty where it has none, `[link]`.
  public var linkNames: [String]
  /// Columns of numbers by name, each `[link]`; a missing value is NaN.
  public var linkNumbers: [String: [Double]]
  /// Columns of words by name, each `[link]`; a missing value is empty.
  public var linkWords: [String: [String]]
  /// The other direction of a link that a file has as one line for both; −1 where it has one
  /// direction, empty where all of them do, `[link]`.
  public var reverseLinks: [Int32]
  /// Units of columns by name, where they are known: `km`, `min`.
  public var units: [String: String]
  /// Shape of each link as x and y in turn, from end to end; empty where links are straight, `[link]`.
  public var linkShapes: [[Double]]
  /// Figures of the whole network by name, such as `toll_factor`; empty where the file has none.
  public var figures: [String: Double]
  /// File that it was read from, for messages.
  public var source: String

  /// A network without columns: every node may be passed through, none is a zone.
  public init(graph: DirectedGraph, nodeNames: [String], source: String = "") {
    self.graph = graph
    self.nodeNames = nodeNames
    self.source = source
    x = []
    y = []
    isGeographic = false
    nodeNumbers = [:]
    nodeWords = [:]
    zoneNodes = []
    zoneNames = []
    isThrough = [Bool](repeating: true, count: graph.nodeCount)
    linkNames = []
    linkNumbers = [:]
    linkWords = [:]
    reverseLinks = []
    units = [:]
    linkShapes = []
    figures = [:]
  }
}
