import FreightNetwork
import Numerics
import TradeEquilibrium

extension ScenarioEffect {
  /// Compares two solved worlds of one year.
  ///
  /// - Parameters:
  ///   - scenario: the scenario.
  ///   - model: the model, whatever its changes.
  ///   - before: the world without the changes.
  ///   - after: the world with them.
  init(
    _ scenario: ScenarioSettings,
    _ model: CorridorModel,
    before: YearSolution,
    after: YearSolution
  ) {
    let study = model.study
    self.scenario = scenario.id
    name = scenario.name
    year = after.state.year
    measures = after.state.measures == .none ? "none" : "as adopted"
    changes = scenario.changes.map { $0.words(study) }
    projectTonnesBefore = model.projectTonnes(before)
    projectTonnesAfter = model.projectTonnes(after)
    realIncome = study.regions.indices.map { place in
      let old = before.trade.realIncomeFactor[place]
      let new = after.trade.realIncomeFactor[place]
      return RegionChange(
        region: study.regions[place].id,
        percent: old > 0 ? 100 * (new / old - 1) : 0
      )
    }.enumerated().sorted {
      (abs($1.element.percent), $0.offset) < (abs($0.element.percent), $1.offset)
    }.map(\.element)
    let first = model.linkTonnes(before)
    let second = model.linkTonnes(after)
    let changed = first.indices.filter { abs(second[$0] - first[$0]) > 1 }.sorted {
      (abs(second[$1] - first[$1]), $0) < (abs(second[$0] - first[$0]), $1)
    }
    let nodes = study.network.nodes
    links = changed.prefix(15).map { place in
      let link = study.network.links[place]
      return LinkChange(
        link: link.id,
        from: nodes[link.from].name,
        to: nodes[link.to].name,
        beforeMegatonnes: first[place] / 1e6,
        afterMegatonnes: second[place] / 1e6
      )
    }
    let cells = model.demands.map { demand in
      (demand, before.trade.flows[demand.cell], after.trade.flows[demand.cell])
    }.filter { abs($0.2 - $0.1) > 1e-6 }
      .sorted { (abs($1.2 - $1.1), $0.0.cell) < (abs($0.2 - $0.1), $1.0.cell) }
    trade = cells.prefix(15).map { demand, old, new in
      TradeChange(
        exporter: study.regions[demand.origin].id,
        importer: study.regions[demand.destination].id,
        commodity: study.commodities[demand.commodity].id,
        beforeUSDMillion: old,
        afterUSDMillion: new
      )
    }
  }
}

extension ScenarioChange {
  /// In words: `close SUZ, 2026 on`.
  func words(_ study: Study) -> String {
    let net = study.network
    var parts = [kind.rawValue.replacing("_", with: " ")]
    let things =
      nodes.map { net.nodes[$0].name } + links.map { net.links[$0].id }
      + (border.count == 2 ? ["border \(border[0])–\(border[1])"] : []) + carriers
      + rates.map(\.rawValue) + commodities.map { study.commodities[$0].name }
      + exporters.map { "from \(study.regions[$0].name)" }
      + importers.map { "to \(study.regions[$0].name)" } + regions.map { study.regions[$0].name }
      + measures + (group.isEmpty ? [] : [group.replacing("_", with: " ")])
    if !things.isEmpty { parts.append(things.joined(separator: ", ")) }
    if months < 12 { parts.append("\(ClaimText.number(months)) months a year") }
    if usdPerTonne > 0 { parts.append("USD \(ClaimText.number(usdPerTonne))/t") }
    if shareOfValue > 0 { parts.append("\(ClaimText.number(shareOfValue * 100)) % of value") }
    if days > 0 { parts.append("\(ClaimText.number(days)) days") }
    if let first = path.first, let last = path.last {
      parts.append(
        path.count == 1
          ? "times \(ClaimText.number(first.factor))"
          : "times \(ClaimText.number(first.factor)) (\(first.year)) to "
            + "\(ClaimText.number(last.factor)) (\(last.year))"
      )
    }
    if let inForceFrom { parts.append("in force from \(inForceFrom)") }
    if let inForceTo { parts.append("in force to \(inForceTo)") }
    if years.lowerBound > 1 { parts.append("from \(years.lowerBound)") }
    if years.upperBound < 9999 { parts.append("until \(years.upperBound)") }
    return parts.joined(separator: ", ")
  }
}
