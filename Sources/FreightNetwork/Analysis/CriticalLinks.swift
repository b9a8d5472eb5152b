import Numerics

/// What the loss of a link would cost all trips together, without congestion.
public struct CriticalLinks: Sendable {
  /// Loss of one link, or of several that fail together.
  public struct Loss: Sendable, Equatable {
    /// The links.
    public var links: [Int32]
    /// Trips that use one of them today, on the cheapest path.
    public var trips: Double
    /// Σ trips × (cost without the links − cost with them), over trips that still have a path.
    public var addedCost: Double
    /// Trips that have no path left.
    public var stranded: Double
  }

  /// Σ trips × cost with all links, over trips with a path.
  public var totalCost: Double
  /// Trips without a path even so.
  public var unserved: Double
  /// Losses, in the order in which groups of links were given.
  public var losses: [Loss]

  /// Removes each group of links in turn.
  ///
  /// The cheapest paths from an origin only change beyond a link that its tree uses, so that for each
  /// origin and group the costs of that subtree alone are worked out anew, from its rim inwards.
  ///
  /// - Parameters:
  ///   - groups: links that fail together, such as both directions of a track.
  ///   - network: graph and zones.
  ///   - costs: cost of each link, not negative; infinite where it is closed, `[link]`.
  ///   - trips: trips between zones.
  ///   - threads: threads to use; the same bits come from any number.
  /// - Returns: totals and losses.
  /// - Throws: ``PathFault`` where a cost or a link is out of range.
  /// - Complexity: for each origin, the sizes of the subtrees that hang on the groups' links.
  public static func find(
    _ groups: [[Int32]],
    in network: TransportNetwork,
    costs: [Double],
    trips: TripTable,
    threads: Int = 1
  ) throws -> CriticalLinks {
    let graph = network.graph
    try PathFault.check(costs: costs, of: graph)
    var groupsOfLink: [Int32: [Int32]] = [:]
    for (group, links) in groups.enumerated() {
      for link in Set(links) {
        guard link >= 0, link < graph.linkCount else {
          throw PathFault.badSetting("link \(link), expected 0 to \(graph.linkCount - 1)")
        }
        groupsOfLink[link, default: []].append(Int32(group))
      }
    }
    let groupsByLink = groupsOfLink
    let zones = min(trips.zoneCount, network.zoneNodes.count)
    let chunks = min(32, max(1, zones))
    let parts = try Parallel.map(chunks, threads: threads) { chunk -> CriticalLinks in
      var part = CriticalLinks(
        totalCost: 0,
        unserved: 0,
        losses: groups.map { Loss(links: $0, trips: 0, addedCost: 0, stranded: 0) }
      )
      let search = try PathSearch(graph, isThrough: network.isThrough, costs: costs)
      var repair = SubtreeRepair(graph, network.isThrough, costs)
      for zone in chunk * zones / chunks..<(chunk + 1) * zones / chunks
      where trips.start[zone] < trips.start[zone + 1] {
        var demand: [(node: Int32, trips: Double)] = []
        for pair in trips.start[zone]..<trips.start[zone + 1] {
          let destination = Int(trips.destination[pair])
          guard destination != zone, destination < network.zoneNodes.count,
            trips.trips[pair] > 0
          else { continue }
          demand.append((network.zoneNodes[destination], trips.trips[pair]))
        }
        let tree = try search.tree(Int(network.zoneNodes[zone]))
        repair.begin(tree, demand)
        for (node, trips) in demand {
          if tree.cost[Int(node)] < .infinity {
            part.totalCost += trips * tree.cost[Int(node)]
          } else {
            part.unserved += trips
          }
        }
        var touched: [Int32: [Int32]] = [:]
        for node in tree.order {
          let link = tree.link[Int(node)]
          guard link >= 0, repair.hasDemand(node) else { continue }
          for group in groupsByLink[link] ?? [] { touched[group, default: []].append(node) }
        }
        for group in touched.keys.sorted() {
          guard let roots = touched[group] else { continue }
          let change = repair.run(without: groups[Int(group)], roots: roots)
          part.losses[Int(group)].trips += change.trips
          part.losses[Int(group)].addedCost += change.addedCost
          part.losses[Int(group)].stranded += change.stranded
        }
      }
      return part
    }
    var sum = parts[0]
    for part in parts.dropFirst() {
      sum.totalCost += part.totalCost
      sum.unserved += part.unserved
      for group in groups.indices {
        sum.losses[group].trips += part.losses[group].trips
        sum.losses[group].addedCost += part.losses[group].addedCost
        sum.losses[group].stranded += part.losses[group].stranded
      }
    }
    return sum
  }

  /// Every link as a group of its own, or with those in the opposite direction.
  public static func groups(
    of links: [Int32],
    in graph: DirectedGraph,
    bothDirections: Bool
  ) -> [[Int32]] {
    guard bothDirections else { return links.map { [$0] } }
    var seen: Set<Int64> = []
    var groups: [[Int32]] = []
    for link in links {
      let a = graph.tail[Int(link)]
      let b = graph.head[Int(link)]
      guard seen.insert(Int64(min(a, b)) << 32 | Int64(max(a, b))).inserted else { continue }
      var group: [Int32] = []
      for (from, to) in a == b ? [(a, b)] : [(a, b), (b, a)] {
        for place in Int(graph.forwardStart[Int(from)])..<Int(graph.forwardStart[Int(from) + 1])
        where graph.head[Int(graph.forwardLink[place])] == to {
          group.append(graph.forwardLink[place])
        }
      }
      groups.append(group)
    }
    return groups
  }
}

/// Works out the costs of parts of a tree anew.
private struct SubtreeRepair: ~Copyable {
  private let graph: DirectedGraph
  private let isThrough: [Bool]
  private let costs: [Double]
  private var tree: PathTree
  private let amount: FastArray<Double>
  /// Trips that end in the subtree of a node.
  private let below: FastArray<Double>
  /// Children of a node: a list by its first and the next of the same parent.
  private let firstChild: FastArray<Int32>
  private let nextChild: FastArray<Int32>
  private let label: FastArray<Double>
  private let isInside: FastArray<Bool>
  private let isGone: FastArray<Bool>
  private var heap: PathHeap

  init(_ graph: DirectedGraph, _ isThrough: [Bool], _ costs: [Double]) {
    self.graph = graph
    self.isThrough = isThrough
    self.costs = costs
    tree = PathTree(root: 0, isReversed: false, cost: [], link: [], order: [])
    amount = FastArray(repeating: 0, count: graph.nodeCount)
    below = FastArray(repeating: 0, count: graph.nodeCount)
    firstChild = FastArray(repeating: -1, count: graph.nodeCount)
    nextChild = FastArray(repeating: -1, count: graph.nodeCount)
    label = FastArray(repeating: .infinity, count: graph.nodeCount)
    isInside = FastArray(repeating: false, count: graph.nodeCount)
    isGone = FastArray(repeating: false, count: graph.linkCount)
    heap = PathHeap(nodeCount: graph.nodeCount)
  }

  mutating func begin(_ tree: PathTree, _ demand: [(node: Int32, trips: Double)]) {
    self.tree = tree
    amount.fill(0)
    below.fill(0)
    firstChild.fill(-1)
    for (node, trips) in demand where tree.cost[Int(node)] < .infinity { amount[node] += trips }
    for node in tree.order.reversed() {
      below[node] += amount[node]
      let link = tree.link[Int(node)]
      if link >= 0 {
        let parent = graph.tail[Int(link)]
        below[parent] += below[node]
        nextChild[node] = firstChild[parent]
        firstChild[parent] = node
      }
    }
  }

  func hasDemand(_ node: Int32) -> Bool { below[node] > 0 }

  /// What the loss of links does to the subtrees that hang on them.
  mutating func run(
    without links: [Int32],
    roots: [Int32]
  ) -> (trips: Double, addedCost: Double, stranded: Double) {
    for link in links { isGone[link] = true }
    var inside: [Int32] = []
    for root in roots where !isInside[root] {
      isInside[root] = true
      inside.append(root)
    }
    var place = 0
    while place < inside.count {
      var child = firstChild[inside[place]]
      while child >= 0 {
        if !isInside[child] {
          isInside[child] = true
          inside.append(child)
        }
        child = nextChild[child]
      }
      place += 1
    }
    let root = Int32(tree.root)
    // From outside in.
    for node in inside {
      var least = Double.infinity
      for place in Int(graph.backwardStart[Int(node)])..<Int(graph.backwardStart[Int(node) + 1]) {
        let link = graph.backwardLink[place]
        let from = graph.tail[Int(link)]
        guard !isInside[from], !isGone[link], isThrough[Int(from)] || from == root else { continue }
        least = min(least, tree.cost[Int(from)] + costs[Int(link)])
      }
      label[node] = least
      if least < .infinity { heap.lower(node, to: least) }
    }
    while heap.count > 0 {
      let (node, cost) = heap.takeFirst()
      guard isThrough[Int(node)] else { continue }
      for place in Int(graph.forwardStart[Int(node)])..<Int(graph.forwardStart[Int(node) + 1]) {
        let link = graph.forwardLink[place]
        let head = graph.head[Int(link)]
        guard isInside[head], !isGone[link] else { continue }
        let total = cost + costs[Int(link)]
        if total < label[head] {
          label[head] = total
          heap.lower(head, to: total)
        }
      }
    }
    var change = (trips: 0.0, addedCost: 0.0, stranded: 0.0)
    for node in inside {
      let trips = amount[node]
      if trips > 0 {
        change.trips += trips
        if label[node] < .infinity {
          change.addedCost += trips * max(0, label[node] - tree.cost[Int(node)])
        } else {
          change.stranded += trips
        }
      }
      isInside[node] = false
    }
    for link in links { isGone[link] = false }
    return change
  }
}
