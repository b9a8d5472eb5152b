import FreightNetwork
import Numerics
import Tables
import TradeEquilibrium

extension ResultBuilder {
  /// Least-cost routes beside observed ones.
  func routeChecks() -> [RouteCheck] {
    let net = study.network
    let place = Dictionary(
      net.nodes.enumerated().map { ($1.id, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    var money: [String: Double] = [:]
    let standing = Set(model.referenceProjects.places.map { study.projects[$0].id })
      .union([project.id])
    return study.routeObservations.map { observed in
      let times = study.commodities.filter { $0.cargoClass == observed.cargoClass }
        .map(\.timeValueUSDPerTonneDay)
      let meanTime = times.isEmpty ? 0 : Series.sum(times) / Double(times.count)
      var query = LeastCostRoute.Query(
        from: place[observed.from] ?? 0,
        to: place[observed.to] ?? 0,
        valueOfTimeUSDPerTonneDay: meanTime,
        year: max(study.settings.baseYear, project.opening.year + 1)
      )
      query.carriers = Set(observed.carriers.compactMap { Carrier(rawValue: $0) })
      query.via = observed.via.compactMap { place[$0] }
      query.avoidNodes = Set(observed.avoidNodes.compactMap { place[$0] })
      query.avoidCountries = Set(observed.avoidCountries)
      query.projects = standing
      query.isDoorToDoor = observed.kind != .length
      let route = LeastCostRoute(query, on: model.networks[observed.cargoClass], nodes: net.nodes)
      if let route { money[observed.id] = route.cost.money }
      let modelled: Double? =
        switch observed.kind {
        case .length: route?.cost.kilometres
        case .time: route?.cost.days
        case .cost: route?.cost.money
        case .costRatio:
          observed.relativeTo.flatMap { money[$0] }.flatMap { before in
            route.map { $0.cost.money / before }
          }
        }
      return RouteCheck(
        id: observed.id,
        name: observed.name,
        kind: observed.kind.rawValue,
        modelled: modelled,
        low: observed.low,
        high: observed.high,
        unit: observed.unit,
        within: modelled.map { $0 >= observed.low && $0 <= observed.high } ?? false,
        route: route.map { $0.nodes.map { net.nodes[$0].name }.joined(separator: " – ") } ?? "",
        source: observed.source
      )
    }
  }

  /// Traffic modelled beside counted traffic.
  func backTest() -> BackTest {
    var rows: [BackTestRow] = []
    var known: [[String]: [Int]] = [:]
    for observed in study.trafficObservations {
      guard let pair = worlds.adopted.first(where: { $0.with.state.year == observed.year }) else {
        continue
      }
      let ends = [observed.from, observed.to]
      let over = known[ends] ?? model.entries(over: observed.from, observed.to)
      known[ends] = over
      let entries = over.filter {
        observed.commodities.isEmpty
          || observed.commodities.contains(model.demands[model.entryDemand[$0]].commodity)
      }
      func megatonnes(_ solution: YearSolution) -> Double {
        Series.sum(
          entries.map { solution.choices.share[$0] * solution.tonnes[model.entryDemand[$0]] }
        ) / 1e6
      }
      let modelled = megatonnes(pair.with)
      let free = worlds.withoutRefusals[observed.year].map(megatonnes) ?? modelled
      let error =
        modelled < observed.lowMegatonnes
        ? modelled - observed.lowMegatonnes : max(0, modelled - observed.highMegatonnes)
      let measures = Set(entries.flatMap { pair.with.policy.entryMeasures[$0] ?? [] }).sorted()
      rows.append(
        BackTestRow(
          year: observed.year,
          commodity: observed.commodities.isEmpty
            ? "all" : observed.commodities.map { study.commodities[$0].id }.joined(separator: ";"),
          observedLow: observed.lowMegatonnes,
          observedHigh: observed.highMegatonnes,
          modelled: modelled,
          modelledWithoutRefusals: free,
          use: observed.use.rawValue,
          error: error,
          measures: measures,
          source: observed.source
        )
      )
    }
    let predicted = rows.filter { $0.use == "prediction" }
    let count = Double(max(1, predicted.count))
    let parameters = calibration.parameters
    let counted = model.countedProject.map { study.projects[$0] }
    return BackTest(
      description: study.trafficObservations.first.map {
        "Traffic from \(nodeName($0.from)) to \(nodeName($0.to)), Mt a year"
      } ?? "No traffic counted",
      isOnProject: counted?.id == project.id,
      calibration: [
        CalibratedParameter(
          name: "Route-specific constant of \(counted?.name ?? "the project")",
          value: parameters.constantUSDPerTonne,
          unit: "USD/t",
          years: calibration.years
        ),
        CalibratedParameter(
          name: "Time constant of the ramp-up",
          value: parameters.timeConstantYears,
          unit: "years",
          years: calibration.years
        ),
      ],
      rows: rows,
      meanAbsoluteErrorMegatonnes: Series.sum(predicted.map { abs($0.error) }) / count,
      rootMeanSquareErrorMegatonnes: (Series.sum(predicted.map { $0.error * $0.error }) / count)
        .squareRoot(),
      comments: backTestComments(rows)
    )
  }

  func nodeName(_ id: String) -> String {
    study.network.nodes.first { $0.id == id }?.name ?? id
  }

  private func backTestComments(_ rows: [BackTestRow]) -> [String] {
    var comments = [
      "Two parameters are fitted to the calibration years alone; all other years follow from prices, "
        + "exchange rates, demand, the ramp-up and the dated measures."
    ]
    func two(_ value: Double) -> String { ClaimText.number((value * 100).rounded() / 100) }
    for row in rows where row.use != "calibration" && row.commodity == "all" {
      let year = row.use == "prediction" ? "\(row.year)" : "\(row.year), beside the predictions"
      let miss = abs(row.error) < 0.005 ? "less than 0.01" : two(abs(row.error))
      let place =
        row.error == 0
        ? "inside the observed range"
        : "\(miss) Mt \(row.error > 0 ? "above" : "below") the observed range"
      comments.append("\(year): \(two(row.modelled)) Mt modelled, \(place).")
      if row.modelledWithoutRefusals > 2 * row.modelled, row.modelledWithoutRefusals > 0.2 {
        comments.append(
          "\(row.year): had nobody refused what the resolutions allow, the model would carry "
            + "\(two(row.modelledWithoutRefusals)) Mt; the share refused is read "
            + "from the stop itself, so this year tests its date and not its size."
        )
      }
    }
    for row in rows where row.commodity != "all" {
      let names = row.commodity.split(separator: ";").map { id in
        study.commodities.first { $0.id == id }?.name ?? String(id)
      }
      let ends = [two(row.observedLow), two(row.observedHigh)]
      comments.append(
        "\(row.year), of which \(names.joined(separator: ", ")): \(two(row.modelled)) Mt modelled, "
          + "\(ends[0] == ends[1] ? ends[0] : ends.joined(separator: " to ")) Mt counted."
      )
    }
    return comments
  }

  /// Effects beside those published for other corridors; under the scenario where they are largest.
  func effectChecks(_ scenarios: [ScenarioResult]) -> [EffectCheck] {
    let year = study.settings.referenceYear
    let pairs = study.settings.scenarios.compactMap { scenario in
      worlds.pair(scenario.policy, year: year).map { (scenario, $0) }
    }
    guard
      let (scenario, pair) = pairs.max(by: {
        model.projectTonnes($0.1.with) < model.projectTonnes($1.1.with)
      }),
      let result = scenarios.first(where: { $0.id == scenario.id })
    else { return [] }
    let (world, best) = averageChanges(pair)
    return study.effectObservations.compactMap { effect in
      let modelled: Double
      switch effect.measure {
      case "world_shipment_time_pct": modelled = world.days
      case "world_trade_cost_pct": modelled = world.money
      case "corridor_time_pct": modelled = best.days
      case "corridor_trade_cost_pct": modelled = best.money
      case "real_income_largest_pct":
        modelled = result.tradeEffects.map(\.realIncomePercent).max() ?? 0
      default: return nil
      }
      let size = abs(modelled)
      let published = max(abs(effect.low), abs(effect.high))
      let comment =
        size > published
        ? "Above the published range: look for an error before using it."
        : size < published / 20
          ? "Far below the published range, as one line of "
            + "\((project.capacityMegatonnesPerYear * 10).rounded() / 10) Mt a year must be beside "
            + "a programme of many corridors (scenario: \(scenario.name), \(year))."
          : "Of the published order (scenario: \(scenario.name), \(year))."
      return EffectCheck(
        name: effect.name,
        modelled: modelled,
        low: effect.low,
        high: effect.high,
        unit: effect.unit,
        comment: comment,
        source: effect.source
      )
    }
  }

  /// Changes of mean time and money, per cent: over the world, and of the best pair of regions.
  private func averageChanges(
    _ pair: SolvedWorlds.Pair
  ) -> (
    world: (days: Double, money: Double), best: (days: Double, money: Double)
  ) {
    let count = study.regions.count
    let weights = model.weights(year: pair.with.state.year)
    var sums = [[Double]](repeating: [Double](repeating: 0, count: count * count), count: 4)
    for entry in 0..<model.assignment.entryCount {
      let demand = model.entryDemand[entry]
      let key = model.demands[demand]
      let cell = key.origin * count + key.destination
      let cost = model.entryCost[entry]
      // Weighed by value, as published figures are.
      let value = pair.without.trade.flows[key.cell]
      let money = weights.money(cost) / study.commodities[key.commodity].usdPerTonne
      sums[0][cell] += pair.without.choices.share[entry] * value * cost.days
      sums[1][cell] += pair.with.choices.share[entry] * value * cost.days
      sums[2][cell] += pair.without.choices.share[entry] * value * money
      sums[3][cell] += pair.with.choices.share[entry] * value * money
    }
    func change(_ new: Double, _ old: Double) -> Double { old > 0 ? 100 * (new / old - 1) : 0 }
    let days = change(Series.sum(sums[1]), Series.sum(sums[0]))
    let money = change(Series.sum(sums[3]), Series.sum(sums[2]))
    let bestDays = (0..<count * count).map { change(sums[1][$0], sums[0][$0]) }.min() ?? 0
    let bestMoney = (0..<count * count).map { change(sums[3][$0], sums[2][$0]) }.min() ?? 0
    return ((days, money), (bestDays, bestMoney))
  }
}
