import FreightNetwork
import TradeEquilibrium

extension CorridorModel {
  /// Factors on costs in a year: the rouble's real rate against the dollar, by the price levels of
  /// both countries where the study has them.
  func weights(year: Int) -> CostWeights {
    var weights = CostWeights()
    let series = study.timeSeries
    let baseYear = study.settings.baseYear
    if let now = series.value(.rublesPerUSD, key: "RUB", year: year),
      let before = series.value(.rublesPerUSD, key: "RUB", year: baseYear)
    {
      func relativePrices(_ year: Int) -> Double {
        guard let rubles = series.value(.deflator, key: "RUB", year: year),
          let dollars = series.value(.deflator, key: "USD", year: year)
        else { return 1 }
        return rubles / dollars
      }
      weights.rouble = before / now * (relativePrices(year) / relativePrices(baseYear))
    }
    overlay?.apply(to: &weights, year: year)
    return weights
  }

  /// Unit value of a commodity in a year, USD/t at base-year prices.
  func unitValue(_ commodity: Int, year: Int) -> Double {
    let own = study.commodities[commodity]
    let series = study.timeSeries
    let baseYear = study.settings.baseYear
    // Coking coal and the like move with steam coal where they have no series of their own.
    let factor = overlay?.priceFactor(commodity, year: year) ?? 1
    guard let now = series.value(.priceUSDPerTonne, key: own.id, year: year),
      let before = series.value(.priceUSDPerTonne, key: own.id, year: baseYear)
    else { return own.usdPerTonne * factor }
    let deflator =
      (series.value(.deflator, key: "USD", year: year) ?? 1)
      / (series.value(.deflator, key: "USD", year: baseYear) ?? 1)
    return own.usdPerTonne * (now / before) / deflator * factor
  }

  /// Costs and openness of all entries in a state.
  ///
  /// - Parameters:
  ///   - state: year, measures, projects.
  ///   - policy: what the measures do.
  ///   - parameters: what was calibrated.
  ///   - near: a world that other projects alone set apart, and the demands that they touch: the
  ///     others' figures are taken over.
  /// - Returns: the figures.
  func costs(
    _ state: YearState,
    _ policy: PolicyEffects,
    _ parameters: ProjectParameters,
    near: (world: YearSolution, touched: [Int])? = nil
  ) -> RouteCosts {
    let weights = weights(year: state.year)
    let ramps = study.projects.enumerated().map { place, project in
      var ramp = project.rampUp
      if place == countedProject {
        ramp.timeConstantYears = parameters.timeConstantYears
        ramp.constantUSDPerTonne = parameters.constantUSDPerTonne
      }
      return (share: ramp.share(year: state.year), constant: ramp.constantUSDPerTonne)
    }
    let none = [Double](repeating: 0, count: near == nil ? assignment.entryCount : 0)
    var base = near?.world.costs.base ?? none
    var openness = near?.world.costs.availability ?? none
    for demand in near?.touched ?? Array(demands.indices) {
      let commodity = study.commodities[demands[demand].commodity]
      let time = commodity.timeValueUSDPerTonneDay
      for entry in assignment.start[demand]..<assignment.start[demand + 1] {
        var cost = weights.generalised(entryCost[entry], valueOfTime: time)
        cost += entryTransitUSDPerTonne[entry]
        cost += policy.charge[demand] + policy.delayDays[demand] * time
        if let extra = policy.entryExtra[entry] { cost += extra.money + extra.days * time }
        let isOpen =
          entryYears[entry].contains(state.year)
          && entryProjects[entry].isSubset(of: state.built)
        var open = isOpen ? policy.openShare[entry] : 0
        if !entryProjects[entry].isEmpty {
          for place in entryProjects[entry].places {
            cost += ramps[place].constant
            open *= ramps[place].share
          }
        }
        if !entryGroups.isEmpty, let groups = entryGroups[entry] {
          for group in groups { open *= overlay?.openShare(group, year: state.year) ?? 0 }
        }
        base[entry] = cost
        openness[entry] = open
      }
    }
    if let near {
      var costs = near.world.costs
      costs.base = base
      costs.availability = openness
      return costs
    }
    overlay?.apply(to: self, year: state.year, cost: &base, openness: &openness)
    var queued: [Double] = []
    queued.reserveCapacity(useCost.count)
    for demand in demands.indices {
      let time = study.commodities[demands[demand].commodity].timeValueUSDPerTonneDay
      for use in assignment.uses(of: demand) {
        queued.append(weights.queued(useCost[use], valueOfTime: time))
      }
    }
    return RouteCosts(
      base: base,
      availability: openness,
      useCost: queued,
      routeScale: demands.map { study.cargoClasses[$0.cargoClass].routeScalePerUSD },
      modeScale: demands.map { study.cargoClasses[$0.cargoClass].modeScalePerUSD }
    )
  }

  /// Trade of a year before costs and measures change it: base-year trade, grown with the income of
  /// both ends and the demand indices of the study.
  func grownTrade(year: Int) -> (flows: [Double], latent: [Double]) {
    let series = study.timeSeries
    let baseYear = study.settings.baseYear
    guard year != baseYear else {
      var trade = (flows: base.flows, latent: latent)
      overlay?.apply(to: &trade, self, year: year)
      return trade
    }
    func ratio(_ kind: TimeSeries.Kind, _ key: String) -> Double? {
      guard let now = series.value(kind, key: key, year: year),
        let before = series.value(kind, key: key, year: baseYear), before > 0
      else { return nil }
      return now / before
    }
    let growth = study.regions.map { ratio(.gdpIndex, $0.id) ?? 1 }
    var flows = base.flows
    var grownLatent = latent
    let places = Dictionary(
      study.regions.enumerated().map { ($1.id, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    // Commodity, exporter and importer of each index of its own.
    var pairs: [String: [Int: Double]] = [:]
    for key in series.keys(.demandIndex) {
      let parts = key.split(separator: ":").map(String.init)
      guard parts.count == 3, let i = places[parts[0]], let j = places[parts[1]] else { continue }
      pairs[parts[2], default: [:]][i * study.regions.count + j] = ratio(.demandIndex, key)
    }
    for (k, commodity) in study.commodities.enumerated() {
      let general = ratio(.demandIndex, commodity.id)
      let own = pairs[commodity.id] ?? [:]
      let toImporter = study.regions.map { ratio(.demandIndex, "\($0.id):\(commodity.id)") }
      for i in study.regions.indices {
        for j in study.regions.indices {
          let cell = base.index(i, j, k)
          guard flows[cell] > 0 || grownLatent[cell] > 0 else { continue }
          var factor = i == j ? growth[i] : (growth[i] * growth[j]).squareRoot()
          // An index of volume stands in place of income.
          if i != j,
            let index = own[i * study.regions.count + j] ?? toImporter[j] ?? general
          {
            factor = index
          }
          flows[cell] *= factor
          grownLatent[cell] *= factor
        }
      }
    }
    var trade = (flows: flows, latent: grownLatent)
    overlay?.apply(to: &trade, self, year: year)
    return trade
  }
}

extension CostWeights {
  /// What the queue at an arc of this cost multiplies, USD/t.
  func queued(_ cost: CostVector, valueOfTime: Double) -> Double {
    max(generalised(cost, valueOfTime: valueOfTime), CorridorModel.leastQueuedUSDPerTonne)
  }
}
