import Foundation
import FreightNetwork
import Tables

/// Networks as commands get them.
enum NetworkInput {
  /// Options that say which network and which costs.
  static let options = [
    Command.Option(name: "--net", value: "FILE", help: "network in TNTP format; .gz is unpacked"),
    Command.Option(
      name: "--cost",
      value: "FIELD",
      help: "column of the links' costs (cost, free_flow_time, time, length: the first there is)"
    ),
  ]

  /// Reads the network that a call names; warnings go to standard error.
  static func read(_ call: Call) throws -> TransportNetwork {
    let path = try call.required("--net")
    let faults = FaultCollector()
    let url = URL(fileURLWithPath: path)
    let network = TNTPNetworkReader.read(url, name: url.lastPathComponent, faults: faults)
    try faults.throwIfAny()
    for warning in faults.warnings { Console.err(warning.description) }
    guard let network else { throw InputFaults(faults.faults) }
    return network
  }
}
