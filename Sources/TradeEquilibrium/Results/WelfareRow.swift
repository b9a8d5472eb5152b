/// Welfare of a country after a change, exactly and to the first order, in per cent.
public struct WelfareRow: Sendable, Encodable, Equatable {
  /// Country.
  public var country: String
  /// Exact: income (wages, tariff revenue and deficit) over consumer price index.
  public var welfareExactPct: Double
  /// To the first order: the sum of the next three (Caliendo & Parro 2015, section 3).
  public var welfareFirstOrderPct: Double
  /// Terms of trade: prices of exports against prices of imports.
  public var termsOfTradeFirstOrderPct: Double
  /// Volume of trade: tariff revenue on the change of import volumes.
  public var volumeOfTradeFirstOrderPct: Double
  /// Trade costs: what is saved on, or added to, the purchases of the base.
  public var tradeCostsFirstOrderPct: Double
  /// Wage over consumer price index.
  public var realWagePct: Double
  /// Tariff revenue in per cent of income, before.
  public var tariffRevenueBeforePct: Double
  /// Tariff revenue in per cent of income, after.
  public var tariffRevenueAfterPct: Double

  enum CodingKeys: String, CodingKey {
    case country
    case welfareExactPct = "welfare_exact_pct"
    case welfareFirstOrderPct = "welfare_first_order_pct"
    case termsOfTradeFirstOrderPct = "terms_of_trade_first_order_pct"
    case volumeOfTradeFirstOrderPct = "volume_of_trade_first_order_pct"
    case tradeCostsFirstOrderPct = "trade_costs_first_order_pct"
    case realWagePct = "real_wage_pct"
    case tariffRevenueBeforePct = "tariff_revenue_before_pct"
    case tariffRevenueAfterPct = "tariff_revenue_after_pct"
  }
}
