public import Foundation
public import Tables

/// A traffic world as read from tables, with names.
public struct TrafficFiles: Sendable {
  /// Names of nodes.
  public let nodes: [String]
  /// The world.
  public let world: TrafficWorld
  /// New over old cost of each link.
  public let costFactors: [Double]
  /// Cost of building at each link, in millions of money, where known.
  public let buildingCosts: [Double?]
  /// What the reader should look at.
  public let warnings: [InputFault]

  /// Reads `node,output[,population]` and `from,to,traffic[,cost_change][,cost_millions]`.
  ///
  /// - Parameters:
  ///   - nodeFile: the table of nodes; a node that makes nothing is a junction.
  ///   - linkFile: the table of directed links.
  ///   - elasticity: θ, above zero.
  ///   - congestion: λ, not negative.
  ///   - people: agglomeration and congestion of people who move; `nil`: nobody does.
  /// - Throws: `InputFaults`, `WorldFault`.
  public init(
    nodes nodeFile: URL,
    links linkFile: URL,
    elasticity: Double,
    congestion: Double,
    people: (agglomeration: Double, congestion: Double)?
  ) throws {
    let faults = FaultCollector()
    var names: [String] = []
    var places: [String: Int] = [:]
    var output: [Double] = []
    var population: [Double] = []
    if let table = CSVTable.read(nodeFile, name: nodeFile.lastPathComponent, faults: faults),
      table.expect(
        people == nil ? ["node", "output"] : ["node", "output", "population"],
        optional: ["population"],
        faults: faults
      )
    {
      for row in table.rows(faults) {
        guard let name = row.text("node"),
          let value = row.number("output", in: CSVRow.notNegative),
          let heads = row.number("population", in: CSVRow.notNegative, default: 1)
        else { continue }
        if places.updateValue(names.count, forKey: name) != nil {
          row.fault("node", found: "'\(name)' twice", expected: "every node once")
          continue
        }
        names.append(name)
        output.append(value)
        population.append(heads)
      }
    }
    try faults.throwIfAny()
    var links: [TrafficWorld.Link] = []
    var factors: [Double] = []
    var costs: [Double?] = []
    if let table = CSVTable.read(linkFile, name: linkFile.lastPathComponent, faults: faults),
      table.expect(
        ["from", "to", "traffic"],
        optional: ["cost_change", "cost_millions"],
        faults: faults
      )
    {
      for row in table.rows(faults) {
        guard let from = row.reference("from", in: places, called: "node"),
          let to = row.reference("to", in: places, called: "node"),
          let traffic = row.number("traffic", in: CSVRow.notNegative),
          let change = row.number("cost_change", in: CSVRow.positive, default: 1)
        else { continue }
        if from == to {
          row.fault("to", found: "the node it comes from", expected: "another node")
          continue
        }
        links.append(TrafficWorld.Link(from: from, to: to, traffic: traffic))
        factors.append(change)
        costs.append(row.optionalNumber("cost_millions", in: CSVRow.positive))
      }
    }
    try faults.throwIfAny()
    self.nodes = names
    costFactors = factors
    buildingCosts = costs
    warnings = faults.warnings
    do {
      world = try TrafficWorld(
        output: output,
        links: links,
        elasticity: elasticity,
        congestion: congestion,
        mobility: people.map {
          TrafficWorld.Mobility(
            population: population,
            agglomeration: $0.agglomeration,
            congestion: $0.congestion
          )
        }
      )
    } catch {
      throw WorldFault(description: Self.named(error.description, names))
    }
  }

  /// "node 3" with its name.
  private static func named(_ text: String, _ names: [String]) -> String {
    guard text.hasPrefix("node "),
      let place = text.dropFirst(5).split(separator: " ").first.flatMap({ Int($0) }),
      names.indices.contains(place)
    else { return text }
    return "node '\(names[place])'" + text.dropFirst(5 + "\(place)".count)
  }
}
