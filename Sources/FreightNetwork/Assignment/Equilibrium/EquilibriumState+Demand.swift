extension EquilibriumState {
  /// Moves trips of a pair of zones onto its way, or off it.
  func shiftDemand(
    _ pair: SegmentPair,
    _ links: [Int32]
  ) -> (gain: Double, isBalanced: Bool) {
    let zones = Int(pair.demand)
    let demand = self.demand[zones]
    let trips = pairTrips[zones]
    let way = Int(pair.start)..<Int(pair.start + pair.firstCount)
    let base = Int(pair.row) * graph.linkCount
    var own = SIMD2<Double>(pair.fixedDifference, 0)
    var most = Double.infinity
    for place in way {
      own += cost[links[place]]
      most = min(most, flow[base + Int(links[place])])
    }
    let (worth, fall) = demand.cost(trips)
    let difference = worth - own.x
    guard abs(difference) > 4e-16 * max(own.x, abs(worth)) else { return (0, true) }
    // Above zero: on to the network.
    let sign: Double = difference > 0 ? 1 : -1
    most = sign > 0 ? demand.most - trips : min(most, demand.removable * trips)
    guard most > 0, most.isFinite else { return (-1, false) }
    func rest(_ amount: Double) -> Double {
      var sum = pair.fixedDifference
      for place in way {
        let link = Int(links[place])
        sum += kernels[link].evaluate(max(0, volume[link] + sign * amount), others).x
      }
      return sign * (demand.cost(trips + sign * amount).cost - sum)
    }
    let slope = own.y + fall
    var step = slope.isFinite ? abs(difference) / slope : most
    if !(step > 0 && step < most) { step = most }
    var left = rest(step)
    if left < -0.5 * abs(difference) {
      var low = 0.0
      var high = step
      var atLow = abs(difference)
      var atHigh = left
      for round in 0..<30 {
        step =
          round % 3 == 2 || !atHigh.isFinite
          ? (low + high) / 2 : low + (high - low) * atLow / (atLow - atHigh)
        left = rest(step)
        if abs(left) < 0.1 * abs(difference) { break }
        if left > 0 {
          low = step
          atLow = left
        } else {
          high = step
          atHigh = left
        }
      }
    }
    pairTrips[zones] = min(demand.most, max(demand.fewest, trips + sign * step))
    let bits = Int(pair.row) * words
    for place in way {
      let link = Int(links[place])
      flow[base + link] = max(0, flow[base + link] + sign * step)
      used[bits + link >> 6] |= 1 << UInt64(link & 63)
      volume[link] = max(0, volume[link] + sign * step)
      cost[link] = kernels[link].evaluate(volume[link], others)
    }
    return (step * abs(difference), step < most)
  }
}
