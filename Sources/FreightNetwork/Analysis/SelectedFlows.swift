import Numerics

/// Whose trips use a link or a node: select-link and select-node analysis on the cheapest paths.
public struct SelectedFlows: Sendable {
  /// Trips that use what was selected, by pair: origin zone, destination zone, trips.
  public var pairs: [(origin: Int, destination: Int, trips: Double)]
  /// Flow of these trips on each link, `[link]`.
  public var flow: [Double]
  /// Their sum.
  public var total: Double { pairs.reduce(0) { $0 + $1.trips } }

  /// What must be used.
  public enum Selection: Sendable, Equatable {
    /// Any of these links.
    case anyLink([Int32])
    /// All of these links.
    case allLinks([Int32])
    /// Any of these nodes, as beginning, end or on the way.
    case anyNode([Int32])
    /// All of these nodes.
    case allNodes([Int32])
  }

  /// Finds the trips whose cheapest path uses a selection.
  ///
  /// Of several cheapest paths the one that a search finds counts, always the same one.
  ///
  /// - Parameters:
  ///   - selection: links or nodes, at most 64 where all must be used.
  ///   - network: graph and zones.
  ///   - costs: cost of each link, not negative; infinite where it is closed, `[link]`.
  ///   - trips: trips between zones.
  ///   - threads: threads to use; the same bits come from any number.
  /// - Returns: pairs in order, and flows. Trips without a path use nothing.
  /// - Throws: ``PathFault`` where a cost, a link or a node is out of range.
  public static func find(
    _ selection: Selection,
    in network: TransportNetwork,
    costs: [Double],
    trips: TripTable,
    threads: Int = 1
  ) throws -> SelectedFlows {
    let graph = network.graph
    var linkMask = [UInt64](repeating: 0, count: graph.linkCount)
    var nodeMask = [UInt64](repeating: 0, count: graph.nodeCount)
    let wanted: UInt64
    switch selection {
    case .anyLink(let links), .allLinks(let links):
      for link in links where link < 0 || link >= graph.linkCount {
        throw PathFault.badSetting("link \(link), expected 0 to \(graph.linkCount - 1)")
      }
      wanted = try mark(links, &linkMask, isAll: selection == .allLinks(links))
    case .anyNode(let nodes), .allNodes(let nodes):
      try PathFault.check(nodes: nodes, of: graph)
      wanted = try mark(nodes, &nodeMask, isAll: selection == .allNodes(nodes))
    }
    let (linkBits, nodeBits) = (linkMask, nodeMask)
    let zones = min(trips.zoneCount, network.zoneNodes.count)
    let groups = min(16, max(1, zones))
    let parts = try Parallel.map(groups, threads: threads) { group -> SelectedFlows in
      let search = try PathSearch(graph, isThrough: network.isThrough, costs: costs)
      var part = SelectedFlows(pairs: [], flow: [Double](repeating: 0, count: graph.linkCount))
      var used = [UInt64](repeating: 0, count: graph.nodeCount)
      var amount = [Double](repeating: 0, count: graph.nodeCount)
      for zone in group * zones / groups..<(group + 1) * zones / groups
      where trips.start[zone] < trips.start[zone + 1] {
        let tree = try search.tree(Int(network.zoneNodes[zone]))
        for node in tree.order {
          let link = tree.link[Int(node)]
          let before = link >= 0 ? used[Int(graph.tail[Int(link)])] | linkBits[Int(link)] : 0
          used[Int(node)] = before | nodeBits[Int(node)]
          amount[Int(node)] = 0
        }
        for pair in trips.start[zone]..<trips.start[zone + 1] {
          let destination = Int(trips.destination[pair])
          guard destination < network.zoneNodes.count, destination != zone else { continue }
          let node = Int(network.zoneNodes[destination])
          guard tree.cost[node] < .infinity, wanted != 0, used[node] & wanted == wanted,
            trips.trips[pair] > 0
          else { continue }
          part.pairs.append((zone, destination, trips.trips[pair]))
          amount[node] += trips.trips[pair]
        }
        for node in tree.order.reversed() where amount[Int(node)] > 0 {
          let link = Int(tree.link[Int(node)])
          guard link >= 0 else { continue }
          part.flow[link] += amount[Int(node)]
          amount[Int(graph.tail[link])] += amount[Int(node)]
        }
      }
      return part
    }
    var sum = SelectedFlows(pairs: [], flow: [Double](repeating: 0, count: graph.linkCount))
    for part in parts {
      sum.pairs += part.pairs
      for link in part.flow.indices { sum.flow[link] += part.flow[link] }
    }
    return sum
  }

  /// Bits of the selection: one for all where any will do, one for each otherwise.
  private static func mark(
    _ items: [Int32],
    _ mask: inout [UInt64],
    isAll: Bool
  ) throws(PathFault) -> UInt64 {
    guard !isAll || items.count <= 64 else {
      throw .badSetting("\(items.count) links or nodes to be used all, at most 64 can be")
    }
    var wanted: UInt64 = 0
    for (place, item) in items.enumerated() {
      let bit = isAll ? UInt64(1) << UInt64(place) : 1
      mask[Int(item)] |= bit
      wanted |= bit
    }
    return wanted
  }
}
