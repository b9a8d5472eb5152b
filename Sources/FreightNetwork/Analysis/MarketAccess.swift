import Foundation
public import Numerics

/// Market access of Donaldson & Hornbeck (2016, Quarterly Journal of Economics 131(2),
/// doi:10.1093/qje/qjw002).
public struct MarketAccess: Sendable {
  /// Trade elasticity θ.
  public var elasticity: Double
  /// Value of what is carried, in units of the costs: τ = 1 + cost / value.
  public var value: Double
  /// What the masses of places are.
  public enum Mass: String, Sendable, CaseIterable {
    /// People, who move until they are equally well off everywhere; their wages follow from access.
    case population
    /// Incomes, which stay.
    case income
  }

  /// Whether a place is a market of its own, at τ = 1.
  public var countsOwn: Bool

  /// Market access at a trade elasticity (8.22 in the paper) and a value of goods (35 dollars a ton).
  ///
  /// - Throws: ``PathFault`` where a number is not above 0.
  public init(elasticity: Double, value: Double, countsOwn: Bool = false) throws(PathFault) {
    guard elasticity > 0, elasticity < .infinity, value > 0, value < .infinity else {
      throw .badSetting(
        "the elasticity is \(elasticity) and the value \(value), expected numbers above 0"
      )
    }
    self.elasticity = elasticity
    self.value = value
    self.countsOwn = countsOwn
  }

  /// Σ_d τ_od^−θ N_d, the paper's first-order approximation.
  ///
  /// - Parameters:
  ///   - skim: costs.
  ///   - masses: population or income of each destination, not negative.
  /// - Returns: one number for each origin; places without a path add nothing.
  /// - Throws: ``PathFault`` where masses do not fit.
  public func firstOrder(_ skim: Skim, masses: [Double]) throws(PathFault) -> [Double] {
    try Accessibility.check(masses, skim)
    let columns = skim.destinations.count
    return skim.origins.indices.map { row in
      (0..<columns).reduce(0) { $0 + weight(skim, row, $1) * masses[$1] }
    }
  }

  /// MA solving MA_o = Σ_d τ_od^−θ MA_d^(−(1+θ)/θ) N_d, or Σ_d τ_od^−θ Y_d / MA_d for incomes (the
  /// constant factor left out), by Newton's method in logarithms.
  ///
  /// - Parameters:
  ///   - skim: costs between the same places as origins and destinations.
  ///   - masses: population or income of each, not negative.
  ///   - mass: which of the two.
  ///   - tolerance: largest difference between the two sides' logarithms.
  /// - Returns: market access of each place, and how it converged.
  /// - Throws: `NotConverged`; ``PathFault`` where masses do not fit, or a place reaches no market.
  public func equilibrium(
    _ skim: Skim,
    masses: [Double],
    mass: Mass = .population,
    tolerance: Double = 1e-12
  ) throws -> (access: [Double], convergence: Convergence) {
    try Accessibility.check(masses, skim)
    guard skim.origins == skim.destinations else {
      throw PathFault.badSetting("market access needs the same places as origins and destinations")
    }
    let count = skim.origins.count
    let power = mass == .population ? (1 + elasticity) / elasticity : 1
    var weights = [Double](repeating: 0, count: count * count)
    for row in 0..<count {
      var sum = 0.0
      for column in 0..<count {
        weights[row * count + column] = weight(skim, row, column) * masses[column]
        sum += weights[row * count + column]
      }
      guard sum > 0 else {
        throw PathFault.badSetting("place \(row + 1) reaches no market")
      }
    }
    // From the first order: MA ∝ its own root, since MA enters on both sides.
    var access = try firstOrder(skim, masses: masses).map { log($0) / (1 + power) }
    var residual = Double.infinity
    for iteration in 0...100 {
      var jacobian = [Double](repeating: 0, count: count * count)
      var difference = [Double](repeating: 0, count: count)
      residual = 0
      for row in 0..<count {
        let terms = (0..<count).map { weights[row * count + $0] * exp(-power * access[$0]) }
        let sum = terms.reduce(0, +)
        difference[row] = access[row] - log(sum)
        let own = abs(difference[row])
        residual = own.isFinite ? max(residual, own) : .infinity
        for column in 0..<count {
          // Column-major, as the solver wants it.
          jacobian[column * count + row] =
            (row == column ? 1 : 0) + power * terms[column] / sum
        }
      }
      if residual <= tolerance {
        return (
          access.map { exp($0) },
          Convergence(iterations: iteration, residual: residual, tolerance: tolerance)
        )
      }
      guard residual < .infinity,
        let factors = try? DenseLU(DenseMatrix(rows: count, columns: count, values: jacobian))
      else { break }
      let step = factors.solve(difference)
      // A step of more than e² at once is cut, so that no exponential overflows.
      let largest = step.reduce(0) { max($0, abs($1)) }
      let share = largest > 2 ? 2 / largest : 1
      for row in 0..<count { access[row] -= share * step[row] }
    }
    throw NotConverged(
      solver: "market access",
      residual: residual,
      tolerance: tolerance,
      iterations: 100,
      advice: "look for places that hardly trade"
    )
  }

  private func weight(_ skim: Skim, _ row: Int, _ column: Int) -> Double {
    let cost = skim.costs[row * skim.destinations.count + column]
    guard cost < .infinity else { return 0 }
    if !countsOwn, skim.origins[row] == skim.destinations[column] { return 0 }
    return pow(1 + cost / value, -elasticity)
  }
}
