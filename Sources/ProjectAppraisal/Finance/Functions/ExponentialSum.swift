import Foundation
import Numerics

/// A sum Σ aⱼ·e^(−tⱼx) of exponentials with real amounts and real times, and all its real zeros.
///
/// With x = ln(1 + rate) this is the net present value of amounts aⱼ at times tⱼ, so its zeros are
/// the rates of return. By Descartes' rule for exponentials (Laguerre 1883) the zeros are at most as
/// many as the amounts, in order of time, change sign. Take a moment τ at a change of sign: the
/// derivative of e^(τx)·f is another such sum with amounts aⱼ(τ − tⱼ), which changes sign once less,
/// and between two of its zeros e^(τx)·f is monotone. So every zero is bracketed from the zeros of
/// a simpler sum, down to one that has none, and none is missed, however close two of them lie.
struct ExponentialSum {
  /// One exponential; the amount is kept by its logarithm so that nothing overflows.
  struct Term {
    var time: Double
    var isPositive: Bool
    var logAmount: Double
  }

  /// Terms in order of time, none of them zero, no two at the same time.
  let terms: [Term]

  /// Amounts at times, in any order.
  ///
  /// Amounts that are zero or not finite are left out, those at the same time are added.
  init(times: [Double], amounts: [Double]) {
    let given = zip(times, amounts)
      .filter { $0.0.isFinite && $0.1.isFinite && $0.1 != 0 }
      .sorted { $0.0 < $1.0 }
    var terms: [Term] = []
    terms.reserveCapacity(given.count)
    var place = 0
    while place < given.count {
      let time = given[place].0
      let start = place
      while place < given.count, given[place].0 == time { place += 1 }
      let amount =
        place == start + 1 ? given[start].1 : Series.sum(given[start..<place].map(\.1))
      guard amount != 0, amount.isFinite else { continue }
      terms.append(Term(time: time, isPositive: amount > 0, logAmount: log(abs(amount))))
    }
    self.terms = terms
  }

  private init(terms: [Term]) { self.terms = terms }

  /// The sum at a place, over its largest term there.
  private struct Parts {
    /// Sum of the terms above zero less that of the terms below, without what rounding takes from it.
    var value: Double
    /// Sums of the terms above and below zero, and the same times their times.
    var gain = 0.0
    var loss = 0.0
    var gainTime = 0.0
    var lossTime = 0.0
    /// Logarithm of the largest term.
    var largest: Double
    /// The largest terms above and below zero: logarithm, time.
    var leading: (gain: (log: Double, time: Double), loss: (log: Double, time: Double))

    /// ln(gain / loss), zero where the sum is, and its derivative.
    var logRatio: (value: Double, slope: Double) {
      guard gain > 0, loss > 0 else {
        return (leading.gain.log - leading.loss.log, leading.loss.time - leading.gain.time)
      }
      return (log1p(value / loss), lossTime / loss - gainTime / gain)
    }
  }

  private func parts(_ x: Double) -> Parts {
    let least = (log: -Double.infinity, time: 0.0)
    var leading = (gain: least, loss: least)
    for term in terms {
      let exponent = term.logAmount - term.time * x
      if term.isPositive {
        if exponent > leading.gain.log { leading.gain = (exponent, term.time) }
      } else if exponent > leading.loss.log {
        leading.loss = (exponent, term.time)
      }
    }
    let largest = max(leading.gain.log, leading.loss.log)
    var parts = Parts(value: 0, largest: largest, leading: leading)
    var sum = 0.0
    var carry = 0.0
    for term in terms {
      let part = exp(term.logAmount - term.time * x - largest)
      let signed = term.isPositive ? part : -part
      let total = sum + signed
      carry += abs(sum) >= abs(signed) ? (sum - total) + signed : (signed - total) + sum
      sum = total
      if term.isPositive {
        parts.gain += part
        parts.gainTime += part * term.time
      } else {
        parts.loss += part
        parts.lossTime += part * term.time
      }
    }
    parts.value = sum + carry
    return parts
  }

  /// Sign of the sum at `x`; 0 where it cannot be told from rounding.
  private func sign(_ x: Double) -> Int {
    let parts = parts(x)
    // The exponent is the difference of larger numbers, so its error counts too.
    var exponent = 0.0
    for term in terms { exponent = max(exponent, abs(term.time * x)) }
    let rounding =
      (parts.gain + parts.loss) * Double.ulpOfOne * (4 + abs(parts.largest) + exponent)
    return abs(parts.value) <= rounding ? 0 : parts.value > 0 ? 1 : -1
  }

  /// All real zeros, rising; touching zeros count once.
  var zeros: [Double] {
    guard
      let change = terms.indices.dropFirst().first(where: {
        terms[$0].isPositive != terms[$0 - 1].isPositive
      })
    else { return [] }
    let moment = (terms[change - 1].time + terms[change].time) / 2
    let derivative = ExponentialSum(
      terms: terms.map { term in
        let lead = moment - term.time
        return Term(
          time: term.time,
          isPositive: term.isPositive == (lead > 0),
          logAmount: term.logAmount + log(abs(lead))
        )
      }
    )
    // Beyond the last place the earliest term rules, before the first one the latest.
    let turns = derivative.zeros
    let nodes = [-Double.infinity] + turns + [Double.infinity]
    let signs =
      [terms[terms.count - 1].isPositive ? 1 : -1] + turns.map { sign($0) }
      + [terms[0].isPositive ? 1 : -1]
    var zeros: [Double] = []
    for place in nodes.indices.dropLast() {
      if signs[place] == 0 {
        zeros.append(nodes[place])
      } else if signs[place] * signs[place + 1] < 0 {
        zeros.append(zero(between: nodes[place], and: nodes[place + 1], isRising: signs[place] < 0))
      }
    }
    return zeros
  }

  /// The zero between two places, which may be without end, where the signs differ.
  ///
  /// Newton's steps on ln(gain / loss), which is nearly straight; halving, or going on twice as far
  /// where an end is open, where a step leaves the places or brings little.
  private func zero(between low: Double, and high: Double, isRising: Bool) -> Double {
    var low = low
    var high = high
    var stride = 1.0
    var last = Double.infinity
    var x = low.isFinite && high.isFinite ? low + (high - low) / 2 : max(low, min(high, 0))
    if x == low { x += stride } else if x == high { x -= stride }
    for _ in 0..<2_000 {
      let parts = parts(x)
      if parts.value == 0 { return x }
      if (parts.value < 0) == isRising { low = x } else { high = x }
      let ratio = parts.logRatio
      let newton = x - ratio.value / ratio.slope
      let isInside = newton > low && newton < high
      // A step as small as this one leaves an error of about its square.
      if isInside, abs(newton - x) <= 1e-9 * max(1e-3, abs(x)) { return newton }
      if isInside, abs(ratio.value) <= last / 2 {
        last = abs(ratio.value)
        x = newton
        continue
      }
      last = isInside ? abs(ratio.value) : .infinity
      if low.isFinite, high.isFinite {
        let middle = low + (high - low) / 2
        guard middle > low, middle < high else { return x }
        x = middle
      } else if isInside {
        x = newton
      } else {
        x = low.isFinite ? low + stride : high - stride
        stride *= 2
      }
    }
    return x
  }
}
