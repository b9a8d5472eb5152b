import FreightNetwork
import Numerics
import TradeEquilibrium
import TradeGravity

extension ResultBuilder {
  /// Trade and real income by region, with against without the project.
  func regionEffects(_ pair: SolvedWorlds.Pair) -> [RegionEffect] {
    let count = study.regions.count
    let year = pair.with.state.year
    let weights = model.weights(year: year)
    func sums(_ solution: YearSolution) -> (exports: [Double], imports: [Double]) {
      var exports = [Double](repeating: 0, count: count)
      var imports = exports
      for k in 0..<model.base.commodityCount {
        for i in 0..<count {
          for j in 0..<count where i != j {
            let value = solution.trade.flows[model.base.index(i, j, k)]
            exports[i] += value
            imports[j] += value
          }
        }
      }
      return (exports, imports)
    }
    func cost(_ solution: YearSolution) -> [Double] {
      var money = [Double](repeating: 0, count: count)
      var tonnes = money
      for entry in 0..<model.assignment.entryCount {
        let place = model.entryDemand[entry]
        // Weighed by tonnes without the project, so that the figure is of costs alone.
        let carried = solution.choices.share[entry] * pair.without.tonnes[place]
        guard carried > 0 else { continue }
        let price = weights.money(model.entryCost[entry])
        for region in [model.demands[place].origin, model.demands[place].destination] {
          money[region] += carried * price
          tonnes[region] += carried
        }
      }
      return zip(money, tonnes).map { $1 > 0 ? $0 / $1 : 0 }
    }
    let before = sums(pair.without)
    let after = sums(pair.with)
    let costBefore = cost(pair.without)
    let costAfter = cost(pair.with)
    func change(_ new: Double, _ old: Double) -> Double { old > 0 ? 100 * (new / old - 1) : 0 }
    return study.regions.enumerated().map { place, region in
      let real = change(
        pair.with.trade.realIncomeFactor[place],
        pair.without.trade.realIncomeFactor[place]
      )
      let growth =
        (study.timeSeries.value(.gdpIndex, key: region.id, year: year) ?? 1)
        / (study.timeSeries.value(.gdpIndex, key: region.id, year: study.settings.baseYear) ?? 1)
      return RegionEffect(
        region: region.id,
        exportsPercent: change(after.exports[place], before.exports[place]),
        importsPercent: change(after.imports[place], before.imports[place]),
        wagePercent: change(
          pair.with.trade.wageFactor[place],
          pair.without.trade.wageFactor[place]
        ),
        priceIndexPercent: change(
          pair.with.trade.priceFactor[place],
          pair.without.trade.priceFactor[place]
        ),
        realIncomePercent: real,
        realIncomeUSDMillion: real / 100 * region.gdpUSDMillion * growth,
        transportCostPercent: change(costAfter[place], costBefore[place])
      )
    }
  }

  /// Partner shares of each country's trade, without and with the project.
  func dependence(_ pair: SolvedWorlds.Pair) -> [DependenceRow] {
    let countries = Array(Set(study.regions.map(\.country))).sorted()
    let place = Dictionary(uniqueKeysWithValues: countries.enumerated().map { ($1, $0) })
    let regionPlace = study.regions.map { place[$0.country] ?? 0 }
    func shares(_ solution: YearSolution) -> [PartnerProfile] {
      var trade = [[Double]](
        repeating: [Double](repeating: 0, count: countries.count),
        count: countries.count
      )
      for k in 0..<model.base.commodityCount {
        for i in study.regions.indices {
          for j in study.regions.indices where regionPlace[i] != regionPlace[j] {
            let value = solution.trade.flows[model.base.index(i, j, k)]
            trade[regionPlace[i]][regionPlace[j]] += value
            trade[regionPlace[j]][regionPlace[i]] += value
          }
        }
      }
      return trade.map { PartnerProfile(values: $0) }
    }
    let before = shares(pair.without)
    let after = shares(pair.with)
    return countries.indices.map { country in
      let largest = before[country].largest ?? country
      return DependenceRow(
        country: countries[country],
        largestPartner: countries[largest],
        largestShareWithout: before[country].shares[largest],
        largestShareWith: after[country].shares[largest],
        hhiWithout: before[country].concentration,
        hhiWith: after[country].concentration
      )
    }
  }

  /// Routes of the flows that use the project most, and of the largest flows that can go by land or
  /// by sea.
  func routeTables(_ pair: SolvedWorlds.Pair) -> [RouteTable] {
    var project = [Double](repeating: 0, count: model.demands.count)
    for entry in model.projectEntries {
      let demand = model.entryDemand[entry]
      project[demand] += pair.with.choices.share[entry] * pair.with.tonnes[demand]
    }
    func top(_ value: [Double], _ count: Int) -> [Int] {
      value.indices.filter { value[$0] > 0 }
        .sorted { (value[$0], $1) > (value[$1], $0) }.prefix(count).map { $0 }
    }
    let contested = model.demands.indices.map { demand -> Double in
      let range = model.assignment.start[demand]..<model.assignment.start[demand + 1]
      let kinds = model.routeKinds[model.demands[demand].cargoClass]
      var land = 0.0
      var sea = 0.0
      for entry in range {
        let kind = kinds[model.entryRoute[entry]]
        if kind.isSea {
          sea += pair.with.choices.share[entry]
        } else if kind.isRail {
          land += pair.with.choices.share[entry]
        }
      }
      return min(land, sea) * pair.with.trade.flows[model.demands[demand].cell]
    }
    var picked = top(project, 12)
    for demand in top(contested, 12) where !picked.contains(demand) { picked.append(demand) }
    return picked.map { routeTable($0, pair) }
  }

  private func routeTable(_ demand: Int, _ pair: SolvedWorlds.Pair) -> RouteTable {
    let key = model.demands[demand]
    let weights = model.weights(year: pair.with.state.year)
    let range = model.assignment.start[demand]..<model.assignment.start[demand + 1]
    let rows = range.filter {
      pair.with.choices.share[$0] > 0.001 || pair.without.choices.share[$0] > 0.001
        || (model.usesProject[$0] && pair.with.policy.openShare[$0] < 1)
    }.sorted {
      (pair.with.choices.share[$0], $1) > (pair.with.choices.share[$1], $0)
    }.prefix(12).map { entry -> RouteRow in
      let route = model.route(entry)
      return RouteRow(
        description: words(route),
        nodes: route.nodes.map { study.network.nodes[$0].id },
        chain: route.chain,
        shareWithout: pair.without.choices.share[entry],
        shareWith: pair.with.choices.share[entry],
        moneyUSDPerTonne: weights.money(route.cost),
        days: route.cost.days,
        lengthKilometres: route.cost.kilometres,
        co2eKilogramsPerTonne: route.cost.gramsCO2e / 1000,
        usesProject: model.usesProject[entry],
        allowedShare: pair.with.policy.openShare[entry],
        measures: pair.with.policy.entryMeasures[entry] ?? []
      )
    }
    return RouteTable(
      origin: study.regions[key.origin].id,
      destination: study.regions[key.destination].id,
      commodity: study.commodities[key.commodity].id,
      tonnesWithout: pair.without.tonnes[demand],
      tonnesWith: pair.with.tonnes[demand],
      routes: Array(rows)
    )
  }

  /// The main places of a route: its ends, changes of carrier and borders, straits.
  func words(_ route: Route) -> String {
    let nodes = study.network.nodes
    var names: [String] = []
    for (place, node) in route.nodes.enumerated() {
      let isEnd = place == 0 || place == route.nodes.count - 1
      let here = nodes[node]
      let crossesBorder =
        !isEnd && !here.country.isEmpty
        && (nodes[route.nodes[place - 1]].country != here.country
          || nodes[route.nodes[place + 1]].country != here.country)
      if isEnd || crossesBorder || ["SUZ", "XCGH", "XPAN"].contains(here.id) {
        let name = here.name.split(separator: "(").first.map(String.init) ?? here.name
        let short = name.trimmingSpaces
        if names.last != short { names.append(short) }
      }
    }
    return names.joined(separator: " – ")
  }

  /// Links and nodes with their flows in the reference year.
  func network() -> NetworkResult {
    let net = study.network
    let links = net.links
    let commodityCount = study.commodities.count
    func flows(_ solution: YearSolution) -> [Double] {
      var flows = [Double](repeating: 0, count: links.count * commodityCount)
      model.forEachLoadedLink(solution) { link, commodity, tonnes in
        flows[link * commodityCount + commodity] += tonnes / 1e6
      }
      return flows
    }
    // Scenarios under the same measures in the year have the same worlds.
    var known: [YearState: (without: [Double], with: [Double], values: LinkValues)] = [:]
    let byScenario = study.settings.scenarios.compactMap { scenario in
      worlds.pair(scenario.policy, year: study.settings.referenceYear).map { pair in
        let own =
          known[pair.with.state]
          ?? (flows(pair.without), flows(pair.with), linkValues(pair.with))
        known[pair.with.state] = own
        return (scenario.id, own.without, own.with, own.values)
      }
    }
    let building = buildingCosts
    let rows = links.enumerated().map { place, link -> LinkRow in
      let from = net.nodes[link.from]
      let to = net.nodes[link.to]
      return LinkRow(
        id: link.id,
        from: from.id,
        to: to.id,
        carrier: link.carriers.map(\.rawValue).joined(separator: "+"),
        lengthKilometres: link.lengthKilometres,
        capacityMegatonnesPerYear: link.capacityMegatonnesPerYear,
        isProject: link.existence.project == project.id,
        path: [[from.longitude, from.latitude]] + (net.geometry[link.id] ?? [])
          + [[to.longitude, to.latitude]],
        flows: byScenario.map { scenario, without, with, values in
          let range = (place * commodityCount)..<((place + 1) * commodityCount)
          let total = Series.sum(with[range])
          var parts: [String: Double] = [:]
          for k in 0..<commodityCount {
            let part = with[place * commodityCount + k]
            if part > 0.02 * total, part > 1e-4 { parts[study.commodities[k].id] = part }
          }
          return LinkFlow(
            scenario: scenario,
            withoutMegatonnes: Series.sum(without[range]),
            withMegatonnes: total,
            byCommodityMegatonnes: parts,
            transportCostUSDMillion: values.costUSDMillion[place],
            welfareElasticity: values.elasticity[place],
            onePercentUSDMillion: values.onePercentUSDMillion[place],
            onePercentUSDPerUSDMillionBuilt: building[place].map {
              1e6 * values.onePercentUSDMillion[place] / $0
            }
          )
        }
      )
    }
    return NetworkResult(
      nodes: net.nodes.map {
        NodeRow(
          id: $0.id,
          name: $0.name,
          country: $0.country,
          kind: $0.kind,
          longitude: $0.longitude,
          latitude: $0.latitude
        )
      },
      links: rows
    )
  }
}

extension String {
  /// Without blanks at the ends.
  fileprivate var trimmingSpaces: String {
    var text = Substring(self)
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
