public import Foundation
public import Tables

/// Reads classes of users.
public enum ClassFile {
  /// Columns beside `name` and `trips`, all of which may be left out.
  static let optional = [
    "matrix", "units", "toll_factor", "distance_factor", "allowed", "demand", "parameter",
  ]

  /// Reads a CSV table with a row for each class: `name`, `trips` (a file, from the table's folder),
  /// `matrix` (in a file of several), `units` (of capacity by trip, 1), `toll_factor`,
  /// `distance_factor`, `allowed` (column of the links with 0 where the class may not go), `demand`
  /// (exponential, power, linear, logit) and its `parameter`.
  ///
  /// - Returns: the classes; `nil` where a file has an error.
  public static func read(
    _ url: URL,
    network: TransportNetwork,
    faults: FaultCollector
  ) -> [AssignmentUsers]? {
    let name = url.lastPathComponent
    let errorsBefore = faults.errors.count
    guard let table = CSVTable.read(url, name: name, faults: faults),
      table.expect(["name", "trips"], optional: optional, faults: faults)
    else { return nil }
    var names: Set<String> = []
    var users: [AssignmentUsers] = []
    for row in table.rows(faults) {
      guard let own = row.text("name"), let file = row.text("trips") else { continue }
      if !names.insert(own).inserted {
        row.fault("name", found: "'\(own)' twice", expected: "another name for each class")
      }
      func optional(_ column: String, in range: ClosedRange<Double>) -> Double? {
        table.has(column) && row.optionalText(column) != nil ? row.number(column, in: range) : nil
      }
      let trips = TripTable.read(
        URL(fileURLWithPath: file, relativeTo: url.deletingLastPathComponent()),
        matrix: table.has("matrix") ? row.optionalText("matrix") : nil,
        network: network,
        faults: faults
      )
      guard let trips else { continue }
      var user = AssignmentUsers(trips: trips)
      user.name = own
      user.unitsPerTrip = optional("units", in: Double.leastNormalMagnitude...1e12) ?? 1
      user.tollFactor = optional("toll_factor", in: CSVRow.anyNumber)
      user.distanceFactor = optional("distance_factor", in: CSVRow.anyNumber)
      user.allowedColumn = table.has("allowed") ? row.optionalText("allowed") : nil
      if table.has("demand"), let kind = row.optionalText("demand") {
        let parameter = optional("parameter", in: Double.leastNormalMagnitude...1e12)
        guard let parameter, let function = DemandFunction(named: kind, parameter) else {
          row.fault(
            "demand",
            found: "'\(kind)'" + (parameter == nil ? " without a parameter above zero" : ""),
            expected: "\(DemandFunction.names.joined(separator: ", ")), and a parameter"
          )
          continue
        }
        user.demand = ElasticDemand(function)
      }
      users.append(user)
    }
    if users.isEmpty, faults.errors.count == errorsBefore {
      faults.error(name, found: "no classes", expected: "at least one row")
    }
    return faults.errors.count == errorsBefore ? users : nil
  }
}

extension DemandFunction {
  /// Names of the functions.
  public static let names = ["exponential", "power", "linear", "logit"]

  /// A function by its name; `nil` where there is none of that name.
  public init?(named name: String, _ parameter: Double) {
    switch name {
    case "exponential": self = .exponential(parameter)
    case "power": self = .power(parameter)
    case "linear": self = .linear(parameter)
    case "logit": self = .logit(parameter)
    default: return nil
    }
  }
}

extension ElasticDemand {
  /// Takes reference costs from a matrix.
  ///
  /// - Parameters:
  ///   - costs: costs of pairs of zones.
  ///   - trips: pairs that need one.
  ///   - file: name of the file, for messages.
  ///   - faults: gets the pairs that have none.
  public mutating func takeReference(
    _ costs: TripTable,
    trips: TripTable,
    file: String,
    faults: FaultCollector
  ) {
    var own: [Double] = []
    var missing: [String] = []
    for origin in 0..<trips.zoneCount {
      var known: [Int32: Double] = [:]
      if origin < costs.zoneCount {
        for pair in costs.start[origin]..<costs.start[origin + 1] {
          known[costs.destination[pair]] = costs.trips[pair]
        }
      }
      for pair in trips.start[origin]..<trips.start[origin + 1] {
        let zone = trips.destination[pair]
        let cost = known[zone]
        if cost == nil, Int(zone) != origin { missing.append("\(origin + 1) to \(zone + 1)") }
        own.append(cost ?? 1)
      }
    }
    if !missing.isEmpty {
      let named = missing.prefix(10).joined(separator: ", ")
      faults.error(
        file,
        found: "no cost above zero for \(missing.count) pairs with trips: \(named)",
        expected: "a cost for each pair of zones with trips"
      )
    }
    referenceCost = own
  }
}
