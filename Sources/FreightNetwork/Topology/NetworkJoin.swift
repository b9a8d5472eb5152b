public import Tables

/// Puts networks into one, and joins them at ports.
public enum NetworkJoin {
  /// What came of joining networks at ports.
  public struct PortReport: Sendable, Equatable {
    /// Ports that were joined to every network.
    public var joinedToAll = 0
    /// Ports that were joined to some of them.
    public var joinedToSome = 0
    /// Names of ports that none is near enough to.
    public var leftOut: [String] = []
    /// Links that were added, each for both directions.
    public var connectors = 0
  }

  /// Puts networks side by side into one.
  ///
  /// The column `mode` says which one a link comes from, where the network does not say itself; names
  /// of nodes that are taken get the network's name before them.
  ///
  /// - Parameters:
  ///   - networks: the networks, at least one.
  ///   - modes: word for the links of each.
  /// - Returns: the one network.
  /// - Throws: `InputFaults` where coordinates of one are degrees and of another are not, or they are
  ///   too large together.
  public static func side(
    bySide networks: [TransportNetwork],
    modes: [String]
  ) throws(InputFaults) -> TransportNetwork {
    guard var result = networks.first else {
      throw InputFaults([
        InputFault(file: "networks", found: "no network", expected: "at least one")
      ])
    }
    result.setMode(modes.first ?? "")
    for (place, network) in networks.enumerated().dropFirst() {
      guard network.isGeographic == result.isGeographic, network.x.isEmpty == result.x.isEmpty
      else {
        throw InputFaults([
          InputFault(
            file: network.source,
            found: "coordinates unlike those of \(result.source)",
            expected: "degrees in all networks that are put together, or in none"
          )
        ])
      }
      var other = network
      other.setMode(place < modes.count ? modes[place] : "")
      do {
        try result.append(other)
      } catch {
        throw InputFaults([
          InputFault(file: network.source, found: "\(error)", expected: "fewer nodes and links")
        ])
      }
    }
    return result
  }

  /// Adds ports as nodes, each with a link to the nearest node of every network within reach.
  ///
  /// - Parameters:
  ///   - network: networks put together, whose column `mode` tells them apart.
  ///   - ports: the ports.
  ///   - kilometres: how far a port may be from a node of a network by its mode.
  ///   - otherwise: how far it may be from a node of another mode.
  /// - Returns: what was joined.
  /// - Throws: `InputFaults` where coordinates are no degrees.
  @discardableResult
  public static func connect(
    _ network: inout TransportNetwork,
    at ports: [SeaPort],
    within kilometres: [String: Double],
    otherwise: Double
  ) throws(InputFaults) -> PortReport {
    guard network.isGeographic, !network.x.isEmpty else {
      throw InputFaults([
        InputFault(
          file: network.source,
          found: "coordinates that are no degrees",
          expected: "longitudes and latitudes, to join ports by"
        )
      ])
    }
    let graph = network.graph
    let modes = network.linkWords["mode"] ?? [String](repeating: "", count: graph.linkCount)
    var names: [String] = []
    for mode in modes where !names.contains(mode) { names.append(mode) }
    var found: [[(node: Int32, metres: Double)?]] = []
    for mode in names {
      var isOf = [Bool](repeating: false, count: graph.nodeCount)
      for link in modes.indices where modes[link] == mode {
        isOf[Int(graph.tail[link])] = true
        isOf[Int(graph.head[link])] = true
      }
      let nodes = isOf.indices.filter { isOf[$0] }
      let reach = max(0.001, kilometres[mode] ?? otherwise) * 1000
      var grid = PointGrid(reach: reach, isGeographic: true, capacity: nodes.count)
      for node in nodes { grid.add(network.x[node], network.y[node]) }
      found.append(
        ports.map { port in
          grid.nearest(port.longitude, port.latitude).map { near in
            let node = nodes[near.point]
            let metres = Geodesic.metres(
              port.longitude,
              port.latitude,
              network.x[node],
              network.y[node]
            )
            return (Int32(truncatingIfNeeded: node), metres)
          }
        }
      )
    }
    return try network.add(ports, found)
  }
}
