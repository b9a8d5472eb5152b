/// Demand of one class for one destination.
struct StochasticDemand: Sendable {
  /// Position of the class.
  var userClass: Int
  /// Zone that is the destination.
  var zone: Int
  /// Node that is the destination.
  var destination: Int32
  /// Zones of origin, ascending.
  var originZones: [Int]
  /// Nodes of origin.
  var origins: [Int32]
  /// Trips of each origin.
  var trips: [Double]

  /// Demands of a problem by class and destination, without trips within a zone.
  static func all(_ problem: AssignmentProblem) -> [StochasticDemand] {
    var demands: [StochasticDemand] = []
    for (place, own) in problem.classes.enumerated() {
      let table = own.trips
      var byDestination = [[(origin: Int, trips: Double)]](
        repeating: [],
        count: max(table.zoneCount, problem.zoneNodes.count)
      )
      for origin in 0..<min(table.zoneCount, problem.zoneNodes.count) {
        for pair in table.start[origin]..<table.start[origin + 1] {
          let destination = Int(table.destination[pair])
          if destination != origin, table.trips[pair] > 0 {
            byDestination[destination].append((origin, table.trips[pair]))
          }
        }
      }
      for zone in problem.zoneNodes.indices where !byDestination[zone].isEmpty {
        demands.append(
          StochasticDemand(
            userClass: place,
            zone: zone,
            destination: problem.zoneNodes[zone],
            originZones: byDestination[zone].map(\.origin),
            origins: byDestination[zone].map { problem.zoneNodes[$0.origin] },
            trips: byDestination[zone].map(\.trips)
          )
        )
      }
    }
    return demands
  }
}

/// What one destination's choices are made of, whatever the costs.
protocol DestinationLoading: Sendable {
  /// Adds the flows of the demand to those of the links.
  ///
  /// - Parameters:
  ///   - costs: cost of each link to this class; infinite where it is closed.
  ///   - flows: gets the trips on each link.
  /// - Throws: ``PathFault`` where the sum over all ways has no limit.
  /// - Returns: expected cost (the logsum) of each origin, the lesser the more ways there are.
  func load(_ costs: [Double], into flows: inout [Double]) throws -> [Double]
}
