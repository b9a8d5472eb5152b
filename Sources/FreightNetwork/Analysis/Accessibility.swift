import Foundation

/// What can be reached from each zone, weighed by how dear it is to get there.
public struct Accessibility: Sendable {
  /// How much less a place counts the dearer it is to reach.
  public enum Decay: Sendable, Equatable {
    /// One within the limit, nothing beyond.
    case within(Double)
    /// exp(−β cost).
    case exponential(Double)
    /// cost^−β; costs below the floor count as the floor.
    case power(Double, floor: Double)

    /// Weight of a place at a cost.
    public func weight(_ cost: Double) -> Double {
      switch self {
      case .within(let limit): cost <= limit ? 1 : 0
      case .exponential(let beta): exp(-beta * cost)
      case .power(let beta, let floor): pow(max(cost, floor), -beta)
      }
    }
  }

  /// Σ_j mass_j × weight(cost_ij) for each origin (Hansen 1959).
  ///
  /// - Parameters:
  ///   - skim: costs.
  ///   - masses: what there is at each destination, not negative.
  ///   - decay: how distance counts.
  ///   - countsOwn: whether a node's own mass counts, at the cost 0.
  /// - Returns: one number for each origin; places without a path add nothing.
  /// - Throws: ``PathFault`` where masses do not fit or a setting is out of range.
  public static func sums(
    _ skim: Skim,
    masses: [Double],
    decay: Decay,
    countsOwn: Bool = true
  ) throws(PathFault) -> [Double] {
    try check(masses, skim)
    switch decay {
    case .within(let limit):
      guard limit >= 0 else { throw .badSetting("the limit is \(limit), expected 0 or more") }
    case .exponential(let beta):
      guard beta >= 0, beta < .infinity else {
        throw .badSetting("the decay is \(beta), expected a number from 0 on")
      }
    case .power(let beta, let floor):
      guard beta >= 0, beta < .infinity, floor > 0, floor < .infinity else {
        throw .badSetting("the decay is \(beta) with the floor \(floor), expected numbers above 0")
      }
    }
    let columns = skim.destinations.count
    return skim.origins.indices.map { row in
      var sum = 0.0
      for column in 0..<columns {
        let cost = skim.costs[row * columns + column]
        guard cost < .infinity, countsOwn || skim.origins[row] != skim.destinations[column]
        else { continue }
        sum += masses[column] * decay.weight(cost)
      }
      return sum
    }
  }

  static func check(_ masses: [Double], _ skim: Skim) throws(PathFault) {
    guard masses.count == skim.destinations.count else {
      throw .wrongCount(what: "masses", found: masses.count, expected: skim.destinations.count)
    }
    for mass in masses where !(mass >= 0 && mass < .infinity) {
      throw .badSetting("a mass is \(mass), expected a number from 0 on")
    }
  }
}
