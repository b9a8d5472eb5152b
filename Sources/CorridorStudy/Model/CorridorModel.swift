import FreightNetwork
import Numerics
import TradeEquilibrium
import TradePolicy

/// A demand: one commodity from one region to another, with the routes that it can take.
struct Demand: Sendable {
  var commodity: Int
  var origin: Int
  var destination: Int
  /// Position in the arrays of trade flows.
  var cell: Int
  /// Position of the cargo class.
  var cargoClass: Int
}

/// The structure of a study's model: trade, networks, routes and demands.
///
/// What changes from year to
/// year and between scenarios stands in a `YearState`.
struct CorridorModel: Sendable {
  let study: Study
  let project: Project
  /// Base-year trade, USD million.
  let base: BaseTrade
  /// What would be traded beside it if no measure forbade it.
  let latent: [Double]
  /// Tonnes for a million dollars, by cell.
  let tonnesPerUSDMillion: [Double]
  /// Ad valorem tariff, by cell.
  let tariff: [Double]
  /// Network of each cargo class.
  let networks: [Supernetwork]
  /// Routes of each cargo class.
  let routeSets: [RouteSet]
  /// Demands, in order of commodity, origin and destination.
  let demands: [Demand]
  /// Route of each entry: position in the class's route set.
  let entryRoute: [Int]
  /// Demand of each entry.
  let entryDemand: [Int]
  /// Structure of the assignment, with base-year capacities.
  let assignment: RouteAssignment
  /// Link or node whose capacity each capacity is.
  let capacityKeys: [String]
  /// Whether the entry's route is over the project.
  let usesProject: [Bool]
  /// What the entry's route takes.
  let entryCost: [CostVector]
  /// Years in which the entry's route is open; empty where it needs another project.
  let entryYears: [ClosedRange<Int>?]
  /// Demands and entries as measures tell them apart.
  let policyKeys: PolicyKeys
  /// What each use of a capacity takes.
  let useCost: [CostVector]
  /// Value of flows without any route, USD million.
  let unroutedUSDMillion: Double
  let threads: Int

  /// The route of an entry.
  func route(_ entry: Int) -> Route {
    routeSets[demands[entryDemand[entry]].cargoClass].routes[entryRoute[entry]]
  }

  /// The assignment with the capacities of a year.
  func assignment(year: Int) -> RouteAssignment {
    var own = assignment
    for (place, key) in capacityKeys.enumerated() {
      if let factor = study.timeSeries.value(.capacityIndex, key: key, year: year) {
        own.capacityTonnes[place] *= factor
      }
    }
    return own
  }

  /// How the cost of a capacity grows with its use, money and time alike: queues and scarcity.
  ///
  /// Steep,
  /// since a port or a single track cannot carry much more than its capacity.
  static let performance = LinkPerformance.bpr(alpha: 0.15, beta: 8)

  init(_ study: Study, _ project: Project, threads: Int) throws {
    self.study = study
    self.project = project
    self.threads = threads
    let regionCount = study.regions.count
    let commodityCount = study.commodities.count
    var base = BaseTrade(
      regionCount: regionCount,
      commodityCount: commodityCount,
      flows: Array(repeating: 0, count: regionCount * regionCount * commodityCount),
      elasticities: study.commodities.map(\.tradeElasticity)
    )
    var latent = base.flows
    var tonnes = base.flows
    for k in 0..<commodityCount {
      for cell in (k * regionCount * regionCount)..<((k + 1) * regionCount * regionCount) {
        tonnes[cell] = 1e6 / study.commodities[k].usdPerTonne
      }
    }
    for row in study.trade {
      let cell = base.index(row.exporter, row.importer, row.commodity)
      if row.kind == .latent {
        latent[cell] += row.usdMillion
      } else {
        base.flows[cell] += row.usdMillion
      }
      if let weight = row.tonnes, row.usdMillion > 0 { tonnes[cell] = weight / row.usdMillion }
    }
    var tariff = [Double](repeating: 0, count: base.flows.count)
    for row in study.tariffs {
      tariff[base.index(row.exporter, row.importer, row.commodity)] = row.rate
    }
    self.base = base
    self.latent = latent
    self.tariff = tariff
    tonnesPerUSDMillion = tonnes

    let net = study.network
    networks = study.cargoClasses.indices.map {
      Supernetwork(
        cargoClass: $0,
        regionCount: regionCount,
        nodes: net.nodes,
        links: net.links,
        terminals: net.terminals,
        borders: net.borders,
        connectors: net.connectors,
        rates: net.rates
      )
    }
    let networks = networks
    routeSets = try networks.indices.map { place in
      let times = study.commodities.filter { $0.cargoClass == place }
        .map(\.timeValueUSDPerTonneDay)
      let values = Array(Set([times.min() ?? 0, times.max() ?? 0])).sorted()
      var limits = RouteSet.Limits()
      // Beyond this a route's share is below exp(−5).
      limits.detourUSDPerTonne = 5 / study.cargoClasses[place].modeScalePerUSD
      return try RouteSet(
        networks[place],
        nodes: net.nodes,
        valuesOfTime: values,
        limits: limits,
        threads: threads
      )
    }

    var builder = DemandBuilder(study: study, routeSets: routeSets, project: project)
    for k in 0..<commodityCount {
      guard let cargoClass = study.commodities[k].cargoClass else { continue }
      for origin in 0..<regionCount {
        for destination in 0..<regionCount where destination != origin {
          let cell = base.index(origin, destination, k)
          guard base.flows[cell] > 0 || latent[cell] > 0 else { continue }
          builder.add(
            Demand(
              commodity: k,
              origin: origin,
              destination: destination,
              cell: cell,
              cargoClass: cargoClass
            ),
            value: base.flows[cell]
          )
        }
      }
    }
    demands = builder.demands
    entryRoute = builder.entryRoute
    entryDemand = builder.entryDemand
    usesProject = builder.usesProject
    useCost = builder.useCost
    entryCost = builder.entryCost
    entryYears = builder.entryYears
    policyKeys = builder.policyKeys
    unroutedUSDMillion = builder.unrouted
    assignment = builder.assignment()
    capacityKeys = builder.capacityKeys
  }
}

/// Lays demands and their routes out in flat arrays.
private struct DemandBuilder {
  let study: Study
  let routeSets: [RouteSet]
  let project: Project
  var demands: [Demand] = []
  var entryRoute: [Int] = []
  var entryDemand: [Int] = []
  var usesProject: [Bool] = []
  var useCost: [CostVector] = []
  var entryCost: [CostVector] = []
  var entryYears: [ClosedRange<Int>?] = []
  private(set) var policyKeys: PolicyKeys
  var unrouted = 0.0
  private var start = [0]
  private var nest: [Int32] = []
  private var useStart = [0]
  private var useResource: [Int32] = []
  private var capacityTonnes: [Double] = []
  private(set) var capacityKeys: [String] = []
  private var resourcePlace: [Int: Int32] = [:]

  init(study: Study, routeSets: [RouteSet], project: Project) {
    self.study = study
    self.routeSets = routeSets
    self.project = project
    policyKeys = PolicyKeys(study, routeSets)
  }

  mutating func add(_ demand: Demand, value: Double) {
    let set = routeSets[demand.cargoClass]
    let range = set.routes(from: demand.origin, to: demand.destination)
    guard !range.isEmpty else {
      unrouted += value
      return
    }
    var chains: [String] = []
    for position in range {
      let route = set.routes[position]
      if chains.last != route.chain { chains.append(route.chain) }
      nest.append(Int32(chains.count - 1))
      entryRoute.append(position)
      entryDemand.append(demands.count)
      usesProject.append(route.projects.contains(project.id))
      entryCost.append(route.cost)
      let isOurs = route.projects.allSatisfy { $0 == project.id }
      entryYears.append(
        isOurs && route.openFrom <= route.openTo ? route.openFrom...route.openTo : nil
      )
      policyKeys.add(route, cargoClass: demand.cargoClass, position: position)
      for (resource, cost) in route.resources {
        useResource.append(place(of: resource))
        useCost.append(cost)
      }
      useStart.append(useResource.count)
    }
    policyKeys.add(demand)
    demands.append(demand)
    start.append(nest.count)
  }

  private mutating func place(of resource: Int) -> Int32 {
    if let known = resourcePlace[resource] { return known }
    let links = study.network.links
    let capacity =
      resource < links.count
      ? links[resource].capacityMegatonnesPerYear
      : study.network.terminals[resource - links.count].capacityMegatonnesPerYear
    let place = Int32(capacityTonnes.count)
    let terminals = study.network.terminals
    capacityKeys.append(
      resource < links.count
        ? links[resource].id : study.network.nodes[terminals[resource - links.count].node].id
    )
    capacityTonnes.append((capacity ?? .greatestFiniteMagnitude) * 1e6)
    resourcePlace[resource] = place
    return place
  }

  func assignment() -> RouteAssignment {
    RouteAssignment(
      start: start,
      nest: nest,
      useStart: useStart,
      useResource: useResource,
      capacityTonnes: capacityTonnes,
      performance: CorridorModel.performance
    )
  }
}
