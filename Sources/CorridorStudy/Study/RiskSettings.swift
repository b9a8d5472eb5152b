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
  /// Whether values drawn for an address multiply the study's figure rather than replace it.
  public var isRelative: Bool
  /// The number of the study that an address names.
  public internal(set) var number: StudyNumber?
  /// Least value of a draw: that of the driver, or of the number that an address names.
  private var least: Double {
    guard let number else { return driver.isAddress ? -.infinity : driver.least }
    return isRelative ? min(number.least, number.least > 0 ? 1e-9 : 0) : number.least
  }

  /// The value below which a share of the draws lies, never less than has a meaning.
  func value(at share: Double) -> Double { max(least, distribution.quantile(share)) }

  /// What is wrong with it for its number in a study; `nil` where all is well.
  func fault(in study: Study) -> (column: String, found: String, expected: String)? {
    if isRelative, let number, !number.canBeRelative {
      return ("relative", "true", "false: '\(number.address)' is a day, which no factor moves")
    }
    let low = distribution.lowest
    let number = number
    let lowest = isRelative ? low * (number?.value(study) ?? 1) : low
    let bound = number?.least ?? driver.least
    guard lowest < bound else { return nil }
    return (
      "distribution", "\(distribution.text), which reaches \(lowest)",
      bound > 0
        ? "values above zero" : bound == 0 ? "values not below zero" : "values above \(bound)"
    )
  }

  /// Source ids.
  public var source: String
  /// Quality grade.
  public var quality: String

  /// An uncertain number.
  public init(
    driver: RiskDriver,
    distribution: Distribution,
    isRelative: Bool = false,
    source: String,
    quality: String
  ) {
    self.driver = driver
    self.distribution = distribution
    self.isRelative = isRelative
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

/// A number of a run that can be uncertain: a named driver, or the address of a number in the
/// study's files ("commodity.coal_steam.usd_per_t").
///
/// Named factors multiply the study's figure; named values, and addresses, replace it.
public struct RiskDriver: RawRepresentable, Hashable, Sendable {
  /// Name or address.
  public let rawValue: String

  /// A driver.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Factor on investment.
  public static let capex = RiskDriver(rawValue: "capex")
  /// Factor on operating cost.
  public static let opex = RiskDriver(rawValue: "opex")
  /// Factor on the part of operating cost that does not depend on traffic.
  public static let fixedOpex = RiskDriver(rawValue: "fixed_opex")
  /// Factor on the part that does.
  public static let variableOpex = RiskDriver(rawValue: "variable_opex")
  /// Factor on the value left at the end.
  public static let residualValue = RiskDriver(rawValue: "residual_value")
  /// Factor on what users gain.
  public static let userBenefit = RiskDriver(rawValue: "user_benefit")
  /// Years by which the opening is late, zero or above.
  public static let openingDelay = RiskDriver(rawValue: "opening_delay")
  /// Factor on the tonnes that could use the project.
  public static let demand = RiskDriver(rawValue: "demand")
  /// Factor on the price of coal.
  public static let coalPrice = RiskDriver(rawValue: "coal_price")
  /// Factor on railway rates.
  public static let railRate = RiskDriver(rawValue: "rail_rate")
  /// Factor on sea freight.
  public static let seaRate = RiskDriver(rawValue: "sea_rate")
  /// Factor on terminal costs.
  public static let terminalCost = RiskDriver(rawValue: "terminal_cost")
  /// Factor on the scales of route and mode choice.
  public static let routeScale = RiskDriver(rawValue: "route_scale")
  /// Factor on the shadow price of CO2e.
  public static let carbonPrice = RiskDriver(rawValue: "carbon_price")
  /// Real growth of that price, a year.
  public static let carbonGrowth = RiskDriver(rawValue: "carbon_growth")
  /// Factor on the value of time.
  public static let valueOfTime = RiskDriver(rawValue: "value_of_time")
  /// Economic discount rate.
  public static let discountRate = RiskDriver(rawValue: "discount_rate")
  /// Discount rate of the company.
  public static let financialDiscountRate = RiskDriver(rawValue: "financial_discount_rate")
  /// First year without measures, in scenarios that lift them.
  public static let liftedYear = RiskDriver(rawValue: "lifted_year")

  /// The named drivers.
  public static let named: [RiskDriver] = [
    .capex, .opex, .fixedOpex, .variableOpex, .residualValue, .userBenefit, .openingDelay,
    .demand, .coalPrice, .railRate, .seaRate, .terminalCost, .routeScale, .carbonPrice,
    .carbonGrowth, .valueOfTime, .discountRate, .financialDiscountRate, .liftedYear,
  ]

  /// Whether it is the address of a number in the study's files.
  public var isAddress: Bool { rawValue.contains(".") }

  private static let corridorDrivers: Set<RiskDriver> = [
    .demand, .coalPrice, .railRate, .seaRate, .terminalCost, .routeScale, .valueOfTime,
  ]

  /// Whether a draw of it must be solved anew: the end of a measure mixes worlds solved before.
  var movesRoutes: Bool { actsOnCorridor && !rawValue.hasPrefix("policy.") }

  /// Least value that has a meaning; draws below it are held at it.
  var least: Double {
    switch self {
    case .coalPrice, .routeScale: 1e-9
    case .carbonGrowth, .discountRate, .financialDiscountRate: -0.99
    case .liftedYear: -.infinity
    default: 0
    }
  }

  /// Whether it changes route choice, queues and trade; the others act on the money alone.
  public var actsOnCorridor: Bool {
    guard isAddress else { return Self.corridorDrivers.contains(self) }
    let head = rawValue.prefix { $0 != "." }
    return head != "project" && head != "discount" && head != "carbon"
  }
}
