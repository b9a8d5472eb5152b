import FreightNetwork
import TradePolicy

/// Flows and ways as measures tell them apart: each distinct one once, so that a year's measures are
/// worked out for few.
struct PolicyKeys: Sendable {
  /// Distinct flows.
  private(set) var flows: [FlowKey] = []
  /// Flow of each demand.
  private(set) var flow: [Int] = []
  /// Distinct ways, cut down to the parts that measures name.
  private(set) var ways: [RouteKey] = []
  /// Way of each entry; `nil` where no measure names a part of its route.
  private(set) var way: [Int?] = []

  private let study: Study
  private let places: Set<String>
  private let countries: Set<String>
  private let namesModesAlone: Bool
  private var flowPlace: [FlowKey: Int] = [:]
  private var wayPlace: [RouteKey: Int] = [:]
  /// Way of each route met so far, by cargo class.
  private var known: [[Int??]]

  init(_ study: Study, _ routeSets: [RouteSet]) {
    self.study = study
    let measures = study.policy.measures.filter { $0.isAboutRoute && $0.rule != .note }
    places = Set(measures.flatMap(\.places))
    countries = Set(measures.flatMap(\.transitCountries))
    namesModesAlone = measures.contains { $0.places.isEmpty && $0.transitCountries.isEmpty }
    known = routeSets.map { Array(repeating: nil, count: $0.routes.count) }
  }

  /// Takes the next demand.
  mutating func add(_ demand: Demand) {
    let key = FlowKey(
      origin: study.regions[demand.origin].country,
      destination: study.regions[demand.destination].country,
      commodity: study.commodities[demand.commodity].id
    )
    flow.append(Self.place(of: key, in: &flowPlace, &flows))
  }

  /// Takes the next entry: a route of a class.
  mutating func add(_ route: Route, cargoClass: Int, position: Int) {
    if let met = known[cargoClass][position] {
      way.append(met)
      return
    }
    let nodes = route.nodes.map { study.network.nodes[$0].id }.filter(places.contains)
    let passed = route.countries.filter(countries.contains)
    var found: Int?
    if namesModesAlone || !nodes.isEmpty || !passed.isEmpty {
      let key = RouteKey(
        countries: passed,
        nodes: nodes,
        modes: route.families.compactMap { Measure.Mode(rawValue: $0.rawValue) }
      )
      found = Self.place(of: key, in: &wayPlace, &ways)
    }
    known[cargoClass][position] = .some(found)
    way.append(found)
  }

  private static func place<Key: Hashable>(
    of key: Key,
    in places: inout [Key: Int],
    _ keys: inout [Key]
  ) -> Int {
    if let place = places[key] { return place }
    places[key] = keys.count
    keys.append(key)
    return keys.count - 1
  }
}
