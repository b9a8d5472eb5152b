import FreightNetwork

/// The study's own tables, as claims name them.
struct ClaimTables: Sendable {
  /// Names that no series of facts may have.
  static let names: Set<String> = [
    "trade", "trade_t", "gdp", "population", "price", "link_km", "project_km", "gdp_index",
    "demand_index", "rub_per_usd", "deflator",
  ]

  private let study: Study

  init(_ study: Study) { self.study = study }

  /// The value of a reference to a table; `nil` where it names none.
  func figure(_ reference: FactReference) throws(ClaimUndecided) -> (ClaimValue, unit: String)? {
    let keys = [reference.key] + reference.more
    switch reference.series {
    case "trade", "trade_t":
      guard keys.count == 3 else {
        throw ClaimUndecided(reason: "\(reference.text) needs exporter, importer, commodity")
      }
      try base(reference)
      let from = try regions(keys[0])
      let to = try regions(keys[1])
      let goods = try commodities(keys[2])
      return reference.series == "trade"
        ? (
          ClaimValue(number: trade(from, to, goods) { $0.usdMillion * 1e6 }, powers: ["USD": 1]),
          "USD_m"
        )
        : (
          ClaimValue(
            number: trade(from, to, goods) { row in
              row.tonnes ?? row.usdMillion * 1e6 / study.commodities[row.commodity].usdPerTonne
            },
            powers: ["t": 1]
          ), "Mt"
        )
    case "gdp":
      try base(reference)
      let sum = try regions(keys[0]).reduce(0) { $0 + study.regions[$1].gdpUSDMillion * 1e6 }
      return (ClaimValue(number: sum, powers: ["USD": 1]), "USD_m")
    case "population":
      try base(reference)
      let sum = try regions(keys[0]).reduce(0) { $0 + study.regions[$1].population }
      return (ClaimValue(number: sum, powers: ["persons": 1]), "persons")
    case "link_km":
      guard let link = study.network.links.first(where: { $0.id == keys[0] }) else {
        throw ClaimUndecided(reason: "the network has no link '\(keys[0])'")
      }
      return (ClaimValue(number: link.lengthKilometres, powers: ["km": 1]), "km")
    case "project_km":
      let links = study.network.links.filter { $0.existence.project == keys[0] }
      guard !links.isEmpty else {
        throw ClaimUndecided(reason: "the network has no link of project '\(keys[0])'")
      }
      let sum = links.reduce(0) { $0 + $1.lengthKilometres }
      return (ClaimValue(number: sum, powers: ["km": 1]), "km")
    case "price":
      return (
        ClaimValue(
          number: try series(.priceUSDPerTonne, keys[0], reference),
          powers: ["USD": 1, "t": -1]
        ), "USD/t"
      )
    case "gdp_index": return (.pure(try series(.gdpIndex, keys[0], reference)), "ratio")
    case "demand_index": return (.pure(try series(.demandIndex, keys[0], reference)), "ratio")
    case "deflator": return (.pure(try series(.deflator, keys[0], reference)), "ratio")
    case "rub_per_usd":
      return (
        ClaimValue(
          number: try series(.rublesPerUSD, "RUB", reference),
          powers: ["RUB": 1, "USD": -1]
        ), "RUB/USD"
      )
    default: return nil
    }
  }

  /// A table of the base year says nothing of other years.
  private func base(_ reference: FactReference) throws(ClaimUndecided) {
    let year = study.settings.baseYear
    guard (reference.year ?? year) == year else {
      throw ClaimUndecided(reason: "\(reference.series) is of \(year) alone")
    }
  }

  private func regions(_ key: String) throws(ClaimUndecided) -> [Int] {
    let found = study.regions.indices.filter {
      key == "*" || study.regions[$0].id == key || study.regions[$0].country == key
    }
    guard !found.isEmpty else { throw ClaimUndecided(reason: "the study has no region '\(key)'") }
    return found
  }

  private func commodities(_ key: String) throws(ClaimUndecided) -> Set<Int> {
    let found = study.commodities.indices.filter { key == "*" || study.commodities[$0].id == key }
    guard !found.isEmpty else {
      throw ClaimUndecided(reason: "the study has no commodity '\(key)'")
    }
    return Set(found)
  }

  /// Trade between countries: what moves between parts of one is not trade.
  private func trade(
    _ from: [Int],
    _ to: [Int],
    _ goods: Set<Int>,
    _ amount: (TradeRow) -> Double
  ) -> Double {
    let origins = Set(from)
    let destinations = Set(to)
    var sum = 0.0
    for row in study.trade
    where row.kind != .latent && row.kind != .domestic && origins.contains(row.exporter)
      && destinations.contains(row.importer) && goods.contains(row.commodity)
      && study.regions[row.exporter].country != study.regions[row.importer].country
    { sum += amount(row) }
    return sum
  }

  private func series(
    _ kind: TimeSeries.Kind,
    _ key: String,
    _ reference: FactReference
  ) throws(ClaimUndecided) -> Double {
    let year = try reference.neededYear()
    guard let value = study.timeSeries.exactValue(kind, key: key, year: year) else {
      throw ClaimUndecided(reason: "the study has no \(reference.text)")
    }
    return value
  }
}
