import FreightNetwork
import Numerics
import TradeEquilibrium

/// The world in one state, solved.
struct YearSolution: Sendable {
  var state: YearState
  /// Costs and openness of entries.
  var costs: RouteCosts
  /// What the measures do.
  var policy: PolicyEffects
  /// Shares and logsums.
  var choices: RouteChoices
  /// Flows on capacities, t a year.
  var resourceFlows: [Double]
  /// Tonnes of each demand.
  var tonnes: [Double]
  /// What the logarithms of the loads answer to the queues, for like states.
  var response: DenseMatrix?
  /// Trade, USD million at base-year prices.
  var trade: TradeOutcome
  /// How the loop ended.
  var convergence: Convergence
}

/// Parameters that are calibrated.
struct ProjectParameters: Sendable, Equatable {
  /// Route-specific constant, USD/t.
  var constantUSDPerTonne: Double
  /// Time constant of the ramp-up, years.
  var timeConstantYears: Double
}

/// The base year as observed, to which every other state is compared.
struct BaseSolution: Sendable {
  /// Logsum of each demand, USD/t.
  var logsum: [Double]
  /// Share let through, by demand.
  var allowed: [Double]
  /// Tariff of measures, by demand.
  var tariff: [Double]
  /// Flows on capacities.
  var resourceFlows: [Double]
  /// What the logarithms of the loads answer to the queues, for like states.
  var response: DenseMatrix?
  /// How the assignment ended.
  var convergence: Convergence
}
