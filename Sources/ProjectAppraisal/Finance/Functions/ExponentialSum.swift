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
    var place = 0
    while place < given.count {
      let time = given[place].0
      var same: [Double] = []
      while place < given.count, given[place].0 == time {
        same.append(given[place].1)
        place += 1
      }
      let amount = Series.sum(same)
      guard amount != 0, amount.isFinite else { continue }
      terms.append(Term(time: time, isPositive: amount > 0, logAmount: log(abs(amount))))
    }
    self.terms = terms
  }

  private init(terms: [Term]) { self.terms = terms }

  /// The sum over its largest term at `x`.
  func value(_ x: Double) -> Double { parts(x).value }

  /// Sign of the sum at `x`; 0 where it cannot be told from rounding.
  private func sign(_ x: Double) -> Int {
    let (value, size, largest) = parts(x)
    // The exponent is the difference of larger numbers, so its error counts too.
    var exponent = 0.0
    for term in terms { exponent = max(exponent, abs(term.time * x)) }
    let rounding = size * Double.ulpOfOne * (4 + abs(largest) + exponent)
    return abs(value) <= rounding ? 0 : value > 0 ? 1 : -1
  }

  /// The sum and the sum of absolute terms, over the largest term, and the logarithm of that.
  private func parts(_ x: Double) -> (value: Double, size: Double, largest: Double) {
    var largest = -Double.infinity
    for term in terms { largest = max(largest, term.logAmount - term.time * x) }
    var sum = 0.0
    var carry = 0.0
    var size = 0.0
    for term in terms {
      let part = exp(term.logAmount - term.time * x - largest)
      let signed = term.isPositive ? part : -part
      let total = sum + signed
      carry += abs(sum) >= abs(signed) ? (sum - total) + signed : (signed - total) + sum
      sum = total
      size += part
    }
    return (sum + carry, size, largest)
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
    let turns = derivative.zeros
    var nodes = turns
    nodes.insert(bound(from: (turns.first ?? 0), towards: -1), at: 0)
    nodes.append(bound(from: (turns.last ?? 0), towards: 1))
    let signs = nodes.map { sign($0) }
    var zeros: [Double] = []
    for (place, node) in nodes.enumerated() {
      if signs[place] == 0, place > 0, place < nodes.count - 1 {
        zeros.append(node)
      } else if place + 1 < nodes.count, signs[place] * signs[place + 1] < 0,
        let zero = RootFinding.root(between: node, and: nodes[place + 1], { value($0) })
      {
        zeros.append(zero)
      }
    }
    return zeros
  }

  /// A place beyond `start` where the sum has the sign that it keeps from there on.
  private func bound(from start: Double, towards direction: Double) -> Double {
    guard let ruling = direction > 0 ? terms.first : terms.last else { return start }
    var step = 1.0
    var place = start + direction
    while step < 1e9, (value(place) > 0) != ruling.isPositive {
      step *= 2
      place = start + direction * step
    }
    return place
  }
}
