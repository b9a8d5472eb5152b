import Foundation

/// Path-size logit among generated routes.
struct PathSizeLoading: DestinationLoading {
  let demand: StochasticDemand
  let scale: Double
  /// Routes of each origin.
  let routes: [[[Int32]]]
  /// β ln(path size) of each.
  let correction: [[Double]]

  init(
    demand: StochasticDemand,
    scale: Double,
    beta: Double,
    routes: [[[Int32]]],
    size: [Double]
  ) {
    self.demand = demand
    self.scale = scale
    self.routes = routes
    correction = routes.map { PathSize.sizes(of: $0, size: size).map { beta * log($0) } }
  }

  func load(_ costs: [Double], into flows: inout [Double]) throws -> [Double] {
    var expected: [Double] = []
    for (place, set) in routes.enumerated() {
      let terms = zip(set, correction[place]).map { route, own in
        own - scale * route.reduce(0) { $0 + costs[Int($1)] }
      }
      guard let best = terms.max(), best > -.infinity else {
        expected.append(.infinity)
        continue
      }
      let weights = terms.map { exp($0 - best) }
      let sum = weights.reduce(0, +)
      expected.append(-(best + log(sum)) / scale)
      for (route, weight) in zip(set, weights) {
        let part = demand.trips[place] * weight / sum
        for link in route { flows[Int(link)] += part }
      }
    }
    return expected
  }
}
