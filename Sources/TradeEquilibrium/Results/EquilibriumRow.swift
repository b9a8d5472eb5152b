/// What a change does to one country, in per cent of the base.
public struct EquilibriumRow: Sendable, Encodable, Equatable {
  /// Country.
  public var country: String
  /// Value of what it sells abroad.
  public var exportsPct: Double
  /// Value of what it buys abroad.
  public var importsPct: Double
  /// Wage.
  public var wagePct: Double
  /// Price index of what it buys.
  public var priceIndexPct: Double
  /// Expenditure over price index.
  public var realIncomePct: Double
  /// Output over price index.
  public var realOutputPct: Double
  /// Output price over price index (Anderson & Yotov 2016).
  public var termsOfTradePct: Double

  enum CodingKeys: String, CodingKey {
    case country
    case exportsPct = "exports_pct"
    case importsPct = "imports_pct"
    case wagePct = "wage_pct"
    case priceIndexPct = "price_index_pct"
    case realIncomePct = "real_income_pct"
    case realOutputPct = "real_output_pct"
    case termsOfTradePct = "terms_of_trade_pct"
  }

  /// Columns of the table, in order.
  public static let columns = [
    "country", "exports_pct", "imports_pct", "wage_pct", "price_index_pct", "real_income_pct",
    "real_output_pct", "terms_of_trade_pct",
  ]

  /// A row of numbers in the order of the columns.
  init(country: String, numbers: [Double]) {
    self.country = country
    exportsPct = numbers[0]
    importsPct = numbers[1]
    wagePct = numbers[2]
    priceIndexPct = numbers[3]
    realIncomePct = numbers[4]
    realOutputPct = numbers[5]
    termsOfTradePct = numbers[6]
  }

  init(
    country: String,
    exportsPct: Double,
    importsPct: Double,
    wagePct: Double,
    priceIndexPct: Double,
    realIncomePct: Double,
    realOutputPct: Double,
    termsOfTradePct: Double
  ) {
    self.country = country
    self.exportsPct = exportsPct
    self.importsPct = importsPct
    self.wagePct = wagePct
    self.priceIndexPct = priceIndexPct
    self.realIncomePct = realIncomePct
    self.realOutputPct = realOutputPct
    self.termsOfTradePct = termsOfTradePct
  }

  /// Numbers in the order of the columns.
  public var numbers: [Double] {
    [
      exportsPct, importsPct, wagePct, priceIndexPct, realIncomePct, realOutputPct,
      termsOfTradePct,
    ]
  }
}
