import Foundation
import Tables

extension NodeLinkReader {
  /// Says the units of `length` and `free_speed`, and adds `length_km`, `free_flow_time` in minutes
  /// and the capacity of all lanes together.
  func addUnits(_ network: inout TransportNetwork, isGMNS: Bool, _ table: DataTable) {
    if isGMNS, let capacity = network.linkNumbers["capacity"],
      let lanes = network.linkNumbers["lanes"]
    {
      network.linkNumbers["capacity_per_lane"] = capacity
      network.linkNumbers["capacity"] = capacity.indices.map { link in
        lanes[link] > 0 ? capacity[link] * lanes[link] : capacity[link]
      }
    }
    for name in ["km", "length_km"] {
      if network.linkNumbers["length_km"] == nil, let values = network.linkNumbers[name] {
        network.linkNumbers["length_km"] = values
        if name != "length_km" { network.linkNumbers[name] = nil }
      }
    }
    guard let length = network.linkNumbers["length"] else {
      addLengths(&network)
      return
    }
    var unit = options.lengthUnit ?? configuration.length
    if unit == nil, let (guess, ratio) = likelyUnit(network, length) {
      unit = guess
      let times = (ratio * 1000).rounded() / 1000
      faults.warning(
        table.file,
        column: "length",
        found: "no unit of lengths",
        expected: "long_length in config.csv; they are taken for \(guess.rawValue), in which they "
          + "are \(times) times the straight distances"
          + (ratio > 1.15 ? " (are they lengths on a map of Mercator's projection?)" : "")
      )
    }
    guard let unit else {
      if isGMNS {
        faults.warning(
          table.file,
          column: "length",
          found: "no unit of lengths",
          expected: "long_length in config.csv; no lengths in km and no times are worked out"
        )
      }
      return
    }
    network.units["length"] = unit.rawValue
    if network.linkNumbers["length_km"] == nil {
      network.linkNumbers["length_km"] = length.map { $0 * unit.kilometres }
    }
    network.units["length_km"] = "km"
    addTimes(&network, unit, table)
  }

  /// Minutes of free flow, where there are speeds.
  private func addTimes(
    _ network: inout TransportNetwork,
    _ unit: LengthUnit,
    _ table: DataTable
  ) {
    guard network.linkNumbers["free_flow_time"] == nil,
      let speed = network.linkNumbers["free_speed"],
      let length = network.linkNumbers["length_km"]
    else { return }
    var speedUnit = options.speedUnit ?? configuration.speed
    if speedUnit == nil {
      speedUnit = unit == .mile || unit == .foot ? .milesPerHour : .kilometresPerHour
      faults.warning(
        table.file,
        column: "free_speed",
        found: "no unit of speeds",
        expected: "speed in config.csv; by the unit of lengths they are taken for "
          + (speedUnit?.rawValue ?? "")
      )
    }
    guard let speedUnit else { return }
    network.units["free_speed"] = speedUnit.rawValue
    network.units["free_flow_time"] = "min"
    network.linkNumbers["free_flow_time"] = length.indices.map { link in
      let kilometresPerHour = speed[link] * speedUnit.kilometresPerHour
      return kilometresPerHour > 0 ? length[link] / kilometresPerHour * 60 : .nan
    }
  }

  /// Lengths by the shortest way on the earth along the links' shapes, where coordinates are degrees.
  private func addLengths(_ network: inout TransportNetwork) {
    if network.linkNumbers["length_km"] != nil {
      network.units["length_km"] = "km"
      return
    }
    guard network.isGeographic, !network.x.isEmpty else { return }
    network.addGeodesicLengths()
  }

  /// The unit in which lengths are most like the distances between the ends of links, and how many
  /// times as long as these they are (median).
  private func likelyUnit(
    _ network: TransportNetwork,
    _ length: [Double]
  ) -> (unit: LengthUnit, ratio: Double)? {
    guard network.isGeographic, !network.x.isEmpty else { return nil }
    var ratios: [Double] = []
    for link in stride(from: 0, to: length.count, by: max(1, length.count / 2000)) {
      let tail = Int(network.graph.tail[link])
      let head = Int(network.graph.head[link])
      let metres = Geodesic.sphere(
        network.x[tail],
        network.y[tail],
        network.x[head],
        network.y[head]
      )
      if metres > 1, length[link] > 0 { ratios.append(length[link] / (metres / 1000)) }
    }
    guard ratios.count >= 10 || (ratios.count * 2 > length.count && !ratios.isEmpty) else {
      return nil
    }
    ratios.sort()
    let middle = ratios[ratios.count / 2]
    let units: [LengthUnit] = [.metre, .kilometre, .foot, .mile]
    let order = units.map { ($0, log(middle * $0.kilometres)) }.sorted { abs($0.1) < abs($1.1) }
    // The next best unit has to be twice as far off.
    guard abs(order[0].1) < 0.45, abs(order[1].1) > 2 * abs(order[0].1) else { return nil }
    return (order[0].0, exp(order[0].1))
  }
}

extension TransportNetwork {
  /// Whether coordinates look like degrees of longitude and latitude.
  static func looksGeographic(_ x: [Double], _ y: [Double]) -> Bool {
    !x.isEmpty && x.allSatisfy { abs($0) <= 540 } && y.allSatisfy { abs($0) <= 90 }
  }

  /// Adds `length_km`: the shortest way on the earth along each link's shape.
  mutating func addGeodesicLengths() {
    var lengths: [Double] = []
    lengths.reserveCapacity(graph.linkCount)
    for link in 0..<graph.linkCount {
      let reverse = reverseLinks.isEmpty ? -1 : Int(reverseLinks[link])
      if reverse >= 0, reverse < link {
        // Added up from the other end, the sum would differ in its last digits.
        lengths.append(lengths[reverse])
      } else if !linkShapes.isEmpty, linkShapes[link].count >= 4 {
        lengths.append(Geodesic.kilometres(along: linkShapes[link]))
      } else {
        let tail = Int(graph.tail[link])
        let head = Int(graph.head[link])
        lengths.append(Geodesic.metres(x[tail], y[tail], x[head], y[head]) / 1000)
      }
    }
    linkNumbers["length_km"] = lengths
    units["length_km"] = "km"
  }
}
