import Foundation

/// A link's cost function in 48 bytes, for the loops that evaluate it millions of times.
struct CostKernel: BitwiseCopyable {
  private enum Kind: UInt8 { case constant, fourth, whole, real, other }

  private var kind: Kind
  /// Whole power, or place of the function among those that have no short form.
  private var number: Int32
  private var base: Double
  private var rise: Double
  private var inverse: Double
  private var power: Double

  /// The function with a fixed cost on top; functions without a short form go into a list.
  init(_ function: LinkCostFunction, fixed: Double, others: inout [LinkCostFunction]) {
    kind = .constant
    number = 0
    base = fixed
    rise = 0
    inverse = 0
    power = 0
    if function.isConstant {
      base += function.cost(at: 0)
      return
    }
    if case .bpr(let time, let b, let power, let capacity) = function {
      base += time
      rise = time * b
      inverse = 1 / capacity
      self.power = power
      if power == 4 {
        kind = .fourth
      } else if power == power.rounded(), power <= 64 {
        kind = .whole
        number = Int32(power)
      } else {
        kind = .real
      }
      return
    }
    kind = .other
    number = Int32(others.count)
    others.append(function)
  }

  /// Cost and its growth at a volume.
  @inline(__always)
  func evaluate(_ volume: Double, _ others: [LinkCostFunction]) -> SIMD2<Double> {
    switch kind {
    case .constant: return SIMD2(base, 0)
    case .fourth:
      let x = volume * inverse
      let square = x * x
      return SIMD2(base + rise * (square * square), 4 * rise * inverse * (square * x))
    case .whole:
      let x = volume * inverse
      var lower = 1.0
      var factor = x
      var rest = number - 1
      while rest > 0 {
        if rest & 1 == 1 { lower *= factor }
        factor *= factor
        rest >>= 1
      }
      return SIMD2(base + rise * (lower * x), power * rise * inverse * lower)
    case .real, .other: return evaluateSlowly(volume, others)
    }
  }

  @inline(never)
  private func evaluateSlowly(_ volume: Double, _ others: [LinkCostFunction]) -> SIMD2<Double> {
    if kind == .real {
      let x = volume * inverse
      // A power below one is infinitely steep at no volume: a chord stands for its slope there.
      let least = power < 1 ? 1e-6 : 0
      if x <= least {
        return SIMD2(
          base + rise * pow(x, power),
          power < 1 ? rise * inverse * pow(least, power - 1) : 0
        )
      }
      let lower = pow(x, power - 1)
      return SIMD2(base + rise * (lower * x), power * rise * inverse * lower)
    }
    let (cost, slope, _) = others[Int(number)].derivatives(at: volume)
    return SIMD2(base + cost, slope)
  }
}
