/// Trips of a pair as a function of their cost, for the solver.
struct PairDemand: BitwiseCopyable {
  /// How they fall as their cost rises; `nil`: they do not.
  private let function: DemandFunction?
  /// Trips of the table, and the cost at which there are so many.
  private let table: Double
  let reference: Double
  /// Trips where nothing is on the network: no more than that are to be had.
  let most: Double

  /// Whether trips depend on their cost.
  var isElastic: Bool { function != nil }

  /// Trips that do not depend on their cost.
  init(trips: Double) {
    function = nil
    table = trips
    reference = 0
    most = trips
  }

  /// Demand of a pair whose trips the function gives at the reference cost.
  init(_ function: DemandFunction, trips: Double, reference: Double, least: Double) {
    let most = trips * function.share(least, reference: reference)
    // Where hardly a number holds even the most, there are none at any cost.
    let isExtinct = most <= (function.isNeverZero ? 1e-150 * trips : 0)
    self.function = isExtinct ? nil : function
    table = isExtinct ? 0 : trips
    self.reference = reference
    self.most = isExtinct ? 0 : most
  }

  /// Trips at a cost.
  func trips(_ cost: Double) -> Double {
    guard let function else { return table }
    return min(most, table * function.share(cost, reference: reference))
  }

  /// Trips to begin with at a cost: where they never vanish, so many that the worth of the last is a
  /// number.
  func start(_ cost: Double) -> Double {
    max(trips(cost), function?.isNeverZero == true ? 0x1p-30 * most : 0)
  }

  /// Fewest trips that the solver goes down to: nothing beside the most, but with a worth.
  var fewest: Double { function?.isNeverZero == true ? 0x1p-500 * most : 0 }

  /// Cost that leads to so many trips, and how fast it falls with them; the trips are to be elastic.
  func cost(_ trips: Double) -> (cost: Double, fall: Double) {
    guard let function else { return (0, 0) }
    let (cost, fall) = function.cost(share: trips / table, reference: reference)
    return (cost, fall / table)
  }

  /// Integral of that cost from so many trips to the most there are.
  func forgone(_ trips: Double) -> Double {
    guard let function else { return 0 }
    return table * function.integral(from: trips / table, to: most / table, reference: reference)
  }

  /// Share of the trips that may be taken away at once.
  var removable: Double { function?.isNeverZero == true ? 0.9 : 1 }
}
