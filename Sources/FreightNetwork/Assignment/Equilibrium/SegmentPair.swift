/// Two ways between the same two nodes that share no link, and the origin whose flow can be moved
/// from one to the other: a paired alternative segment (Bar-Gera 2010), of one origin (Xie & Xie
/// 2016).
struct SegmentPair {
  /// Row of flows: an origin of a class.
  var row: Int32
  /// Where its links start in the list of links: those of the first way, then of the second.
  var start: Int32
  var firstCount: Int32
  var secondCount: Int32
  /// Flow moved × difference of cost since the last pass.
  var gain = 0.0
  /// Fixed cost of the first way beyond the second's, for the row's class.
  var fixedDifference: Double
  /// Pair of zones whose trips the second way, without links, keeps off the network; -1: none.
  var demand: Int32 = -1
}

/// Pairs and their links.
struct SegmentPairs {
  var pairs: [SegmentPair] = []
  var links: [Int32] = []
  /// Where each run of pairs of the same two ways starts, with one entry more; see ``group()``.
  var runStart: [Int32] = []

  /// Adds a pair whose links stand in another list.
  mutating func append(_ pair: SegmentPair, links others: [Int32]) {
    var pair = pair
    let from = Int(pair.start)
    pair.start = Int32(links.count)
    links.append(contentsOf: others[from..<from + Int(pair.firstCount + pair.secondCount)])
    pairs.append(pair)
  }

  /// Puts pairs of the same two ways side by side, each run of them where its first stood, and lets
  /// them share one list of links: what one origin brings into balance is so for the others too.
  mutating func group() {
    var slotOf: [UInt64: Int32] = [:]
    slotOf.reserveCapacity(pairs.count)
    var slots = [Int32](repeating: 0, count: pairs.count)
    var counts: [Int32] = []
    for place in pairs.indices {
      turn(place)
      let key = key(pairs[place])
      let slot: Int32
      if let known = slotOf[key] {
        slot = known
      } else {
        slot = Int32(counts.count)
        slotOf[key] = slot
        counts.append(0)
      }
      slots[place] = slot
      counts[Int(slot)] += 1
    }
    var next = [Int](repeating: 0, count: counts.count)
    var sum = 0
    for slot in counts.indices {
      next[slot] = sum
      sum += Int(counts[slot])
    }
    var order = [Int](repeating: 0, count: pairs.count)
    for place in pairs.indices {
      order[next[Int(slots[place])]] = place
      next[Int(slots[place])] += 1
    }
    var sorted: [SegmentPair] = []
    sorted.reserveCapacity(pairs.count)
    var packed: [Int32] = []
    runStart.removeAll(keepingCapacity: true)
    for place in order {
      var pair = pairs[place]
      if let last = runStart.last, isSame(pair, sorted[Int(last)], packed) {
        pair.start = sorted[Int(last)].start
      } else {
        runStart.append(Int32(sorted.count))
        let from = Int(pair.start)
        pair.start = Int32(packed.count)
        packed.append(contentsOf: links[from..<from + Int(pair.firstCount + pair.secondCount)])
      }
      sorted.append(pair)
    }
    runStart.append(Int32(sorted.count))
    pairs = sorted
    links = packed
  }

  /// Puts the way that ends with the smaller link first.
  private mutating func turn(_ place: Int) {
    let pair = pairs[place]
    let start = Int(pair.start)
    let middle = start + Int(pair.firstCount)
    guard pair.secondCount > 0, links[middle] < links[start] else { return }
    let end = middle + Int(pair.secondCount)
    let second = Array(links[middle..<end])
    let first = Array(links[start..<middle])
    links.replaceSubrange(start..<end, with: second + first)
    pairs[place].firstCount = pair.secondCount
    pairs[place].secondCount = pair.firstCount
    // Zero keeps its sign, by which equal pairs are known.
    pairs[place].fixedDifference = 0 - pair.fixedDifference
  }

  private func key(_ pair: SegmentPair) -> UInt64 {
    var key =
      pair.fixedDifference.bitPattern &+ UInt64(UInt32(bitPattern: pair.firstCount))
      &+ UInt64(UInt32(bitPattern: pair.demand)) << 32
    let start = Int(pair.start)
    for link in links[start..<start + Int(pair.firstCount + pair.secondCount)] {
      key = (key ^ UInt64(UInt32(bitPattern: link))) &* 0x9E37_79B9_7F4A_7C15
      key ^= key >> 29
    }
    return key
  }

  private func isSame(_ pair: SegmentPair, _ other: SegmentPair, _ packed: [Int32]) -> Bool {
    guard pair.firstCount == other.firstCount, pair.secondCount == other.secondCount,
      pair.fixedDifference == other.fixedDifference, pair.demand == other.demand
    else { return false }
    let count = Int(pair.firstCount + pair.secondCount)
    return links[Int(pair.start)..<Int(pair.start) + count]
      == packed[Int(other.start)..<Int(other.start) + count]
  }

  /// Leaves out the pairs whose gain since the last time was below a share of the mean, and begins
  /// to count anew: a search finds again those that are wanted.
  mutating func keepWorthwhile(share: Double) {
    var kept = 0
    let total = pairs.reduce(0) { $0 + $1.gain }
    let least = share * total / Double(max(1, pairs.count))
    for place in pairs.indices {
      let pair = pairs[place]
      guard pair.gain > least else { continue }
      pairs[kept] = pair
      pairs[kept].gain = 0
      kept += 1
    }
    pairs.removeLast(pairs.count - kept)
  }
}
