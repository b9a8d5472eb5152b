/// The network of one cargo class, with each place split by carrier (Jourquin & Beuthe 1996: the
/// virtual network).
///
/// Cargo changes carrier at terminals alone; regions enter by connectors.
///
/// It holds everything that is there in any year and with any project; a `NetworkState` says what
/// is open.
public struct Supernetwork: Sendable {
  /// What an arc stands for.
  public enum ArcKind: Sendable, Equatable {
    /// A link, by position; forward as it is written or back.
    case link(Int, forward: Bool)
    /// A terminal, by position.
    case terminal(Int)
    /// A connector, by position; cargo gets on, or off.
    case connector(Int, boarding: Bool)
  }

  /// A place on one carrier, or a region.
  public struct Vertex: Sendable, Hashable {
    /// Position of the node; `-1` for regions.
    public var node: Int
    /// Carrier; `nil` for regions.
    public var carrier: Carrier?
    /// Region where cargo starts.
    public var origin: Int = -1
    /// Region where cargo ends.
    public var destination: Int = -1
  }

  /// A way from a vertex to another.
  public struct Arc: Sendable {
    /// Where it starts.
    public var from: Int
    /// Where it ends.
    public var to: Int
    /// What it stands for.
    public var kind: ArcKind
    /// What it takes.
    public var cost: CostVector
    /// Position of the capacity that it uses; `-1`: none.
    public var resource: Int
    /// When it is there.
    public var existence: Existence
  }

  /// Position of the cargo class.
  public let cargoClass: Int
  /// Vertices.
  public let vertices: [Vertex]
  /// Arcs.
  public let arcs: [Arc]
  /// Vertex where a region's cargo starts, by region; `-1` where it has no connector.
  public let originVertices: [Int]
  /// Vertex where a region's cargo ends.
  public let destinationVertices: [Int]

  /// Arcs out of each vertex: positions in `outArcs`, from `outStart[v]` up to `outStart[v + 1]`.
  let outStart: [Int]
  let outArcs: [Int]
  let inStart: [Int]
  let inArcs: [Int]

  /// Builds the network of one class.
  ///
  /// Positions of capacities: link `l` has `l`, terminal `t` has `links.count + t`.
  ///
  /// - Parameters:
  ///   - cargoClass: position of the class.
  ///   - regionCount: number of regions.
  ///   - nodes: places.
  ///   - links: lines; a link whose carrier has no rate for this class is left out.
  ///   - terminals: changes of carrier.
  ///   - borders: crossings; their costs are part of the links that they name.
  ///   - connectors: ways in and out of regions.
  ///   - rates: rates of carriers.
  public init(
    cargoClass: Int,
    regionCount: Int,
    nodes: [NetworkNode],
    links: [NetworkLink],
    terminals: [Terminal],
    borders: [BorderCrossing],
    connectors: [Connector],
    rates: [CarrierRate]
  ) {
    var builder = SupernetworkBuilder(
      cargoClass: cargoClass,
      regionCount: regionCount,
      nodes: nodes,
      rates: rates
    )
    builder.addLinks(links, borders: borders)
    builder.addTerminals(terminals, resourceOffset: links.count)
    builder.addConnectors(connectors)
    self.cargoClass = cargoClass
    vertices = builder.vertices
    arcs = builder.arcs
    originVertices = builder.originVertices
    destinationVertices = builder.destinationVertices
    (outStart, outArcs) = Self.index(arcs.map(\.from), vertices.count)
    (inStart, inArcs) = Self.index(arcs.map(\.to), vertices.count)
  }

  private static func index(_ ends: [Int], _ count: Int) -> ([Int], [Int]) {
    var start = [Int](repeating: 0, count: count + 1)
    for end in ends { start[end + 1] += 1 }
    for vertex in 0..<count { start[vertex + 1] += start[vertex] }
    var place = start
    var order = [Int](repeating: 0, count: ends.count)
    for (arc, end) in ends.enumerated() {
      order[place[end]] = arc
      place[end] += 1
    }
    return (start, order)
  }
}

/// Puts a supernetwork together.
struct SupernetworkBuilder {
  let cargoClass: Int
  let nodes: [NetworkNode]
  let rates: [CarrierRate]
  var vertices: [Supernetwork.Vertex] = []
  var arcs: [Supernetwork.Arc] = []
  var originVertices: [Int]
  var destinationVertices: [Int]
  private var place: [Supernetwork.Vertex: Int] = [:]

  init(cargoClass: Int, regionCount: Int, nodes: [NetworkNode], rates: [CarrierRate]) {
    self.cargoClass = cargoClass
    self.nodes = nodes
    self.rates = rates
    originVertices = Array(repeating: -1, count: regionCount)
    destinationVertices = Array(repeating: -1, count: regionCount)
  }

  mutating func vertex(_ vertex: Supernetwork.Vertex) -> Int {
    if let known = place[vertex] { return known }
    place[vertex] = vertices.count
    vertices.append(vertex)
    return vertices.count - 1
  }

  /// The rate that speaks for a carrier in a country: the most particular row.
  func rate(_ carrier: Carrier, _ country: String) -> CarrierRate? {
    var best: (rank: Int, rate: CarrierRate)?
    for rate in rates where rate.carrier == carrier {
      if let own = rate.country, own != country { continue }
      if let own = rate.cargoClass, own != cargoClass { continue }
      let rank = (rate.country == nil ? 0 : 2) + (rate.cargoClass == nil ? 0 : 1)
      if rank > best?.rank ?? -1 { best = (rank, rate) }
    }
    return best?.rate
  }

  mutating func addLinks(_ links: [NetworkLink], borders: [BorderCrossing]) {
    for (position, link) in links.enumerated() {
      for carrier in link.carriers {
        guard let first = rate(carrier, nodes[link.from].country),
          let second = rate(carrier, nodes[link.to].country)
        else { continue }
        let a = vertex(Supernetwork.Vertex(node: link.from, carrier: carrier))
        let b = vertex(Supernetwork.Vertex(node: link.to, carrier: carrier))
        var cost = linkCost(link, carrier, first, second)
        for forward in link.isDirected ? [true] : [true, false] {
          let ends = forward ? (link.from, link.to) : (link.to, link.from)
          let crossing =
            borders.last { border in
              border.from == ends.0 && border.to == ends.1 && border.carrier == carrier
                && border.cargoClasses.contains(cargoClass)
            }
            ?? borders.last { border in
              border.from == ends.0 && border.to == ends.1 && border.carrier == carrier
                && border.cargoClasses.isEmpty
            }
          let plain = cost
          if let crossing {
            cost.fees += crossing.costUSDPerTonne
            cost.days += crossing.delayHours / 24
          }
          arcs.append(
            Supernetwork.Arc(
              from: forward ? a : b,
              to: forward ? b : a,
              kind: .link(position, forward: forward),
              cost: cost,
              resource: link.capacityMegatonnesPerYear == nil ? -1 : position,
              existence: link.existence
            )
          )
          cost = plain
        }
      }
    }
  }

  private func linkCost(
    _ link: NetworkLink,
    _ carrier: Carrier,
    _ first: CarrierRate,
    _ second: CarrierRate
  ) -> CostVector {
    var cost = CostVector()
    let length = link.lengthKilometres
    for rate in [first, second] {
      let money = rate.usdPerTonneKilometre * length / 2
      switch carrier.family {
      case .rail:
        let share = rate.currency == "RUB" ? rate.currencyShare : 0
        cost.rail += money * (1 - share)
        cost.railRouble += money * share
      case .sea: cost.sea += money
      default: cost.other += money
      }
      let speed = link.speedKilometresPerHour ?? rate.speedKilometresPerHour
      cost.days += length / 2 / speed / 24
      cost.gramsCO2e += rate.gramsCO2ePerTonneKilometre * length / 2
      cost.externalUSD += rate.externalUSDPerTonneKilometre * length / 2
    }
    cost.fees = link.feeUSDPerTonne
    cost.kilometres = length
    return cost
  }

  mutating func addTerminals(_ terminals: [Terminal], resourceOffset: Int) {
    for (position, terminal) in terminals.enumerated() {
      if terminal.cargoClasses.isEmpty {
        let isOverridden = terminals.contains { other in
          other.node == terminal.node && other.cargoClasses.contains(cargoClass)
            && Set([other.fromCarrier, other.toCarrier])
              == Set([terminal.fromCarrier, terminal.toCarrier])
        }
        if isOverridden { continue }
      } else if !terminal.cargoClasses.contains(cargoClass) {
        continue
      }
      let a = vertex(Supernetwork.Vertex(node: terminal.node, carrier: terminal.fromCarrier))
      let b = vertex(Supernetwork.Vertex(node: terminal.node, carrier: terminal.toCarrier))
      let country = nodes[terminal.node].country
      for (from, to, entered) in [(a, b, terminal.toCarrier), (b, a, terminal.fromCarrier)] {
        var cost = CostVector()
        cost.handling =
          terminal.costUSDPerTonne + (rate(entered, country)?.boardingUSDPerTonne ?? 0)
        cost.days = terminal.dwellHours / 24
        arcs.append(
          Supernetwork.Arc(
            from: from,
            to: to,
            kind: .terminal(position),
            cost: cost,
            resource: terminal.capacityMegatonnesPerYear == nil ? -1 : resourceOffset + position,
            existence: terminal.existence
          )
        )
      }
    }
  }

  mutating func addConnectors(_ connectors: [Connector]) {
    for (position, connector) in connectors.enumerated() {
      if connector.cargoClasses.isEmpty {
        let isOverridden = connectors.contains { other in
          other.region == connector.region && other.node == connector.node
            && other.carrier == connector.carrier && other.cargoClasses.contains(cargoClass)
        }
        if isOverridden { continue }
      } else if !connector.cargoClasses.contains(cargoClass) {
        continue
      }
      let key = Supernetwork.Vertex(node: connector.node, carrier: connector.carrier)
      guard place[key] != nil else { continue }
      let node = vertex(key)
      let origin = vertex(Supernetwork.Vertex(node: -1, carrier: nil, origin: connector.region))
      let destination = vertex(
        Supernetwork.Vertex(node: -1, carrier: nil, destination: connector.region)
      )
      originVertices[connector.region] = origin
      destinationVertices[connector.region] = destination
      var cost = CostVector()
      cost.handling = connector.costUSDPerTonne
      cost.days = connector.delayHours / 24
      cost.kilometres = connector.lengthKilometres
      var boarding = cost
      boarding.handling +=
        rate(connector.carrier, nodes[connector.node].country)?.boardingUSDPerTonne ?? 0
      arcs.append(
        Supernetwork.Arc(
          from: origin,
          to: node,
          kind: .connector(position, boarding: true),
          cost: boarding,
          resource: -1,
          existence: Existence()
        )
      )
      arcs.append(
        Supernetwork.Arc(
          from: node,
          to: destination,
          kind: .connector(position, boarding: false),
          cost: cost,
          resource: -1,
          existence: Existence()
        )
      )
    }
  }
}
