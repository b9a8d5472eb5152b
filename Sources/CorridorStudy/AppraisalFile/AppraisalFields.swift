import ProjectAppraisal
import Tables

/// Fields that an appraisal file and a study share.
enum AppraisalFields {
  /// A rate, a declining schedule, or the preset's.
  static func discount(_ head: TOMLTable, _ preset: AppraisalPreset?) -> DiscountSchedule? {
    let range = -0.99...10.0
    if head.has("discount_rates") || head.has("discount_from") {
      let rates = head.numbers("discount_rates", in: range)
      let from = head.numbers("discount_from", in: 0...10_000)
      guard let rates, let from else { return nil }
      guard rates.count == from.count, !rates.isEmpty else {
        head.fault(
          "discount_from",
          found: "\(from.count) years for \(rates.count) rates",
          expected: "as many years as discount_rates"
        )
        return nil
      }
      return DiscountSchedule(
        steps: zip(from, rates).map { DiscountSchedule.Step(fromYear: Int($0), rate: $1) }
      )
    }
    if head.has("discount_rate") || !head.has("preset") {
      return head.number("discount_rate", in: range).map { DiscountSchedule(rate: $0) }
    }
    return preset?.discount
  }

  /// Shadow prices, from `[shadow_prices]`.
  static func shadowPrices(_ table: TOMLTable) -> ShadowPrices {
    var prices = ShadowPrices()
    if table.has("numeraire"),
      let numeraire = table.choice("numeraire", of: ShadowPrices.Numeraire.self)
    {
      prices.numeraire = numeraire
    }
    if table.has("imports") || table.has("exports") {
      let imports = table.number("imports", in: CSVRow.notNegative)
      let exports = table.number("exports", in: CSVRow.notNegative)
      let importDuties = table.number("import_duties")
      let exportDuties = table.number("export_duties", default: 0)
      if let imports, let exports, let importDuties, let exportDuties {
        if let factor = ShadowPrices.standardConversionFactor(
          imports: imports,
          exports: exports,
          importDuties: importDuties,
          exportDuties: exportDuties
        ) {
          prices.standardConversionFactor = factor
        } else {
          table.fault(
            "imports",
            found: "trade of \(imports + exports)",
            expected: "trade above zero, at domestic prices too"
          )
        }
      }
    } else if let factor = table.number(
      "standard_conversion_factor",
      in: 0.01...100,
      default: 1
    ) {
      prices.standardConversionFactor = factor
    }
    let range = 0.0...10
    prices.shadowWageRateFactor =
      table.number("shadow_wage_rate_factor", in: range, default: 1) ?? 1
    prices.skilledWageFactor = table.number("skilled_wage_factor", in: range, default: 1) ?? 1
    prices.landFactor = table.number("land_factor", in: range, default: 1) ?? 1
    return prices
  }

  /// A price path, from `[carbon]`.
  static func carbon(_ table: TOMLTable) -> PricePath? {
    let growth = table.number("growth", in: -0.5...0.5, default: 0)
    let years = table.numbers("years", in: 1800...3000)
    let prices = table.numbers("prices", in: CSVRow.notNegative)
    guard let growth, let years, let prices else { return nil }
    guard years.count == prices.count, !years.isEmpty else {
      table.fault(
        "prices",
        found: "\(prices.count) prices for \(years.count) years",
        expected: "one for each year"
      )
      return nil
    }
    return PricePath(zip(years, prices).map { (year: Int($0), price: $1) }, growth: growth)
  }

  /// What an amount at market prices consists of, from `composition`; empty where it is not given.
  static func composition(_ table: TOMLTable) -> [ShadowPrices.Component: Double]? {
    guard let shares = table.optionalTable("composition") else { return [:] }
    var composition: [ShadowPrices.Component: Double] = [:]
    for component in ShadowPrices.Component.allCases where shares.has(component.rawValue) {
      composition[component] = shares.number(component.rawValue, in: 0...1)
    }
    let sum = composition.values.sorted().reduce(0, +)
    if sum > 1 + 1e-9 {
      table.fault(
        "composition",
        found: "shares that add up to \(sum)",
        expected: "shares that add up to 1 at most; the rest is taken as not traded"
      )
      return nil
    }
    return composition
  }

  /// Uplift of a cost: by reference class, by bias class, or given.
  static func uplift(_ table: TOMLTable) -> Double? {
    if table.has("reference_class") {
      guard let reference = table.choice("reference_class", of: ReferenceClass.self),
        let chance = table.number("chance_of_overrun", in: 0.1...0.5, default: 0.5)
      else { return nil }
      return reference.uplift(chanceOfOverrun: chance)
    }
    if table.has("bias_class") {
      guard let bias = table.choice("bias_class", of: OptimismBias.self),
        let mitigated = table.number("mitigated", in: 0...1, default: 0)
      else { return nil }
      return bias.uplift(mitigated: mitigated)
    }
    return table.number("uplift", in: -1...10, default: 0)
  }
}
