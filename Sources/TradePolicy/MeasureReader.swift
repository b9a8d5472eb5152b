public import Tables

extension PolicyBook {
  /// Columns that `policy.csv` must have.
  public static let requiredColumns = [
    "measure_id", "name", "rule", "from_country", "to_country", "commodities", "effective_from",
    "effective_to", "source", "quality",
  ]
  /// Columns that it may have.
  public static let optionalColumns = [
    "issuer", "paragraph", "adopted", "transit_country", "place", "mode", "hs_scope", "value",
    "unit", "exempts", "note", "origin_country", "sitc_scope", "condition", "doubt",
  ]

  /// Reads measures from a table; faults go to the collector.
  ///
  /// - Parameters:
  ///   - table: `policy.csv`.
  ///   - commodities: known commodity ids.
  ///   - nodes: known node ids.
  ///   - countries: known countries.
  ///   - faults: gets what is wrong.
  /// - Returns: the measures that could be read.
  public static func read(
    _ table: CSVTable,
    commodities: Set<String>,
    nodes: Set<String>,
    countries: Set<String>,
    faults: FaultCollector
  ) -> PolicyBook {
    guard table.expect(requiredColumns, optional: optionalColumns, faults: faults) else {
      return PolicyBook([])
    }
    var measures: [Measure] = []
    var lines: [String: Int] = [:]
    for row in table.rows(faults) {
      guard let measure = measure(row, commodities, nodes, countries) else { continue }
      if lines.updateValue(row.line, forKey: measure.id) != nil {
        row.fault("measure_id", found: "'\(measure.id)' again", expected: "every id once")
      }
      measures.append(measure)
    }
    for row in table.rows(faults) {
      for id in row.list("exempts") where lines[id] == nil {
        row.fault(
          "exempts",
          found: "unknown measure '\(id)'",
          expected: "the id of a measure\(NearestName.hint(for: id, among: lines.keys.sorted()))"
        )
      }
    }
    return PolicyBook(measures)
  }

  private static func measure(
    _ row: CSVRow,
    _ commodities: Set<String>,
    _ nodes: Set<String>,
    _ countries: Set<String>
  ) -> Measure? {
    let id = row.text("measure_id")
    let name = row.text("name")
    let rule = row.choice("rule", of: Measure.Rule.self)
    let from = row.optionalDate("effective_from")
    let to = row.optionalDate("effective_to")
    if let from, let to, to < from {
      row.fault("effective_to", found: "\(to)", expected: "a day not before \(from)")
    }
    func ids(_ column: String, _ known: Set<String>, _ thing: String) -> [String] {
      row.list(column).filter { id in
        if id == "*" { return false }
        // What is known of a table that could not be read is nothing; that is told already.
        if !known.isEmpty, !known.contains(id) {
          row.fault(
            column,
            found: "unknown \(thing) '\(id)'",
            expected: "a known \(thing)\(NearestName.hint(for: id, among: known.sorted()))"
          )
        }
        return true
      }
    }
    var shares: [String: Double] = [:]
    for item in row.list("commodities") where item != "*" {
      // At least one part, since empty ones count.
      let parts = item.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        .map(String.init)
      let share = parts.count == 2 ? DecimalNumber.parse(parts[1]) : 1
      guard commodities.isEmpty || commodities.contains(parts[0]), let share,
        (0...1).contains(share)
      else {
        row.fault(
          "commodities",
          found: "'\(item)'",
          expected: "commodity or commodity:share with a share from 0 to 1"
            + NearestName.hint(for: parts[0], among: commodities.sorted())
        )
        continue
      }
      shares[parts[0]] = share
    }
    let mode = row.optionalText("mode") == nil ? nil : row.choice("mode", of: Measure.Mode.self)
    var value = 0.0
    switch rule {
    case .refusal: value = row.number("value", in: 0...1) ?? 0
    case .cap, .charge, .delay, .inspection:
      value = row.number("value", in: CSVRow.notNegative) ?? 0
    case .tariff: value = row.number("value", in: -0.99...100) ?? 0
    default: break
    }
    let unit = row.optionalText("unit") ?? ""
    if rule == .cap {
      if !["usd_per_year", "t_per_year", "usd", "t"].contains(unit) {
        row.fault("unit", found: "'\(unit)'", expected: "usd_per_year, t_per_year, usd or t")
      } else if !unit.hasSuffix("_per_year"), from == nil || to == nil {
        row.fault(
          "unit",
          found: "'\(unit)', an amount for the whole of a time that has no end",
          expected: "both dates, or an amount a year"
        )
      }
    }
    let fromCountries = ids("from_country", countries, "country")
    let toCountries = ids("to_country", countries, "country")
    let transit = ids("transit_country", countries, "country")
    let places = ids("place", nodes, "node")
    let origins = row.list("origin_country")
    for origin in origins {
      let country = origin.hasPrefix("!") ? String(origin.dropFirst()) : origin
      if !countries.isEmpty, !countries.contains(country) {
        row.fault(
          "origin_country",
          found: "unknown country '\(origin)'",
          expected:
            "a known country, or ! and one\(NearestName.hint(for: country, among: countries.sorted()))"
        )
      }
    }
    func scope(_ column: String) -> ProductScope {
      if let scope = ProductScope(row.list(column)) { return scope }
      row.fault(
        column,
        found: "'\(row.optionalText(column) ?? "")'",
        expected: "beginnings of codes such as 2701, or ranges such as 50-63, with ; between"
      )
      return ProductScope()
    }
    let hs = scope("hs_scope")
    let sitc = scope("sitc_scope")
    let adopted = row.optionalDate("adopted")
    guard let id, let name, let rule else { return nil }
    return Measure(
      id: id,
      name: name,
      issuer: row.optionalText("issuer") ?? "",
      paragraph: row.optionalText("paragraph") ?? "",
      adopted: adopted,
      fromCountries: fromCountries,
      toCountries: toCountries,
      originCountries: origins,
      transitCountries: transit,
      places: places,
      mode: mode,
      commodities: shares,
      hs: hs,
      hsWritten: row.optionalText("hs_scope") ?? "",
      sitc: sitc,
      sitcWritten: row.optionalText("sitc_scope") ?? "",
      rule: rule,
      value: value,
      unit: unit,
      from: from,
      to: to,
      exempts: row.list("exempts"),
      condition: row.optionalText("condition") ?? "",
      doubt: row.optionalText("doubt") ?? "",
      note: row.optionalText("note") ?? "",
      source: row.optionalText("source") ?? "",
      quality: row.optionalText("quality") ?? ""
    )
  }
}
