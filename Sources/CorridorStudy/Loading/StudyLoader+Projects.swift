import Foundation
import ProjectAppraisal
import Tables
import TradePolicy

extension StudyLoader {
  func loadPolicy() -> PolicyBook {
    guard let table = table("policy.csv", isOptional: true) else { return PolicyBook([]) }
    let book = PolicyBook.read(
      table,
      commodities: Set(commodityIDs.keys),
      nodes: Set(nodeIDs.keys),
      countries: countries,
      faults: faults
    )
    if table.has("quality"), table.has("source") {
      for row in table.rows(faults) {
        note(
          row,
          subject: "Measure \(row.optionalText("name") ?? "")",
          value: "\(row.optionalText("rule") ?? "") \(row.optionalText("value") ?? "")"
        )
      }
    }
    return book
  }

  func loadProjects(_ settings: StudySettings?) -> [Project] {
    let url = folder.appendingPathComponent("projects")
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? [])
      .filter { $0.hasSuffix(".toml") }.sorted()
    if names.isEmpty {
      faults.error("projects", found: "no project", expected: "at least one projects/ID.toml")
    }
    var projects: [Project] = []
    for name in names {
      guard let root = toml("projects/\(name)") else {
        projectIDs.insert(String(name.dropLast(".toml".count)))
        continue
      }
      let project = project(root, settings)
      root.finish()
      guard let project else { continue }
      if projects.contains(where: { $0.id == project.id }) {
        root.fault("project.id", found: "'\(project.id)' again", expected: "every id once")
      }
      projects.append(project)
    }
    if names.count > ProjectSet.limit {
      faults.error(
        "projects",
        found: "\(names.count) projects",
        expected: "at most \(ProjectSet.limit)"
      )
    }
    return projects.sorted { ($0.opening, $0.id) < ($1.opening, $1.id) }
  }

  private func project(_ root: TOMLTable, _ settings: StudySettings?) -> Project? {
    let head = root.table("project")
    let id = head?.text("id")
    if let id { projectIDs.insert(id) }
    let name = head?.text("name")
    let description = head?.text("description", default: "")
    let group = head?.text("group", default: "")
    let firstYear = head?.integer("appraisal_first_year", in: 1900...2200)
    let life = head?.integer("life_years", in: 1...200)
    let opening = head?.date("opening")
    let places = head?.texts("countries")
    for place in places ?? [] { if let head { check(place, head, "countries") } }
    if let head { note(head, subject: "Project") }
    let currencies = root.subtableTexts("finance", "currency", "code")
    let capex = root.tables("capex").compactMap { capexItem($0, currencies) }
    if capex.isEmpty { root.fault("capex", found: "none", expected: "at least one [[capex]]") }
    if let opening, let head, let start = capex.map(\.firstYear).min(), opening.year < start {
      head.fault(
        "opening",
        found: "\(opening), before building begins in \(start)",
        expected: "a day not before the first year of [[capex]]"
      )
    }
    let capacities = root.tables("capacity").compactMap { table in
      note(table, subject: "Capacity")
      return table.number("mt_per_year", in: CSVRow.positive)
    }
    let operation = root.table("operation")
    let fixed = operation?.number("fixed_opex_usd_m_per_year", in: CSVRow.notNegative)
    let variable = operation?.number("variable_opex_usd_per_t", in: CSVRow.notNegative)
    let charge = operation?.number("user_charge_usd_per_t", in: CSVRow.notNegative)
    let opexComposition = operation.flatMap { AppraisalFields.composition($0) } ?? [:]
    if let operation { note(operation, subject: "Operating cost and charge of the project") }
    var ramp: RampUp?
    if let table = root.table("ramp_up") {
      let day = table.date("opening")
      let constant = table.number("time_constant_years", in: CSVRow.notNegative)
      let cost = table.number("constant_usd_per_t")
      note(table, subject: "Growth of traffic after opening")
      if let day, let constant, let cost {
        ramp = RampUp(opening: day, timeConstantYears: constant, constantUSDPerTonne: cost)
        if let opening, day < opening {
          table.fault("opening", found: "\(day)", expected: "a day not before \(opening)")
        }
      }
    }
    let ownership = ownership(root)
    let tax = root.table("tax")
    let taxCountry = tax?.text("country")
    if let tax, let taxCountry { check(taxCountry, tax, "country") }
    if let tax { note(tax, subject: "Tax") }
    let funding = opening.flatMap { opening in
      settings.flatMap {
        self.funding(root, tax, settings: $0, capex: capex, opening: opening)
      }
    }
    if settings == nil || opening == nil {
      // Not read without the study's years and the opening; no key of it is unknown for that.
      _ = root.has("finance")
      tax?.leaveUnread()
    }
    let debt = root.optionalTable("debt").flatMap { self.debt($0) }
    let zone = root.optionalTable("zone").flatMap { zoneUse($0) }
    guard let id, let name, let description, let firstYear, let life, let opening, let places,
      let fixed, let variable, let charge, let ramp, let funding, let taxCountry, !capex.isEmpty
    else { return nil }
    return Project(
      id: id,
      name: name,
      description: description,
      group: group.flatMap { $0.isEmpty ? nil : $0 },
      firstYear: firstYear,
      lifeYears: life,
      opening: opening,
      countries: places,
      capex: capex,
      capacityMegatonnesPerYear: capacities.min() ?? .infinity,
      fixedOpexUSDMillionPerYear: fixed,
      variableOpexUSDPerTonne: variable,
      opexComposition: opexComposition,
      userChargeUSDPerTonne: charge,
      rampUp: ramp,
      ownership: ownership,
      funding: funding,
      taxCountry: taxCountry,
      debt: debt,
      zone: zone
    )
  }

  private func zoneUse(_ table: TOMLTable) -> ZoneUse? {
    let id = table.text("id")
    let workers = table.number("workers", in: CSVRow.positive)
    guard let id, let workers else { return nil }
    if !zoneIDs.contains(id) {
      table.fault(
        "id",
        found: "unknown zone '\(id)'",
        expected: "an id of zones/*.toml\(NearestName.hint(for: id, among: zoneIDs))"
      )
    }
    return ZoneUse(id: id, workers: workers)
  }

  private func capexItem(_ table: TOMLTable, _ currencies: [String]) -> CapexSettings? {
    let item = table.text("item")
    let currency = table.text("currency")
    let amount = table.number("amount_m", in: CSVRow.notNegative)
    let priceYear = table.has("price_year") ? table.integer("price_year", in: 1900...2200) : nil
    let firstYear = table.integer("first_year", in: 1900...2200)
    let profile = table.numbers("profile", in: 0...1)
    let country = table.text("country")
    if let country { check(country, table, "country") }
    let life = table.integer("life_years", in: 1...200)
    if let currency, currency != "USD", currency != "RUB", !currencies.contains(currency) {
      table.fault(
        "currency",
        found: "'\(currency)'",
        expected: "USD, RUB or the code of a [[finance.currency]]"
      )
    }
    if let profile, abs(profile.reduce(0, +) - 1) > 1e-9 {
      table.fault(
        "profile",
        found: "shares that add up to \(profile.reduce(0, +))",
        expected: "shares that add up to 1"
      )
    }
    let composition = AppraisalFields.composition(table)
    let uplift = AppraisalFields.uplift(table)
    note(table, subject: "Investment: \(item ?? "")")
    guard let item, let currency, let amount, let firstYear, let profile, let country, let life,
      let composition, let uplift
    else { return nil }
    return CapexSettings(
      item: item,
      currency: currency,
      amountMillion: amount,
      priceYear: priceYear,
      firstYear: firstYear,
      profile: profile,
      country: country,
      lifeYears: life,
      composition: composition,
      uplift: uplift
    )
  }

  /// A fault where a country is neither that of a region nor that of a place.
  func check(_ country: String, _ table: TOMLTable, _ key: String) {
    guard !countries.isEmpty, !countries.contains(country) else { return }
    table.fault(
      key,
      found: "unknown country '\(country)'",
      expected: "a country of regions.csv or network/node.csv"
        + NearestName.hint(for: country, among: countries.sorted())
    )
  }

  private func ownership(_ root: TOMLTable) -> [CountryShare] {
    guard let table = root.table("ownership") else { return [] }
    let shares = countries.sorted().compactMap { country in
      table.has(country)
        ? table.number(country, in: 0...1).map { CountryShare(country: country, share: $0) } : nil
    }
    let sum = shares.map(\.share).reduce(0, +)
    if abs(sum - 1) > 1e-9 {
      root.fault(
        "ownership",
        found: "shares that add up to \(sum)",
        expected: "shares of known countries that add up to 1"
      )
    }
    return shares
  }

  private func debt(_ table: TOMLTable) -> DebtSettings? {
    let name = table.text("name")
    let stock = table.number("stock_usd_m", in: CSVRow.positive)
    let written = table.number("written_off_usd_m", in: CSVRow.notNegative)
    let instalments = table.integer("instalments", in: 1...1000)
    let perYear = table.integer("instalments_per_year", in: 1...12)
    let interest = table.number("interest_rate", in: 0...1)
    let discount = table.number("discount_rate", in: 0...1)
    let source = table.text("source")
    note(table, subject: "Debt operation")
    if let stock, let written, written > stock {
      table.fault("written_off_usd_m", found: "\(written)", expected: "not above the stock")
    }
    guard let name, let stock, let written, let instalments, let perYear, let interest,
      let discount, let source
    else { return nil }
    return DebtSettings(
      name: name,
      stockUSDMillion: stock,
      writtenOffUSDMillion: written,
      instalments: instalments,
      instalmentsPerYear: perYear,
      interestRate: interest,
      discountRate: discount,
      source: source
    )
  }
}
