public import ProjectAppraisal

/// The risk model of a study, from `risk.toml`.
public struct RiskSettings: Sendable {
  /// Draws unless the call says otherwise.
  public var draws: Int
  /// `latin_hypercube`, `sobol` or `monte_carlo`.
  public var method: String
  /// Uncertain numbers.
  public var variables: [RiskVariableSettings]

  /// A risk model.
  public init(draws: Int, method: String, variables: [RiskVariableSettings]) {
    self.draws = draws
    self.method = method
    self.variables = variables
  }
}

/// One uncertain number of the study.
public struct RiskVariableSettings: Sendable {
  /// What it moves.
  public var driver: RiskDriver
  /// Its distribution.
  public var distribution: Distribution
  /// Source ids.
  public var source: String
  /// Quality grade.
  public var quality: String

  /// An uncertain number.
  public init(driver: RiskDriver, distribution: Distribution, source: String, quality: String) {
    self.driver = driver
    self.distribution = distribution
    self.source = source
    self.quality = quality
  }
}

/// Numbers of a run that can be uncertain.
///
/// Factors multiply the study's figure; values replace it.
public enum RiskDriver: String, Sendable, CaseIterable {
  /// Factor on investment.
  case capex
  /// Factor on operating cost.
  case opex
  /// Factor on the tonnes that could use the project.
  case demand
  /// Factor on the price of coal.
  case coalPrice = "coal_price"
  /// Factor on railway rates.
  case railRate = "rail_rate"
  /// Factor on sea freight.
  case seaRate = "sea_rate"
  /// Factor on terminal costs.
  case terminalCost = "terminal_cost"
  /// Factor on the scales of route and mode choice.
  case routeScale = "route_scale"
  /// Factor on the shadow price of CO2e.
  case carbonPrice = "carbon_price"
  /// Factor on the value of time.
  case valueOfTime = "value_of_time"
  /// Economic discount rate.
  case discountRate = "discount_rate"
  /// First year without measures, in scenarios that lift them.
  case liftedYear = "lifted_year"
}
