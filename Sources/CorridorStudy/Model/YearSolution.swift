import FreightNetwork
import Numerics
import TradeEquilibrium

/// The world in one state, solved.
struct YearSolution: Sendable {
  var state: YearState
  /// Parameters that it was solved with.
  var parameters: ProjectParameters
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
  /// What all carriage of the world comes to.
  var carriage: CarriageTotals
  /// What the logarithms of the loads answer to the queues, for like states.
  var response: DenseMatrix?
  /// Trade, USD million at base-year prices.
  var trade: TradeOutcome
  /// How the loop ended.
  var convergence: Convergence
}

/// What all carriage of a world comes to, a year.
struct CarriageTotals: Sendable {
  var co2eTonnes = 0.0
  /// Cost to third parties: local pollution, accidents, noise.
  var externalUSDMillion = 0.0
  /// What is paid for it.
  var moneyUSDMillion = 0.0

  init(_ model: CorridorModel, _ choices: RouteChoices, tonnes: [Double], year: Int) {
    let weights = model.weights(year: year)
    for entry in 0..<model.assignment.entryCount {
      let carried = choices.share[entry] * tonnes[model.entryDemand[entry]]
      guard carried > 0 else { continue }
      let cost = model.entryCost[entry]
      co2eTonnes += carried * cost.gramsCO2e / 1e6
      externalUSDMillion += carried * cost.externalUSD / 1e6
      moneyUSDMillion += carried * weights.money(cost) / 1e6
    }
  }
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
