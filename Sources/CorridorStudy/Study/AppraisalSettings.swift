public import ProjectAppraisal

/// Rules and prices of a study's economic appraisal, from `[appraisal]`, `[discount]` and `[carbon]`.
public struct AppraisalSettings: Sendable, Equatable {
  /// Institution whose rules are the starting point.
  public var preset: AppraisalPreset?
  /// Real discount rates.
  public var discount: DiscountSchedule
  /// Year of present values.
  public var comparisonYear: Int
  /// Shadow prices.
  public var shadowPrices: ShadowPrices
  /// Price of CO2e a tonne, in the currency and prices of where it comes from.
  public var carbon: PricePath
  /// Year of these prices.
  public var carbonPriceYear: Int
  /// Units of the study's currency for one of that currency, in that year.
  public var carbonExchangeRate: Double

  /// Factor on every amount that turns it into the rules' unit of account.
  ///
  /// World prices: the standard conversion factor. Market prices (TAG): from factor costs to them.
  public var unitFactor: Double {
    (shadowPrices.numeraire == .worldPrice ? shadowPrices.standardConversionFactor : 1)
      * (preset?.marketPriceFactor ?? 1)
  }
}

extension AppraisalSettings {
  /// The appraisal of items by these rules: their discount rates and year of present values.
  ///
  /// - Parameters:
  ///   - items: items.
  ///   - rate: one rate for all years; the rules' own rates unless given.
  /// - Returns: the appraisal.
  public func appraisal(
    _ items: [AppraisalItem] = [],
    rate: Double? = nil
  ) -> EconomicAppraisal {
    EconomicAppraisal(
      items: items,
      discount: rate.map { DiscountSchedule(rate: $0) } ?? discount,
      presentValueYear: comparisonYear
    )
  }
}
