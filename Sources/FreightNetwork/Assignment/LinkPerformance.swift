import Foundation

/// How the cost of using a capacity grows with its use.
public enum LinkPerformance: Sendable, Equatable {
  /// 1 + α x^β (Bureau of Public Roads 1964), x flow over capacity.
  case bpr(alpha: Double, beta: Double)
  /// Conical (Spiess 1990): finite slope at any flow.
  case conical(alpha: Double)
  /// 1 + α ((x − s)/(1 − s))^β above a share s < 1 of the capacity, 1 below it, β > 1: nobody waits at
  /// a facility that is little used.
  case queue(alpha: Double, beta: Double, from: Double)

  /// Factor on the cost of the free facility at a flow over capacity of `x` ≥ 0.
  public func factor(_ x: Double) -> Double {
    switch self {
    case .bpr(let alpha, let beta):
      return 1 + alpha * Self.power(x, beta)
    case .conical(let alpha):
      let beta = (2 * alpha - 1) / (2 * alpha - 2)
      func cone(_ rest: Double) -> Double {
        2 + (rest * rest + beta * beta).squareRoot() - rest - beta
      }
      // Shifted so that the free facility has factor one.
      return cone(alpha * (1 - x)) - cone(alpha) + 1
    case .queue(let alpha, let beta, let share):
      return x > share ? 1 + alpha * Self.power((x - share) / (1 - share), beta) : 1
    }
  }

  /// Derivative of ``factor(_:)`` at a flow over capacity of `x` ≥ 0.
  public func slope(_ x: Double) -> Double {
    switch self {
    case .bpr(let alpha, let beta):
      return beta == 0 ? 0 : alpha * beta * Self.power(x, beta - 1)
    case .conical(let alpha):
      let beta = (2 * alpha - 1) / (2 * alpha - 2)
      let rest = alpha * (1 - x)
      return alpha * (1 - rest / (rest * rest + beta * beta).squareRoot())
    case .queue(let alpha, let beta, let share):
      let above = (x - share) / (1 - share)
      return above > 0 ? alpha * beta * Self.power(above, beta - 1) / (1 - share) : 0
    }
  }

  /// Flow over capacity at which the factor is that, ≥ 1: the inverse of ``factor(_:)``.
  public func use(atFactor factor: Double) -> Double {
    let excess = max(0, factor - 1)
    switch self {
    case .bpr(let alpha, let beta): return pow(excess / alpha, 1 / beta)
    case .conical(let alpha):
      // The factor is √(r² + β²) − r and what does not change, r = α (1 − x).
      let beta = (2 * alpha - 1) / (2 * alpha - 2)
      let cone = excess + (alpha * alpha + beta * beta).squareRoot() - alpha
      return 1 - (beta * beta - cone * cone) / (2 * cone * alpha)
    case .queue(let alpha, let beta, let share):
      return share + (1 - share) * pow(excess / alpha, 1 / beta)
    }
  }

  /// The same with a power nearer to one, so that queues grow slower.
  ///
  /// - Parameter steepness: 0 gives a straight line, 1 the function itself.
  /// - Returns: the function; a conical one, never steep, as it is.
  public func softened(steepness: Double) -> LinkPerformance {
    switch self {
    case .bpr(let alpha, let beta): .bpr(alpha: alpha, beta: 1 + steepness * (beta - 1))
    case .conical: self
    case .queue(let alpha, let beta, let share):
      .queue(alpha: alpha, beta: 1 + steepness * (beta - 1), from: share)
    }
  }

  /// x^y for x ≥ 0; by squaring where y is a small whole number.
  private static func power(_ x: Double, _ y: Double) -> Double {
    guard y >= 0, y <= 64, y == y.rounded() else { return pow(x, y) }
    var result = 1.0
    var square = x
    var rest = Int(y)
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      square *= square
      rest >>= 1
    }
    return result
  }
}
