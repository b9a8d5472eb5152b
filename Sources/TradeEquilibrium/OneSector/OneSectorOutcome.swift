public import Numerics

/// A one-sector world after a change; factors are new over old.
public struct OneSectorOutcome: Sendable {
  /// Flows, laid out as the base.
  public var flows: [Double]
  /// Flows of the base from which changes are counted: those given, or the world rid of its
  /// imbalances under the balanced closure.
  public var baseFlows: [Double]
  /// Factor on each country's output price p̂.
  public var outputPriceFactor: [Double]
  /// Factor on each country's price index P̂.
  public var priceIndexFactor: [Double]
  /// Factor on the value of each country's output, and on its wage.
  public var wageFactor: [Double]
  /// Factor on each country's expenditure.
  public var expenditureFactor: [Double]
  /// What each country sells over what it makes, less one.
  public var marketResiduals: [Double]
  /// How the solver ended; its residual is the largest of the markets'.
  public var convergence: Convergence
  /// Which method ended the search.
  public var method: String
  /// Logarithms of output prices at which the markets clear, to start a like problem from.
  public var logPrices: [Double]

  /// Number of countries.
  public var count: Int { wageFactor.count }

  /// Factor on real income: expenditure over price index.
  public var realIncomeFactor: [Double] {
    zip(expenditureFactor, priceIndexFactor).map { $0 / $1 }
  }

  /// The same in units in which a country's price index stays.
  public func inUnits(ofPriceIndex country: Int) -> OneSectorOutcome {
    let unit = priceIndexFactor[country]
    guard unit != 1 else { return self }
    var outcome = self
    outcome.flows = flows.map { $0 / unit }
    outcome.outputPriceFactor = outputPriceFactor.map { $0 / unit }
    outcome.priceIndexFactor = priceIndexFactor.map { $0 / unit }
    outcome.wageFactor = wageFactor.map { $0 / unit }
    outcome.expenditureFactor = expenditureFactor.map { $0 / unit }
    return outcome
  }
}
