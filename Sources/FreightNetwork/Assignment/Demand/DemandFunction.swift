import Foundation

/// How the trips of a pair of zones fall as their least cost rises.
///
/// Each takes the trips T that the table holds and a reference cost u₀ of the pair; costs are in the
/// unit of the cost functions.
public enum DemandFunction: Sendable, Equatable, BitwiseCopyable {
  /// T exp(−θ (u − u₀)).
  case exponential(Double)
  /// T (u / u₀)^−ε; reference costs must be above zero.
  case power(Double)
  /// T (1 − β (u − u₀)), zero from where that falls below it.
  case linear(Double)
  /// T / (1 + exp(θ (u − u₀))): T is the sum of two alternatives, u₀ the cost of the other.
  case logit(Double)

  /// Trips at a cost, by trip of the table.
  func share(_ cost: Double, reference: Double) -> Double {
    switch self {
    case .exponential(let theta): exp(-theta * (cost - reference))
    case .power(let elasticity): pow(cost / reference, -elasticity)
    case .linear(let beta): max(0, 1 - beta * (cost - reference))
    case .logit(let theta): 1 / (1 + exp(theta * (cost - reference)))
    }
  }

  /// Cost at which there are so many trips by trip of the table, and how fast it falls with them.
  func cost(share: Double, reference: Double) -> (cost: Double, fall: Double) {
    switch self {
    case .exponential(let theta):
      return (reference - log(share) / theta, 1 / (theta * share))
    case .power(let elasticity):
      let cost = reference * pow(share, -1 / elasticity)
      return (cost, cost / (elasticity * share))
    case .linear(let beta):
      return (reference + (1 - share) / beta, 1 / beta)
    case .logit(let theta):
      let rest = max(1 - share, 0x1p-54)
      return (reference + log(rest / share) / theta, 1 / (theta * share * rest))
    }
  }

  /// Integral of that cost over the trips between two shares.
  func integral(from low: Double, to high: Double, reference: Double) -> Double {
    switch self {
    case .exponential(let theta):
      func primitive(_ share: Double) -> Double {
        share > 0 ? share * (reference + (1 - log(share)) / theta) : 0
      }
      return primitive(high) - primitive(low)
    case .power(let elasticity):
      guard elasticity != 1 else { return reference * log(high / low) }
      let exponent = 1 - 1 / elasticity
      return reference * (pow(high, exponent) - pow(low, exponent)) / exponent
    case .linear(let beta):
      return (high - low) * (reference + (1 - (high + low) / 2) / beta)
    case .logit(let theta):
      // −∫ ln(s / (1 − s)) ds = −s ln s − (1 − s) ln(1 − s).
      func primitive(_ share: Double) -> Double {
        let rest = 1 - share
        let entropy = (share > 0 ? share * log(share) : 0) + (rest > 0 ? rest * log(rest) : 0)
        return share * reference - entropy / theta
      }
      return primitive(high) - primitive(low)
    }
  }

  /// The parameter, which has to be above zero.
  public var parameter: Double {
    switch self {
    case .exponential(let value), .power(let value), .linear(let value), .logit(let value): value
    }
  }

  /// Whether there are trips at any cost.
  var isNeverZero: Bool { if case .linear = self { false } else { true } }
}

/// Trips of a class that depend on what they cost.
public struct ElasticDemand: Sendable {
  /// How trips fall as costs rise.
  public var function: DemandFunction
  /// Reference cost of each pair in the order of the class's ``TripTable``; empty: its least cost
  /// before any trips are on the network, `[pair]`.
  public var referenceCost: [Double]

  /// Demand by a function.
  public init(_ function: DemandFunction, referenceCost: [Double] = []) {
    self.function = function
    self.referenceCost = referenceCost
  }
}
