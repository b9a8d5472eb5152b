import FreightNetwork
import Numerics
import Tables
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
  var study: Study
  /// The project looked at; see `focused(on:)`.
  private(set) var project: Project
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
  /// Link of each arc of each cargo class's network; −1: none.
  let arcLinks: [[Int]]
  /// Arcs over links of each route of each cargo class.
  let linkArcs: [[[Int]]]
  /// Whether each route of each cargo class is by sea alone, and whether rail is part of it.
  let routeKinds: [[(isSea: Bool, isRail: Bool)]]
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
  /// Position of it: link `l` has `l`, terminal `t` has the number of links and `t`.
  let capacityResources: [Int]
  /// Whether the entry's route is over the project looked at.
  private(set) var usesProject: [Bool]
  /// Entries whose route is over the project looked at, rising.
  private(set) var projectEntries: [Int]
  /// Projects without which the entry's route does not exist.
  let entryProjects: [ProjectSet]
  /// Projects over which any of a demand's routes goes.
  private let demandProjects: [ProjectSet]
  /// Projects that stand in the base year.
  let referenceProjects: ProjectSet
  /// The project whose constant and ramp-up are calibrated: its routes are counted.
  var countedProject: Int?
  /// What the entry's route takes.
  let entryCost: [CostVector]
  /// Constants of transit of the entry's route together, USD/t.
  let entryTransitUSDPerTonne: [Double]
  /// Which they are, where there are any: positions in the network's constants.
  let entryTransit: [Int: [Int]]
  /// Years in which the entry's route can be open, the end left out; empty: never.
  let entryYears: [Range<Int>]
  /// Groups of links of scenarios without which an entry's route does not exist.
  let entryGroups: [Int: [String]]
  /// What a scenario changes; `nil`: nothing.
  var overlay: ScenarioOverlay?
  /// Demands and entries as measures tell them apart.
  let policyKeys: PolicyKeys
  /// What each use of a capacity takes.
  let useCost: [CostVector]
  /// Value of flows without any route, USD million.
  let unroutedUSDMillion: Double
  /// Year of reference of the study.
  private let reportedYear: Int
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
      if let overlay { own.capacityTonnes[place] *= overlay.capacityFactor(key, year: year, self) }
    }
    return own
  }

  /// How the cost of a capacity grows with its use, money and time alike: queues and scarcity.
  ///
  /// Nobody waits below half of the capacity; above it the queue is steep, since a port or a single
  /// track cannot carry much more than its capacity.
  static let performance = LinkPerformance.queue(alpha: 0.5, beta: 8, from: 0.5)

  /// Least cost that a queue multiplies, USD/t: about two days' hire of a wagon.
  ///
  /// A border station a few kilometres long holds trains up like any other.
  static let leastQueuedUSDPerTonne = 2.0

  /// Builds the model.
  ///
  /// - Parameters:
  ///   - study: the study.
  ///   - project: the project looked at.
  ///   - withAll: routes over all projects, or over those of the base year and the one looked at.
  ///   - threads: threads to use; does not change the model.
  ///   - changes: what scenarios may close or open: routes are looked for with and without it.
  /// - Throws: nothing of its own.
  init(
    _ study: Study,
    _ project: Project,
    withAll: Bool = false,
    threads: Int,
    changes: [ScenarioChange] = []
  ) throws {
    let groups = Set(changes.filter { $0.kind == .open }.map(\.group)).sorted()
    var study = study
    study.network.links += study.scenarioLinks.filter {
      $0.existence.project.map(groups.contains) ?? false
    }
    let closures = changes.filter { $0.kind == .close }
    self.study = study
    reportedYear = study.settings.referenceYear
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

    let baseYear = study.settings.baseYear
    referenceProjects = ProjectSet(
      study.projects.indices.filter { study.projects[$0].opening.year <= baseYear }
    )
    let open = Set(study.projects.filter { $0.opening.year > baseYear }.map(\.id))
    let wanted = withAll ? open : open.intersection([project.id])
    let proposals = study.proposals(wanted) + groups.map { [$0] }
    let standing = Set(study.projects.map(\.id)).subtracting(open)
    let closed = Set(
      study.network.links.compactMap(\.existence.project)
        + study.network.terminals.compactMap(\.existence.project)
    ).subtracting(standing).subtracting(wanted).subtracting(groups)
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
        proposals: proposals,
        leavingOut: closed,
        closures: closures.map { $0.arcs(in: networks[place], nodes: net.nodes) },
        threads: threads
      )
    }

    let arcLinks = networks.map { network in
      network.arcs.map { arc -> Int in
        if case .link(let link, _) = arc.kind { link } else { -1 }
      }
    }
    self.arcLinks = arcLinks
    linkArcs = zip(routeSets, arcLinks).map { set, links in
      set.routes.indices.map { set.routes[$0].arcs.filter { links[$0] >= 0 } }
    }

    routeKinds = routeSets.map { set in
      set.routes.map { (isSea: $0.chain == "sea", isRail: $0.families.contains(.rail)) }
    }

    var builder = DemandBuilder(
      study: study,
      networks: networks,
      routeSets: routeSets,
      groups: Set(groups)
    )
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
    entryProjects = builder.entryProjects
    usesProject = []
    projectEntries = []
    demandProjects = builder.demandProjects
    useCost = builder.useCost
    entryCost = builder.entryCost
    entryTransitUSDPerTonne = builder.entryTransitUSDPerTonne
    entryTransit = builder.entryTransit
    entryYears = builder.entryYears
    entryGroups = builder.entryGroups
    overlay = nil
    policyKeys = builder.policyKeys
    unroutedUSDMillion = builder.unrouted
    assignment = try builder.assignment()
    capacityKeys = builder.capacityKeys
    capacityResources = builder.capacityResources
    countedProject = nil
    countedProject = projectCounted()
    show(project)
  }

  /// The same model with another project looked at; all else is shared.
  func focused(on project: Project) -> CorridorModel {
    guard project.id != self.project.id else { return self }
    var model = self
    model.show(project)
    return model
  }

  /// Looks at a project, with its year of reference.
  private mutating func show(_ project: Project) {
    self.project = project
    let own = place(of: project)
    usesProject = entryProjects.map { !$0.isDisjoint(with: own) }
    projectEntries = usesProject.indices.filter { usesProject[$0] }
    study.settings.referenceYear = reportedYear
    study.settings.referenceYear = study.referenceYear(for: project)
  }

  /// The project alone, as a set.
  func place(of project: Project) -> ProjectSet {
    ProjectSet(study.projects.firstIndex { $0.id == project.id }.map { [$0] } ?? [])
  }

  /// Projects with routes on the network: the others leave the world as it is.
  var routedProjects: ProjectSet {
    demandProjects.reduce(into: ProjectSet()) { $0.formUnion($1) }
  }

  /// Demands with a route over any of these projects.
  func demands(over projects: ProjectSet) -> [Int] {
    demands.indices.filter { !demandProjects[$0].isDisjoint(with: projects) }
  }

  /// The project over which most routes of counted traffic go.
  private func projectCounted() -> Int? {
    let counted = study.trafficObservations.filter { $0.use == .calibration }
    guard let first = counted.first, let last = counted.map(\.year).max() else { return nil }
    let entries = entries(over: first.from, first.to)
    var best: (place: Int, entries: Int)?
    for (place, project) in study.projects.enumerated() where project.opening.year <= last {
      let count = entries.count { entryProjects[$0].contains(ProjectSet([place])) }
      if count > best?.entries ?? 0 { best = (place, count) }
    }
    return best?.place
  }
}

/// Lays demands and their routes out in flat arrays.
private struct DemandBuilder {
  let study: Study
  let routeSets: [RouteSet]
  var demands: [Demand] = []
  var entryRoute: [Int] = []
  var entryDemand: [Int] = []
  var entryProjects: [ProjectSet] = []
  private(set) var demandProjects: [ProjectSet] = []
  var useCost: [CostVector] = []
  var entryCost: [CostVector] = []
  var entryTransitUSDPerTonne: [Double] = []
  var entryTransit: [Int: [Int]] = [:]
  var entryYears: [Range<Int>] = []
  private(set) var policyKeys: PolicyKeys
  var unrouted = 0.0
  private var start = [0]
  private var nest: [Int32] = []
  private var useStart = [0]
  private var useResource: [Int32] = []
  private var capacityTonnes: [Double] = []
  private(set) var capacityKeys: [String] = []
  private(set) var capacityResources: [Int] = []
  private var resourcePlace: [Int: Int32] = [:]
  private let projectPlace: [String: Int]
  private let groups: Set<String>
  var entryGroups: [Int: [String]] = [:]
  private let transit: [TransitArcs]

  init(study: Study, networks: [Supernetwork], routeSets: [RouteSet], groups: Set<String>) {
    transit = networks.enumerated().map { TransitArcs(study.network, cargoClass: $0, $1) }
    self.groups = groups
    self.study = study
    self.routeSets = routeSets
    projectPlace = Dictionary(
      study.projects.enumerated().map { ($1.id, $0) },
      uniquingKeysWith: { first, _ in first }
    )
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
    var all = ProjectSet()
    for position in range {
      let route = set.routes[position]
      if chains.last != route.chain { chains.append(route.chain) }
      nest.append(Int32(chains.count - 1))
      entryRoute.append(position)
      entryDemand.append(demands.count)
      let projects = ProjectSet(route.projects.compactMap { projectPlace[$0] })
      entryProjects.append(projects)
      all.formUnion(projects)
      entryCost.append(route.cost)
      let constants = transit[demand.cargoClass].constants(
        route,
        from: study.regions[demand.origin].country,
        to: study.regions[demand.destination].country
      )
      if !constants.isEmpty { entryTransit[entryTransitUSDPerTonne.count] = constants }
      let value = study.commodities[demand.commodity].usdPerTonne
      entryTransitUSDPerTonne.append(
        study.network.transitUSDPerTonne(constants, valueUSDPerTonne: value)
      )
      let isKnown = route.projects.allSatisfy { projectPlace[$0] != nil || groups.contains($0) }
      let ownGroups = groups.isEmpty ? [] : route.projects.filter(groups.contains)
      if !ownGroups.isEmpty { entryGroups[entryYears.count] = ownGroups }
      let end = route.openTo == .max ? route.openTo : route.openTo + 1
      entryYears.append(isKnown && route.openFrom < end ? route.openFrom..<end : 0..<0)
      policyKeys.add(route, cargoClass: demand.cargoClass, position: position)
      for (resource, cost) in route.resources {
        useResource.append(place(of: resource))
        useCost.append(cost)
      }
      useStart.append(useResource.count)
    }
    policyKeys.add(demand)
    demands.append(demand)
    demandProjects.append(all)
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
    capacityResources.append(resource)
    capacityKeys.append(
      resource < links.count
        ? links[resource].id : study.network.nodes[terminals[resource - links.count].node].id
    )
    capacityTonnes.append((capacity ?? .greatestFiniteMagnitude) * 1e6)
    resourcePlace[resource] = place
    return place
  }

  func assignment() throws -> RouteAssignment {
    try RouteAssignment(
      start: start,
      nest: nest,
      useStart: useStart,
      useResource: useResource,
      capacityTonnes: capacityTonnes,
      performance: CorridorModel.performance
    )
  }
}
