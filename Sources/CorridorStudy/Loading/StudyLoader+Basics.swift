import FreightNetwork
import Tables

extension StudyLoader {
  func loadSettings() -> StudySettings? {
    guard let root = toml("study.toml") else { return nil }
    let schema = root.integer("schema", in: 1...1)
    let name = root.text("name")
    let description = root.text("description", default: "")
    let years = 1900...2200
    let baseYear = root.integer("base_year", in: years)
    let firstYear = root.integer("first_year", in: years)
    let lastYear = root.integer("last_year", in: years)
    let modelYears = root.numbers("model_years", in: 1900...2200)?.map { Int($0) }
    let referenceYear = root.integer("reference_year", in: years)
    let currency = root.text("currency", default: "USD")
    let priceYear = root.integer("price_year", in: years)
    let discount = root.table("discount")
    let financial = discount?.number("financial", in: 0...1)
    if let discount { note(discount, subject: "Discount rates") }
    let appraisal = appraisal(
      root,
      discount,
      firstYear: firstYear,
      currency: currency,
      priceYear: priceYear
    )
    let trade = root.optionalTable("trade")
    let closure = trade == nil ? .additive : trade?.choice("closure", of: TradeClosure.self)
    let scenarios = root.tables("scenario").compactMap { scenario($0) }
    if scenarios.isEmpty {
      root.fault("scenario", found: "none", expected: "at least one [[scenario]]")
    }
    var seen: Set<String> = []
    for scenario in scenarios where !seen.insert(scenario.id).inserted {
      root.fault("scenario", found: "'\(scenario.id)' again", expected: "every id once")
    }
    if let modelYears {
      if modelYears.isEmpty || modelYears != modelYears.sorted() {
        root.fault("model_years", found: "\(modelYears)", expected: "years, rising, at least one")
      }
      if let referenceYear, !modelYears.contains(referenceYear) {
        root.fault(
          "reference_year",
          found: "\(referenceYear)",
          expected: "one of model_years"
        )
      }
    }
    if let firstYear, let lastYear, lastYear <= firstYear {
      root.fault("last_year", found: "\(lastYear)", expected: "a year after first_year")
    }
    root.finish()
    guard schema != nil, let name, let description, let baseYear, let firstYear, let lastYear,
      let modelYears, let referenceYear, let currency, let priceYear, let appraisal, let financial,
      let closure
    else { return nil }
    return StudySettings(
      name: name,
      description: description,
      baseYear: baseYear,
      firstYear: firstYear,
      lastYear: lastYear,
      modelYears: modelYears,
      referenceYear: referenceYear,
      currency: currency,
      priceYear: priceYear,
      financialDiscountRate: financial,
      appraisal: appraisal,
      closure: closure,
      scenarios: scenarios
    )
  }

  private enum PolicyName: String, CaseIterable {
    case asAdopted = "as_adopted"
    case lifted
    case hazard
    case none
  }

  private func scenario(_ table: TOMLTable) -> ScenarioSettings? {
    let id = table.text("id")
    let name = table.text("name")
    let description = table.text("description", default: "")
    let policy = table.choice("policy", of: PolicyName.self)
    var setting: PolicySetting?
    switch policy {
    case .asAdopted: setting = .asAdopted
    case .lifted: setting = table.integer("lifted_year", in: 1900...2200).map { .lifted(year: $0) }
    case .hazard:
      let rate = table.number("hazard", in: 0...1)
      let first = table.integer("first_lift_year", in: 1900...2200)
      let last = table.integer("last_lift_year", in: 1900...2200, default: 2200)
      if let first, let last, last < first {
        table.fault("last_lift_year", found: "\(last)", expected: "a year not before \(first)")
      }
      if let rate, let first, let last, last >= first {
        setting = .hazard(rate: rate, first: first, last: last)
      }
    case PolicyName.none?: setting = PolicySetting.none
    case nil: break
    }
    let isDefault = table.flag("default", default: true)
    for change in table.has("change") ? table.tables("change") : [] {
      if let pending = readChange(change, scenario: id ?? "") { pendingChanges.append(pending) }
      if change.has("source") || change.has("quality") {
        note(change, subject: "Scenario \(name ?? "")")
      }
    }
    guard let id, let name, let description, let setting, let isDefault else { return nil }
    return ScenarioSettings(
      id: id,
      name: name,
      description: description,
      policy: setting,
      isDefault: isDefault
    )
  }

  func loadClasses() -> [CargoClass] {
    guard
      let table = table(
        "cargo_classes.csv",
        required: [
          "cargo_class", "name", "route_scale_per_usd", "mode_scale_per_usd", "tonnes_per_teu",
        ]
      )
    else { return [] }
    var classes: [CargoClass] = []
    for row in table.rows(faults) {
      let id = row.text("cargo_class")
      let name = row.text("name")
      let route = row.number("route_scale_per_usd", in: CSVRow.positive)
      let mode = row.number("mode_scale_per_usd", in: CSVRow.positive)
      let load = row.number("tonnes_per_teu", in: CSVRow.positive)
      if let route, let mode, mode > route {
        row.fault(
          "mode_scale_per_usd",
          found: "\(mode)",
          expected: "not above route_scale_per_usd"
        )
      }
      if let id { index(&classIDs, id, row, "cargo_class", classes.count) }
      guard let id, let name, let route, let mode, let load else { continue }
      note(
        row,
        subject: "Choice scales of \(name)",
        value: "routes \(route), modes \(mode) per USD/t"
      )
      classes.append(
        CargoClass(
          id: id,
          name: name,
          routeScalePerUSD: route,
          modeScalePerUSD: mode,
          tonnesPerTEU: load
        )
      )
    }
    return classes
  }

  func loadRegions() -> [Region] {
    guard
      let table = table(
        "regions.csv",
        required: [
          "region_id", "name", "country", "x_coord", "y_coord", "gdp_usd_m", "population",
          "goods_output_usd_m",
        ]
      )
    else { return [] }
    var regions: [Region] = []
    for row in table.rows(faults) {
      let id = row.text("region_id")
      let name = row.text("name")
      let country = row.text("country")
      let x = row.number("x_coord", in: -180...180)
      let y = row.number("y_coord", in: -90...90)
      let gdp = row.number("gdp_usd_m", in: CSVRow.positive)
      let population = row.number("population", in: CSVRow.positive)
      let output = row.number("goods_output_usd_m", in: CSVRow.notNegative)
      if let id { index(&regionIDs, id, row, "region_id", regions.count) }
      guard let id, let name, let country, let x, let y, let gdp, let population, let output else {
        // Keeps the id known, so that rows which name it are not faults as well.
        if let id { regions.append(Self.placeHolder(id)) }
        continue
      }
      note(row, subject: "Size of \(name)", value: "GDP USD \(gdp) m")
      countries.insert(country)
      regions.append(
        Region(
          id: id,
          name: name,
          country: country,
          longitude: x,
          latitude: y,
          gdpUSDMillion: gdp,
          population: population,
          goodsOutputUSDMillion: output
        )
      )
    }
    return regions
  }

  private static func placeHolder(_ id: String) -> Region {
    Region(
      id: id,
      name: id,
      country: id,
      longitude: 0,
      latitude: 0,
      gdpUSDMillion: 1,
      population: 1,
      goodsOutputUSDMillion: 0
    )
  }

  func loadCommodities() -> [Commodity] {
    guard
      let table = table(
        "commodities.csv",
        required: [
          "commodity_id", "name", "cargo_class", "usd_per_t", "time_value_pct_per_day",
          "trade_elasticity", "traded",
        ],
        optional: ["hs", "sitc"]
      )
    else { return [] }
    var commodities: [Commodity] = []
    for row in table.rows(faults) {
      let id = row.text("commodity_id")
      let name = row.text("name")
      let isTraded = row.flag("traded", default: true) ?? true
      let cargoClass =
        isTraded ? row.reference("cargo_class", in: classIDs, called: "cargo class") : nil
      let value = row.number("usd_per_t", in: CSVRow.positive)
      let time = row.number("time_value_pct_per_day", in: 0...100)
      let elasticity = row.number("trade_elasticity", in: CSVRow.positive)
      if let id { index(&commodityIDs, id, row, "commodity_id", commodities.count) }
      guard let id else { continue }
      note(
        row,
        subject: name ?? id,
        value: "USD \(value ?? 0)/t, \(time ?? 0) % a day, trade elasticity \(elasticity ?? 0)"
      )
      commodities.append(
        Commodity(
          id: id,
          name: name ?? id,
          hs: row.list("hs"),
          sitc: row.list("sitc"),
          cargoClass: cargoClass,
          usdPerTonne: value ?? 1,
          timeValuePercentPerDay: time ?? 0,
          tradeElasticity: elasticity ?? 1
        )
      )
    }
    return commodities
  }

  func loadTrade(_ settings: StudySettings?) -> [TradeRow] {
    guard
      let table = table(
        "trade.csv",
        required: ["year", "exporter", "importer", "commodity", "value_usd_m", "kind"],
        optional: ["tonnes"]
      )
    else { return [] }
    var rows: [TradeRow] = []
    rows.reserveCapacity(table.rowCount)
    var seen: Set<Int> = []
    for row in table.rows(faults) {
      let year = row.integer("year", in: 1900...2200)
      let exporter = row.reference("exporter", in: regionIDs, called: "region")
      let importer = row.reference("importer", in: regionIDs, called: "region")
      let commodity = row.reference("commodity", in: commodityIDs, called: "commodity")
      let value = row.number("value_usd_m", in: CSVRow.notNegative)
      let tonnes = row.optionalNumber("tonnes", in: CSVRow.notNegative)
      let kind = row.choice("kind", of: TradeRowKind.self)
      if let year, let settings, year != settings.baseYear {
        row.fault("year", found: "\(year)", expected: "the base year \(settings.baseYear)")
      }
      guard let exporter, let importer, let commodity, let value, let kind else { continue }
      if kind == .domestic, exporter != importer {
        row.fault("kind", found: "domestic", expected: "exporter = importer for domestic sales")
      }
      let key =
        ((exporter * regionIDs.count + importer) * commodityIDs.count + commodity) * 2
        + (kind == .latent ? 1 : 0)
      if !seen.insert(key).inserted {
        row.fault("commodity", found: "the same flow again", expected: "every flow once")
      }
      note(
        row,
        subject: "Trade of kind \(kind.rawValue)",
        value: "\(row.optionalText("exporter") ?? "") to \(row.optionalText("importer") ?? ""), "
          + "\(row.optionalText("commodity") ?? ""): USD \(value) m"
      )
      rows.append(
        TradeRow(
          exporter: exporter,
          importer: importer,
          commodity: commodity,
          usdMillion: value,
          tonnes: tonnes,
          kind: kind
        )
      )
    }
    return rows
  }

  func loadTariffs() -> [TariffRow] {
    guard
      let table = table(
        "tariffs.csv",
        required: ["importer", "exporter", "commodity", "rate"],
        isOptional: true
      )
    else { return [] }
    return table.rows(faults).compactMap { row in
      let importer = row.reference("importer", in: regionIDs, called: "region")
      let exporter = row.reference("exporter", in: regionIDs, called: "region")
      let commodity = row.reference("commodity", in: commodityIDs, called: "commodity")
      let rate = row.number("rate", in: -0.99...100)
      note(row, subject: "Tariff", value: "\(rate ?? 0)")
      guard let importer, let exporter, let commodity, let rate else { return nil }
      return TariffRow(importer: importer, exporter: exporter, commodity: commodity, rate: rate)
    }
  }

  func loadSeries(_ regions: [Region], _ commodities: [Commodity]) -> TimeSeries {
    var series = TimeSeries()
    guard
      let table = table(
        "timeseries.csv",
        required: ["series", "key", "year", "value"],
        optional: ["unit"]
      )
    else { return series }
    for row in table.rows(faults) {
      let kind = row.choice("series", of: TimeSeries.Kind.self)
      let key = row.text("key")
      let year = row.integer("year", in: 1900...2200)
      let value = row.number("value", in: CSVRow.notNegative)
      guard let kind, let key, let year, let value else { continue }
      note(row, subject: "\(kind.rawValue) of \(key)", value: "\(year): \(value)")
      // At least one part, since empty ones count.
      let parts = key.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
      var isKnown = true
      switch kind {
      // What is known of a table that could not be read is nothing; that is told already.
      case _ where regionIDs.isEmpty || commodityIDs.isEmpty: break
      case .gdpIndex: isKnown = regionIDs[key] != nil
      case .priceUSDPerTonne: isKnown = commodityIDs[key] != nil
      case .demandIndex:
        isKnown =
          parts.count <= 3 && commodityIDs[parts[parts.count - 1]] != nil
          && parts.dropLast().allSatisfy { regionIDs[$0] != nil }
      // Nodes and links are read later; an id that none has does nothing and is told there.
      case .capacityIndex:
        isKnown = value > 0
        capacityKeys.append((key, row.line))
      case .rublesPerUSD: isKnown = key == "RUB" && value > 0
      case .deflator: isKnown = (key == "USD" || key == "RUB") && value > 0
      }
      if !isKnown {
        row.fault("key", found: "'\(key)'", expected: "a key of series \(kind.rawValue)")
      }
      if !series.insert(kind, key: key, year: year, value: value) {
        row.fault("year", found: "\(year) again", expected: "every year of a series once")
      }
    }
    return series
  }
}
