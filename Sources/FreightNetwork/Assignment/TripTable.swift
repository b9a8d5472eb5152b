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

  /// A table of pairs in any order; without pairs, one without trips.
  ///
  /// The trips of a pair given twice are added up, and pairs without trips left out.
  ///
  /// - Parameters:
  ///   - zoneCount: number of zones.
  ///   - origins: zone in which the trips of a pair begin, `[pair]`.
  ///   - destinations: zone in which they end, `[pair]`.
  ///   - trips: trips of a pair, zero or above, `[pair]`.
  /// - Throws: ``AssignmentFault/unfit(_:)`` where the columns are not equally long, a zone is not
  ///   there, or trips are below zero or no finite number.
  public init(
    zoneCount: Int,
    origins: [Int32] = [],
    destinations: [Int32] = [],
    trips: [Double] = []
  ) throws(AssignmentFault) {
    guard zoneCount >= 0, origins.count == destinations.count, origins.count == trips.count,
      trips.count < Int(Int32.max)
    else {
      throw .unfit(
        "trips of \(zoneCount) zones in columns of \(origins.count), \(destinations.count) and "
          + "\(trips.count); expected equally long ones"
      )
    }
    for zone in [origins, destinations].joined() where zone < 0 || Int(zone) >= zoneCount {
      throw .unfit("trips of zone \(zone), counted from 0, of \(zoneCount)")
    }
    try Self.check(trips)
    self.zoneCount = zoneCount
    start = [Int](repeating: 0, count: zoneCount + 1)
    destination = []
    self.trips = []
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
  /// - Throws: ``AssignmentFault/unfit(_:)`` where the matrix has not `zoneCount` rows and columns, or
  ///   an entry is below zero or no finite number.
  public init(zoneCount: Int, matrix: [Double]) throws(AssignmentFault) {
    let cells = zoneCount.multipliedReportingOverflow(by: zoneCount)
    guard zoneCount >= 0, !cells.overflow, matrix.count == cells.partialValue else {
      throw .unfit("a matrix of \(matrix.count) trips for \(zoneCount) by \(zoneCount) zones")
    }
    try Self.check(matrix)
    try self.init(zoneCount: zoneCount)
    for origin in 0..<zoneCount {
      for zone in 0..<zoneCount where matrix[origin * zoneCount + zone] > 0 {
        destination.append(Int32(zone))
        trips.append(matrix[origin * zoneCount + zone])
      }
      start[origin + 1] = destination.count
    }
  }

  private static func check(_ trips: [Double]) throws(AssignmentFault) {
    for value in trips where !(value >= 0 && value < .infinity) {
      throw .unfit("trips of \(value); expected zero or above")
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
