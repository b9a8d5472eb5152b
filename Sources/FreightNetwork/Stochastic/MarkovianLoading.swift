import Foundation
import Numerics

/// Logit at every node among all links, circles included.
///
/// With π the least costs to the destination, M_ij = Σ exp(−θ (c_ij + π_j − π_i)) and b the same for
/// links into the destination, W = (I − M)⁻¹ b; the expected cost of i is π_i − ln(W_i)/θ and link ij
/// gets the share M_ij W_j / W_i of what leaves i (Akamatsu 1996, eq. 9 to 14, rid of under- and
/// overflow by π). One factorisation serves W and, transposed, the flows.
///
/// W is finite and positive if and only if the sum over all ways converges: the matrix is then an
/// M-matrix, since every node of it reaches the destination.
struct MarkovianLoading: DestinationLoading {
  let graph: DirectedGraph
  let isThrough: [Bool]
  let demand: StochasticDemand
  let scale: Double

  func load(_ costs: [Double], into flows: inout [Double]) throws -> [Double] {
    let tree = try PathSearch(graph, isThrough: isThrough, costs: costs)
      .tree(Int(demand.destination), reversed: true)
    let potential = tree.cost
    let destination = demand.destination
    // Rows of the nodes that may be passed through; others only begin paths.
    var row = [Int32](repeating: -1, count: graph.nodeCount)
    var nodes: [Int32] = []
    for node in tree.order where isThrough[Int(node)] && node != destination {
      row[Int(node)] = Int32(nodes.count)
      nodes.append(node)
    }
    func weight(_ link: Int) -> Double {
      let reduced =
        costs[link] + potential[Int(graph.head[link])] - potential[Int(graph.tail[link])]
      return reduced < .infinity ? exp(-scale * max(0, reduced)) : 0
    }
    func forEachLink(_ node: Int32, _ body: (_ link: Int, _ head: Int32) -> Void) {
      for place in Int(graph.forwardStart[Int(node)])..<Int(graph.forwardStart[Int(node) + 1]) {
        let link = Int(graph.forwardLink[place])
        let head = graph.head[link]
        if costs[link] < .infinity, row[Int(head)] >= 0 || head == destination { body(link, head) }
      }
    }
    var rows: [Int32] = []
    var columns: [Int32] = []
    var values: [Double] = []
    var right = [Double](repeating: 0, count: nodes.count)
    for (place, node) in nodes.enumerated() {
      rows.append(Int32(place))
      columns.append(Int32(place))
      values.append(1)
      forEachLink(node) { link, head in
        if head == destination {
          right[place] += weight(link)
        } else {
          rows.append(Int32(place))
          columns.append(row[Int(head)])
          values.append(-weight(link))
        }
      }
    }
    let matrix = SparseMatrix(
      rows: nodes.count,
      columns: nodes.count,
      row: rows,
      column: columns,
      value: values
    )
    var lu: SparseLU?
    var worth: [Double] = []
    if !nodes.isEmpty {
      guard let factors = try? SparseLU(matrix) else { throw divergence() }
      lu = factors
      worth = factors.solve(right)
      guard worth.allSatisfy({ $0 > 0 && $0.isFinite }) else { throw divergence() }
    }
    func worthOf(_ node: Int32) -> Double {
      node == destination ? 1 : worth[Int(row[Int(node)])]
    }
    // What begins at a node, over its worth: rows of the transposed system.
    var begun = [Double](repeating: 0, count: nodes.count)
    var expected: [Double] = []
    for (place, origin) in demand.origins.enumerated() {
      let least = potential[Int(origin)]
      guard least < .infinity else {
        expected.append(.infinity)
        continue
      }
      if row[Int(origin)] >= 0 {
        begun[Int(row[Int(origin)])] += demand.trips[place] / worthOf(origin)
        expected.append(least - log(worthOf(origin)) / scale)
        continue
      }
      var own = 0.0
      forEachLink(origin) { link, head in own += weight(link) * worthOf(head) }
      expected.append(least - log(own) / scale)
      forEachLink(origin) { link, head in
        let part = demand.trips[place] * weight(link) * worthOf(head) / own
        flows[link] += part
        if row[Int(head)] >= 0 { begun[Int(row[Int(head)])] += part / worthOf(head) }
      }
    }
    if let lu {
      let passing = lu.solve(begun, transposed: true)
      for (place, node) in nodes.enumerated() where passing[place] > 0 {
        forEachLink(node) { link, head in
          flows[link] += passing[place] * weight(link) * worthOf(head)
        }
      }
    }
    return expected
  }

  private func divergence() -> PathFault {
    .badSetting(
      "the sum over all ways to node \(demand.destination) has no limit at the scale \(scale): "
        + "circles are too cheap; take a greater scale, or the choice among ways that come nearer"
    )
  }
}
