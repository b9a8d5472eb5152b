/// The last two targets of the bi-conjugate Frank–Wolfe method, and the next one made from them.
struct ConjugateHistory {
  private var last: [Column<Double>]
  private var beforeLast: [Column<Double>]
  private var count = 0
  private var lastStep = 0.0

  /// An empty history for flows of this shape.
  init(_ shape: [Column<Double>]) {
    last = shape.map { Column(repeating: 0, count: $0.count) }
    beforeLast = shape.map { Column(repeating: 0, count: $0.count) }
  }

  /// Forgets the targets.
  /// - Returns: whether there were any.
  mutating func reset() -> Bool {
    defer { count = 0 }
    return count > 0
  }

  /// Keeps a target and how far the flows moved towards it.
  mutating func remember(_ target: [Column<Double>], step: Double) {
    swap(&last, &beforeLast)
    for (column, other) in zip(last, target) { column.copy(from: other) }
    lastStep = step
    count = step > 0.99999 ? 0 : min(2, count + 1)
  }

  /// Turns a target of shortest paths so that the direction to it is conjugate, by the slopes of the
  /// links, to the directions of the last two targets (Mitradjieva & Lindberg 2013, eqs 13–16).
  func turn(
    _ target: [Column<Double>],
    from flows: [Column<Double>],
    slope: Column<SIMD2<Double>>
  ) {
    guard count > 0 else { return }
    var towardsPlain = 0.0
    var towardsLast = 0.0
    var crossPlain = 0.0
    var cross = 0.0
    for link in 0..<slope.count {
      var plain = 0.0
      var first = 0.0
      var second = 0.0
      for number in flows.indices {
        plain += target[number][link] - flows[number][link]
        first += last[number][link] - flows[number][link]
        second += beforeLast[number][link] - flows[number][link]
      }
      let weight = slope[link].y
      guard weight > 0, weight.isFinite else { continue }
      towardsPlain += weight * first * plain
      towardsLast += weight * first * first
      let both = lastStep * first + (1 - lastStep) * second
      crossPlain += weight * both * plain
      cross += weight * both * (second - first)
    }
    var mu = 0.0
    if count > 1, cross != 0 { mu = max(0, -crossPlain / cross) }
    var nu = 0.0
    if towardsLast > 0 {
      nu = max(0, -towardsPlain / towardsLast + mu * lastStep / (1 - lastStep))
    }
    guard mu.isFinite, nu.isFinite else { return }
    let share = 1 / (1 + mu + nu)
    for number in flows.indices {
      let column = target[number]
      for link in 0..<column.count {
        column[link] =
          share * (column[link] + nu * last[number][link] + mu * beforeLast[number][link])
      }
    }
  }
}
