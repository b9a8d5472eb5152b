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
}

/// Pairs and their links.
struct SegmentPairs {
  var pairs: [SegmentPair] = []
  var links: [Int32] = []
  /// Links of pairs that were dropped.
  var unusedLinks = 0

  mutating func removeAll() {
    pairs.removeAll(keepingCapacity: true)
    links.removeAll(keepingCapacity: true)
    unusedLinks = 0
  }

  /// Adds a pair whose links stand in another list.
  mutating func append(_ pair: SegmentPair, links others: [Int32]) {
    var pair = pair
    let from = Int(pair.start)
    pair.start = Int32(links.count)
    links.append(contentsOf: others[from..<from + Int(pair.firstCount + pair.secondCount)])
    pairs.append(pair)
  }

  /// Leaves out the pairs whose gain since the last time was below a share of the mean, and begins
  /// to count anew: a search finds again those that are wanted.
  mutating func keepWorthwhile(share: Double) {
    var kept = 0
    let total = pairs.reduce(0) { $0 + $1.gain }
    let least = share * total / Double(max(1, pairs.count))
    for place in pairs.indices {
      let pair = pairs[place]
      if pair.gain <= least {
        unusedLinks += Int(pair.firstCount + pair.secondCount)
      } else {
        pairs[kept] = pair
        pairs[kept].gain = 0
        kept += 1
      }
    }
    pairs.removeLast(pairs.count - kept)
    guard unusedLinks > links.count / 2 else { return }
    var packed: [Int32] = []
    packed.reserveCapacity(links.count - unusedLinks)
    for place in pairs.indices {
      let from = Int(pairs[place].start)
      let count = Int(pairs[place].firstCount + pairs[place].secondCount)
      pairs[place].start = Int32(packed.count)
      packed.append(contentsOf: links[from..<from + count])
    }
    links = packed
    unusedLinks = 0
  }
}
