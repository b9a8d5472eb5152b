public import ProjectAppraisal

/// The risk model of a study, from `risk.toml`.
public struct RiskSettings: Sendable {
  /// Draws unless the call says otherwise.
  public var draws: Int
  /// How draws are spread, unless the call says otherwise.
  public var method: SamplingMethod
  /// Uncertain numbers, each driver once.
  public var variables: [RiskVariableSettings]
  /// Rank correlations between them.
  public var correlations: [RiskCorrelationSettings]
  /// Years from which the project is looked at with what was known in them, rising.
  public var standpoints: [Int]
  /// The right to build later; `nil` where the study says nothing of it.
  public var waiting: WaitingSettings?

  /// A risk model.
  public init(
    draws: Int,
    method: SamplingMethod,
    variables: [RiskVariableSettings],
    correlations: [RiskCorrelationSettings] = [],
    standpoints: [Int] = [],
    waiting: WaitingSettings? = nil
  ) {
    self.draws = draws
    self.method = method
    self.variables = variables
    self.correlations = correlations
    self.standpoints = standpoints
    self.waiting = waiting
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

/// Spearman rank correlation of two uncertain numbers, from `[[correlation]]`.
public struct RiskCorrelationSettings: Sendable, Equatable {
  /// One of them.
  public var first: RiskDriver
  /// The other.
  public var second: RiskDriver
  /// Rank correlation, −1 to 1.
  public var rank: Double

  /// A correlation.
  public init(first: RiskDriver, second: RiskDriver, rank: Double) {
    self.first = first
    self.second = second
    self.rank = rank
  }
}

/// The right to build the project later, from `[waiting]`.
public struct WaitingSettings: Sendable, Equatable {
  /// First year in which one may decide to build.
  public var from: Int
  /// Last such year.
  public var until: Int
  /// Chance a year that measures go, given that they stand.
  public var annualChance: Double
  /// First year in which they may go.
  public var firstLiftYear: Int

  /// A right to build later.
  public init(from: Int, until: Int, annualChance: Double, firstLiftYear: Int) {
    self.from = from
    self.until = until
    self.annualChance = annualChance
    self.firstLiftYear = firstLiftYear
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
  /// Factor on the part of operating cost that does not depend on traffic.
  case fixedOpex = "fixed_opex"
  /// Factor on the part that does.
  case variableOpex = "variable_opex"
  /// Factor on the value left at the end.
  case residualValue = "residual_value"
  /// Factor on what users gain.
  case userBenefit = "user_benefit"
  /// Years by which the opening is late, zero or above.
  case openingDelay = "opening_delay"
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
  /// Real growth of that price, a year.
  case carbonGrowth = "carbon_growth"
  /// Factor on the value of time.
  case valueOfTime = "value_of_time"
  /// Economic discount rate.
  case discountRate = "discount_rate"
  /// Discount rate of the company.
  case financialDiscountRate = "financial_discount_rate"
  /// First year without measures, in scenarios that lift them.
  case liftedYear = "lifted_year"

  /// Whether it changes route choice, queues and trade; the others act on the money alone.
  public var actsOnCorridor: Bool {
    switch self {
    case .demand, .coalPrice, .railRate, .seaRate, .terminalCost, .routeScale, .valueOfTime: true
    default: false
    }
  }
}
