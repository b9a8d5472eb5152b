/// Memory of one thread that searches the rows of a batch.
final class SegmentSearch {
  let sweep: LabelSweep
  let label: Column<Double>
  /// Link by which the shortest path enters a node, where a whole tree was built.
  let parent: Column<Int32>
  /// What the searches of the present row know of a node.
  private let steps: Column<NodeSteps>
  /// Stamp of the present row, by which a node's steps are known to be its.
  private var rowStamp: Int32 = 0
  /// Stamp of the present walk, and place of a node in it.
  let walkMark: Column<Int32>
  private let walkPlace: Column<Int32>
  let amount: Column<Double>
  let childCount: Column<Int32>
  var stamp: Int32 = 0
  /// Links of the present search, from the end back.
  private let cheap: Column<Int32>
  private let dear: Column<Int32>
  /// Links of the present row that may be worth a pair, and how much.
  private var candidates: [(link: Int32, weight: Double)] = []
  private var hasTree = false
  var nodes: [Int32] = []

  init(_ graph: AssignmentGraph) {
    sweep = LabelSweep(graph)
    label = Column(repeating: 0, count: graph.nodeCount)
    parent = Column(repeating: -1, count: graph.nodeCount)
    steps = Column(repeating: NodeSteps(), count: graph.nodeCount)
    walkMark = Column(repeating: 0, count: graph.nodeCount)
    walkPlace = Column(repeating: 0, count: graph.nodeCount)
    amount = Column(repeating: 0, count: graph.nodeCount)
    childCount = Column(repeating: 0, count: graph.nodeCount)
    cheap = Column(repeating: 0, count: graph.nodeCount + 1)
    dear = Column(repeating: 0, count: graph.nodeCount + 1)
  }

  /// Links get no pair whose excess is below this share of the mean of the row's links: the greatest
  /// ones most often take the rest with them.
  private static let candidateShare = 0.3

  /// What the search of a row found.
  struct Finding {
    /// Σ flow × (label of the tail + cost − label of the head).
    var excess = 0.0
    /// Σ trips × label of the destination.
    var leastCost = 0.0
    /// Links with flow.
    var usedCount = 0
    /// Σ (most trips − trips) × what is lost by their staying off the network, and trips × what they
    /// pay beyond what they are worth.
    var demandExcess = 0.0
    /// Σ most trips × the lower of label and worth of the last trip.
    var leastWithDemand = 0.0
  }

  /// Sweeps the labels of a batch of rows.
  func sweepBatch(_ state: EquilibriumState, _ rows: Range<Int>) {
    let number = state.rows[rows.lowerBound].classNumber
    sweep.run(
      state.graph,
      state.arcs[number],
      cost: state.frozen[number],
      origins: rows.map { state.rows[$0].origin }[...]
    )
  }

  /// Σ trips × label of a row.
  func leastCost(_ state: EquilibriumState, row: Int) -> Double {
    var sum = 0.0
    for pair in state.rows[row].pairs { sum += state.pairTrips[pair] * label[state.pairNode[pair]] }
    return sum
  }

  /// Takes the labels of a lane over for a row.
  func begin(_ state: EquilibriumState, row: Int, lane: Int) {
    let group = state.rows[row]
    sweep.extract(
      lane,
      origin: group.origin,
      state.graph,
      cost: state.frozen[group.classNumber],
      into: label
    )
    hasTree = false
    forgetSteps()
  }

  /// Steps back from the nodes are to be looked for anew.
  private func forgetSteps() {
    if rowStamp == .max {
      for node in 0..<steps.count { steps[node] = NodeSteps() }
      rowStamp = 0
    }
    rowStamp += 1
  }

  /// Searches a row for links with flow that no shortest path uses, and for each of them a pair of
  /// segments.
  ///
  /// A link is passed over where its flow × excess cost is below the threshold. The pairs go into
  /// `found`, the dear segment first.
  func search(
    _ state: EquilibriumState,
    row: Int,
    threshold: Double,
    found: inout SegmentPairs
  ) -> Finding {
    var finding = Finding()
    let group = state.rows[row]
    let label = self.label
    for pair in group.pairs {
      finding.leastCost += state.pairTrips[pair] * label[state.pairNode[pair]]
    }
    let graph = state.graph
    let tail = graph.tail
    let head = graph.head
    let cost = state.frozen[group.classNumber]
    let flow = state.flow
    let used = state.used
    let base = row * graph.linkCount
    let words = state.words
    var candidates = self.candidates
    self.candidates = []
    candidates.removeAll(keepingCapacity: true)
    for word in 0..<words {
      let all = used[row * words + word]
      var bits = all
      var emptied: UInt64 = 0
      while bits != 0 {
        let bit = bits.trailingZeroBitCount
        bits &= bits - 1
        let link = word * 64 + bit
        let carried = flow[base + link]
        if carried == 0 {
          emptied |= 1 << UInt64(bit)
          continue
        }
        finding.usedCount += 1
        let end = label[head[link]]
        let excess = label[tail[link]] + cost[link] - end
        let weight = carried * excess
        finding.excess += weight
        if weight > threshold, excess > 8e-15 * end { candidates.append((Int32(link), weight)) }
      }
      if emptied != 0 { used[row * words + word] = all & ~emptied }
    }
    let least = Self.candidateShare * finding.excess / Double(max(1, finding.usedCount))
    for (link, weight) in candidates where weight > least {
      trace(state, row: row, link: link, cost: cost, found: &found)
    }
    if state.demand.count > 0 {
      searchDemand(state, row: row, least: max(least, threshold), &finding, &found)
    }
    self.candidates = candidates
    return finding
  }

  /// Sets the trips of a row to what the labels call forth, where they depend on them.
  func suitDemand(_ state: EquilibriumState, row: Int) {
    guard state.demand.count > 0 else { return }
    for pair in state.rows[row].pairs {
      let cost = label[state.pairNode[pair]]
      if cost < .infinity { state.pairTrips[pair] = state.demand[pair].start(cost) }
    }
  }

  /// Searches a row for pairs of zones whose trips do not fit their cost.
  private func searchDemand(
    _ state: EquilibriumState,
    row: Int,
    least: Double,
    _ finding: inout Finding,
    _ found: inout SegmentPairs
  ) {
    let group = state.rows[row]
    let cost = state.frozen[group.classNumber]
    for pair in group.pairs {
      let node = state.pairNode[pair]
      let demand = state.demand[pair]
      let trips = state.pairTrips[pair]
      guard demand.isElastic else {
        finding.leastWithDemand += trips * label[node]
        continue
      }
      let worth = demand.cost(trips).cost
      let own = label[node]
      finding.leastWithDemand += demand.most * min(own, max(0, worth))
      let weight = own > worth ? trips * (own - worth) : (demand.most - trips) * (worth - own)
      finding.demandExcess += weight
      guard weight > least, abs(own - worth) > 8e-15 * max(own, abs(worth)) else { continue }
      traceDemand(state, row: row, pair: pair, isDear: own > worth, cost: cost, found: &found)
    }
  }

  /// Goes back from a destination, along the greatest flow or along the shortest path.
  private func traceDemand(
    _ state: EquilibriumState,
    row: Int,
    pair: Int,
    isDear: Bool,
    cost: Column<Double>,
    found: inout SegmentPairs
  ) {
    let graph = state.graph
    let origin = state.rows[row].origin
    let base = row * graph.linkCount
    let start = found.links.count
    var node = state.pairNode[pair]
    while node != origin {
      var step: Int32 = -1
      if isDear {
        var most = 0.0
        for link in graph.inStart[node]..<graph.inStart[node + 1]
        where state.flow[base + Int(link)] > most {
          most = state.flow[base + Int(link)]
          step = link
        }
      } else {
        step = entry(node, graph, cost, origin: origin)
      }
      guard step >= 0, found.links.count - start <= graph.nodeCount else {
        let isCircle = step >= 0
        found.links.removeLast(found.links.count - start)
        if isCircle, !isDear, !hasTree {
          buildTree(graph, cost, origin: origin)
          traceDemand(state, row: row, pair: pair, isDear: isDear, cost: cost, found: &found)
        }
        return
      }
      found.links.append(step)
      node = graph.tail[step]
    }
    var fixed = 0.0
    if state.classCount > 1 {
      let own = state.fixed[state.rows[row].classNumber]
      for place in start..<found.links.count { fixed += own[found.links[place]] }
    }
    found.pairs.append(
      SegmentPair(
        row: Int32(row),
        start: Int32(start),
        firstCount: Int32(found.links.count - start),
        secondCount: 0,
        fixedDifference: fixed,
        demand: Int32(pair)
      )
    )
  }

  /// The link by which a shortest path enters a node; -1 at the origin.
  @inline(__always)
  func entry(
    _ node: Int32,
    _ graph: AssignmentGraph,
    _ cost: Column<Double>,
    origin: Int32
  ) -> Int32 {
    if hasTree { return parent[node] }
    let label = self.label
    let through = Int32(graph.throughCount)
    var best: Int32 = -1
    var least = Double.infinity
    var link = graph.inStart[node]
    let end = graph.inStart[node + 1]
    while link < end {
      let from = graph.tail[link]
      if from < through || from == origin {
        let over = label[from] + cost[link]
        if over < least {
          least = over
          best = link
        }
      }
      link += 1
    }
    return best
  }

  /// Counts searches and walks from the beginning, after two thousand million of them.
  func restartStamps() {
    for node in 0..<steps.count {
      steps[node].mark = 0
      walkMark[node] = 0
    }
    stamp = 0
  }

  /// Goes back from a link that carries flow, on the one side along the greatest flow, on the other
  /// along the shortest path, until both meet.
  private func trace(
    _ state: EquilibriumState,
    row: Int,
    link: Int32,
    cost: Column<Double>,
    found: inout SegmentPairs
  ) {
    let graph = state.graph
    let origin = state.rows[row].origin
    let base = row * graph.linkCount
    let flow = state.flow
    let label = self.label
    let tail = graph.tail
    let steps = self.steps
    let rowStamp = self.rowStamp
    let merge = graph.head[link]
    if stamp == .max { restartStamps() }
    stamp += 1
    let stamp = self.stamp
    let cheap = self.cheap
    let dear = self.dear
    var cheapNode = merge
    var dearNode = tail[link]
    steps[merge].begin(rowStamp)
    steps[merge].mark = stamp
    steps[merge].place = 0
    dear[0] = link
    var cheapCount = 0
    var dearCount = 1
    guard dearNode != merge else { return }
    steps[dearNode].begin(rowStamp)
    steps[dearNode].mark = -stamp
    steps[dearNode].place = 1
    while true {
      let stepsCheap =
        cheapNode != origin && (dearNode == origin || label[cheapNode] >= label[dearNode])
      if stepsCheap {
        var step = steps[cheapNode].cheap
        if step == NodeSteps.unknown {
          step = entry(cheapNode, graph, cost, origin: origin)
          steps[cheapNode].cheap = step
        }
        guard step >= 0 else { return }
        cheap[cheapCount] = step
        cheapCount += 1
        cheapNode = tail[step]
        steps[cheapNode].begin(rowStamp)
        let mark = steps[cheapNode].mark
        if mark == -stamp {
          dearCount = Int(steps[cheapNode].place)
          break
        }
        if mark == stamp {
          // A circle of links without cost: the labels alone do not make a tree.
          guard !hasTree else { return }
          buildTree(graph, cost, origin: origin)
          trace(state, row: row, link: link, cost: cost, found: &found)
          return
        }
        steps[cheapNode].mark = stamp
        steps[cheapNode].place = Int32(cheapCount)
      } else {
        var step = steps[dearNode].dear
        if step == NodeSteps.unknown {
          step = -1
          var most = 0.0
          var candidate = graph.inStart[dearNode]
          let end = graph.inStart[dearNode + 1]
          while candidate < end {
            let carried = flow[base + Int(candidate)]
            if carried > most {
              most = carried
              step = candidate
            }
            candidate += 1
          }
          steps[dearNode].dear = step
        }
        guard step >= 0 else {
          // What rounding has left on a link that nothing leads to.
          add(&found, row: row, dear: 0..<1, cheapCount: 0, state)
          return
        }
        dear[dearCount] = step
        dearCount += 1
        dearNode = tail[step]
        steps[dearNode].begin(rowStamp)
        let mark = steps[dearNode].mark
        if mark == -stamp || dearNode == merge {
          // Flow goes in a circle.
          let start = dearNode == merge ? 0 : Int(steps[dearNode].place)
          add(&found, row: row, dear: start..<dearCount, cheapCount: 0, state)
          return
        }
        if mark == stamp {
          cheapCount = Int(steps[dearNode].place)
          break
        }
        steps[dearNode].mark = -stamp
        steps[dearNode].place = Int32(dearCount)
      }
    }
    add(&found, row: row, dear: 0..<dearCount, cheapCount: cheapCount, state)
  }

  private func add(
    _ found: inout SegmentPairs,
    row: Int,
    dear: Range<Int>,
    cheapCount: Int,
    _ state: EquilibriumState
  ) {
    let start = found.links.count
    for place in dear { found.links.append(self.dear[place]) }
    for place in 0..<cheapCount { found.links.append(cheap[place]) }
    var difference = 0.0
    if state.classCount > 1 {
      let fixed = state.fixed[state.rows[row].classNumber]
      for place in dear { difference += fixed[self.dear[place]] }
      for place in 0..<cheapCount { difference -= fixed[cheap[place]] }
    }
    found.pairs.append(
      SegmentPair(
        row: Int32(row),
        start: Int32(start),
        firstCount: Int32(dear.count),
        secondCount: Int32(cheapCount),
        fixedDifference: difference
      )
    )
  }

  /// Puts all trips of a row on its shortest paths; `put` gets the flow of each link.
  /// - Returns: pairs whose destination cannot be reached; nothing is put then.
  func load(
    _ state: EquilibriumState,
    row: Int,
    put: (_ link: Int, _ flow: Double) -> Void
  ) -> [Int] {
    let graph = state.graph
    let group = state.rows[row]
    let unreached = group.pairs.filter { label[state.pairNode[$0]] == .infinity }
    guard unreached.isEmpty else { return unreached }
    let cost = state.frozen[group.classNumber]
    for attempt in 0..<2 {
      if attempt == 1 { buildTree(graph, cost, origin: group.origin) }
      if walk(state, group, cost) { break }
    }
    for pair in group.pairs { amount[state.pairNode[pair]] += state.pairTrips[pair] }
    // From the leaves on.
    var rest = nodes.filter { childCount[$0] == 0 }
    while let node = rest.popLast() {
      let link = parent[node]
      let carried = amount[node]
      amount[node] = 0
      guard link >= 0 else { continue }
      put(Int(link), carried)
      let from = graph.tail[link]
      amount[from] += carried
      childCount[from] -= 1
      if childCount[from] == 0 { rest.append(from) }
    }
    return []
  }

  /// Parents of all nodes on the paths to a row's destinations, and how many children each has;
  /// `false` where links without cost go in a circle.
  private func walk(
    _ state: EquilibriumState,
    _ group: EquilibriumState.Row,
    _ cost: Column<Double>
  )
    -> Bool
  {
    let graph = state.graph
    nodes.removeAll(keepingCapacity: true)
    if stamp == .max { restartStamps() }
    stamp += 1
    let done = stamp
    for pair in group.pairs {
      var node = state.pairNode[pair]
      let first = nodes.count
      while walkMark[node] != done {
        walkMark[node] = done
        childCount[node] = 0
        amount[node] = 0
        walkPlace[node] = Int32(nodes.count)
        nodes.append(node)
        guard node != group.origin else {
          parent[node] = -1
          break
        }
        let link = entry(node, graph, cost, origin: group.origin)
        guard link >= 0 else { return false }
        parent[node] = link
        node = graph.tail[link]
        if walkMark[node] == done, Int(walkPlace[node]) >= first { return false }
      }
    }
    for node in nodes where parent[node] >= 0 { childCount[graph.tail[parent[node]]] += 1 }
    return true
  }

  /// The tree of shortest paths by Dijkstra's method, where labels alone do not say it.
  private func buildTree(_ graph: AssignmentGraph, _ cost: Column<Double>, origin: Int32) {
    ShortestTree.build(graph, cost, origin: origin, label: label, parent: parent)
    hasTree = true
    forgetSteps()
  }
}
