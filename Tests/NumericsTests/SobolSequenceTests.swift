import Numerics
import Testing

@Suite struct SobolSequenceTests {
  // The first eight points that Joe and Kuo print for three coordinates.
  @Test("the plain sequence is the published one")
  func published() throws {
    let sequence = try #require(SobolSequence(dimensions: 3, seed: nil))
    let expected = [
      [0, 0, 0], [0.5, 0.5, 0.5], [0.75, 0.25, 0.25], [0.25, 0.75, 0.75],
      [0.375, 0.375, 0.625], [0.875, 0.875, 0.125], [0.625, 0.125, 0.875], [0.125, 0.625, 0.375],
    ]
    for (index, point) in expected.enumerated() {
      for dimension in 0..<3 {
        let found = sequence.coordinate(UInt32(index), dimension)
        #expect(abs(found - point[dimension]) < 0x1p-32)
      }
    }
  }

  @Test("every coordinate has one point in each stratum", arguments: [nil, 1, 77] as [UInt64?])
  func strata(seed: UInt64?) throws {
    let sequence = try #require(SobolSequence(dimensions: 256, seed: seed))
    for dimension in 0..<256 {
      let cells = (0..<256).map { Int(sequence.coordinate(UInt32($0), dimension) * 256) }
      #expect(Set(cells).count == 256, "coordinate \(dimension)")
      let later = (256..<512).map { Int(sequence.coordinate(UInt32($0), dimension) * 256) }
      #expect(Set(later).count == 256, "coordinate \(dimension)")
    }
  }

  // The first two coordinates are a (0, m, 2)-net: each box of area 2⁻ᵐ with sides that are powers
  // of two holds one of the first 2ᵐ points. Scrambling keeps that.
  @Test("the first two coordinates balance over all boxes", arguments: [nil, 5, 6] as [UInt64?])
  func net(seed: UInt64?) throws {
    let sequence = try #require(SobolSequence(dimensions: 2, seed: seed))
    let points = (0..<1024).map { sequence.point(UInt32($0)) }
    for power in 0...10 {
      let wide = Double(1 << power)
      let high = Double(1 << (10 - power))
      let boxes = Set(points.map { [Int($0[0] * wide), Int($0[1] * high)] })
      #expect(boxes.count == 1024, "2^\(power) columns")
    }
  }

  // ∫ Π 2 x = 1 in five dimensions. Independent draws of 4,096 points err by
  // √((4/3)⁵ − 1) / 64 = 0.028; the net by a tenth of it or less.
  @Test(
    "a smooth mean is far surer than that of independent draws",
    arguments: 1...8 as ClosedRange<UInt64>
  )
  func mean(seed: UInt64) throws {
    let sequence = try #require(SobolSequence(dimensions: 5, seed: seed))
    let values = (0..<4096).map { sequence.point(UInt32($0)).reduce(1) { $0 * 2 * $1 } }
    #expect(abs(Series.sum(values) / 4096 - 1) < 0.003)
  }

  // Each scrambled point is uniform: over many seeds a fixed point's mean is ½ and its variance 1/12.
  @Test("a scrambled point is uniform over seeds", arguments: [0, 1, 500] as [UInt32])
  func uniform(index: UInt32) {
    let values = (0..<2000).compactMap {
      SobolSequence(dimensions: 3, seed: UInt64($0))?.coordinate(index, 2)
    }
    let mean = Series.sum(values) / 2000
    let variance = Series.sum(values.map { ($0 - mean) * ($0 - mean) }) / 2000
    #expect(abs(mean - 0.5) < 4 * (1.0 / 12 / 2000).squareRoot())
    #expect(abs(variance * 12 - 1) < 0.1)
    #expect(values.allSatisfy { $0 > 0 && $0 < 1 })
  }

  @Test("a sequence of no or too many coordinates does not exist", arguments: [-1, 0, 257])
  func none(dimensions: Int) {
    #expect(SobolSequence(dimensions: dimensions, seed: 1) == nil)
  }
}
