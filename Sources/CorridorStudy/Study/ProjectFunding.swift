public import ProjectAppraisal

/// How a project's company is financed, from `[finance]`.
public struct ProjectFunding: Sendable, Equatable {
  /// Timeline, tranches, tax, accounts, prices, exchange rates, and lines of the company alone;
  /// investment, charges and operating cost of the project come in when a run knows them.
  public var model: FinanceModel
  /// Country of the lender or giver of each tranche, ISO3.
  public var lenders: [String]
  /// Index with which charges, operating cost and value left grow, so that the model is at current
  /// prices; `nil`: it is at constant prices of the price year.
  public var priceIndex: String?
}
