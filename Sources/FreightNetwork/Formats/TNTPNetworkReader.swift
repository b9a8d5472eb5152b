public import Foundation
public import Tables

/// Reads networks in the TNTP format of the Transportation Networks for Research
/// (Stabler, Bar-Gera & Sall 2016).
///
/// Nodes are numbered from 1, the first of them are the zones; paths may not pass through a node
/// below `<FIRST THRU NODE>`. A row of a link is `init term capacity length fft b power speed toll
/// type ;`, of which the last three may be missing.
public enum TNTPNetworkReader {
  /// Nodes, zones or links that any file may speak of, however short: a longer one may have as many
  /// as it has bytes, so that a wrong figure does not take all memory.
  static let limit = 100_000

  /// Reads a file.
  ///
  /// The network's columns of numbers are `capacity`, `length`, `free_flow_time`, `b`, `power`,
  /// `speed`, `toll` and `type`; its figures `toll_factor` and `distance_factor`, where the file has
  /// them.
  ///
  /// - Parameters:
  ///   - url: the file; gzip is unpacked.
  ///   - name: how faults name it.
  ///   - faults: gets everything that is wrong, by line.
  /// - Returns: the network; `nil` where the file has an error.
  public static func read(_ url: URL, name: String, faults: FaultCollector) -> TransportNetwork? {
    do {
      return parse(try FileBytes.read(url, name: name), name: name, faults: faults)
    } catch {
      faults.add(error)
      return nil
    }
  }

  /// Parses the bytes of a file, as ``read(_:name:faults:)`` does.
  public static func parse(
    _ bytes: [UInt8],
    name: String,
    faults: FaultCollector
  ) -> TransportNetwork? {
    let errorsBefore = faults.errors.count
    var scanner = TNTPScanner(bytes, file: name, faults: faults)
    let head = TNTPMetadata(&scanner)
    let limit = max(Self.limit, bytes.count)
    let nodeCount = head.integer("NUMBER OF NODES", in: 1...limit)
    let zoneCount = head.integer("NUMBER OF ZONES", in: 0...(nodeCount ?? limit))
    let firstThrough = head.integer(
      "FIRST THRU NODE",
      in: 1...((nodeCount ?? limit) + 1),
      default: 1
    )
    let linkCount = head.integer("NUMBER OF LINKS", in: 0...limit)
    var figures: [String: Double] = [:]
    figures["toll_factor"] = head.number("TOLL FACTOR")
    figures["distance_factor"] = head.number("DISTANCE FACTOR")
    guard let nodeCount, let zoneCount, let firstThrough, let linkCount else { return nil }

    var columns = TNTPLinkColumns(nodeCount: nodeCount)
    while scanner.nextLine() { columns.append(&scanner) }
    if columns.rowCount != linkCount {
      faults.error(
        name,
        line: head.line("NUMBER OF LINKS"),
        column: "NUMBER OF LINKS",
        found: "\(columns.rowCount) rows of links",
        expected: "\(linkCount), as the tag says"
      )
    }
    guard faults.errors.count == errorsBefore,
      let graph = try? DirectedGraph(nodeCount: nodeCount, tail: columns.tail, head: columns.head)
    else { return nil }
    columns.warnOfDuplicates(graph, file: name, faults: faults)

    var network = TransportNetwork(
      graph: graph,
      nodeNames: (0..<nodeCount).map { String($0 + 1) },
      source: name
    )
    network.zoneNodes = (0..<zoneCount).map { Int32($0) }
    for node in 0..<(firstThrough - 1) { network.isThrough[node] = false }
    network.linkNumbers = columns.numbers
    network.figures = figures
    return network
  }
}
