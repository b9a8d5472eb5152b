import Foundation
import FreightNetwork
import Tables

/// Networks, trips and other tables as commands get them.
enum NetworkInput {
  /// The option that says which network.
  static let network = Command.Option(
    name: "--net",
    value: "FILE",
    help: "network: TNTP, GMNS, GeoPackage … (needed; see tumen network info)"
  )
  /// The option that says which column holds costs.
  static let cost = Command.Option(
    name: "--cost",
    value: "FIELD",
    help: "column of the links' costs (cost, free_flow_time, time, length: the first there is)"
  )
  /// The option that says which trips.
  static let trips = Command.Option(
    name: "--trips",
    value: "FILE",
    help: "trips: TNTP, OMX, or CSV with origin, destination, trips (needed)"
  )
  /// The option that says which of several matrices.
  static let matrix = Command.Option(
    name: "--matrix",
    value: "NAME",
    help: "matrix of trips in a file of several"
  )
  /// Options that say which network and which costs.
  static let options = [network, cost]

  /// Reads the network that a call names; warnings go to standard error.
  static func read(_ call: Call) throws -> TransportNetwork {
    let path = try call.required("--net")
    let (network, warnings) = try TransportNetwork.read(
      URL(fileURLWithPath: path),
      name: path
    )
    for warning in warnings { Console.err(warning.description) }
    return network
  }

  /// Reads the trips that a call names.
  static func trips(_ call: Call, _ network: TransportNetwork) throws -> TripTable {
    let path = try call.required("--trips")
    try call.need("--matrix", TripTable.mayHoldSeveral(path), "is for trips in OMX or CSV")
    return try gathering { faults in
      TripTable.read(
        URL(fileURLWithPath: path),
        matrix: call.value("--matrix"),
        network: network,
        faults: faults
      )
    }
  }

  /// Runs a reader; its faults are thrown, its warnings told.
  static func gathering<Value>(_ read: (FaultCollector) throws -> Value?) throws -> Value {
    let faults = FaultCollector()
    let value = try read(faults)
    try faults.throwIfAny()
    for warning in faults.warnings { Console.err(warning.description) }
    guard let value else { throw InputFaults(faults.faults) }
    return value
  }

  /// Prints a value as JSON.
  static func printJSON(_ value: some Encodable) throws {
    Console.out(try JSONText.text(value))
  }

  /// Writes a table of links: names of their ends, and a few columns of numbers, infinite ones as
  /// empty fields.
  static func writeLinks(
    _ network: TransportNetwork,
    _ columns: [(name: String, numbers: [Double])],
    to path: String
  ) throws {
    var table = CSVText(columns: ["from", "to"] + columns.map(\.name))
    for link in 0..<network.graph.linkCount {
      table.append(
        [
          network.nodeNames[Int(network.graph.tail[link])],
          network.nodeNames[Int(network.graph.head[link])],
        ]
          + (try columns.map {
            $0.numbers[link] < .infinity ? try CSVText.field($0.numbers[link]) : ""
          })
      )
    }
    try AtomicFile.write(Data(table.text.utf8), to: URL(fileURLWithPath: path))
  }
}
