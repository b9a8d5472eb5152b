import FreightNetwork
import TradeEquilibrium
import TradePolicy

/// What a scenario changes in a model, worked out for its routes.
///
/// A year in which no change is in force is left as it is, bit for bit.
struct ScenarioOverlay: Sendable {
  let changes: [ScenarioChange]
  /// Entries that each change about ways hits; none for other changes.
  private let entries: [[Int]]

  init(_ model: CorridorModel, _ changes: [ScenarioChange]) {
    self.changes = changes
    let nodes = model.study.network.nodes
    entries = changes.map { change in
      guard change.isAboutWays else { return [] }
      let isHit = model.routeSets.enumerated().map { place, set -> [Bool] in
        let arcs = change.arcs(in: model.networks[place], nodes: nodes)
        let families = Set(change.carriers)
        return set.routes.map { route in
          let passes = change.namesPlaces ? route.arcs.contains { arcs.contains($0) } : true
          return passes
            && (families.isEmpty || route.families.contains { families.contains($0.rawValue) })
        }
      }
      return (0..<model.assignment.entryCount).filter { entry in
        isHit[model.demands[model.entryDemand[entry]].cargoClass][model.entryRoute[entry]]
      }
    }
  }

  /// Measures with the scenario's dates.
  static func book(_ policy: PolicyBook, _ changes: [ScenarioChange]) -> PolicyBook {
    let dated = changes.filter { $0.kind == .measure }
    guard !dated.isEmpty else { return policy }
    return PolicyBook(
      policy.measures.map { measure in
        var own = measure
        for change in dated where change.measures.contains(measure.id) {
          if let from = change.inForceFrom { own.from = from }
          if let to = change.inForceTo { own.to = to }
        }
        return own
      }
    )
  }

  /// Whether it changes anything in a year under a book of measures.
  func acts(in state: YearState) -> Bool {
    changes.contains {
      $0.kind == .measure ? state.measures != .none : $0.years.contains(state.year)
    }
  }

  private func inForce(_ year: Int, _ kinds: ScenarioChange.Kind...) -> [ScenarioChange] {
    changes.filter { kinds.contains($0.kind) && $0.years.contains(year) }
  }

  /// Costs and openness of the entries that ways are closed or made dearer for.
  func apply(
    to model: CorridorModel,
    year: Int,
    cost: inout [Double],
    openness: inout [Double]
  ) {
    for (place, change) in changes.enumerated() where change.years.contains(year) {
      switch change.kind {
      case .close:
        let open = 1 - min(12, change.months) / 12
        for entry in entries[place] { openness[entry] *= open }
      case .charge:
        let values = model.study.commodities.indices.map { model.unitValue($0, year: year) }
        for entry in entries[place] {
          let commodity = model.demands[model.entryDemand[entry]].commodity
          guard change.commodities.isEmpty || change.commodities.contains(commodity) else {
            continue
          }
          cost[entry] +=
            change.usdPerTonne + change.shareOfValue * values[commodity]
            + change.days * model.study.commodities[commodity].timeValueUSDPerTonneDay
        }
      default: break
      }
    }
  }

  /// Share of a year for which a group of links is open.
  func openShare(_ group: String, year: Int) -> Double {
    inForce(year, .open).filter { $0.group == group }.map { min(12, $0.months) / 12 }.max() ?? 0
  }

  /// Factors on rates and on the rouble.
  func apply(to weights: inout CostWeights, year: Int) {
    for change in inForce(year, .rate, .exchangeRate) {
      let factor = change.factor(year)
      if change.kind == .exchangeRate {
        // A dearer dollar makes what is paid in roubles cheaper.
        weights.rouble /= factor
        continue
      }
      for part in change.rates {
        switch part {
        case .rail: weights.rail *= factor
        case .sea: weights.sea *= factor
        case .road: weights.other *= factor
        case .handling: weights.handling *= factor
        }
      }
    }
  }

  /// Factor on the price of a commodity.
  func priceFactor(_ commodity: Int, year: Int) -> Double {
    inForce(year, .price).filter { $0.commodities.isEmpty || $0.commodities.contains(commodity) }
      .reduce(1) { $0 * $1.factor(year) }
  }

  /// Factor on the capacity of a link or node.
  func capacityFactor(_ key: String, year: Int, _ model: CorridorModel) -> Double {
    let net = model.study.network
    return inForce(year, .capacity).filter { change in
      change.links.contains { net.links[$0].id == key }
        || change.nodes.contains { net.nodes[$0].id == key }
    }.reduce(1) { $0 * $1.factor(year) }
  }

  /// Trade with demand and income moved.
  func apply(
    to trade: inout (flows: [Double], latent: [Double]),
    _ model: CorridorModel,
    year: Int
  ) {
    for change in inForce(year, .demand, .income) {
      let factor = change.factor(year)
      let root = max(0, factor).squareRoot()
      let regions = Set(change.regions)
      for k in model.study.commodities.indices
      where change.commodities.isEmpty || change.commodities.contains(k) {
        for i in model.study.regions.indices {
          for j in model.study.regions.indices {
            var own = 1.0
            if change.kind == .income {
              // As trade grows with the geometric mean of both incomes.
              if regions.contains(i) { own *= root }
              if regions.contains(j) { own *= root }
            } else if i != j,
              change.exporters.isEmpty || change.exporters.contains(i),
              change.importers.isEmpty || change.importers.contains(j)
            {
              own = factor
            }
            guard own != 1 else { continue }
            let cell = model.base.index(i, j, k)
            trade.flows[cell] *= own
            trade.latent[cell] *= own
          }
        }
      }
    }
  }
}

extension ScenarioChange {
  /// Whether it names places, links or a border.
  var namesPlaces: Bool { !nodes.isEmpty || !links.isEmpty || !border.isEmpty }

  /// Arcs of a class's network that it is about.
  func arcs(in network: Supernetwork, nodes places: [NetworkNode]) -> Set<Int> {
    let own = Set(nodes)
    let ownLinks = Set(links)
    var found: Set<Int> = []
    for (position, arc) in network.arcs.enumerated() {
      let from = network.vertices[arc.from].node
      let to = network.vertices[arc.to].node
      var isHit = own.contains(from) || own.contains(to)
      if case .link(let link, _) = arc.kind {
        isHit = isHit || ownLinks.contains(link)
        if border.count == 2, from >= 0, to >= 0,
          network.vertices[arc.from].carrier?.family != .sea
        {
          let ends = [places[from].country, places[to].country]
          isHit = isHit || ends == border || ends == [border[1], border[0]]
        }
      }
      if isHit { found.insert(position) }
    }
    return found
  }
}

extension CorridorModel {
  /// The same model under a scenario and its changes; all else is shared.
  func under(_ scenario: ScenarioSettings) -> CorridorModel {
    var model = self
    model.study.settings.scenarios = [scenario]
    model.study.policy = ScenarioOverlay.book(study.policy, scenario.changes)
    model.overlay = scenario.changes.isEmpty ? nil : ScenarioOverlay(self, scenario.changes)
    return model
  }
}
