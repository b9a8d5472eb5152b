public import FreightNetwork

/// What keeps freight off the ways through a country beside money and time: a mode constant, USD/t and a
/// share of the value of the goods.
///
/// It counts on routes that neither begin nor end in the country and use the mode between two of its
/// places. Routes over a project there have the project's own constant instead.
public struct TransitConstant: Sendable, Equatable {
  /// Id.
  public var id: String
  /// Name for people.
  public var name: String
  /// ISO3 code of the country passed.
  public var country: String
  /// Mode used in it.
  public var family: Carrier.Family
  /// Positions of the cargo classes; empty: all.
  public var cargoClasses: [Int]
  /// The constant, USD/t.
  public var usdPerTonne: Double
  /// What comes to it by the value of the goods, per cent: dear goods fear damage and delay more.
  public var percentOfValue: Double
}

extension StudyNetwork {
  /// Sum of some constants of transit for goods of a value, USD/t.
  func transitUSDPerTonne(_ constants: [Int], valueUSDPerTonne value: Double) -> Double {
    constants.reduce(0) {
      let constant = transitConstants[$1]
      return $0 + constant.usdPerTonne + constant.percentOfValue / 100 * value
    }
  }
}

/// The constants of transit that hold for each arc of a cargo class's network.
struct TransitArcs: Sendable {
  /// Positions of the constants of the class.
  private let constants: [Int]
  /// Country of each of them.
  private let countries: [String]
  /// Those that hold for each arc, and those that a project on it replaces: a bit each.
  private let held: [UInt64]
  private let replaced: [UInt64]

  /// Finds the constants of a class.
  init(_ study: StudyNetwork, cargoClass: Int, _ network: Supernetwork) {
    let all = study.transitConstants
    let constants = all.indices.filter {
      all[$0].cargoClasses.isEmpty || all[$0].cargoClasses.contains(cargoClass)
    }
    var held = [UInt64](repeating: 0, count: constants.isEmpty ? 0 : network.arcs.count)
    var replaced = held
    for position in held.indices {
      let arc = network.arcs[position]
      guard case .link(let place, _) = arc.kind, let carrier = network.vertices[arc.from].carrier
      else { continue }
      let link = study.links[place]
      let country = study.nodes[link.from].country
      guard country == study.nodes[link.to].country else { continue }
      for (bit, constant) in constants.enumerated()
      where all[constant].country == country && all[constant].family == carrier.family {
        if arc.existence.project == nil {
          held[position] |= 1 << UInt64(bit)
        } else {
          replaced[position] |= 1 << UInt64(bit)
        }
      }
    }
    self.constants = constants
    self.held = held
    self.replaced = replaced
    countries = constants.map { all[$0].country }
  }

  /// Positions of the constants that hold for a route between two countries.
  func constants(_ route: Route, from origin: String, to destination: String) -> [Int] {
    guard !held.isEmpty else { return [] }
    var bits: UInt64 = 0
    var without: UInt64 = 0
    for arc in route.arcs {
      bits |= held[arc]
      without |= replaced[arc]
    }
    bits &= ~without
    guard bits != 0 else { return [] }
    return constants.indices.filter {
      bits >> UInt64($0) & 1 == 1 && countries[$0] != origin && countries[$0] != destination
    }
    .map { constants[$0] }
  }
}
