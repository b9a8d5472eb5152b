/// A way from one region to another for one cargo class.
public struct Route: Sendable {
  /// Arcs, in order: positions in the supernetwork.
  public let arcs: [Int]
  /// What it takes.
  public let cost: CostVector
  /// Nodes passed, in order, without repetition.
  public let nodes: [Int]
  /// Countries passed, sorted.
  public let countries: [String]
  /// Modes used by links, sorted.
  public let families: [Carrier.Family]
  /// Modes in words, "rail+sea": the nest of the choice.
  public let chain: String
  /// Capacities used, with what the arc takes that uses each.
  public let resources: [(resource: Int, cost: CostVector)]
  /// Projects without which it does not exist, sorted.
  public let projects: [String]
  /// First year in which all of it is open; `Int.min`: always.
  public let openFrom: Int
  /// Last year in which all of it is open; `Int.max`: for ever.
  public let openTo: Int

  /// The route along arcs of a supernetwork.
  init(_ arcs: [Int], in network: Supernetwork, nodes places: [NetworkNode]) {
    self.arcs = arcs
    var cost = CostVector()
    var nodes: [Int] = []
    var families: Set<Carrier.Family> = []
    var resources: [(resource: Int, cost: CostVector)] = []
    var projects: Set<String> = []
    var from = Int.min
    var to = Int.max
    for position in arcs {
      let arc = network.arcs[position]
      cost = cost + arc.cost
      for vertex in [arc.from, arc.to] {
        let node = network.vertices[vertex].node
        if node >= 0, nodes.last != node { nodes.append(node) }
      }
      if case .link = arc.kind, let carrier = network.vertices[arc.from].carrier {
        families.insert(carrier.family)
      }
      if arc.resource >= 0 { resources.append((arc.resource, arc.cost)) }
      if let project = arc.existence.project { projects.insert(project) }
      from = max(from, arc.existence.openFrom ?? Int.min)
      to = min(to, arc.existence.openTo ?? Int.max)
    }
    self.cost = cost
    self.nodes = nodes
    countries = Set(nodes.map { places[$0].country }).filter { !$0.isEmpty }.sorted()
    self.families = families.sorted { $0.rawValue < $1.rawValue }
    chain = self.families.map(\.rawValue).joined(separator: "+")
    self.resources = resources
    self.projects = projects.sorted()
    openFrom = from
    openTo = to
  }

  /// Whether all of it is there in a year, with these projects built.
  public func isOpen(year: Int, projects built: Set<String>) -> Bool {
    year >= openFrom && year <= openTo && projects.allSatisfy { built.contains($0) }
  }
}
