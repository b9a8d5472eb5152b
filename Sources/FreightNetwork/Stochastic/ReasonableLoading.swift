import Foundation

/// Recursive logit among the links that come nearer to the destination.
///
/// A node's expected cost is τ_i = −1/θ ln Σ exp(−θ (c_ij + τ_j)) over the links ij that come nearer,
/// and link ij gets the share exp(−θ (c_ij + τ_j − τ_i)) of what leaves i (Baillon & Cominetti 2008,
/// eq. 5). Sums are taken relative to the least term, so that no scale over- or underflows.
struct ReasonableLoading: DestinationLoading {
  let graph: DirectedGraph
  let isThrough: [Bool]
  let demand: StochasticDemand
  let scale: Double
  /// Nodes that reach the destination, the nearest first.
  let order: [Int32]
  /// Links that come nearer by the node that they leave, in the order of `order`.
  let start: [Int32]
  let links: [Int32]

  /// Finds the links that come nearer by a tree of the cheapest paths to the destination at costs
  /// without traffic.
  init(
    graph: DirectedGraph,
    isThrough: [Bool],
    demand: StochasticDemand,
    scale: Double,
    tree: PathTree,
    costs: [Double]
  ) {
    self.graph = graph
    self.isThrough = isThrough
    self.demand = demand
    self.scale = scale
    order = tree.order
    var rank = [Int32](repeating: -1, count: graph.nodeCount)
    for (place, node) in tree.order.enumerated() { rank[Int(node)] = Int32(place) }
    var start: [Int32] = [0]
    var links: [Int32] = []
    for node in tree.order {
      let own = tree.cost[Int(node)]
      for place in Int(graph.forwardStart[Int(node)])..<Int(graph.forwardStart[Int(node) + 1]) {
        let link = graph.forwardLink[place]
        let next = Int(graph.head[Int(link)])
        guard rank[next] >= 0, rank[next] < rank[Int(node)], costs[Int(link)] < .infinity,
          isThrough[next] || Int32(next) == demand.destination
        else { continue }
        // A link without cost between nodes equally far comes nearer in one direction.
        if tree.cost[next] < own || costs[Int(link)] == 0 { links.append(link) }
      }
      start.append(Int32(links.count))
    }
    self.start = start
    self.links = links
  }

  func load(_ costs: [Double], into flows: inout [Double]) throws -> [Double] {
    var expected = [Double](repeating: .infinity, count: graph.nodeCount)
    var share = [Double](repeating: 0, count: links.count)
    expected[Int(demand.destination)] = 0
    for place in order.indices.dropFirst() {
      var least = Double.infinity
      let range = Int(start[place])..<Int(start[place + 1])
      for step in range {
        let link = Int(links[step])
        let cost = costs[link] + expected[Int(graph.head[link])]
        share[step] = cost
        least = min(least, cost)
      }
      guard least < .infinity else { continue }
      var sum = 0.0
      for step in range {
        share[step] = exp(-scale * (share[step] - least))
        sum += share[step]
      }
      for step in range { share[step] /= sum }
      expected[Int(order[place])] = least - log(sum) / scale
    }
    var leaving = [Double](repeating: 0, count: graph.nodeCount)
    for (place, node) in demand.origins.enumerated() { leaving[Int(node)] += demand.trips[place] }
    for place in order.indices.dropFirst().reversed() {
      let amount = leaving[Int(order[place])]
      if amount == 0 { continue }
      for step in Int(start[place])..<Int(start[place + 1]) {
        let part = amount * share[step]
        let link = Int(links[step])
        flows[link] += part
        leaving[Int(graph.head[link])] += part
      }
    }
    return demand.origins.map { expected[Int($0)] }
  }
}
