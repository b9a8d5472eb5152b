/// A graph in which penalties and prohibitions of turns are links, so that every search, skim and
/// assignment heeds them.
///
/// A node with a penalty is taken apart: each link that enters it ends at a node of its own, each
/// that leaves it begins at one, and turns are the links between them. The node itself stays, for
/// paths that begin or end there, and may no longer be passed through. Nodes without penalties and
/// all positions of nodes stay as they are.
public struct TurnExpansion: Sendable {
  /// The graph with turns; the first nodes and links are those of the graph without.
  public let graph: DirectedGraph
  /// Whether paths may pass through a node, `[node]`.
  public let isThrough: [Bool]
  /// Number of links of the graph without turns.
  public let linkCount: Int
  /// Number of nodes of the graph without turns.
  public let nodeCount: Int
  /// Cost of each turn, for the links from ``linkCount`` on.
  public let turnCosts: [Double]

  /// Takes nodes with penalties apart.
  ///
  /// Of several penalties for one turn the highest holds. A turn at a node that may not be passed
  /// through says nothing.
  ///
  /// - Parameters:
  ///   - graph: the graph.
  ///   - isThrough: whether paths may pass through a node, `[node]`.
  ///   - penalties: what turns cost.
  /// - Throws: ``PathFault`` where a link is not there, links do not meet, or a cost is negative or
  ///   NaN.
  public init(_ graph: DirectedGraph, isThrough: [Bool], penalties: [TurnPenalty]) throws(PathFault)
  {
    var costs: [Int64: Double] = [:]
    var hasTurns = [Bool](repeating: false, count: graph.nodeCount)
    for penalty in penalties {
      let links = 0..<Int32(graph.linkCount)
      guard links.contains(penalty.from), links.contains(penalty.to) else {
        throw .badSetting("a turn from link \(penalty.from) into link \(penalty.to), which is none")
      }
      guard graph.head[Int(penalty.from)] == graph.tail[Int(penalty.to)] else {
        throw .badSetting("a turn from link \(penalty.from) into \(penalty.to), which do not meet")
      }
      guard penalty.cost >= 0 else { throw .badCost(link: Int(penalty.to), cost: penalty.cost) }
      let node = Int(graph.tail[Int(penalty.to)])
      guard isThrough[node] else { continue }
      hasTurns[node] = true
      let key = Int64(penalty.from) << 32 | Int64(penalty.to)
      costs[key] = max(costs[key] ?? 0, penalty.cost)
    }
    var tail = graph.tail
    var head = graph.head
    var through = isThrough
    var turnCosts: [Double] = []
    for node in 0..<graph.nodeCount where hasTurns[node] {
      through[node] = false
      let entering = Int(graph.backwardStart[node])..<Int(graph.backwardStart[node + 1])
      let leaving = Int(graph.forwardStart[node])..<Int(graph.forwardStart[node + 1])
      for place in entering {
        let link = Int(graph.backwardLink[place])
        head[link] = Int32(through.count)
        through.append(true)
        // To the node itself, where the path ends.
        tail.append(head[link])
        head.append(Int32(node))
        turnCosts.append(0)
      }
      for place in leaving {
        let link = Int(graph.forwardLink[place])
        tail[link] = Int32(through.count)
        through.append(true)
        tail.append(Int32(node))
        head.append(tail[link])
        turnCosts.append(0)
      }
      for first in entering {
        let from = graph.backwardLink[first]
        for second in leaving {
          let to = graph.forwardLink[second]
          let cost = costs[Int64(from) << 32 | Int64(to)] ?? 0
          guard cost < .infinity else { continue }
          tail.append(head[Int(from)])
          head.append(tail[Int(to)])
          turnCosts.append(cost)
        }
      }
    }
    do {
      self.graph = try DirectedGraph(nodeCount: through.count, tail: tail, head: head)
    } catch {
      throw .badSetting("\(error)")
    }
    self.isThrough = through
    linkCount = graph.linkCount
    nodeCount = graph.nodeCount
    self.turnCosts = turnCosts
  }

  /// Costs of links and turns from those of the links.
  public func costs(_ costs: [Double]) -> [Double] { costs + turnCosts }

  /// Numbers of links and turns from those of the links: nil for turns.
  public func field(_ field: [Double]) -> [Double] {
    field + [Double](repeating: 0, count: turnCosts.count)
  }

  /// A path of the graph with turns as one of the graph without; its cost keeps the turns.
  public func withoutTurns(_ path: GraphPath) -> GraphPath {
    var plain = path
    plain.links = path.links.filter { $0 < linkCount }
    return plain
  }
}
