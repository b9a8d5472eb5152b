import Foundation
import Numerics

/// A distribution of one uncertain number.
public enum Distribution: Sendable, Equatable {
  /// Straight sides between least, most likely and greatest.
  case triangular(low: Double, mode: Double, high: Double)
  /// Beta with weight 4 on the most likely (Malcolm et al. 1959).
  case pert(low: Double, mode: Double, high: Double)
  /// Equal density.
  case uniform(low: Double, high: Double)
  /// Normal.
  case normal(mean: Double, standardDeviation: Double)
  /// Log-normal, by the mean and standard deviation of the number itself.
  case lognormal(mean: Double, standardDeviation: Double)
  /// Values with weights.
  case discrete(values: [Double], weights: [Double])
  /// A sample's own distribution, straight lines between its sorted values (Hyndman & Fan 1996,
  /// type 7).
  case empirical(values: [Double])
  /// Straight lines between points of the distribution function: probabilities rising from 0 to 1,
  /// values never falling.
  case cumulative(values: [Double], probabilities: [Double])
  /// First year of an event with the same chance each year; never before `last` counts as `last`.
  case hazard(annualRate: Double, first: Double, last: Double)

  /// What is wrong with the parameters, for people; `nil` where all is well.
  public var fault: String? {
    guard numbers.allSatisfy({ $0.isFinite }) else { return "finite numbers" }
    return switch self {
    case .triangular(let low, let mode, let high), .pert(let low, let mode, let high):
      low <= mode && mode <= high && low < high ? nil : "low ≤ mode ≤ high and low < high"
    case .uniform(let low, let high): low < high ? nil : "low < high"
    case .normal(_, let deviation): deviation > 0 ? nil : "a standard deviation above zero"
    case .lognormal(let mean, let deviation):
      mean > 0 && deviation > 0 ? nil : "a mean and a standard deviation above zero"
    case .discrete(let values, let weights):
      !values.isEmpty && values.count == weights.count && weights.allSatisfy { $0 >= 0 }
        && weights.contains { $0 > 0 } ? nil : "as many weights as values, none below zero"
    case .empirical(let values): values.count > 1 ? nil : "two values or more"
    case .cumulative(let values, let probabilities):
      values.count > 1 && values.count == probabilities.count && probabilities.first == 0
        && probabilities.last == 1 && Self.rises(values, strictly: false)
        && Self.rises(probabilities, strictly: true)
        ? nil : "values that never fall, each with a probability, those rising from 0 to 1"
    case .hazard(let rate, let first, let last):
      rate > 0 && rate < 1 && first < last ? nil : "a rate between 0 and 1 and first < last"
    }
  }

  private static func rises(_ numbers: [Double], strictly: Bool) -> Bool {
    zip(numbers, numbers.dropFirst()).allSatisfy { strictly ? $0 < $1 : $0 <= $1 }
  }

  /// All its parameters.
  private var numbers: [Double] {
    switch self {
    case .triangular(let low, let mode, let high), .pert(let low, let mode, let high):
      [low, mode, high]
    case .uniform(let low, let high): [low, high]
    case .normal(let mean, let deviation), .lognormal(let mean, let deviation): [mean, deviation]
    case .discrete(let values, let weights): values + weights
    case .empirical(let values): values
    case .cumulative(let values, let probabilities): values + probabilities
    case .hazard(let rate, let first, let last): [rate, first, last]
    }
  }

  /// Value with probability `p` below it; p in (0, 1).
  public func quantile(_ p: Double) -> Double {
    switch self {
    case .triangular(let low, let mode, let high):
      let split = (mode - low) / (high - low)
      return p < split
        ? low + (p * (high - low) * (mode - low)).squareRoot()
        : high - ((1 - p) * (high - low) * (high - mode)).squareRoot()
    case .pert(let low, let mode, let high):
      let a = 1 + 4 * (mode - low) / (high - low)
      let b = 1 + 4 * (high - mode) / (high - low)
      return low + (high - low) * BetaDistribution(a: a, b: b).quantile(p)
    case .uniform(let low, let high): return low + p * (high - low)
    case .normal(let mean, let deviation):
      return mean + deviation * NormalDistribution.quantile(p)
    case .lognormal(let mean, let deviation):
      let variance = log(1 + (deviation / mean) * (deviation / mean))
      let location = log(mean) - variance / 2
      return exp(location + variance.squareRoot() * NormalDistribution.quantile(p))
    case .discrete(let values, let weights):
      let total = Series.sum(weights)
      var sum = 0.0
      for (value, weight) in zip(values, weights) {
        sum += weight / total
        if p <= sum { return value }
      }
      return values[values.count - 1]
    case .empirical(let values): return Series.quantile(sorted: values.sorted(), p)
    case .cumulative(let values, let probabilities):
      return Series.interpolate(probabilities, values, at: p)
    case .hazard(let rate, let first, let last):
      return min(last, first + (log(1 - p) / log(1 - rate)).rounded(.down))
    }
  }

  /// The least value; of one without an end, that with one draw in a thousand below it.
  public var lowest: Double {
    switch self {
    case .triangular(let low, _, _), .pert(let low, _, _), .uniform(let low, _): low
    case .normal, .lognormal: quantile(0.001)
    case .discrete(let values, let weights):
      zip(values, weights).filter { $0.1 > 0 }.map(\.0).min() ?? 0
    case .empirical(let values), .cumulative(let values, _): values.min() ?? 0
    case .hazard(_, let first, _): first
    }
  }

  /// The distribution in words, "triangular(0.8, 1, 1.5)".
  public var text: String {
    func list(_ numbers: [Double]) -> String {
      numbers.map { number in
        let text = "\(number)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
      }.joined(separator: ", ")
    }
    switch self {
    case .triangular(let low, let mode, let high): return "triangular(\(list([low, mode, high])))"
    case .pert(let low, let mode, let high): return "PERT(\(list([low, mode, high])))"
    case .uniform(let low, let high): return "uniform(\(list([low, high])))"
    case .normal(let mean, let deviation):
      return "normal(mean \(list([mean])), s.d. \(list([deviation])))"
    case .lognormal(let mean, let deviation):
      return "lognormal(mean \(list([mean])), s.d. \(list([deviation])))"
    case .discrete(let values, let weights):
      return "discrete(\(list(values)); weights \(list(weights)))"
    case .empirical(let values):
      return values.count > 6
        ? "empirical(\(values.count) values)" : "empirical(\(list(values)))"
    case .cumulative(let values, let probabilities):
      return "cumulative(\(list(values)); probabilities \(list(probabilities)))"
    case .hazard(let rate, let first, let last):
      return "hazard(\(list([rate])) a year, \(list([first])) to \(list([last])))"
    }
  }
}
