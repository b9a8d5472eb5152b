/// Amounts by period that the finance model starts from: revenue, operating cost, or investment.
public struct FinanceLine: Codable, Sendable, Equatable {
  /// Name for people.
  public var name: String
  /// Amounts by period, in the line's currency, at prices of the start of the timeline.
  public var amounts: [Double]
  /// Code of the line's currency; `nil`: that of the model.
  public var currency: String?
  /// Name of the price index that the amounts grow with; `nil`: none.
  public var index: String?
  /// Years of straight-line depreciation, for investment alone.
  public var lifeYears: Int

  /// A line.
  public init(
    name: String,
    amounts: [Double],
    currency: String? = nil,
    index: String? = nil,
    lifeYears: Int = 20
  ) {
    self.name = name
    self.amounts = amounts
    self.currency = currency
    self.index = index
    self.lifeYears = lifeYears
  }
}

/// A price index or an exchange rate over the timeline.
public struct FinancePath: Codable, Sendable, Equatable {
  /// Name of the index, or code of the currency.
  public var name: String
  /// For an index the growth a year (0.02); for a currency its units for one unit of the model's.
  public var path: YearPath

  /// A path.
  public init(name: String, path: YearPath) {
    self.name = name
    self.path = path
  }
}
