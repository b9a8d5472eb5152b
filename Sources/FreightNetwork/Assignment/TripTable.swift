/// Trips between zones, by origin, without the pairs that have none.
public struct TripTable: Sendable, Equatable {
  /// Number of zones.
  public let zoneCount: Int
  /// Where the pairs of each origin start, `[origin]`, with one entry more.
  public private(set) var start: [Int]
  /// Zone in which the trips of a pair end, `[pair]`; ascending within an origin.
  public private(set) var destination: [Int32]
  /// Trips of a pair, above zero, in the unit of the capacities, `[pair]`.
  public private(set) var trips: [Double]

  /// Number of pairs of zones with trips.
  public var pairCount: Int { trips.count }

  /// Sum of the trips.
  public var total: Double { trips.reduce(0, +) }

  /// Sum of the trips that end in another zone than they start in.
  public var betweenZones: Double {
    var sum = 0.0
    for origin in 0..<zoneCount {
      for pair in start[origin]..<start[origin + 1] where Int(destination[pair]) != origin {
        sum += trips[pair]
      }
    }
    return sum
  }

  /// A table without trips.
  public init(zoneCount: Int) {
    self.zoneCount = zoneCount
    start = [Int](repeating: 0, count: zoneCount + 1)
    destination = []
    trips = []
  }

  /// A table of pairs in any order; the trips of a pair given twice are added up, and pairs without
  /// trips left out.
  ///
  /// - Precondition: every zone is below `zoneCount`, the columns are equally long, no trips are
  ///   below zero or infinite.
  public init(zoneCount: Int, origins: [Int32], destinations: [Int32], trips: [Double]) {
    precondition(origins.count == destinations.count && origins.count == trips.count)
    self.init(zoneCount: zoneCount)
    var count = [Int](repeating: 0, count: zoneCount + 1)
    for origin in origins { count[Int(origin) + 1] += 1 }
    for zone in 0..<zoneCount { count[zone + 1] += count[zone] }
    var next = count
    var order = [Int32](repeating: 0, count: origins.count)
    for (pair, origin) in origins.enumerated() {
      order[next[Int(origin)]] = Int32(pair)
      next[Int(origin)] += 1
    }
    destination.reserveCapacity(origins.count)
    self.trips.reserveCapacity(origins.count)
    for origin in 0..<zoneCount {
      let range = count[origin]..<count[origin + 1]
      let isSorted = range.dropFirst().allSatisfy {
        destinations[Int(order[$0 - 1])] < destinations[Int(order[$0])]
      }
      if !isSorted {
        order[range].sort { (destinations[Int($0)], $0) < (destinations[Int($1)], $1) }
      }
      for place in range where trips[Int(order[place])] > 0 {
        let pair = Int(order[place])
        if destination.count > start[origin], destination.last == destinations[pair] {
          self.trips[self.trips.count - 1] += trips[pair]
        } else {
          destination.append(destinations[pair])
          self.trips.append(trips[pair])
        }
      }
      start[origin + 1] = destination.count
    }
  }

  /// A table of a matrix by row, `[origin × zoneCount + destination]`; pairs without trips are left
  /// out.
  ///
  /// - Precondition: the matrix has `zoneCount` rows and columns, no entry below zero or infinite.
  public init(zoneCount: Int, matrix: [Double]) {
    precondition(matrix.count == zoneCount * zoneCount)
    self.init(zoneCount: zoneCount)
    for origin in 0..<zoneCount {
      for zone in 0..<zoneCount where matrix[origin * zoneCount + zone] > 0 {
        destination.append(Int32(zone))
        trips.append(matrix[origin * zoneCount + zone])
      }
      start[origin + 1] = destination.count
    }
  }

  /// Other trips for a pair.
  mutating func replace(pair: Int, trips value: Double) { trips[pair] = value }

  /// Whether there are trips from or to a zone of this number or above.
  func hasTrips(from zone: Int) -> Bool {
    zone < zoneCount
      && (start[zone] < pairCount || destination.contains { Int($0) >= zone })
  }
}
