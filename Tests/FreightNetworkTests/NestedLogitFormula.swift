import Foundation

/// The nested logit of `RouteAssignment`, route by route with the C library's functions: what the
/// product's own loop is held against.
enum NestedLogitFormula {
  /// Works out shares and logsum of one pair.
  ///
  /// - Parameters:
  ///   - range: positions of the routes in the arrays; routes of one nest stand together.
  ///   - cost: generalised cost of each route, USD/t.
  ///   - availability: φ of each route.
  ///   - nest: number of each route's nest.
  ///   - routeScale: μ_r, 1/(USD/t).
  ///   - modeScale: μ_m.
  ///   - share: gets each route's share.
  /// - Returns: the logsum C in USD/t; infinite where no route is open, with shares of zero.
  static func evaluate(
    _ range: Range<Int>,
    cost: [Double],
    availability: [Double],
    nest: [Int32],
    routeScale: Double,
    modeScale: Double,
    share: inout [Double]
  ) -> Double {
    var least = Double.infinity
    for route in range where availability[route] > 0 {
      least = min(least, cost[route])
    }
    guard least < .infinity else {
      for route in range { share[route] = 0 }
      return .infinity
    }
    var total = 0.0
    var first = range.lowerBound
    while first < range.upperBound {
      var end = first
      var sum = 0.0
      while end < range.upperBound, nest[end] == nest[first] {
        let weight =
          availability[end] > 0
          ? availability[end] * exp(-routeScale * (cost[end] - least)) : 0
        share[end] = weight
        sum += weight
        end += 1
      }
      if sum > 0 {
        let top =
          routeScale == modeScale || sum == 1 ? sum : exp(log(sum) * (modeScale / routeScale))
        let factor = top / sum
        for route in first..<end { share[route] *= factor }
        total += top
      }
      first = end
    }
    let scale = 1 / total
    for route in range { share[route] *= scale }
    return least - log(total) / modeScale
  }
}
