import ProjectAppraisal

/// Prices and costs with which a draw's corridor becomes money: worked out once where no drawn number
/// moves them.
struct DrawMoney: Sendable {
  let appraiser: ProjectAppraiser
  /// Investment by year at market prices, USD million.
  let capex: [Double]
  /// Value left at market prices.
  let residual: Double
  /// Investment by year, and value left, at economic prices.
  let economicCapex: (amounts: [Double], residual: Double)
  /// Economic over market price of operating cost.
  let opexFactor: Double
  /// Shadow price of CO2e by year, USD/t.
  let carbonPrice: [Double]

  init(_ appraiser: ProjectAppraiser) {
    self.appraiser = appraiser
    capex = appraiser.costs.total
    residual = appraiser.costs.residual
    economicCapex = appraiser.economicCapex
    opexFactor = appraiser.opexFactor
    carbonPrice = appraiser.carbonPrice()
  }
}
