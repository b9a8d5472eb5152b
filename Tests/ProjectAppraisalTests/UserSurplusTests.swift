import Numerics
import ProjectAppraisal
import Testing

@Suite struct UserSurplusTests {
  // European Commission (2008), Guide to cost-benefit analysis of investment projects, railway case,
  // table 4.17: users (millions of passengers, of tonnes), unit benefits (EUR), benefits (EUR million),
  // printed to one decimal from unrounded inputs, so the rounding of the quantities (± 0.05) and the
  // unit benefits (± 0.005) bounds the difference.
  @Test(
    "the railway case of the EU guide is rebuilt to its printed benefits",
    arguments: [
      (6.3, 10.8, 3.58, 22.6, 8.1, 30.6), (6.3, 17.3, 6.27, 39.5, 34.4, 73.9),
      (0.3, 1.6, 5.16, 1.6, 3.3, 4.9), (0.3, 3.2, 5.16, 1.6, 7.4, 9.0),
    ] as [(Double, Double, Double, Double, Double, Double)]
  )
  func guide(
    row: (
      before: Double, after: Double, saving: Double, initial: Double, shifted: Double, all: Double
    )
  ) {
    let found = UserSurplus(
      costWithout: row.saving,
      costWith: 0,
      quantityWithout: row.before,
      quantityWith: row.after,
      divertedShare: 1
    )
    let rounding = 0.05 + 0.05 * row.saving + 0.005 * row.after
    #expect(abs(found.existing - row.initial) < rounding)
    #expect(abs(found.diverted - row.shifted) < rounding)
    #expect(abs(found.total - row.all) < rounding)
    #expect(found.generated == 0)
  }

  @Test("the parts are the rule of half", arguments: [1, 2, 3, 4] as [UInt64])
  func parts(seed: UInt64) {
    let random = CounterRandom(seed: seed)
    let numbers = (0..<5).map { random.uniform($0) }
    let surplus = UserSurplus(
      costWithout: 10 * numbers[0],
      costWith: 10 * numbers[1],
      quantityWithout: 100 * numbers[2],
      quantityWith: 100 * numbers[3],
      divertedShare: numbers[4]
    )
    let whole = RuleOfHalf.benefit(
      costWithout: 10 * numbers[0],
      costWith: 10 * numbers[1],
      quantityWithout: 100 * numbers[2],
      quantityWith: 100 * numbers[3]
    )
    #expect(abs(surplus.total - whole) < 1e-11)
  }

  @Test("turning the project round turns every part round")
  func reverse() {
    let there = UserSurplus(
      costWithout: 8,
      costWith: 5,
      quantityWithout: 10,
      quantityWith: 14,
      divertedShare: 0.5
    )
    let back = UserSurplus(
      costWithout: 5,
      costWith: 8,
      quantityWithout: 14,
      quantityWith: 10,
      divertedShare: 0.5
    )
    #expect(there == UserSurplus(existing: 30, diverted: 3, generated: 3))
    #expect(back == UserSurplus(existing: -30, diverted: -3, generated: -3))
  }

  @Test("a carrier gains revenue less resources, a government taxes less subsidies")
  func supply() {
    #expect(
      SupplySurplus.producer(
        revenueWithout: 100,
        revenueWith: 140,
        resourceCostWithout: 80,
        resourceCostWith: 110
      ) == 10
    )
    #expect(
      SupplySurplus.government(
        taxesWithout: 10,
        taxesWith: 7,
        subsidiesWithout: 4,
        subsidiesWith: 6
      ) == -5
    )
  }
}
