/// A directed graph in forward and backward star form.
///
/// Links keep the order in which they are given; parallel links and loops are allowed. Nodes and
/// links are numbered from 0 by `Int32`, which halves the memory of a search against `Int`.
public struct DirectedGraph: Sendable, Equatable {
  /// Number of nodes.
  public let nodeCount: Int
  /// Node that a link leaves, `[link]`.
  public let tail: [Int32]
  /// Node that a link enters, `[link]`.
  public let head: [Int32]
  /// Where the links that leave a node begin in ``forwardLink``, `[node]`, with one entry more.
  public let forwardStart: [Int32]
  /// Links by the node that they leave, in their own order, `[link]`.
  public let forwardLink: [Int32]
  /// Where the links that enter a node begin in ``backwardLink``, `[node]`, with one entry more.
  public let backwardStart: [Int32]
  /// Links by the node that they enter, in their own order, `[link]`.
  public let backwardLink: [Int32]

  /// Number of links.
  public var linkCount: Int { tail.count }

  /// Why a graph cannot be made.
  public enum Fault: Error, Equatable, CustomStringConvertible {
    /// Tails and heads are not equally many.
    case unequalEnds(tails: Int, heads: Int)
    /// A link touches a node that there is not.
    case unknownNode(link: Int, node: Int, nodeCount: Int)
    /// More nodes or links than `Int32` numbers.
    case tooLarge(count: Int)

    /// What is wrong, in one line.
    public var description: String {
      switch self {
      case .unequalEnds(let tails, let heads): "\(tails) tails of links, but \(heads) heads"
      case .unknownNode(let link, let node, let nodeCount):
        "link \(link) touches node \(node), expected 0 to \(nodeCount - 1)"
      case .tooLarge(let count): "\(count) nodes or links; at most \(Int32.max - 1) can be held"
      }
    }
  }

  /// Makes a graph of the ends of its links.
  /// - Throws: ``Fault`` where an end is no node, or there are too many.
  /// - Complexity: linear in nodes and links.
  public init(nodeCount: Int, tail: [Int32], head: [Int32]) throws(Fault) {
    guard tail.count == head.count else {
      throw .unequalEnds(tails: tail.count, heads: head.count)
    }
    guard nodeCount >= 0, nodeCount < Int32.max, tail.count < Int32.max else {
      throw .tooLarge(count: max(nodeCount, tail.count))
    }
    for link in tail.indices {
      for node in [tail[link], head[link]] where node < 0 || node >= nodeCount {
        throw .unknownNode(link: link, node: Int(node), nodeCount: nodeCount)
      }
    }
    self.nodeCount = nodeCount
    self.tail = tail
    self.head = head
    (forwardStart, forwardLink) = Self.star(nodeCount, tail)
    (backwardStart, backwardLink) = Self.star(nodeCount, head)
  }

  /// Links sorted by one of their ends, by counting.
  private static func star(_ nodeCount: Int, _ end: [Int32]) -> (start: [Int32], link: [Int32]) {
    var start = [Int32](repeating: 0, count: nodeCount + 1)
    for node in end { start[Int(node) + 1] += 1 }
    for node in 0..<nodeCount { start[node + 1] += start[node] }
    var next = start
    var links = [Int32](repeating: 0, count: end.count)
    for (link, node) in end.enumerated() {
      links[Int(next[Int(node)])] = Int32(link)
      next[Int(node)] += 1
    }
    return (start, links)
  }
}
