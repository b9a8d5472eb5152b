/// Why paths cannot be looked for.
public enum PathFault: Error, Equatable, CustomStringConvertible {
  /// A cost is negative or no number.
  case badCost(link: Int, cost: Double)
  /// Not one number for each link.
  case wrongCount(what: String, found: Int, expected: Int)
  /// A node that there is not.
  case unknownNode(Int, nodeCount: Int)
  /// A number that must be positive, or whole, is not.
  case badSetting(String)

  /// What is wrong, in one line.
  public var description: String {
    switch self {
    case .badCost(let link, let cost):
      "cost of link \(link) is \(cost), expected a number from 0 on, or infinity for a closed link"
    case .wrongCount(let what, let found, let expected):
      "\(found) \(what), expected \(expected)"
    case .unknownNode(let node, let nodeCount):
      "node \(node), expected 0 to \(nodeCount - 1)"
    case .badSetting(let text): text
    }
  }

  /// Checks that there is one cost for each link, none negative, none NaN; infinity closes a link.
  static func check(costs: [Double], of graph: DirectedGraph) throws(PathFault) {
    guard costs.count == graph.linkCount else {
      throw .wrongCount(what: "costs of links", found: costs.count, expected: graph.linkCount)
    }
    for (link, cost) in costs.enumerated() where !(cost >= 0) {
      throw .badCost(link: link, cost: cost)
    }
  }

  /// Checks that there is one finite number for each link.
  static func check(fields: [[Double]], of graph: DirectedGraph) throws(PathFault) {
    for field in fields {
      guard field.count == graph.linkCount else {
        throw .wrongCount(what: "numbers of links", found: field.count, expected: graph.linkCount)
      }
      for (link, number) in field.enumerated() where !number.isFinite {
        throw .badSetting("a field to be added up is \(number) on link \(link), expected a number")
      }
    }
  }

  /// Checks that each node says whether paths may pass through it.
  static func check(isThrough: [Bool], of graph: DirectedGraph) throws(PathFault) {
    guard isThrough.count == graph.nodeCount else {
      throw .wrongCount(what: "nodes", found: isThrough.count, expected: graph.nodeCount)
    }
  }

  /// Checks that nodes are there.
  static func check(nodes: [Int32], of graph: DirectedGraph) throws(PathFault) {
    for node in nodes where node < 0 || node >= graph.nodeCount {
      throw .unknownNode(Int(node), nodeCount: graph.nodeCount)
    }
  }
}
