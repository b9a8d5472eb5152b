extension EquilibriumState {
  /// Moves flow between the segments of the pairs from a place on, each pair by a safeguarded Newton
  /// step on the difference of their costs, and adds flow moved × difference of cost to its gain.
  func sweep(_ pairs: inout SegmentPairs, from first: Int) {
    let links = pairs.links
    for place in first..<pairs.pairs.count {
      pairs.pairs[place].gain += max(0, shift(pairs.pairs[place], links).gain)
    }
  }

  /// Moves flow between the segments of grouped pairs; in a run of the same pairs, only until one
  /// brings the costs into balance.
  ///
  /// - Returns: Σ flow moved × difference of cost, a measure of how far from equilibrium the pairs
  ///   were.
  func sweepRuns(_ pairs: inout SegmentPairs) -> Double {
    var moved = 0.0
    let links = pairs.links
    for run in 0..<pairs.runStart.count - 1 {
      var place = Int(pairs.runStart[run])
      let end = Int(pairs.runStart[run + 1])
      var gain = 0.0
      while place < end {
        let shifted = shift(pairs.pairs[place], links)
        if shifted.gain > 0 {
          gain += shifted.gain
          pairs.pairs[place].gain += shifted.gain
        }
        if shifted.isBalanced { break }
        place += 1
      }
      moved += gain
    }
    return moved
  }

  /// Moves flow from the dearer segment of a pair to the other.
  ///
  /// - Returns: flow × difference of cost; zero where the costs agree; below zero where they do not,
  ///   but the dearer segment has no flow.
  func shift(_ pair: SegmentPair, _ links: [Int32]) -> (gain: Double, isBalanced: Bool) {
    if pair.demand >= 0 { return shiftDemand(pair, links) }
    let cost = self.cost
    let start = Int(pair.start)
    let middle = start + Int(pair.firstCount)
    let end = middle + Int(pair.secondCount)
    var first = SIMD2<Double>(0, 0)
    var second = SIMD2<Double>(0, 0)
    for place in start..<middle { first += cost[links[place]] }
    for place in middle..<end { second += cost[links[place]] }
    var difference = first.x - second.x + pair.fixedDifference
    guard abs(difference) > 4e-16 * (first.x + second.x) || middle == end else {
      return (0, true)
    }
    let isFirstDear = difference > 0 || middle == end
    difference = abs(difference)
    let dear = isFirstDear ? start..<middle : middle..<end
    let cheap = isFirstDear ? middle..<end : start..<middle
    let flow = self.flow
    let base = Int(pair.row) * graph.linkCount
    var most = Double.infinity
    for place in dear { most = min(most, flow[base + Int(links[place])]) }
    guard most > 0, most.isFinite else { return (-1, false) }
    if middle == end {
      // A circle, or a crumb: all of it goes.
      _ = move(most, dear, cheap, links, pair)
      return (most * difference, false)
    }
    let slope = first.y + second.y
    var step = slope > 0 ? min(most, difference / slope) : most
    guard step > 0 else { return (0, true) }
    var left = move(step, dear, cheap, links, pair)
    let total = step
    if left < -0.5 * difference {
      // Far over the balance: the slope there is much steeper than at the start. Regula falsi
      // between no move and this one, halving where it is slow.
      var low = 0.0
      var high = step
      var atLow = difference
      var atHigh = left
      for round in 0..<12 {
        let target =
          round % 3 == 2 ? (low + high) / 2 : low + (high - low) * atLow / (atLow - atHigh)
        left = move(target - step, dear, cheap, links, pair)
        step = target
        if abs(left) < 0.1 * difference { break }
        if left > 0 {
          low = step
          atLow = left
        } else {
          high = step
          atHigh = left
        }
      }
    }
    return (total * difference, total < most)
  }

  /// Moves an amount (below zero: back) and brings the costs up to date.
  /// - Returns: the difference of the costs afterwards.
  private func move(
    _ amount: Double,
    _ dear: Range<Int>,
    _ cheap: Range<Int>,
    _ links: [Int32],
    _ pair: SegmentPair
  ) -> Double {
    let base = Int(pair.row) * graph.linkCount
    let cost = self.cost
    let flow = self.flow
    let volume = self.volume
    let kernels = self.kernels
    let used = self.used
    let bits = Int(pair.row) * words
    var difference =
      dear.lowerBound < cheap.lowerBound ? pair.fixedDifference : -pair.fixedDifference
    for place in dear {
      let link = Int(links[place])
      let rest = flow[base + link] - amount
      flow[base + link] = rest > 0 ? rest : 0
      if amount < 0 { used[bits + link >> 6] |= 1 << UInt64(link & 63) }
      let total = max(volume[link] - amount, 0)
      volume[link] = total
      let value = kernels[link].evaluate(total, others)
      cost[link] = value
      difference += value.x
    }
    for place in cheap {
      let link = Int(links[place])
      let rest = flow[base + link] + amount
      flow[base + link] = rest > 0 ? rest : 0
      used[bits + link >> 6] |= 1 << UInt64(link & 63)
      let total = max(volume[link] + amount, 0)
      volume[link] = total
      let value = kernels[link].evaluate(total, others)
      cost[link] = value
      difference -= value.x
    }
    return difference
  }
}
