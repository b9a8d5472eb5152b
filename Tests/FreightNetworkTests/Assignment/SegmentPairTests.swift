import Testing

@testable import FreightNetwork

@Suite("Pairs of segments")
struct SegmentPairTests {
  @Test("pairs of the same two ways are one run, whichever way round they were found")
  func runs() {
    var pairs = SegmentPairs()
    for (row, links) in [[1, 2, 3, 4], [3, 4, 1, 2], [1, 2, 3, 4]].enumerated() {
      let pair = SegmentPair(
        row: Int32(row),
        start: 0,
        firstCount: 2,
        secondCount: 2,
        fixedDifference: 0
      )
      pairs.append(pair, links: links.map { Int32($0) })
    }
    pairs.group()
    #expect(pairs.runStart == [0, 3])
    #expect(pairs.links == [1, 2, 3, 4])
    #expect(pairs.pairs.map(\.row) == [0, 1, 2])
  }

  @Test("pairs whose ways differ in their fixed cost stay apart")
  func differences() {
    var pairs = SegmentPairs()
    for (row, difference) in [2.0, -2, 1].enumerated() {
      let links: [Int32] = row == 1 ? [3, 4, 1, 2] : [1, 2, 3, 4]
      let pair = SegmentPair(
        row: Int32(row),
        start: 0,
        firstCount: 2,
        secondCount: 2,
        fixedDifference: difference
      )
      pairs.append(pair, links: links)
    }
    pairs.group()
    #expect(pairs.runStart == [0, 2, 3])
  }
}
