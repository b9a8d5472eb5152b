import Foundation

/// How the cost of a link grows with the volume on it.
///
/// Costs and times are in one unit, volumes and capacities in another; every function is
/// non-decreasing in the volume, which is zero or above.
public enum LinkCostFunction: Sendable, Equatable {
  /// The same at any volume.
  case constant(Double)
  /// t₀ (1 + b xᵖ), x volume over capacity (Bureau of Public Roads 1964).
  case bpr(freeFlowTime: Double, b: Double, power: Double, capacity: Double)
  /// t₀ (2 + √(α²(1−x)² + β²) − α(1−x) − β), β = (2α−1)/(2α−2), α > 1 (Spiess 1990, eq. 5).
  case conical(freeFlowTime: Double, alpha: Double, capacity: Double)
  /// t₀ (1 + J x/(1−x)) (Davidson 1966); from x = `linearFrom` < 1 on its tangent.
  case davidson(freeFlowTime: Double, j: Double, capacity: Double, linearFrom: Double)
  /// t₀ + T/4 (x − 1 + √((x−1)² + 8 J x/(C T))) (Akçelik 1991, eq. 2), with the flow period T and
  /// the capacity C by the unit of time.
  case akcelik(freeFlowTime: Double, j: Double, capacity: Double, period: Double)
  /// t₀ + (1 + v²)/(2 C) · x/(1−x): a line of rail as one server with Poisson arrivals, mean service
  /// time 1/C and its coefficient of variation v (Pollaczek & Khinchine; v = 1: memoryless, v = 0:
  /// equal headways); from x = `linearFrom` < 1 on its tangent.
  case railQueue(freeFlowTime: Double, variation: Double, capacity: Double, linearFrom: Double)
  /// Straight lines between points of volume and cost, the last of them carried on.
  case table(VolumeCostTable)
  /// t + v t′: what one unit more costs all users of a link whose cost is t.
  indirect case marginal(LinkCostFunction)
}

extension LinkCostFunction {
  /// Cost at a volume.
  public func cost(at volume: Double) -> Double { derivatives(at: volume).cost }

  /// Growth of the cost by unit of volume.
  ///
  /// Infinite only for a power below one at no volume.
  public func slope(at volume: Double) -> Double { derivatives(at: volume).slope }

  /// Cost, its growth and the growth of that, at a volume.
  public func derivatives(at volume: Double) -> (cost: Double, slope: Double, curvature: Double) {
    switch self {
    case .constant(let cost): return (cost, 0, 0)
    case .bpr(let time, let b, let power, let capacity):
      guard b > 0, power > 0, time > 0 else { return (time * (1 + (power > 0 ? 0 : b)), 0, 0) }
      let x = volume / capacity
      let rise = time * b * pow(x, power)
      return (
        time + rise, time * b * power * pow(x, power - 1) / capacity,
        power == 1
          ? 0 : time * b * power * (power - 1) * pow(x, power - 2) / (capacity * capacity)
      )
    case .conical(let time, let alpha, let capacity):
      let beta = (2 * alpha - 1) / (2 * alpha - 2)
      let rest = alpha * (1 - volume / capacity)
      let root = (rest * rest + beta * beta).squareRoot()
      let step = alpha / capacity
      return (
        time * (2 + root - rest - beta), time * step * (1 - rest / root),
        time * step * step * beta * beta / (root * root * root)
      )
    case .davidson(let time, let j, let capacity, let limit):
      return Self.hyperbola(time, time * j, volume / capacity, 1 / capacity, limit)
    case .railQueue(let time, let variation, let capacity, let limit):
      let wait = (1 + variation * variation) / (2 * capacity)
      return Self.hyperbola(time, wait, volume / capacity, 1 / capacity, limit)
    case .akcelik(let time, let j, let capacity, let period):
      let x = volume / capacity
      let k = 8 * j / (capacity * period)
      let root = ((x - 1) * (x - 1) + k * x).squareRoot()
      guard root > 0 else { return (time, 0, 0) }
      let inner = x - 1 + k / 2
      let quarter = period / 4
      return (
        time + quarter * (x - 1 + root), quarter * (1 + inner / root) / capacity,
        quarter * (1 - inner * inner / (root * root)) / (root * capacity * capacity)
      )
    case .table(let table):
      let (cost, slope) = table.evaluate(volume)
      return (cost, slope, 0)
    case .marginal(let own):
      // The curvature would need a third derivative, and nothing asks for it.
      let (cost, slope, curvature) = own.derivatives(at: volume)
      guard volume > 0 else { return (cost, 2 * slope, 0) }
      return (cost + volume * slope, 2 * slope + volume * curvature, 0)
    }
  }

  /// Cost of one unit more to all users: the function whose user equilibrium is the system optimum
  /// (Beckmann, McGuire & Winsten 1956).
  public var marginal: LinkCostFunction {
    switch self {
    case .constant: self
    case .bpr(let time, let b, let power, let capacity) where !isConstant:
      .bpr(freeFlowTime: time, b: b * (power + 1), power: power, capacity: capacity)
    default: isConstant ? self : .marginal(self)
    }
  }

  /// Integral of the cost from no volume up to a volume.
  public func integral(to volume: Double) -> Double {
    switch self {
    case .constant(let cost): return cost * volume
    case .bpr(let time, let b, let power, let capacity):
      guard b > 0, power > 0, time > 0 else { return time * (1 + (power > 0 ? 0 : b)) * volume }
      return time * volume * (1 + b * pow(volume / capacity, power) / (power + 1))
    case .conical(let time, let alpha, let capacity):
      let beta = (2 * alpha - 1) / (2 * alpha - 2)
      // ∫ √(u² + β²) du = (u √(u² + β²) + β² asinh(u/β)) / 2, u = α(1−x).
      func primitive(_ u: Double) -> Double {
        let root = (u * u + beta * beta).squareRoot()
        return (u * root + beta * beta * asinh(u / beta)) / 2 - u * u / 2
      }
      let rest = alpha * (1 - volume / capacity)
      return time
        * ((2 - beta) * volume + capacity / alpha * (primitive(alpha) - primitive(rest)))
    case .davidson(let time, let j, let capacity, let limit):
      return time * volume + time * j * capacity * Self.hyperbolaIntegral(volume / capacity, limit)
    case .railQueue(let time, let variation, let capacity, let limit):
      return time * volume
        + (1 + variation * variation) / 2 * Self.hyperbolaIntegral(volume / capacity, limit)
    case .akcelik(let time, let j, let capacity, let period):
      let k = 8 * j / (capacity * period)
      // ∫ √(x² + (k−2)x + 1) dx.
      func primitive(_ x: Double) -> Double {
        let root = ((x - 1) * (x - 1) + k * x).squareRoot()
        let inner = 2 * x + k - 2
        let sum = 2 * root + inner
        return inner * root / 4 + (sum > 0 ? k * (4 - k) / 8 * log(sum) : 0)
      }
      let x = volume / capacity
      return time * volume + capacity * period / 4
        * (x * x / 2 - x + primitive(x) - primitive(0))
    case .table(let table): return table.integral(volume)
    case .marginal(let own): return volume > 0 ? volume * own.cost(at: volume) : 0
    }
  }

  /// Whether the cost does not depend on the volume.
  public var isConstant: Bool {
    switch self {
    case .constant: true
    case .bpr(let time, let b, let power, _): !(b > 0 && power > 0 && time > 0)
    case .davidson(let time, let j, _, _): time * j == 0
    default: false
    }
  }

  /// base + coefficient · x/(1−x), on its tangent from a limit on.
  private static func hyperbola(
    _ base: Double,
    _ coefficient: Double,
    _ x: Double,
    _ inverse: Double,
    _ limit: Double
  ) -> (cost: Double, slope: Double, curvature: Double) {
    let at = min(x, limit)
    let rest = 1 / (1 - at)
    let slope = coefficient * rest * rest
    return (
      base + coefficient * at * rest + slope * (x - at), slope * inverse,
      x < limit ? 2 * slope * rest * inverse * inverse : 0
    )
  }

  /// ∫ x/(1−x) dx, on the tangent from a limit on.
  private static func hyperbolaIntegral(_ x: Double, _ limit: Double) -> Double {
    let at = min(x, limit)
    let beyond = x - at
    return -at - log1p(-at) + at / (1 - at) * beyond + beyond * beyond / (2 * (1 - at) * (1 - at))
  }
}
