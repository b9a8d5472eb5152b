import ProjectAppraisal
import Tables

extension StudyLoader {
  /// Rules of the appraisal: a preset's where `[appraisal]` names one, and what the study gives in
  /// their place.
  func appraisal(
    _ root: TOMLTable,
    _ discount: TOMLTable?,
    firstYear: Int?,
    currency: String?,
    priceYear: Int?
  ) -> AppraisalSettings? {
    let table = root.optionalTable("appraisal")
    let preset =
      table?.has("preset") == true
      ? table?.choice("preset", of: AppraisalPreset.self) : nil
    if let table { note(table, subject: "Rules of the appraisal") }
    let comparison =
      table?.has("comparison_year") == true
      ? table?.integer("comparison_year", in: 1900...2200) : firstYear
    let prices = table?.optionalTable("shadow_prices").map { AppraisalFields.shadowPrices($0) }
    var schedule: DiscountSchedule?
    if let discount {
      if discount.has("economic") || (preset == nil && !discount.has("discount_rates")) {
        schedule = discount.number("economic", in: 0...1).map { DiscountSchedule(rate: $0) }
      } else {
        let isGiven = discount.has("discount_rates") || discount.has("discount_from")
        schedule = isGiven ? AppraisalFields.discount(discount, preset) : preset?.discount
      }
    }
    guard let carbon = carbon(root, table, preset, currency: currency, priceYear: priceYear),
      let schedule, let comparison
    else { return nil }
    return AppraisalSettings(
      preset: preset,
      discount: schedule,
      comparisonYear: comparison,
      shadowPrices: prices ?? ShadowPrices(),
      carbon: carbon.path,
      carbonPriceYear: carbon.year,
      carbonExchangeRate: carbon.rate
    )
  }

  /// `[carbon]` as one price that grows or as prices of years; the preset's without it.
  private func carbon(
    _ root: TOMLTable,
    _ head: TOMLTable?,
    _ preset: AppraisalPreset?,
    currency: String?,
    priceYear: Int?
  ) -> (path: PricePath, year: Int, rate: Double)? {
    guard let priceYear, let currency else { return nil }
    if preset == nil || root.has("carbon") {
      guard let table = root.table("carbon") else { return nil }
      note(table, subject: "Shadow price of CO2e")
      if table.has("years") {
        return AppraisalFields.carbon(table).map { ($0, priceYear, 1) }
      }
      let price = table.number("usd_per_t", in: CSVRow.notNegative)
      let growth = table.number("growth", in: -0.5...0.5)
      guard let price, let growth else { return nil }
      return (PricePath([(priceYear, price)], growth: growth), priceYear, 1)
    }
    guard let preset, let head else { return nil }
    let unit = preset.carbonUnit
    if unit.currency == currency { return (preset.carbon, unit.priceYear, 1) }
    guard head.has("carbon_exchange_rate") else {
      head.fault(
        "carbon_exchange_rate",
        found: "nothing",
        expected: "\(currency) for one \(unit.currency) in \(unit.priceYear), in which "
          + "\(preset.rawValue) gives its price of CO2e, or a table [carbon]"
      )
      return nil
    }
    return head.number("carbon_exchange_rate", in: 1e-6...1e6)
      .map { (preset.carbon, unit.priceYear, $0) }
  }
}
