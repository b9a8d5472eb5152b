import Foundation

/// How the cost of using a capacity grows with its use.
public enum LinkPerformance: Sendable, Equatable {
  /// 1 + α x^β (Bureau of Public Roads 1964), x flow over capacity.
  case bpr(alpha: Double, beta: Double)
  /// Conical (Spiess 1990): finite slope at any flow.
  case conical(alpha: Double)

  /// Factor on the cost of the free facility at a flow over capacity of `x` ≥ 0.
  public func factor(_ x: Double) -> Double {
    switch self {
    case .bpr(let alpha, let beta):
      let square = x * x
      if beta == 4 { return 1 + alpha * square * square }
      if beta == 8 { return 1 + alpha * (square * square) * (square * square) }
      return 1 + alpha * pow(x, beta)
    case .conical(let alpha):
      let beta = (2 * alpha - 1) / (2 * alpha - 2)
      func cone(_ rest: Double) -> Double {
        2 + (rest * rest + beta * beta).squareRoot() - rest - beta
      }
      // Shifted so that the free facility has factor one.
      return cone(alpha * (1 - x)) - cone(alpha) + 1
    }
  }

  /// Derivative of ``factor(_:)`` at a flow over capacity of `x` ≥ 0.
  public func slope(_ x: Double) -> Double {
    switch self {
    case .bpr(let alpha, let beta):
      let square = x * x
      if beta == 4 { return 4 * alpha * square * x }
      if beta == 8 { return 8 * alpha * (square * square) * square * x }
      return beta == 0 ? 0 : alpha * beta * pow(x, beta - 1)
    case .conical(let alpha):
      let beta = (2 * alpha - 1) / (2 * alpha - 2)
      let rest = alpha * (1 - x)
      return alpha * (1 - rest / (rest * rest + beta * beta).squareRoot())
    }
  }
}
