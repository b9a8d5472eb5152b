import Numerics
import ProjectAppraisal
import Testing

@Suite struct RiskSummaryTests {
  // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, squares 32, variance 32/7.
  @Test("mean, deviation and share below zero are those of the textbook")
  func moments() {
    let summary = RiskSummary([2, 4, 4, 4, 5, 5, 7, 9])
    #expect(summary.mean == 5)
    #expect(abs(summary.standardDeviation - (32.0 / 7).squareRoot()) < 1e-15)
    #expect(abs(summary.standardError - (32.0 / 56).squareRoot()) < 1e-15)
    #expect(summary.probabilityNegative == 0)
    #expect(RiskSummary([-1, -2, 0, 3]).probabilityNegative == 0.5)
    #expect(summary.quantile(0.5) == 4.5)
  }

  @Test("one draw, or none, is no trap")
  func few() {
    #expect(RiskSummary([3]).standardDeviation == 0)
    #expect(RiskSummary([3]).histogram().map(\.count) == [1])
    #expect(RiskSummary([]).mean == 0)
    #expect(RiskSummary([]).histogram().isEmpty)
  }

  @Test(
    "a histogram holds each draw once, in bins of one width",
    arguments: [1, 2, 3] as [UInt64],
    [1e-6, 1, 3e9]
  )
  func histogram(seed: UInt64, scale: Double) throws {
    let random = CounterRandom(seed: seed)
    let draws = (0..<1000).map { scale * (random.uniform(UInt64($0)) - 0.4) }
    let bins = RiskSummary(draws).histogram()
    #expect(bins.reduce(0) { $0 + $1.count } == 1000)
    #expect((10...43).contains(bins.count))
    let width = try #require(bins.first).high - (try #require(bins.first).low)
    for (bin, next) in zip(bins, bins.dropFirst()) {
      #expect(abs(bin.high - next.low) < 1e-9 * width)
      #expect(abs(next.high - next.low - width) < 1e-9 * width)
    }
    for bin in bins {
      let inside = draws.filter { $0 >= bin.low - 1e-9 * width && $0 < bin.high + 1e-9 * width }
      #expect(inside.count >= bin.count)
    }
  }

  @Test("draws without a finite span have no histogram", .timeLimit(.minutes(1)))
  func infinite() {
    #expect(RiskSummary([1, .infinity]).histogram().isEmpty)
    #expect(RiskSummary([-.greatestFiniteMagnitude, .greatestFiniteMagnitude]).histogram().isEmpty)
  }

  @Test("rank correlation is one for rising, minus one for falling, and blind to the scale")
  func ranks() {
    let a = [3.0, 1, 4, 1.5, 9, 2.6]
    #expect(abs(RiskSummary.rankCorrelation(a, a.map { $0 * $0 * $0 }) - 1) < 1e-15)
    #expect(abs(RiskSummary.rankCorrelation(a, a.map { -$0 }) + 1) < 1e-15)
    #expect(RiskSummary.rankCorrelation(a, [2, 2, 2, 2, 2, 2]) == 0)
    let b = [1.0, 8, 2, 8, 2, 8]
    #expect(RiskSummary.rankCorrelation(a, b) == RiskSummary.rankCorrelation(b, a))
  }

  // Ranks 1 2 3 4 5 against 2 1 4 3 5: 1 − 6 Σd² / n (n² − 1) = 1 − 24 / 120.
  @Test("rank correlation without ties is Spearman's formula")
  func spearman() {
    let rho = RiskSummary.rankCorrelation([10, 20, 30, 40, 50], [0.2, 0.1, 0.4, 0.3, 0.5])
    #expect(abs(rho - 0.8) < 1e-15)
  }
}

extension RiskSummaryTests {
  // Wilson (1927) for 10 of 100: 0.0552 to 0.1744, as printed by Newcombe (1998) for such counts.
  @Test("the interval of a share is Wilson's, and stays inside 0 to 1")
  func wilson() {
    let tenth = RiskSummary((0..<100).map { $0 < 10 ? -1 : 1 }).probabilityNegativeInterval
    #expect(abs(tenth.low - 0.0552) < 1e-4)
    #expect(abs(tenth.high - 0.1744) < 1e-4)
    let none = RiskSummary([1, 2, 3]).probabilityNegativeInterval
    #expect(none.low < 1e-15 && none.high < 1 && none.high > 0)
    let empty = RiskSummary([]).probabilityNegativeInterval
    #expect(empty.low >= 0 && empty.high <= 1)
  }

  // The worst quarter of 1…10 is 1, 2 and half of 3: 4.5 / 2.5.
  @Test("the mean of the worst share counts parts of draws")
  func worst() {
    let summary = RiskSummary((1...10).map { Double($0) })
    #expect(abs(summary.meanOfWorst(0.25) - 4.5 / 2.5) < 1e-15)
    #expect(summary.meanOfWorst(1) == 5.5)
    #expect(summary.meanOfWorst(0) == 1)
    #expect(RiskSummary([]).meanOfWorst(0.05) == 0)
  }
}
