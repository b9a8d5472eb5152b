import FreightNetwork
import Numerics
import TradeEquilibrium

/// What every link is worth to the world's real income.
struct LinkValues: Sendable {
  /// What carriage over the link costs its users, money, time and queues, USD million a year.
  var costUSDMillion: [Double]
  /// ∂ ln world real income / ∂ ln cost of the link.
  var elasticity: [Double]
  /// World real income of 1 % off the cost, USD million a year.
  var onePercentUSDMillion: [Double]
}

extension ResultBuilder {
  /// Values of links in a state.
  ///
  /// Implicit differentiation of the study's own equilibrium: a route's share is the derivative of the
  /// pair's logsum to the route's cost (Williams 1977), the logsum moves ln τ by 1 / (v (1 + t) + C),
  /// and world real income, weighted by spending, moves by −Σ X d ln τ / Σ X, since what some lose on
  /// terms of trade others gain (envelope theorem; exact without imbalances). Queues and choices stay
  /// at the margin.
  func linkValues(_ solution: YearSolution) -> LinkValues {
    let year = solution.state.year
    let weights = model.weights(year: year)
    let assignment = model.assignment(year: year)
    let terms = TradeCostTerms(model, base, solution.policy, year: year)
    let queues = Dictionary(
      uniqueKeysWithValues: model.capacityResources.indices.map { place in
        let use = max(0, solution.resourceFlows[place]) / assignment.capacityTonnes[place]
        return (model.capacityResources[place], assignment.performance.factor(use) - 1)
      }
    )
    let elasticities = study.commodities.map(\.tradeElasticity)
    // Cost of each arc to each commodity, queues and all.
    let arcCosts = study.commodities.map { commodity -> [Double] in
      guard let own = commodity.cargoClass else { return [] }
      return model.networks[own].arcs.map { arc in
        let time = commodity.timeValueUSDPerTonneDay
        return weights.generalised(arc.cost, valueOfTime: time)
          + weights.queued(arc.cost, valueOfTime: time) * (queues[arc.resource] ?? 0)
      }
    }
    var cost = [Double](repeating: 0, count: study.network.links.count)
    var gain = cost
    for entry in 0..<assignment.entryCount {
      let share = solution.choices.share[entry]
      guard share > 0 else { continue }
      let place = model.entryDemand[entry]
      let demand = model.demands[place]
      let tonnes = share * solution.tonnes[place]
      let response = -terms.slope(place, solution.choices.logsum[place])
      let worth =
        share * solution.trade.flows[demand.cell] * response / elasticities[demand.commodity]
      guard tonnes > 0 else { continue }
      for arc in model.linkArcs[demand.cargoClass][model.entryRoute[entry]] {
        let link = model.arcLinks[demand.cargoClass][arc]
        let own = arcCosts[demand.commodity][arc]
        cost[link] += tonnes * own / 1e6
        gain[link] += worth * own
      }
    }
    let world = Series.sum(solution.trade.flows)
    return LinkValues(
      costUSDMillion: cost,
      elasticity: gain.map { world > 0 && $0 != 0 ? -$0 / world : 0 },
      onePercentUSDMillion: gain.map { 0.01 * $0 }
    )
  }

  /// Building cost of each link, USD million, where it is known: the project's, by length.
  var buildingCosts: [Double?] {
    let links = study.network.links
    let own = links.map { $0.existence.project == project.id }
    let length = Series.sum(zip(links, own).map { $1 ? $0.lengthKilometres : 0 })
    let total = Series.sum(appraiser.costs.items.map(\.usdMillion))
    guard length > 0, total > 0 else { return links.map { _ in nil } }
    return zip(links, own).map { $1 ? total * $0.lengthKilometres / length : nil }
  }

  /// The model of trade in words.
  var tradeModel: String {
    "Many sectors: \(study.regions.count) regions and \(study.commodities.count) commodities in one "
      + "exact-hat equilibrium, labour mobile between sectors, a trade elasticity for each, fixed "
      + "shares of spending (Costinot & Rodríguez-Clare 2014; Caliendo & Parro 2015 without inputs), "
      + "trade imbalances \(study.settings.closure == .additive ? "as in the base" : "closed")."
  }
}
