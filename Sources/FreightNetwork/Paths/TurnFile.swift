public import Foundation
public import Tables

/// Reads penalties of turns: a CSV table `from,via,to,penalty` of names of nodes; an empty penalty
/// prohibits the turn.
public enum TurnFile {
  /// Reads a file.
  ///
  /// - Parameters:
  ///   - url: the file; gzip is unpacked.
  ///   - network: gives nodes and links.
  ///   - faults: gets everything that is wrong.
  /// - Returns: a penalty for each pair of links that a row means, parallel links included; `nil`
  ///   where the file has an error.
  public static func read(
    _ url: URL,
    network: TransportNetwork,
    faults: FaultCollector
  ) -> [TurnPenalty]? {
    let name = url.lastPathComponent
    let errorsBefore = faults.errors.count
    guard let table = CSVTable.read(url, name: name, faults: faults),
      table.expect(["from", "via", "to", "penalty"], faults: faults)
    else { return nil }
    var nodes: [String: Int] = [:]
    for (node, own) in network.nodesByName { nodes[node] = Int(own) }
    var penalties: [TurnPenalty] = []
    for row in table.rows(faults) {
      let from = row.reference("from", in: nodes, called: "node")
      let via = row.reference("via", in: nodes, called: "node")
      let to = row.reference("to", in: nodes, called: "node")
      let isProhibited = row.optionalText("penalty") == nil
      let cost = isProhibited ? Double.infinity : row.number("penalty", in: CSVRow.notNegative)
      guard let from, let via, let to, let cost else { continue }
      let entering = network.links(from: Int32(from), to: Int32(via))
      let leaving = network.links(from: Int32(via), to: Int32(to))
      if entering.isEmpty || leaving.isEmpty {
        faults.error(
          name,
          line: row.line,
          found: "no links from \(network.nodeNames[from]) over \(network.nodeNames[via]) to "
            + network.nodeNames[to],
          expected: "a turn of the network"
        )
      }
      for first in entering {
        for second in leaving {
          penalties.append(TurnPenalty(from: first, to: second, cost: cost))
        }
      }
    }
    return faults.errors.count == errorsBefore ? penalties : nil
  }
}
