import Foundation
import Numerics
import ProjectAppraisal
import Testing

@Suite struct PostponementOptionTests {
  // Dixit & Pindyck (1994), Investment under Uncertainty, ch. 2: a factory costs 1,600; a widget
  // sells at 200 now and at 300 or 100 for ever from next year, even odds; 10 %. To build now is
  // worth 600, to wait a year 773, so the right to wait is worth 173. A year's product is counted at
  // its end here, so amounts are times 1.1.
  @Test("the widget factory of the textbook")
  func widgets() {
    let years = 2000
    let option = PostponementOption(
      firstYear: 0,
      lastDecisionYear: 1,
      investment: [1600],
      restricted: CashFlow(
        firstYear: 1,
        amounts: [220] + [Double](repeating: 110, count: years)
      ),
      free: CashFlow(firstYear: 1, amounts: [220] + [Double](repeating: 330, count: years)),
      lifeYears: years,
      annualChance: 0.5,
      firstLiftYear: 1,
      lastLiftYear: 1,
      discount: DiscountSchedule(rate: 0.1)
    )
    let outcome = option.outcome()
    #expect(abs(outcome.buildNow - 600) < 1e-6)
    #expect(abs(outcome.bestRule - 850 / 1.1) < 1e-6)
    #expect(abs(outcome.valueOfWaiting - (850 / 1.1 - 600)) < 1e-6)
    #expect(abs(outcome.chanceBuilt - 0.5) < 1e-12)
    #expect(outcome.meanYearBuilt == 1)
  }

  // Cost 100 at the end of 2020, 60 at the ends of 2021 and 2022; the rates of 2021 and 2022 are 10 %
  // and 20 %: −100 + 60/1.1 + 60/(1.1·1.2). A year later the second rate comes first, and 2023's is
  // 20 % too.
  @Test("rates that change are those of the calendar year, whatever the year of the decision")
  func schedule() {
    let option = PostponementOption(
      firstYear: 2020,
      lastDecisionYear: 2021,
      investment: [100],
      restricted: CashFlow(firstYear: 2021, amounts: [60, 60, 60]),
      free: CashFlow(firstYear: 2021, amounts: [60, 60, 60]),
      lifeYears: 2,
      annualChance: 0.5,
      firstLiftYear: 2021,
      discount: DiscountSchedule(steps: [
        .init(fromYear: 1, rate: 0.05), .init(fromYear: 6, rate: 0.1),
        .init(fromYear: 7, rate: 0.2),
      ]),
      presentValueYear: 2015
    )
    let outcome = option.outcome()
    #expect(abs(outcome.buildNow - (-100 + 60 / 1.1 + 60 / (1.1 * 1.2))) < 1e-12)
    let later = (-100 + 60 / 1.2 + 60 / (1.2 * 1.2)) / 1.1
    #expect(abs(outcome.decisions[1].buildFree - later * 1.1) < 1e-12)
    #expect(outcome.bestFixedYear.year == 2020)
  }

  static func corridor(_ chance: Double, seed: UInt64 = 1) -> PostponementOption {
    let random = CounterRandom(seed: seed)
    func amounts(_ stream: UInt64, _ low: Double, _ high: Double) -> [Double] {
      (0..<40).map { low + (high - low) * random.uniform(stream * 100 + UInt64($0)) }
    }
    return PostponementOption(
      firstYear: 2020,
      lastDecisionYear: 2026,
      investment: [60, 40],
      restricted: CashFlow(firstYear: 2020, amounts: amounts(0, -4, 6)),
      free: CashFlow(firstYear: 2020, amounts: amounts(1, 5, 30)),
      rampUp: [0.5, 0.8],
      lifeYears: 15,
      annualChance: chance,
      firstLiftYear: 2021,
      discount: DiscountSchedule(rate: 0.08)
    )
  }

  /// The best rule by brute force: every rule "build in year a if measures still stand, in year
  /// b(lift) at the earliest if they went", valued on every path of lifting.
  private func bruteForce(_ option: PostponementOption) -> Double {
    let years = Array(option.firstYear...option.lastDecisionYear)
    let end = option.lastDecisionYear + option.investment.count + option.lifeYears
    func value(_ build: Int, _ lift: Int) -> Double {
      var sum = 0.0
      for (place, cost) in option.investment.enumerated() {
        sum -= cost * pow(1 + option.discount.firstRate, -Double(build + place - option.firstYear))
      }
      for age in 0..<option.lifeYears {
        let year = build + option.investment.count + age
        let amount = (year >= lift ? option.free : option.restricted).amount(year)
        let share = age < option.rampUp.count ? option.rampUp[age] : 1
        sum += amount * share * pow(1 + option.discount.firstRate, -Double(year - option.firstYear))
      }
      return sum
    }
    var best = 0.0
    // `never` stands for not building while measures stand.
    for build in years + [Int.max] {
      var expected = 0.0
      var standing = 1.0
      for lift in (option.firstYear + 1)...(end + 1) {
        let chance = lift > end ? standing : standing * option.annualChance
        standing -= chance
        if build < lift {
          expected += chance * value(build, lift)
        } else {
          // Once measures are gone nothing is uncertain: the best later year, or never.
          let later = years.filter { $0 >= lift }.map { value($0, lift) }.max() ?? 0
          expected += chance * max(0, later)
        }
      }
      best = max(best, expected)
    }
    return best
  }

  @Test(
    "backward induction finds what trying every rule finds",
    arguments: [0.02, 0.1, 0.4],
    [1, 2, 3] as [UInt64]
  )
  func induction(chance: Double, seed: UInt64) {
    let option = Self.corridor(chance, seed: seed)
    let outcome = option.outcome()
    #expect(abs(outcome.bestRule - bruteForce(option)) < 1e-9 * max(1, outcome.bestRule))
    #expect(outcome.valueOfWaiting >= 0)
    #expect(outcome.valueOfForesight >= 0)
    #expect(outcome.bestFixedYear.value <= outcome.bestRule + 1e-12)
    #expect((0...1.000000001).contains(outcome.chanceBuilt))
  }

  // For ever: cost I, a year a while measures stand and b once they are gone, which they go with
  // chance h a year; rate r. To build now is worth R = b/r − (b − a)(1 − h)/(r + h) − I; to wait until
  // they are gone W = h(b/r − I)/(r + h), built after 1/h years on average. R ≥ W exactly where
  // h ≥ (r·I − a)/(b − a): build once the next year's expected benefit pays the interest on the cost
  // (Marglin 1963). Who knows when the measures go builds a year earlier, to open just then, and no
  // sooner, as a < r·I: foresight is worth r·W more. 400 years stand for ever, to 1.08⁻⁴⁰⁰ = 4·10⁻¹⁴.
  @Test(
    "a constant hazard for ever: the closed form on both sides of the threshold",
    arguments: [0.02, 0.05, 0.1, 0.16, 0.199, 0.201, 0.25, 0.6]
  )
  func hazard(chance: Double) {
    let (cost, low, high, rate) = (100.0, 4.0, 24.0, 0.08)
    let years = 620
    let option = PostponementOption(
      firstYear: 0,
      lastDecisionYear: 200,
      investment: [cost],
      restricted: CashFlow(firstYear: 0, amounts: [Double](repeating: low, count: years)),
      free: CashFlow(firstYear: 0, amounts: [Double](repeating: high, count: years)),
      lifeYears: 400,
      annualChance: chance,
      firstLiftYear: 1,
      discount: DiscountSchedule(rate: rate)
    )
    let outcome = option.outcome()
    let now = high / rate - (high - low) * (1 - chance) / (rate + chance) - cost
    let wait = chance * (high / rate - cost) / (rate + chance)
    #expect(abs(outcome.buildNow - now) < 1e-9)
    // The chance that measures stand for all 200 years of decision, when waiting loses its worth.
    let rest = pow((1 - chance) / (1 + rate), 200) * 200
    #expect(abs(outcome.bestRule - max(now, wait)) < 1e-9 + rest)
    let threshold = (rate * cost - low) / (high - low)
    #expect((chance < threshold) == (now < wait))
    if chance < threshold {
      #expect(abs(outcome.valueOfWaiting - (wait - max(0, now))) < 1e-9 + rest)
      #expect(abs(outcome.valueOfForesight - rate * wait) < 1e-9 + rest)
      // In the last of the 200 years one builds even while measures stand.
      let open = pow(1 - chance, 190)
      #expect(abs(outcome.chanceBuilt - 1) < open + 1e-9)
      #expect(abs((outcome.meanYearBuilt ?? 0) - 1 / chance) < 200 * open + 1e-6)
    } else {
      #expect(outcome.valueOfWaiting < 1e-9)
      #expect(outcome.meanYearBuilt == 0)
    }
  }

  @Test("where measures never go, waiting tells nothing")
  func never() {
    let outcome = Self.corridor(0).outcome()
    #expect(outcome.bestRule == max(0, outcome.bestFixedYear.value))
    #expect(outcome.valueOfForesight == 0)
  }

  @Test("a right without years or cost is no trap")
  func edges() {
    var option = Self.corridor(0.1)
    option.lifeYears = 0
    #expect(option.outcome().bestRule == 0)
    #expect(option.outcome().chanceBuilt == 0)
    option.investment = []
    #expect(option.outcome().bestRule == 0)
  }
}
