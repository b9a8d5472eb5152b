public import Numerics

/// A many-sector world after a change; factors are new over old.
public struct ManySectorOutcome: Sendable {
  /// Base from which changes are counted.
  public var base: ManySectorWorld
  /// Flows before tariffs, laid out as the base.
  public var flows: [Double]
  /// Tariff rates after the change; empty: none.
  public var tariffs: [Double]
  /// Factor on each country's wage.
  public var wageFactor: [Double]
  /// Factor on the cost of sector k in country i, at `k * count + i`.
  public var costFactor: [Double]
  /// Factor on the price of composite k in country j, at `k * count + j`.
  public var compositePriceFactor: [Double]
  /// Factor on each country's price index of final demand.
  public var priceIndexFactor: [Double]
  /// Factor on each country's income: value added, tariff revenue and deficit.
  public var incomeFactor: [Double]
  /// Factor on the value of each country's gross output.
  public var outputFactor: [Double]
  /// Tariff revenue of each country, after.
  public var revenue: [Double]
  /// Labour demanded over labour there is, less one, by country.
  public var marketResiduals: [Double]
  /// How the solver ended; its residual is the largest over labour, goods and prices.
  public var convergence: Convergence
  /// Which method ended the search.
  public var method: String
  /// New over old trade cost, laid out as the flows; empty: no change.
  public var costChanges: [Double]

  /// Number of countries.
  public var count: Int { wageFactor.count }

  /// The same in units in which a country's price index stays.
  public func inUnits(ofPriceIndex country: Int) -> ManySectorOutcome {
    let unit = priceIndexFactor[country]
    guard unit != 1 else { return self }
    var outcome = self
    outcome.flows = flows.map { $0 / unit }
    outcome.wageFactor = wageFactor.map { $0 / unit }
    outcome.costFactor = costFactor.map { $0 / unit }
    outcome.compositePriceFactor = compositePriceFactor.map { $0 / unit }
    outcome.priceIndexFactor = priceIndexFactor.map { $0 / unit }
    outcome.incomeFactor = incomeFactor.map { $0 / unit }
    outcome.outputFactor = outputFactor.map { $0 / unit }
    outcome.revenue = revenue.map { $0 / unit }
    return outcome
  }
}
