/// A Sobol sequence, plain or with Owen's scrambling.
///
/// Points in the order of the Gray code (Antonov & Saleev 1979) with the direction numbers of Joe &
/// Kuo (2008). The first 2ᵐ points put exactly one into each of 2ᵐ equal strata of each coordinate.
/// Scrambling is nested and uniform (Owen 1995, "Randomly permuted (t,m,s)-nets and
/// (t,s)-sequences"): a digit is flipped by a random bit that belongs to the digits before it, so
/// each point is uniform, the net's balance stays, and the error of a mean of a smooth function
/// falls as N^(−3/2). Coordinate `d` of point `n` is a function of seed, `n` and `d` alone. Use
/// powers of two for the number of points, and do not leave the first point out (Owen 2022).
public struct SobolSequence: Sendable {
  /// The greatest number of coordinates.
  public static let maximumDimensions = SobolDirections.count

  /// Number of coordinates.
  public let dimensions: Int
  /// Keys of the scrambling by coordinate; empty: plain.
  private let keys: [UInt64]

  /// A sequence.
  ///
  /// - Parameters:
  ///   - dimensions: number of coordinates, 1 to `maximumDimensions`; others give `nil`.
  ///   - seed: seed of the scrambling; `nil`: the plain sequence.
  public init?(dimensions: Int, seed: UInt64?) {
    guard (1...Self.maximumDimensions).contains(dimensions) else { return nil }
    self.dimensions = dimensions
    guard let seed else {
      keys = []
      return
    }
    let random = CounterRandom(seed: seed, stream: 0x536F_626F_6C00_0000)
    keys = (0..<UInt64(dimensions)).map { dimension in
      let high = UInt64(random.uniform(2 * dimension) * 0x1p32)
      let low = UInt64(random.uniform(2 * dimension + 1) * 0x1p32)
      return high << 32 | low
    }
  }

  /// Coordinate of a point, inside (0, 1): the middle of its cell of width 2⁻³² where plain, at a
  /// random place of it where scrambled.
  public func coordinate(_ point: UInt32, _ dimension: Int) -> Double {
    guard dimension >= 0, dimension < dimensions else { return 0.5 }
    var digits: UInt32 = 0
    var bits = point ^ (point >> 1)
    while bits != 0 {
      digits ^= SobolDirections.numbers[32 * dimension + bits.trailingZeroBitCount]
      bits &= bits - 1
    }
    guard !keys.isEmpty else { return (Double(digits) + 0.5) * 0x1p-32 }
    return Self.scrambled(digits, keys[dimension])
  }

  /// All coordinates of a point.
  public func point(_ point: UInt32) -> [Double] {
    (0..<dimensions).map { coordinate(point, $0) }
  }

  /// Nested uniform scrambling of 32 digits; 20 random ones follow them.
  private static func scrambled(_ digits: UInt32, _ key: UInt64) -> Double {
    var result: UInt64 = 0
    for level in UInt64(0)..<32 {
      // The digits before this one, with a leading one that tells their number.
      let before = UInt64(1) << level | (level == 0 ? 0 : UInt64(digits) >> (32 - level))
      let flip = mixed(key &+ before &* 0x9E37_79B9_7F4A_7C15) >> 63
      result = result << 1 | (UInt64(digits) >> (31 - level) & 1) ^ flip
    }
    let rest = mixed(~key &+ UInt64(digits) &* 0x9E37_79B9_7F4A_7C15) >> 44
    return (Double(result << 20 | rest) + 0.5) * 0x1p-52
  }

  /// Finaliser of SplitMix64 (Steele, Lea & Flood 2014), twice.
  private static func mixed(_ word: UInt64) -> UInt64 {
    var z = word
    for _ in 0..<2 {
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      z ^= z >> 31
    }
    return z
  }
}
