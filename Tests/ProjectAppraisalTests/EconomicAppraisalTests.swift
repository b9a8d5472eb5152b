import Numerics
import ProjectAppraisal
import Testing

@Suite struct EconomicAppraisalTests {
  static func appraisal(seed: UInt64 = 1, rate: Double = 0.09) -> EconomicAppraisal {
    let random = CounterRandom(seed: seed)
    func item(
      _ name: String,
      _ kind: AppraisalItem.Kind,
      _ country: String,
      _ party: String,
      _ first: Int,
      _ scale: Double,
      _ stream: Int
    ) -> AppraisalItem {
      AppraisalItem(
        name: name,
        kind: kind,
        country: country,
        party: party,
        cashFlow: CashFlow(
          firstYear: first,
          amounts: (0..<20).map { scale * random.uniform(UInt64(stream * 50 + $0)) }
        )
      )
    }
    return EconomicAppraisal(
      items: [
        item("line", .capex, "RUS", "owner", 2008, -40, 0),
        item("upkeep", .opex, "PRK", "owner", 2014, -6, 1),
        item("users", .userBenefit, "RUS", "users", 2014, 90, 2),
        item("charge", .revenue, "RUS", "owner", 2014, 12, 3),
        item("CO2e", .externality, "RUS", "world", 2014, -4, 4),
        item("rest", .residualValue, "RUS", "owner", 2043, 10, 5),
        item("rail", .producerSurplus, "RUS", "railway", 2014, -5, 6),
      ],
      rate: rate,
      presentValueYear: 2008
    )
  }

  @Test("countries and parties add up to the whole", arguments: [1, 2, 3] as [UInt64])
  func incidence(seed: UInt64) {
    let appraisal = Self.appraisal(seed: seed)
    let parts = appraisal.incidence
    let total = appraisal.netPresentValue
    #expect(abs(Series.sum(parts.map(\.presentValue)) - total) < 1e-12)
    #expect(parts.map { $0.country + $0.party } == parts.map { $0.country + $0.party }.sorted())
    #expect(parts.count == 5)
    #expect(abs(appraisal.net.presentValue(rate: 0.09, year: 2008) - total) < 1e-11)
  }

  @Test("transfers between parties move money and make none")
  func transfers() {
    let plain = Self.appraisal()
    let paid = CashFlow(firstYear: 2015, amounts: [5, 5, 5])
    let with = EconomicAppraisal(
      items: plain.items + [
        AppraisalItem(
          name: "fee",
          kind: .transfer,
          country: "PRK",
          party: "port",
          cashFlow: paid
        ),
        AppraisalItem(
          name: "fee",
          kind: .transfer,
          country: "RUS",
          party: "owner",
          cashFlow: paid * -1
        ),
      ],
      rate: 0.09,
      presentValueYear: 2008
    )
    #expect(abs(with.netPresentValue - plain.netPresentValue) < 1e-12)
  }

  @Test("at its rate of return a project is worth nothing")
  func rateOfReturn() throws {
    let rate = try #require(Self.appraisal().internalRatesOfReturn.first)
    #expect(abs(Self.appraisal(rate: rate).netPresentValue) < 1e-9)
  }

  @Test(
    "benefits over costs stand above one where the net present value stands above zero",
    arguments: [0.0, 0.05, 0.09, 0.2, 0.5]
  )
  func ratio(rate: Double) throws {
    let appraisal = Self.appraisal(rate: rate)
    let ratio = try #require(appraisal.benefitCostRatio)
    #expect((ratio > 1) == (appraisal.netPresentValue > 0))
  }

  @Test("without costs there is no ratio")
  func noCosts() {
    let free = EconomicAppraisal(
      items: Self.appraisal().items.filter { $0.kind == .userBenefit },
      rate: 0.09,
      presentValueYear: 2008
    )
    #expect(free.benefitCostRatio == nil)
    #expect(EconomicAppraisal(items: [], rate: 0.1, presentValueYear: 2000).netPresentValue == 0)
  }

  @Test(
    "at the switching factor the project is worth nothing",
    arguments: [AppraisalItem.Kind.capex, .opex, .userBenefit]
  )
  func switching(kind: AppraisalItem.Kind) throws {
    let appraisal = Self.appraisal()
    let factor = try #require(appraisal.switchingFactor([kind]))
    let items = appraisal.items.map { item in
      var item = item
      if item.kind == kind { item.cashFlow = item.cashFlow * factor }
      return item
    }
    let switched = EconomicAppraisal(items: items, rate: 0.09, presentValueYear: 2008)
    #expect(abs(switched.netPresentValue) < 1e-10)
    #expect(appraisal.switchingFactor([.transfer]) == nil)
    // Worth something without any revenue: no factor that is not below zero makes it nil.
    #expect(appraisal.switchingFactor([.revenue]) == nil)
  }

  @Test("one per cent more of everything is one per cent more")
  func onePercent() {
    let appraisal = Self.appraisal()
    let all = appraisal.effectOfOnePercent(Set(AppraisalItem.Kind.allCases))
    #expect(abs(all - 0.01 * appraisal.netPresentValue) < 1e-13)
  }

  // Demand q = 100 − 2 c: from c = 30 to 20, q from 40 to 60. The trapezium is exact, the
  // integral of a straight line: (40 + 60) / 2 · 10 = 500.
  @Test("the rule of half is the area under a straight demand curve, and changes sign when turned")
  func ruleOfHalf() {
    let gain = RuleOfHalf.benefit(
      costWithout: 30,
      costWith: 20,
      quantityWithout: 40,
      quantityWith: 60
    )
    #expect(gain == 500)
    let loss = RuleOfHalf.benefit(
      costWithout: 20,
      costWith: 30,
      quantityWithout: 60,
      quantityWith: 40
    )
    #expect(loss == -500)
    #expect(
      RuleOfHalf.benefit(costWithout: 5, costWith: 5, quantityWithout: 1, quantityWith: 9) == 0
    )
  }
}
