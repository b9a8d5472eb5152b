import Foundation
import Numerics

// The hot loop of stochastic assignment. Positions were checked when the structure was made; scratch
// memory is rounded up to whole lanes.

extension RouteAssignment {
  /// Works out shares and logsums of some demands where capacities cost more by given factors.
  ///
  /// A nested logit whose nests are the modes used (Ben-Akiva & Lerman 1985, ch. 10; Williams 1977 for
  /// the logsum). Within a nest n, L_n = −(1/μ_r) ln Σ_r φ_r exp(−μ_r c_r); over nests,
  /// C = −(1/μ_m) ln Σ_n exp(−μ_m L_n), with μ_r ≥ μ_m. φ_r in [0, 1] is the share of the market to
  /// which a route is open; zero: it is prohibited. Four routes are worked out at a time.
  ///
  /// - Parameters:
  ///   - demands: which.
  ///   - costs: figures of the state.
  ///   - excess: what each capacity's cost gains, relative to its free cost.
  ///   - shares: gets the share of each entry.
  ///   - logsum: gets the logsum of each demand, USD/t; infinite where nothing is open.
  func evaluate(
    _ demands: [Int],
    _ costs: RouteCosts,
    excess: [Double],
    _ shares: inout [Double],
    _ logsum: inout [Double]
  ) {
    let lanes = largestDemand / 4 + 1
    // Weights of routes, then sums and factors of nests.
    let vectors = UnsafeMutablePointer<SIMD4<Double>>.allocate(capacity: 2 * lanes)
    defer { unsafe vectors.deallocate() }
    unsafe vectors.initialize(repeating: .zero, count: 2 * lanes)
    let weights = unsafe UnsafeMutableRawPointer(vectors).assumingMemoryBound(to: Double.self)
    let sumVectors = unsafe vectors + lanes
    let sums = unsafe weights + 4 * lanes
    var ends = [Int](repeating: 0, count: largestDemand)
    // Entries that are open.
    var open = [Int](repeating: 0, count: largestDemand)
    let start = start.span
    let nest = nest.span
    let useStart = useStart.span
    let useResource = useResource.span
    let base = costs.base.span
    let availability = costs.availability.span
    let useCost = costs.useCost.span
    let excess = excess.span
    var share = shares.mutableSpan
    for demand in demands {
      var count = 0
      var least = Double.infinity
      for entry in start[demand]..<start[demand + 1] {
        guard availability[entry] > 0 else {
          share[entry] = 0
          continue
        }
        var own = base[entry]
        for use in useStart[entry]..<useStart[entry + 1] {
          own += excess[Int(useResource[use])] * useCost[use]
        }
        unsafe weights[count] = own
        if own < least { least = own }
        open[count] = entry
        count += 1
      }
      guard least < .infinity else {
        for place in 0..<count { share[open[place]] = 0 }
        logsum[demand] = .infinity
        continue
      }
      let routeScale = costs.routeScale[demand]
      let modeScale = costs.modeScale[demand]
      for place in 0..<((count + 3) / 4) {
        // The lanes past the last one hold what was there before.
        let argument = unsafe (vectors[place] - least) * -routeScale
        unsafe vectors[place] = LaneFunctions.exp(
          argument.replacing(with: 0, where: argument .> 0)
        )
      }
      var nests = 0
      var place = 0
      while place < count {
        let ownNest = nest[open[place]]
        var sum = 0.0
        while place < count, nest[open[place]] == ownNest {
          let weight = unsafe weights[place] * availability[open[place]]
          unsafe weights[place] = weight
          sum += weight
          place += 1
        }
        unsafe sums[nests] = sum
        ends[nests] = place
        nests += 1
      }
      // A single nest has the logit of its routes.
      let isNested = nests > 1 && routeScale != modeScale
      var total = 0.0
      if isNested {
        let ratio = modeScale / routeScale
        for place in 0..<((nests + 3) / 4) {
          let sum = unsafe sumVectors[place]
          // A nest in which nothing is open, or nothing within reach, has no part.
          let isClosed = sum .< 1e-300
          let safe = sum.replacing(with: 1, where: isClosed)
          let top = LaneFunctions.exp(LaneFunctions.log(safe) * ratio)
          let factor = (top / safe).replacing(with: 0, where: isClosed)
          unsafe sumVectors[place] = factor
          for lane in 0..<min(4, nests - 4 * place) where !isClosed[lane] {
            total += top[lane]
          }
        }
      } else {
        for nest in 0..<nests {
          total += unsafe sums[nest]
          unsafe sums[nest] = 1
        }
      }
      let scale = 1 / total
      place = 0
      for nest in 0..<nests {
        let factor = unsafe sums[nest] * scale
        let end = ends[nest]
        while place < end {
          share[open[place]] = unsafe weights[place] * factor
          place += 1
        }
      }
      logsum[demand] =
        least - Foundation.log(total) / (isNested ? modeScale : routeScale)
    }
  }
}
