import ProjectAppraisal
import Tables

/// Reads a distribution from a table of TOML: `distribution` and its parameters.
enum DistributionReader {
  private enum Shape: String, CaseIterable {
    case triangular, pert, uniform, normal, lognormal, discrete, empirical, cumulative, hazard
  }

  /// The distribution; `nil` with a fault told where it is none.
  static func read(_ table: TOMLTable) -> Distribution? {
    guard let distribution = parameters(table) else { return nil }
    if let fault = distribution.fault {
      table.fault("distribution", found: distribution.text, expected: fault)
      return nil
    }
    return distribution
  }

  private static func parameters(_ table: TOMLTable) -> Distribution? {
    guard let shape = table.choice("distribution", of: Shape.self) else {
      table.leaveUnread()
      return nil
    }
    switch shape {
    case .triangular, .pert:
      let low = table.number("low")
      let mode = table.number("mode")
      let high = table.number("high")
      guard let low, let mode, let high else { return nil }
      return shape == .pert
        ? .pert(low: low, mode: mode, high: high) : .triangular(low: low, mode: mode, high: high)
    case .uniform:
      let low = table.number("low")
      let high = table.number("high")
      guard let low, let high else { return nil }
      return .uniform(low: low, high: high)
    case .normal, .lognormal:
      let mean = table.number("mean")
      let deviation = table.number("standard_deviation")
      guard let mean, let deviation else { return nil }
      return shape == .normal
        ? .normal(mean: mean, standardDeviation: deviation)
        : .lognormal(mean: mean, standardDeviation: deviation)
    case .discrete:
      let values = table.numbers("values")
      let weights = table.numbers("weights")
      guard let values, let weights else { return nil }
      return .discrete(values: values, weights: weights)
    case .empirical: return table.numbers("values").map { .empirical(values: $0) }
    case .cumulative:
      let values = table.numbers("values")
      let probabilities = table.numbers("probabilities")
      guard let values, let probabilities else { return nil }
      return .cumulative(values: values, probabilities: probabilities)
    case .hazard:
      let rate = table.number("rate")
      let first = table.number("first")
      let last = table.number("last")
      guard let rate, let first, let last else { return nil }
      return .hazard(annualRate: rate, first: first, last: last)
    }
  }
}
