/// Trips of a pair as a function of their cost, for the solver.
struct PairDemand: BitwiseCopyable {
  /// Kind and parameter, trips and reference cost of the table.
  private var kind: UInt8
  private var parameter: Double
  private(set) var table: Double
  private(set) var reference: Double
  /// Trips where nothing is on the network: no more than that are to be had.
  private(set) var most: Double

  /// Whether trips depend on their cost.
  private(set) var isElastic = true

  /// Trips that do not depend on their cost.
  init(trips: Double) {
    kind = 0
    parameter = 1
    table = trips
    reference = 0
    most = trips
    isElastic = false
  }

  /// Demand of a pair whose trips the function gives at the reference cost.
  init(_ function: DemandFunction, trips: Double, reference: Double, least: Double) {
    switch function {
    case .exponential: kind = 0
    case .power: kind = 1
    case .linear: kind = 2
    case .logit: kind = 3
    }
    parameter = function.parameter
    table = trips
    self.reference = reference
    most = trips * function.share(least, reference: reference)
  }

  private var function: DemandFunction {
    switch kind {
    case 0: .exponential(parameter)
    case 1: .power(parameter)
    case 2: .linear(parameter)
    default: .logit(parameter)
    }
  }

  /// Trips at a cost.
  func trips(_ cost: Double) -> Double {
    min(most, table * function.share(cost, reference: reference))
  }

  /// Cost that leads to so many trips, and how fast it falls with them.
  func cost(_ trips: Double) -> (cost: Double, fall: Double) {
    guard trips > 0 || !function.isNeverZero else { return (.infinity, .infinity) }
    let (cost, fall) = function.cost(share: trips / table, reference: reference)
    return (cost, fall / table)
  }

  /// Integral of that cost from so many trips to the most there are.
  func forgone(_ trips: Double) -> Double {
    table * function.integral(from: trips / table, to: most / table, reference: reference)
  }

  /// Share of the trips that may be taken away at once.
  var removable: Double { function.isNeverZero ? 0.9 : 1 }
}
