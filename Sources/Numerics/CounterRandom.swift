/// Random numbers from a counter.
///
/// Number `n` of a stream is a function of seed, stream and `n` alone, so draws can be made in any order on any thread. Philox 4×32-10 (Salmon, Moraes, Dror &
/// Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3").
public struct CounterRandom: Sendable {
  private let key: (UInt32, UInt32)
  private let stream: UInt64

  /// A stream of a seed.
  public init(seed: UInt64, stream: UInt64 = 0) {
    key = (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    self.stream = stream
  }

  /// Uniform on (0, 1), both ends left out; 52 random bits.
  public func uniform(_ counter: UInt64) -> Double {
    let words = Self.philox(
      (
        UInt32(truncatingIfNeeded: counter), UInt32(truncatingIfNeeded: counter >> 32),
        UInt32(truncatingIfNeeded: stream), UInt32(truncatingIfNeeded: stream >> 32)
      ),
      key: key
    )
    let bits = UInt64(words.0) << 20 | UInt64(words.1) >> 12
    return (Double(bits) + 0.5) * 0x1p-52
  }

  /// A permutation of 0 ..< `count` (Fisher & Yates), from counters `start` on.
  public func permutation(_ count: Int, start: UInt64 = 0) -> [Int] {
    var order = Array(0..<count)
    for index in stride(from: count - 1, to: 0, by: -1) {
      let other = Int(uniform(start + UInt64(index)) * Double(index + 1))
      order.swapAt(index, min(other, index))
    }
    return order
  }

  /// The Philox 4×32-10 block function.
  public static func philox(
    _ counter: (UInt32, UInt32, UInt32, UInt32),
    key: (UInt32, UInt32)
  ) -> (UInt32, UInt32, UInt32, UInt32) {
    var c = counter
    var k = key
    for _ in 0..<10 {
      let first = UInt64(0xD251_1F53) * UInt64(c.0)
      let second = UInt64(0xCD9E_8D57) * UInt64(c.2)
      c = (
        UInt32(truncatingIfNeeded: second >> 32) ^ c.1 ^ k.0, UInt32(truncatingIfNeeded: second),
        UInt32(truncatingIfNeeded: first >> 32) ^ c.3 ^ k.1, UInt32(truncatingIfNeeded: first)
      )
      k = (k.0 &+ 0x9E37_79B9, k.1 &+ 0xBB67_AE85)
    }
    return c
  }
}
