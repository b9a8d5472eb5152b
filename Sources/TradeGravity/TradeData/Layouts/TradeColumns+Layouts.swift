import Tables

extension TradeColumns {
  /// The layout of a header, the most particular one first.
  static func layout(_ names: HeaderNames, file: String) throws(InputFaults) -> TradeColumns {
    if let found = comtrade(names) ?? comtradeLegacy(names) ?? baci(names) ?? gravity(names)
      ?? itpde(names) ?? wits(names) ?? unctadStat(names)
    {
      return found
    }
    return try plain(names, file: file)
  }

  private static func comtrade(_ names: HeaderNames) -> TradeColumns? {
    guard let value = names.first("primaryValue"), let flow = names.first("flowCode", "flowDesc"),
      let year = names.first("refYear", "period"),
      let reporter = names.first("reporterISO", "reporterCode", "reporterDesc"),
      let partner = names.first("partnerISO", "partnerCode", "partnerDesc")
    else { return nil }
    var result = TradeColumns(
      layout: .comtrade,
      year: year,
      exporter: reporter,
      importer: partner,
      flow: flow,
      product: names.first("cmdCode"),
      values: [ValueColumn(column: value, report: nil, scale: 1)],
      quantity: names.first("netWgt"),
      quantityScale: 1e-3
    )
    // Rows by second partner, customs procedure or mode of transport are parts of the totals.
    for (name, kept, reason) in [
      ("partner2Code", ["0", ""], "by second partner"),
      ("customsCode", ["C00", ""], "by customs procedure"),
      ("motCode", ["0", ""], "by mode of transport"),
      ("mosCode", ["0", ""], "by mode of supply"),
    ] {
      if let column = names.first(name) {
        result.filters.append(Filter(column: column, kept: Set(kept), reason: reason))
      }
    }
    return result
  }

  private static func comtradeLegacy(_ names: HeaderNames) -> TradeColumns? {
    guard let value = names.first("Trade Value (US$)", "TradeValue"),
      let flow = names.first("Trade Flow", "Trade Flow Code", "rgDesc", "rgCode"),
      let year = names.first("Year", "yr", "Period"),
      let reporter = names.first("Reporter ISO", "rt3ISO", "Reporter Code", "rtCode", "Reporter"),
      let partner = names.first("Partner ISO", "pt3ISO", "Partner Code", "ptCode", "Partner"),
      names.first("Commodity Code", "cmdCode") != nil
    else { return nil }
    return TradeColumns(
      layout: .comtradeLegacy,
      year: year,
      exporter: reporter,
      importer: partner,
      flow: flow,
      product: names.first("Commodity Code", "cmdCode"),
      values: [ValueColumn(column: value, report: nil, scale: 1)],
      quantity: names.first("Netweight (kg)", "NetWeight"),
      quantityScale: 1e-3
    )
  }

  private static func baci(_ names: HeaderNames) -> TradeColumns? {
    guard let year = names.first("t"), let exporter = names.first("i"),
      let importer = names.first("j"), let value = names.first("v"),
      let product = names.first("k", "hs6")
    else { return nil }
    return TradeColumns(
      layout: .baci,
      year: year,
      exporter: exporter,
      importer: importer,
      product: product,
      values: [ValueColumn(column: value, report: .both, scale: 1e3)],
      quantity: names.first("q")
    )
  }

  private static func gravity(_ names: HeaderNames) -> TradeColumns? {
    guard let year = names.first("year"),
      let exporter = names.first("iso3_o", "country_id_o", "iso_o"),
      let importer = names.first("iso3_d", "country_id_d", "iso_d")
    else { return nil }
    var values: [ValueColumn] = []
    if let column = names.first("tradeflow_comtrade_o") {
      values.append(ValueColumn(column: column, report: .exporter, scale: 1e3))
    }
    if let column = names.first("tradeflow_comtrade_d") {
      values.append(ValueColumn(column: column, report: .importer, scale: 1e3))
    }
    if let column = names.first("tradeflow_baci") {
      values.append(ValueColumn(column: column, report: .both, scale: 1e3))
    }
    if values.isEmpty, let column = names.first("tradeflow", "flow") {
      values.append(ValueColumn(column: column, report: .both, scale: 1e6))
    }
    guard !values.isEmpty else { return nil }
    return TradeColumns(
      layout: .cepiiGravity,
      year: year,
      exporter: exporter,
      importer: importer,
      values: values
    )
  }

  private static func itpde(_ names: HeaderNames) -> TradeColumns? {
    guard let year = names.first("year"), let exporter = names.first("exporter_iso3"),
      let importer = names.first("importer_iso3"), let value = names.first("trade")
    else { return nil }
    return TradeColumns(
      layout: .itpde,
      year: year,
      exporter: exporter,
      importer: importer,
      product: names.first("industry_id", "industry_descr"),
      values: [ValueColumn(column: value, report: .both, scale: 1e6)]
    )
  }

  private static func wits(_ names: HeaderNames) -> TradeColumns? {
    guard
      let value = names.first(
        "TradeValue in 1000 USD",
        "Trade Value 1000USD",
        "Trade Value 1000 USD",
        "TradeValue1000USD"
      ) ?? names.first(beginning: "tradevaluein1000"),
      let reporter = names.first("ReporterISO3", "Reporter", "ReporterName"),
      let partner = names.first("PartnerISO3", "Partner", "PartnerName"),
      let flow = names.first("TradeFlowName", "TradeFlow", "TradeFlowCode"),
      let year = names.first("Year")
    else { return nil }
    return TradeColumns(
      layout: .wits,
      year: year,
      exporter: reporter,
      importer: partner,
      flow: flow,
      product: names.first("ProductCode", "Product"),
      values: [ValueColumn(column: value, report: nil, scale: 1e3)],
      quantity: names.first("NetWeight in KGM", "NetWeight"),
      quantityScale: 1e-3
    )
  }

  /// UNCTADstat's own downloads: `Economy Label`, `Partner Label`, `Flow Label`, `US$ at current
  /// prices in thousands`.
  private static func unctadStat(_ names: HeaderNames) -> TradeColumns? {
    guard let economy = names.first("Economy Label", "Economy"),
      let partner = names.first("Partner Label", "Partner"),
      let value = names.first(beginning: "us$atcurrentprices")
        ?? names.first(beginning: "usdollarsatcurrentprices"),
      let year = names.first("Year")
    else { return nil }
    return TradeColumns(
      layout: .unctad,
      year: year,
      exporter: economy,
      importer: partner,
      flow: names.first("Flow Label", "Flow"),
      product: names.first("Product Label", "Product", "SitcRev3Product Label"),
      values: [
        ValueColumn(
          column: value,
          report: names.first("Flow Label", "Flow") == nil ? .exporter : nil,
          scale: Unit.scale(of: names.header[value])
        )
      ]
    )
  }
}
