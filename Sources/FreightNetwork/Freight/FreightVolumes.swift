/// What takes up capacity besides a link's own flow: the flow of links on the same track, and
/// vehicles that go back empty.
///
/// Time windows (slots, curfews, opening hours of borders) are left out: volumes are means over the
/// period of the capacities.
public struct FreightVolumes: Sendable, Equatable {
  /// Capacity that each link uses: links of the same number from 0 on share one, such as the two
  /// gauges of a dual-gauge track or both directions of a single track; `-1`: its own, `[link]`.
  ///
  /// None are shared where it is empty.
  public var sharedCapacity: [Int32]
  /// Empty vehicles, `nil`: none.
  public var emptyReturns: EmptyReturns?

  /// Volumes with nothing shared and nothing empty.
  public init(sharedCapacity: [Int32] = [], emptyReturns: EmptyReturns? = nil) {
    self.sharedCapacity = sharedCapacity
    self.emptyReturns = emptyReturns
  }

  /// Volumes on the capacities that links use from the links' flows, `[link]`.
  public func volumes(_ flow: [Double]) -> [Double] {
    var volumes = flow
    if let emptyReturns {
      for (link, empty) in emptyReturns.flows(flow).enumerated() { volumes[link] += empty }
    }
    guard !sharedCapacity.isEmpty else { return volumes }
    var sums = [Double](repeating: 0, count: Int((sharedCapacity.max() ?? -1) + 1))
    for (link, capacity) in sharedCapacity.enumerated() where capacity >= 0 {
      sums[Int(capacity)] += volumes[link]
    }
    for (link, capacity) in sharedCapacity.enumerated() where capacity >= 0 {
      volumes[link] = sums[Int(capacity)]
    }
    return volumes
  }

  func check(linkCount: Int) throws(PathFault) {
    if !sharedCapacity.isEmpty, sharedCapacity.count != linkCount {
      throw .wrongCount(
        what: "shared capacities",
        found: sharedCapacity.count,
        expected: linkCount
      )
    }
    for capacity in sharedCapacity where capacity < -1 || Int(capacity) >= linkCount {
      throw .badSetting(
        "a shared capacity is numbered \(capacity), expected -1 to \(linkCount - 1)"
      )
    }
    if let opposite = emptyReturns?.opposite, opposite.count != linkCount {
      throw .wrongCount(what: "opposite links", found: opposite.count, expected: linkCount)
    }
  }
}

/// Vehicles that go back empty, as a stated share of the loaded ones.
public struct EmptyReturns: Sendable, Equatable {
  /// Share of loaded vehicles that come back empty over the same track, from 0 to 1.
  public var share: Double
  /// Capacity that an empty vehicle takes, in units of a loaded one's.
  public var unitsPerVehicle: Double
  /// Whether loads in the opposite direction are taken first, so that only the surplus comes back
  /// empty.
  public var isNetOfBackhaul: Bool
  /// Link over which a link's vehicles come back; `-1`: they do not, `[link]`.
  public let opposite: [Int32]

  /// Empty returns over the first link in the opposite direction, among those of the same mark where
  /// marks (such as carriers) are given.
  ///
  /// - Throws: ``PathFault`` where the share or the units are out of range.
  public init(
    in graph: DirectedGraph,
    share: Double,
    unitsPerVehicle: Double = 1,
    isNetOfBackhaul: Bool = false,
    marks: [String] = []
  ) throws(PathFault) {
    guard share >= 0, share <= 1 else {
      throw .badSetting("the share of empty returns is \(share), expected 0 to 1")
    }
    guard unitsPerVehicle >= 0, unitsPerVehicle < .infinity else {
      throw .badSetting("an empty vehicle takes \(unitsPerVehicle), expected a number from 0 on")
    }
    guard marks.isEmpty || marks.count == graph.linkCount else {
      throw .wrongCount(what: "marks of links", found: marks.count, expected: graph.linkCount)
    }
    self.share = share
    self.unitsPerVehicle = unitsPerVehicle
    self.isNetOfBackhaul = isNetOfBackhaul
    var opposite = [Int32](repeating: -1, count: graph.linkCount)
    for link in 0..<graph.linkCount {
      let node = Int(graph.head[link])
      for place in Int(graph.forwardStart[node])..<Int(graph.forwardStart[node + 1]) {
        let other = graph.forwardLink[place]
        if graph.head[Int(other)] == graph.tail[link], Int(other) != link,
          marks.isEmpty || marks[link] == marks[Int(other)]
        {
          opposite[link] = other
          break
        }
      }
    }
    self.opposite = opposite
  }

  /// Empty flow on each link, in the capacity's units, `[link]`.
  public func flows(_ flow: [Double]) -> [Double] {
    var empty = [Double](repeating: 0, count: flow.count)
    for (link, back) in opposite.enumerated() where back >= 0 {
      var returning = share * flow[link]
      if isNetOfBackhaul { returning = max(0, returning - flow[Int(back)]) }
      empty[Int(back)] += unitsPerVehicle * returning
    }
    return empty
  }
}
