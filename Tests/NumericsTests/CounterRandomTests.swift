import Numerics
import Testing

@Suite struct CounterRandomTests {
  // The known answers published with the generator (Salmon et al. 2011, Random123 `kat_vectors`).
  @Test(
    "Philox 4×32-10 gives the published words",
    arguments: [
      (
        [0, 0, 0, 0, 0, 0] as [UInt32],
        [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8] as [UInt32]
      ),
      (
        [
          0xffff_ffff, 0xffff_ffff, 0xffff_ffff, 0xffff_ffff, 0xffff_ffff, 0xffff_ffff,
        ],
        [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
      ),
      (
        [
          0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344, 0xa409_3822, 0x299f_31d0,
        ],
        [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
      ),
    ]
  )
  func knownAnswers(input: [UInt32], output: [UInt32]) {
    let words = CounterRandom.philox(
      (input[0], input[1], input[2], input[3]),
      key: (input[4], input[5])
    )
    #expect([words.0, words.1, words.2, words.3] == output)
  }

  @Test("a number hangs on seed, stream and counter alone", arguments: [0, 7, UInt64.max])
  func isAFunction(seed: UInt64) {
    let one = CounterRandom(seed: seed, stream: 3)
    let forward = (0..<50).map { one.uniform(UInt64($0)) }
    let backward = (0..<50).reversed().map {
      CounterRandom(seed: seed, stream: 3).uniform(UInt64($0))
    }
    #expect(forward == backward.reversed())
    #expect(Set(forward).count == 50)
    #expect(forward[0] != CounterRandom(seed: seed, stream: 4).uniform(0))
    #expect(forward[0] != CounterRandom(seed: seed &+ 1, stream: 3).uniform(0))
  }

  // The mean of n uniforms has standard deviation 1/√(12 n); their mean square is 1/3 with standard
  // deviation √(4/45 n). Six of them bound a right generator but for one case in 5e8.
  @Test(
    "uniform numbers lie inside (0, 1) and have the right moments",
    arguments: [1, 2015] as [UInt64]
  )
  func moments(seed: UInt64) {
    let n = 40_000
    let draws = (0..<n).map { CounterRandom(seed: seed).uniform(UInt64($0)) }
    #expect(draws.allSatisfy { $0 > 0 && $0 < 1 })
    let mean = Series.sum(draws) / Double(n)
    let square = Series.sum(draws.map { $0 * $0 }) / Double(n)
    #expect(abs(mean - 0.5) < 6 / (12 * Double(n)).squareRoot())
    #expect(abs(square - 1 / 3) < 6 * (4 / (45 * Double(n))).squareRoot())
  }

  @Test("a permutation holds every index once", arguments: [0, 1, 2, 17, 1000])
  func permutation(count: Int) {
    let order = CounterRandom(seed: 5).permutation(count)
    #expect(order.sorted() == Array(0..<count))
    #expect(order == CounterRandom(seed: 5).permutation(count))
    if count > 10 { #expect(order != Array(0..<count)) }
  }

  // Each of the 24 orders of four has expectation 24,000 / 24 = 1,000 and standard deviation 31.
  @Test("all orders are as likely")
  func permutationIsFair() {
    var counts: [[Int]: Int] = [:]
    for stream in 0..<24_000 {
      counts[CounterRandom(seed: 9, stream: UInt64(stream)).permutation(4), default: 0] += 1
    }
    #expect(counts.count == 24)
    #expect(counts.values.allSatisfy { abs($0 - 1000) < 190 })
  }
}
