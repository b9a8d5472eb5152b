import FreightNetwork
import Tables

extension StudyLoader {
  /// Changes of scenarios as read, for what names parts of the network and measures, which are read
  /// later.
  struct PendingChange {
    var scenario: String
    var change: ScenarioChange
    var table: TOMLTable
    var nodes: [String]
    var links: [String]
    var border: [String]
    var commodities: [String]
    var exporters: [String]
    var importers: [String]
    var regions: [String]
  }

  func readChange(_ table: TOMLTable, scenario: String) -> PendingChange? {
    let kind = table.choice("kind", of: ScenarioChange.Kind.self)
    let from = table.integer("from", in: 1...9999, default: 1) ?? 1
    let to = table.integer("to", in: 1...9999, default: 9999) ?? 9999
    if to < from { table.fault("to", found: "\(to)", expected: "a year not before \(from)") }
    guard let kind else {
      table.leaveUnread()
      return nil
    }
    for key in table.keys where kind.keysWithoutUse.contains(key) {
      table.fault(
        key,
        found: "a key that \(kind.rawValue) does nothing with",
        expected: "keys of \(kind.rawValue): \(kind.keys.joined(separator: ", "))"
      )
    }
    guard from <= to else { return nil }
    var change = ScenarioChange(kind, years: from...to)
    func texts(_ key: String) -> [String] { table.has(key) ? table.texts(key) ?? [] : [] }
    change.months = table.number("months", in: 0...12, default: 12) ?? 12
    change.carriers = texts("carriers")
    for carrier in change.carriers where Carrier.Family(rawValue: carrier) == nil {
      table.fault(
        "carriers",
        found: "'\(carrier)'",
        expected: "rail, road, sea, waterway or pipeline"
      )
    }
    change.group = table.text("group", default: "") ?? ""
    change.rates = texts("rates").compactMap { word in
      if let part = ScenarioChange.RatePart(rawValue: word) { return part }
      table.fault("rates", found: "'\(word)'", expected: "rail, sea, road or handling")
      return nil
    }
    change.measures = texts("measures")
    change.inForceFrom = table.optionalDate("in_force_from")
    change.inForceTo = table.optionalDate("in_force_to")
    change.usdPerTonne = table.number("usd_per_t", in: 0...1e6, default: 0) ?? 0
    change.shareOfValue = table.number("share_of_value", in: 0...10, default: 0) ?? 0
    change.days = table.number("days", in: 0...1000, default: 0) ?? 0
    change.path = path(table)
    if kind.needsFactor, change.path.isEmpty {
      table.fault("factor", found: "none", expected: "factor, or years and factors")
    }
    let pending = PendingChange(
      scenario: scenario,
      change: change,
      table: table,
      nodes: texts("nodes"),
      links: texts("links"),
      border: texts("border"),
      commodities: texts("commodities"),
      exporters: texts("exporters"),
      importers: texts("importers"),
      regions: texts("regions")
    )
    if !pending.border.isEmpty, pending.border.count != 2 {
      table.fault("border", found: "\(pending.border.count) countries", expected: "two countries")
    }
    let names = pending.nodes + pending.links + pending.border
    if kind == .close, names.isEmpty {
      table.fault("kind", found: "close without a place", expected: "nodes, links or border")
    }
    if kind == .charge, names.isEmpty, change.carriers.isEmpty {
      table.fault(
        "kind",
        found: "charge without a way",
        expected: "nodes, links, border or carriers"
      )
    }
    if kind == .charge, change.usdPerTonne == 0, change.shareOfValue == 0, change.days == 0 {
      table.fault(
        "kind",
        found: "a charge of nothing",
        expected: "usd_per_t, share_of_value or days"
      )
    }
    if kind == .income, pending.regions.isEmpty {
      table.fault("regions", found: "none", expected: "regions whose income moves")
    }
    if kind == .capacity, pending.nodes.isEmpty, pending.links.isEmpty {
      table.fault("links", found: "none, and no nodes", expected: "links or nodes")
    }
    if kind == .open, change.group.isEmpty {
      table.fault("group", found: "none", expected: "a group of network/scenario_link.csv")
    }
    if kind == .rate, change.rates.isEmpty {
      table.fault("rates", found: "none", expected: "rail, sea, road or handling")
    }
    if kind == .measure,
      change.measures.isEmpty || (change.inForceFrom == nil && change.inForceTo == nil)
    {
      table.fault(
        "measures",
        found: "no measure or no day",
        expected: "measures, and in_force_from or in_force_to"
      )
    }
    return pending
  }

  /// `factor`, or `years` and `factors` of the same number; empty where it cannot be read.
  private func path(_ table: TOMLTable) -> [ScenarioChange.YearFactor] {
    let positive = 1e-6...1e6
    if table.has("years") || table.has("factors") {
      if table.has("factor") {
        table.fault(
          "factor",
          found: "factor beside years",
          expected: "factor, or years and factors"
        )
      }
      guard let numbers = table.numbers("years", in: 1...9999),
        let factors = table.numbers("factors", in: positive)
      else { return [] }
      let years = numbers.compactMap { Int(exactly: $0) }
      if years.count < numbers.count {
        table.fault("years", found: "parts of years", expected: "whole years")
        return []
      }
      if years.count != factors.count || zip(years, years.dropFirst()).contains(where: { $0 >= $1 })
      {
        table.fault(
          "years",
          found: "\(years.count) years and \(factors.count) factors",
          expected: "rising years and as many factors"
        )
        return []
      }
      return zip(years, factors).map { ScenarioChange.YearFactor(year: $0, factor: $1) }
    }
    guard table.has("factor"), let factor = table.number("factor", in: positive) else { return [] }
    return [ScenarioChange.YearFactor(year: 1, factor: factor)]
  }

  /// Puts positions in place of ids, once all is read.
  func resolveChanges(
    _ network: StudyNetwork,
    _ measures: [String],
    _ groups: Set<String>
  ) -> [String: [ScenarioChange]] {
    var result: [String: [ScenarioChange]] = [:]
    let links = Dictionary(
      network.links.enumerated().map { ($1.id, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    for pending in pendingChanges {
      var change = pending.change
      let table = pending.table
      func positions(
        _ key: String,
        _ ids: [String],
        _ known: [String: Int],
        _ thing: String
      )
        -> [Int]
      {
        ids.compactMap { id in
          if let place = known[id] { return place }
          table.fault(
            key,
            found: "unknown \(thing) '\(id)'",
            expected: "a known \(thing)\(NearestName.hint(for: id, among: known.keys.sorted()))"
          )
          return nil
        }
      }
      change.nodes = positions("nodes", pending.nodes, nodeIDs, "node")
      change.links = positions("links", pending.links, links, "link")
      change.commodities = positions("commodities", pending.commodities, commodityIDs, "commodity")
      change.exporters = positions("exporters", pending.exporters, regionIDs, "region")
      change.importers = positions("importers", pending.importers, regionIDs, "region")
      change.regions = positions("regions", pending.regions, regionIDs, "region")
      let known = Set(network.nodes.map(\.country))
      for country in pending.border where !known.contains(country) {
        table.fault(
          "border",
          found: "unknown country '\(country)'",
          expected: "a country of a node"
        )
      }
      change.border = pending.border
      for id in change.measures where !measures.contains(id) {
        table.fault(
          "measures",
          found: "unknown measure '\(id)'",
          expected: "an id of policy.csv\(NearestName.hint(for: id, among: measures))"
        )
      }
      if change.kind == .open, !groups.contains(change.group) {
        table.fault(
          "group",
          found: "unknown group '\(change.group)'",
          expected: "a group of network/scenario_link.csv"
            + NearestName.hint(for: change.group, among: groups.sorted())
        )
      }
      result[pending.scenario, default: []].append(change)
    }
    return result
  }
}
