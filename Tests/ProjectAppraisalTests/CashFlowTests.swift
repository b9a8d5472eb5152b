import Foundation
import Numerics
import ProjectAppraisal
import Testing

@Suite struct CashFlowTests {
  // The annuity formula: Σ (1 + r)^−t over t = 1…n is (1 − (1 + r)^−n) / r.
  @Test(
    "the present value of level amounts is the annuity formula",
    arguments: [0.001, 0.05, 0.09, 0.3],
    [1, 10, 40]
  )
  func annuity(rate: Double, years: Int) {
    let flow = CashFlow(firstYear: 2009, amounts: Array(repeating: 7, count: years))
    let formula = 7 * (1 - pow(1 + rate, -Double(years))) / rate
    #expect(abs(flow.presentValue(rate: rate, year: 2008) / formula - 1) < 1e-12)
  }

  @Test("at no discount the present value is the sum, and years ahead or behind only compound")
  func compounding() {
    let flow = CashFlow(firstYear: 2010, amounts: [-5, 3, 4])
    #expect(flow.presentValue(rate: 0, year: 1990) == 2)
    let at2010 = flow.presentValue(rate: 0.08, year: 2010)
    for year in [2000, 2009, 2012, 2030] {
      let moved = flow.presentValue(rate: 0.08, year: year)
      #expect(abs(moved - at2010 * pow(1.08, Double(year - 2010))) < 1e-12 * abs(moved))
    }
  }

  @Test("present values add up", arguments: [1, 2, 3] as [UInt64])
  func linear(seed: UInt64) {
    let random = CounterRandom(seed: seed)
    func flow(_ first: Int, _ count: Int, _ stream: Int) -> CashFlow {
      CashFlow(
        firstYear: first,
        amounts: (0..<count).map { random.uniform(UInt64(stream * 100 + $0)) - 0.5 }
      )
    }
    let a = flow(2008, 12, 0)
    let b = flow(2014, 20, 1)
    let both = (a + b * 3).presentValue(rate: 0.07, year: 2010)
    let apart =
      a.presentValue(rate: 0.07, year: 2010) + 3 * b.presentValue(rate: 0.07, year: 2010)
    #expect(abs(both - apart) < 1e-13)
    #expect((a + b).firstYear == 2008)
    #expect((a + b).amounts.count == 26)
    #expect((a + CashFlow(firstYear: 1, amounts: [])) == a)
    #expect(abs((a + b).amount(2016) - a.amount(2016) - b.amount(2016)) < 1e-16)
    #expect(a.amount(1900) == 0)
  }

  // −1,000 and ten times a sum: the rate at which the annuity formula gives 1,000.
  @Test(
    "the internal rate of return is the rate put in",
    arguments: [-0.05, 0.001, 0.0733, 0.2, 1.5]
  )
  func internalRate(rate: Double) throws {
    let payment = 1000 * rate / (1 - pow(1 + rate, -10))
    let flow = CashFlow(firstYear: 0, amounts: [-1000] + Array(repeating: payment, count: 10))
    let roots = flow.internalRatesOfReturn()
    #expect(roots.count == 1)
    #expect(abs(try #require(roots.first) - rate) < 1e-12)
  }

  // −100 (1 + r)² + 230 (1 + r) − 132 = 0 at r = 0.1 and 0.2.
  @Test("two rates are both found")
  func twoRates() {
    let roots = CashFlow(firstYear: 0, amounts: [-100, 230, -132]).internalRatesOfReturn()
    #expect(roots.count == 2)
    for (root, rate) in zip(roots, [0.1, 0.2]) { #expect(abs(root - rate) < 1e-12) }
  }

  @Test(
    "amounts without both signs have no rate",
    arguments: [[], [1, 2], [-1, -2], [0, 0], [-1, 0]] as [[Double]]
  )
  func noRate(amounts: [Double]) {
    #expect(CashFlow(firstYear: 0, amounts: amounts).internalRatesOfReturn().isEmpty)
  }

  @Test("at the rate of return the present value is zero", arguments: 1...6)
  func zero(seed: Int) {
    let random = CounterRandom(seed: UInt64(seed))
    let amounts = [-50.0] + (0..<30).map { 20 * random.uniform(UInt64($0)) - 3 }
    let flow = CashFlow(firstYear: 2008, amounts: amounts)
    let roots = flow.internalRatesOfReturn()
    #expect(!roots.isEmpty)
    for root in roots {
      let size = amounts.enumerated().reduce(0) {
        $0 + abs($1.element) * pow(1 + root, -Double($1.offset))
      }
      #expect(abs(flow.presentValue(rate: root, year: 2008)) < 1e-13 * size * 31)
    }
  }
}
