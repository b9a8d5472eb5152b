import FreightNetwork

/// Works out independently, by Bellman & Ford's method and from the flows alone, what an assignment
/// says of itself.
struct EquilibriumCheck {
  var relativeGap: Double
  var greatestImbalance: Double

  init(_ problem: AssignmentProblem, _ result: AssignmentResult) {
    let graph = problem.graph
    let group = problem.classes[0]
    let cost = (0..<graph.linkCount).map {
      problem.costs[$0].cost(at: result.flow[$0]) + group.fixedCost[$0]
    }
    var total = 0.0
    var balance = [Double](repeating: 0, count: graph.nodeCount)
    for link in 0..<graph.linkCount {
      total += result.flow[link] * cost[link]
      balance[Int(graph.tail[link])] -= result.flow[link]
      balance[Int(graph.head[link])] += result.flow[link]
    }
    var least = 0.0
    for origin in 0..<group.trips.zoneCount {
      let pairs = group.trips.start[origin]..<group.trips.start[origin + 1]
      guard !pairs.isEmpty else { continue }
      let from = problem.zoneNodes[origin]
      let label = BellmanFord.costs(graph, problem.isThrough, cost, from: from)
      for pair in pairs {
        let node = Int(problem.zoneNodes[Int(group.trips.destination[pair])])
        least += group.trips.trips[pair] * label[node]
        if node != Int(from) {
          balance[node] -= group.trips.trips[pair]
          balance[Int(from)] += group.trips.trips[pair]
        }
      }
    }
    relativeGap = (total - least) / least
    greatestImbalance = balance.map(abs).max() ?? 0
  }
}

/// Least costs by the simplest method there is.
enum BellmanFord {
  /// Least costs from a zone at the flows of a result.
  static func costs(
    _ problem: AssignmentProblem,
    _ result: AssignmentResult,
    origin: Int
  ) -> [Double] {
    let cost = (0..<problem.graph.linkCount).map {
      problem.costs[$0].cost(at: result.flow[$0]) + problem.classes[0].fixedCost[$0]
    }
    return costs(problem.graph, problem.isThrough, cost, from: problem.zoneNodes[origin])
  }

  /// Least costs from a node.
  static func costs(
    _ graph: DirectedGraph,
    _ isThrough: [Bool],
    _ cost: [Double],
    from: Int32
  ) -> [Double] {
    var label = [Double](repeating: .infinity, count: graph.nodeCount)
    label[Int(from)] = 0
    var changes = true
    while changes {
      changes = false
      for link in 0..<graph.linkCount {
        let tail = Int(graph.tail[link])
        guard isThrough[tail] || Int32(tail) == from else { continue }
        let over = label[tail] + cost[link]
        if over < label[Int(graph.head[link])] {
          label[Int(graph.head[link])] = over
          changes = true
        }
      }
    }
    return label
  }
}
