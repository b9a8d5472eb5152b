import FreightNetwork
import Numerics
import TradeEquilibrium

extension ResultBuilder {
  /// Tests of the model against facts: years not solved otherwise are solved for them, with measures
  /// as adopted.
  func tradeBackTests() throws -> [TradeBackTest] {
    guard model.overlay == nil else { return [] }
    let facts = study.tradeTests.map { test in
      (study.facts.years[test.series] ?? []).compactMap { year -> Fact? in
        let reference = FactReference(series: test.series, key: test.key, year: year)
        return study.facts.reading(
          reference,
          basis: test.basis.isEmpty ? nil : test.basis
        )
      }
    }
    let wanted = Set(facts.flatMap { $0 }.map(\.year)).sorted()
    var solved: [Int: YearSolution] = [:]
    for pair in worlds.adopted { solved[pair.with.state.year] = pair.with }
    let missing = wanted.filter { solved[$0] == nil }
    let extra = try Parallel.map(missing.count, threads: model.threads) { place in
      try model.solve(
        YearState(year: missing[place], measures: .asAdopted, built: model.referenceProjects),
        base: base,
        calibration.parameters
      )
    }
    for solution in extra { solved[solution.state.year] = solution }
    return zip(study.tradeTests, facts).compactMap { test, facts in
      let rows = facts.compactMap { fact -> TradeBackTest.Row? in
        guard let solution = solved[fact.year] else { return nil }
        let unit = FactUnit(fact.unit)
        return TradeBackTest.Row(
          year: fact.year,
          key: fact.key,
          use: test.calibratedYears.contains(fact.year) ? "calibration" : "prediction",
          observed: fact.value * unit.scale / test.scale,
          modelled: modelled(test, solution),
          source: fact.source
        )
      }
      return rows.isEmpty ? nil : written(test, rows)
    }
  }

  private func written(_ test: TradeTest, _ rows: [TradeBackTest.Row]) -> TradeBackTest {
    let predicted = rows.filter { $0.use == "prediction" }
    let errors = predicted.map { abs($0.modelled - $0.observed) }
    let count = Double(max(1, predicted.count))
    let mean = Series.sum(predicted.map(\.observed)) / count
    let error = Series.sum(errors) / count
    var comments: [String] = []
    for row in rows where row.observed > 0 {
      let ratio = row.modelled / row.observed
      if ratio > 1.25 || ratio < 0.8 {
        comments.append(
          "\(row.year): \(ClaimText.number(row.modelled)) modelled against "
            + "\(ClaimText.number(row.observed)) observed, a factor of "
            + "\((ratio * 100).rounded() / 100)."
        )
      }
    }
    if !test.note.isEmpty { comments.append(test.note) }
    return TradeBackTest(
      id: test.id,
      name: test.name,
      description: words(test),
      unit: test.unit,
      rows: rows,
      meanAbsoluteError: error,
      meanAbsoluteShare: mean > 0 ? error / mean : 0,
      comments: comments
    )
  }

  /// What is compared.
  private func words(_ test: TradeTest) -> String {
    let countries = test.countries.joined(separator: test.kind == .railTransit ? ", " : " and ")
    let via = test.via.map(nodeName).joined(separator: ", ")
    switch test.kind {
    case .trade:
      return "Trade between \(countries) both ways, modelled at prices of the "
        + "base year with measures as adopted, beside figures in dollars of the day."
    case .railBorder:
      return "Tonnes by rail over the borders between \(countries), both ways"
        + (via.isEmpty ? "." : ", at \(via).")
    case .railTransit:
      return "Containers by rail in transit through \(countries)"
        + (via.isEmpty ? "." : " by way of \(via).")
    }
  }

  /// Nodes of which a way must pass one.
  private func places(_ test: TradeTest) -> Set<Int> {
    Set(study.network.nodes.indices.filter { test.via.contains(study.network.nodes[$0].id) })
  }

  private func modelled(_ test: TradeTest, _ solution: YearSolution) -> Double {
    let country = study.regions.map(\.country)
    func isBetween(_ demand: Demand) -> Bool {
      let ends = [country[demand.origin], country[demand.destination]]
      return test.countries.count == 2
        && (ends == test.countries || ends == [test.countries[1], test.countries[0]])
    }
    switch test.kind {
    case .trade:
      return Series.sum(
        model.demands.filter(isBetween).map { solution.trade.flows[$0.cell] }
      )
    case .railBorder:
      let nodes = study.network.nodes
      let places = places(test)
      let crosses = study.network.links.map { link in
        let ends = [nodes[link.from].country, nodes[link.to].country]
        guard places.isEmpty || places.contains(link.from) || places.contains(link.to) else {
          return false
        }
        return link.carriers.contains { $0.family == .rail } && test.countries.count == 2
          && (ends == test.countries || ends == [test.countries[1], test.countries[0]])
      }
      let tonnes = model.linkTonnes(solution)
      return Series.sum(tonnes.indices.filter { crosses[$0] }.map { tonnes[$0] }) / 1e3
    case .railTransit:
      let places = places(test)
      var units = 0.0
      for entry in 0..<model.assignment.entryCount {
        let place = model.entryDemand[entry]
        let demand = model.demands[place]
        let cargo = study.cargoClasses[demand.cargoClass]
        guard cargo.id == "container", solution.choices.share[entry] > 0,
          !test.countries.contains(country[demand.origin]),
          !test.countries.contains(country[demand.destination])
        else { continue }
        let route = model.route(entry)
        guard route.families.contains(.rail),
          test.countries.allSatisfy(route.countries.contains),
          places.isEmpty || route.nodes.contains(where: places.contains)
        else { continue }
        units += solution.choices.share[entry] * solution.tonnes[place] / cargo.tonnesPerTEU
      }
      return units / 1e3
    }
  }
}

extension TradeTest {
  /// Unit of its figures.
  var unit: String {
    switch kind {
    case .trade: "USD million"
    case .railBorder: "thousand t"
    case .railTransit: "thousand TEU"
    }
  }

  /// Base units in one of them.
  var scale: Double { kind.unit.scale }
}
