import FreightNetwork

/// The corridor with numbers of the study's network and commodities moved; routes and their arcs stay.
struct MovedCorridor: Sendable {
  /// What each followed entry's route takes.
  var entryCost: [CostVector]
  /// What its constants of transit rise by, USD/t.
  var transitRiseUSDPerTonne: [Double]
  /// What each use of a capacity by it takes.
  var useCost: [CostVector]
  /// Capacities that move, by position, with their factors.
  var capacityFactor: [(place: Int, factor: Double)]
  /// Factor on the unit value, by followed demand.
  var valueFactor: [Double]
  /// Value of a day, USD/t.
  var timeValue: [Double]
  /// Trade elasticity.
  var elasticity: [Double]
  /// Factors on the scales of choice.
  var routeScaleFactor: [Double]
  var modeScaleFactor: [Double]
}

extension RiskChain {
  /// The corridor of this chain under a study of which numbers moved.
  func corridor(of moved: Study) -> MovedCorridor {
    let study = model.study
    let classes = Set(demands.map { model.demands[$0].cargoClass })
    let net = moved.network
    var networks: [Int: Supernetwork] = [:]
    let hasMoved =
      net.rates != study.network.rates || net.links != study.network.links
      || net.terminals != study.network.terminals || net.borders != study.network.borders
      || net.connectors != study.network.connectors
    if hasMoved {
      for place in classes {
        networks[place] = Supernetwork(
          cargoClass: place,
          regionCount: moved.regions.count,
          nodes: net.nodes,
          links: net.links,
          terminals: net.terminals,
          borders: net.borders,
          connectors: net.connectors,
          rates: net.rates
        )
      }
    }
    var entryCost: [CostVector] = []
    var useCost: [CostVector] = []
    for entry in entries {
      let route = model.route(entry)
      guard let network = networks[model.demands[model.entryDemand[entry]].cargoClass] else {
        entryCost.append(route.cost)
        useCost += route.resources.map(\.cost)
        continue
      }
      var cost = CostVector()
      for position in route.arcs {
        let arc = network.arcs[position]
        cost = cost + arc.cost
        if arc.resource >= 0 { useCost.append(arc.cost) }
      }
      entryCost.append(cost)
    }
    func capacity(_ resource: Int, _ network: StudyNetwork) -> Double? {
      resource < network.links.count
        ? network.links[resource].capacityMegatonnesPerYear
        : network.terminals[resource - network.links.count].capacityMegatonnesPerYear
    }
    var capacities: [(place: Int, factor: Double)] = []
    if hasMoved {
      for (place, capacityPlace) in self.capacities.enumerated() {
        let resource = model.capacityResources[capacityPlace]
        guard let old = capacity(resource, study.network), let new = capacity(resource, net),
          old > 0, new != old
        else { continue }
        capacities.append((place, new / old))
      }
    }
    let commodities = demands.map { model.demands[$0].commodity }
    let cargo = demands.map { model.demands[$0].cargoClass }
    func ratio(_ value: (Study) -> Double) -> Double {
      let old = value(study)
      let new = value(moved)
      return old == new ? 1 : new / old
    }
    return MovedCorridor(
      entryCost: entryCost,
      transitRiseUSDPerTonne: entries.map { entry in
        guard let constants = model.entryTransit[entry] else { return 0 }
        let commodity = model.demands[model.entryDemand[entry]].commodity
        func constant(_ study: Study) -> Double {
          study.network.transitUSDPerTonne(
            constants,
            valueUSDPerTonne: study.commodities[commodity].usdPerTonne
          )
        }
        return constant(moved) - constant(study)
      },
      useCost: useCost,
      capacityFactor: capacities,
      valueFactor: commodities.map { place in ratio { $0.commodities[place].usdPerTonne } },
      timeValue: commodities.map { moved.commodities[$0].timeValueUSDPerTonneDay },
      elasticity: commodities.map { moved.commodities[$0].tradeElasticity },
      routeScaleFactor: cargo.map { place in ratio { $0.cargoClasses[place].routeScalePerUSD } },
      modeScaleFactor: cargo.map { place in ratio { $0.cargoClasses[place].modeScalePerUSD } }
    )
  }
}
