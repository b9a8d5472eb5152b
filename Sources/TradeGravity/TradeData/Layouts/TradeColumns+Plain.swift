import Tables

extension TradeColumns {
  /// A table that names what it holds.
  static func plain(_ names: HeaderNames, file: String) throws(InputFaults) -> TradeColumns {
    let year = names.first("year", "yr", "period", "date", "time")
    let sender = names.first(
      "exporter",
      "origin",
      "exporter_iso3",
      "exp",
      "iso_o",
      "iso3_o",
      "exporter_id",
      "from",
      "orig"
    )
    let receiver = names.first(
      "importer",
      "destination",
      "importer_iso3",
      "imp",
      "iso_d",
      "iso3_d",
      "importer_id",
      "to",
      "dest"
    )
    let reporter = names.first(
      "reporter",
      "reporter_iso",
      "reporter_iso3",
      "reporter_code",
      "reporteriso3",
      "economy"
    )
    let partner = names.first(
      "partner",
      "partner_iso",
      "partner_iso3",
      "partner_code",
      "partneriso3"
    )
    let flow = names.first(
      "flow",
      "trade_flow",
      "direction",
      "flow_code",
      "flow_name",
      "flow_direction",
      "report",
      "reported_by"
    )
    let value =
      names.first(
        "value_usd",
        "value",
        "trade",
        "trade_value_usd",
        "trade_value",
        "value_usd_m",
        "value_musd",
        "value_kusd",
        "value_usd_k",
        "trade_usd",
        "trade_usd_m",
        "tradevalue",
        "export_value",
        "usd",
        "value_usd_million",
        "value_1000usd",
        "exports",
        "amount"
      ) ?? names.first(beginning: "valueusd") ?? names.first(beginning: "tradevalue")
    let product = names.first(
      "product",
      "commodity",
      "commodity_code",
      "product_code",
      "hs",
      "hs6",
      "hs4",
      "hs2",
      "sitc",
      "sector",
      "section",
      "industry",
      "industry_id",
      "cmdcode",
      "k"
    )
    let quantity = names.first(
      "quantity",
      "quantity_t",
      "tonnes",
      "weight_t",
      "netweight_t",
      "qty",
      "q",
      "kg",
      "netweight_kg",
      "weight_kg",
      "quantity_kg"
    )
    let sides =
      sender.flatMap { a in receiver.map { (a, $0, true) } }
      ?? reporter.flatMap { a in partner.map { (a, $0, false) } }
    var faults: [InputFault] = []
    func missing(_ column: String, _ expected: String) {
      faults.append(
        InputFault(
          file: file,
          line: 1,
          column: column,
          found: "no such column among \(names.header.prefix(30).joined(separator: ", "))",
          expected: expected
        )
      )
    }
    if year == nil { missing("year", "a column of years (year, period)") }
    if sides == nil {
      missing("exporter", "columns exporter and importer, or reporter, partner and flow")
    } else if sides?.2 == false, flow == nil {
      missing("flow", "a column that says import or export")
    }
    if value == nil { missing("value_usd", "a column of values (value_usd, value_usd_m, trade)") }
    guard faults.isEmpty, let year, let sides, let value else { throw InputFaults(faults) }
    let unit = names.header[value]
    let isUnctad = names.has("section", "value_kusd")
    let weight = quantity.map { HeaderNames.plain(names.header[$0]) } ?? ""
    var filters: [Filter] = []
    // A study's own table: what would be traded if nothing were forbidden is no trade.
    if names.has("kind", "commodity", "value_usd_m", "quality"), let kind = names.first("kind") {
      let kept: Set<String> = ["reported", "mirror", "agency", "estimate", "domestic", ""]
      filters.append(Filter(column: kind, kept: kept, reason: "latent, not traded"))
    }
    return TradeColumns(
      layout: isUnctad ? .unctad : .plain,
      year: year,
      exporter: sides.0,
      importer: sides.1,
      flow: flow,
      product: product,
      values: [
        ValueColumn(
          column: value,
          report: flow != nil ? nil : isUnctad ? .exporter : .both,
          scale: Unit.scale(of: unit)
        )
      ],
      quantity: quantity,
      quantityScale: weight.contains("kg") ? 1e-3 : 1,
      filters: filters
    )
    .sided(sides.2)
  }

  private func sided(_ isExporterAndImporter: Bool) -> TradeColumns {
    var result = self
    result.flowMeaning = isExporterAndImporter ? .whoReports : .direction
    return result
  }
}
