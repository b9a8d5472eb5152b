import Testing
import TradePolicy

@Suite struct PolicyBookTests {
  // 2017-08-05 is day 217 of 365: 216 days are free. 2016 has 366 days, and 03-02 is day 62. A last
  // day counts: 2016-03-02 to 2016-03-07 are six days.
  @Test(
    "a ban counts for the days on which it is in force",
    arguments: [
      ("2017-08-05", "", 2016, 366), ("2017-08-05", "", 2017, 216), ("2017-08-05", "", 2018, 0),
      ("2016-03-02", "", 2016, 61), ("2016-03-02", "2016-03-07", 2016, 360),
      ("2016-03-02", "2016-03-07", 2017, 365), ("2016-02-29", "2016-02-29", 2016, 365),
      ("", "2017-01-01", 2017, 364), ("", "2017-01-01", 2016, 0), ("", "", 1950, 0),
      ("2015-12-31", "2017-01-01", 2016, 0),
    ] as [(String, String, Int, Double)]
  )
  func days(from: String, to: String, year: Int, freeDays: Double) {
    let book = Calendar.book("a,ban,,,RUS,KOR,,,,coal,\(from),\(to),")
    let treatment = book.treatment(of: Calendar.coal, year: year, regime: .asAdopted)
    let dayCount: Double = year % 4 == 0 ? 366 : 365
    #expect(abs(treatment.allowed - freeDays / dayCount) < 1e-12)
    #expect(treatment.measures == (freeDays < dayCount ? ["a"] : []))
  }

  // From day 1 to 181 one measure refuses 0.6, from day 91 on another half of coal altogether:
  // 90 days at 0.4, 91 at 0.4 · 0.5, 184 at 0.5.
  @Test("measures on the same day multiply what they let through, day by day")
  func overlap() {
    let book = Calendar.book(
      "a,refusal,0.6,,,,,,,,2015-01-01,2015-06-30,",
      "b,ban,,,RUS,,,,,coal:0.5,2015-04-01,,"
    )
    let treatment = book.treatment(of: Calendar.coal, year: 2015, regime: .asAdopted)
    let expected = (90 * 0.4 + 91 * 0.2 + 184 * 0.5) / 365
    #expect(abs(treatment.allowed - expected) < 1e-12)
    #expect(treatment.measures == ["a", "b"])
  }

  @Test("a ban beside a ban bans no more", arguments: 2...5)
  func twice(count: Int) {
    let lines = (0..<count).map { "m\($0),ban,,,RUS,KOR,,,,coal,,," }
    let treatment = Calendar.read(lines).book.treatment(
      of: Calendar.coal,
      year: 2015,
      regime: .asAdopted
    )
    #expect(treatment.allowed == 0)
  }

  @Test("tariffs, charges and delays add up by share of year and of commodity")
  func costs() {
    let book = Calendar.book(
      "t,tariff,0.1,,,,,,,,2015-01-01,2015-03-14,",
      "u,tariff,0.05,,,,,,,coal:0.5,,,",
      "c,charge,4,,,,,,,coal:0.25,,,",
      "d,delay,24,,,,,,,,2014-12-31,2015-12-31,"
    )
    let treatment = book.treatment(of: Calendar.coal, year: 2015, regime: .asAdopted)
    // 73 days are a fifth of the year.
    #expect(abs(treatment.tariff - (0.1 * 0.2 + 0.05 * 0.5)) < 1e-15)
    #expect(abs(treatment.chargeUSDPerTonne - 1) < 1e-15)
    #expect(treatment.delayHours == 24)
    #expect(treatment.allowed == 1)
  }

  // UNSCR 2321 limited coal to 7.5 Mt a year, from 2017-01-01 until the ban of 2017-08-05: 216 days.
  @Test("a cap says its share of the year")
  func cap() throws {
    let book = Calendar.book(
      "k,cap,7500000,t_per_year,,,,,,coal:0.5,2017-01-01,2017-08-04,"
    )
    let treatment = book.treatment(of: Calendar.coal, year: 2017, regime: .asAdopted)
    let cap = try #require(treatment.caps.first)
    #expect(cap.amount == 7_500_000)
    #expect(cap.unit == "t_per_year")
    #expect(abs(cap.shareOfYear - 216.0 / 365) < 1e-15)
    #expect(cap.shareOfCommodity == 0.5)
    #expect(treatment.allowed == 1)
    #expect(book.treatment(of: Calendar.coal, year: 2018, regime: .asAdopted) == Treatment())
  }

  @Test(
    "a measure hits a flow when every field given matches",
    arguments: [
      ("RUS,KOR,,,,coal", true), (",,,,,", true), ("*,*,,,,*", true), ("RUS;CHN,KOR,,,,", true),
      ("CHN,KOR,,,,coal", false), ("RUS,CHN,,,,coal", false), ("RUS,KOR,,,,fish", false),
      ("KOR,RUS,,,,coal", false),
    ]
  )
  func match(fields: String, hits: Bool) {
    let book = Calendar.book("a,ban,,,\(fields),,,")
    let treatment = book.treatment(of: Calendar.coal, year: 2015, regime: .asAdopted)
    #expect(treatment.allowed == (hits ? 0 : 1))
  }

  @Test(
    "a measure about a route hits routes that match in every field, and no others",
    arguments: [
      (",,PRK,,,", true, false), (",,,RJP,,", true, false), (",,PRK,RJP;CHO,sea,", true, false),
      (",,,CHO,,", false, false), (",,,,sea,", true, true), (",,,,road,", false, false),
      (",,,RJP,road,", false, false), (",,CHN;PRK,,rail,", true, false),
    ]
  )
  func routes(fields: String, hitsRajin: Bool, hitsVostochny: Bool) {
    let book = Calendar.book("a,ban,,,\(fields),,,")
    func allowed(_ route: RouteKey) -> Double {
      book.treatment(of: Calendar.coal, on: route, year: 2015, regime: .asAdopted).allowed
    }
    #expect(allowed(Calendar.rajin) == (hitsRajin ? 0 : 1))
    #expect(allowed(Calendar.vostochny) == (hitsVostochny ? 0 : 1))
    // Other routes escape it, so the flow itself does not feel it.
    #expect(
      book.treatment(of: Calendar.coal, year: 2015, regime: .asAdopted) == Treatment()
    )
  }

  @Test("a country is passed in transit only where it is neither origin nor destination")
  func transit() {
    let book = Calendar.book("a,ban,,,,,PRK,,,,,,")
    let own = FlowKey(origin: "PRK", destination: "KOR", commodity: "coal")
    let route = Calendar.rajin
    #expect(book.treatment(of: own, on: route, year: 2015, regime: .asAdopted).allowed == 1)
    #expect(
      book.treatment(of: Calendar.coal, on: route, year: 2015, regime: .asAdopted).allowed == 0
    )
  }

  // The ban holds all year, the exemption from day 182 on: 184 days are free again.
  @Test("an exemption frees the flows that it names from the measures that it names, on its days")
  func exemption() {
    let book = Calendar.book(
      "a,ban,,,,,,,,,,,",
      "b,refusal,0.5,,,,,,,,,,",
      "x,exemption,,,RUS,,,,,coal,2015-07-01,,a"
    )
    let coal = book.treatment(of: Calendar.coal, year: 2015, regime: .asAdopted)
    #expect(abs(coal.allowed - 0.5 * 184 / 365) < 1e-12)
    let fish = FlowKey(origin: "RUS", destination: "KOR", commodity: "fish")
    #expect(book.treatment(of: fish, year: 2015, regime: .asAdopted).allowed == 0)
    let later = book.treatment(of: Calendar.coal, year: 2016, regime: .asAdopted)
    #expect(later.allowed == 0.5)
    #expect(later.measures == ["b"])
  }

  @Test("an exemption for a place frees flows through that place alone")
  func exemptionOfPlace() {
    let book = Calendar.book(
      "a,ban,,,,,,,sea,coal,,,",
      "x,exemption,,,RUS,,,RJP,,coal,,,a"
    )
    func allowed(_ route: RouteKey) -> Double {
      book.treatment(of: Calendar.coal, on: route, year: 2015, regime: .asAdopted).allowed
    }
    #expect(allowed(Calendar.rajin) == 1)
    #expect(allowed(Calendar.vostochny) == 0)
  }

  @Test("notes do nothing, and without measures nothing is done")
  func nothing() {
    let book = Calendar.book("n,note,,,,,,,,,,,", "a,ban,,,,,,,,,,,")
    #expect(book.measures.count == 2)
    #expect(book.treatment(of: Calendar.coal, year: 2015, regime: .none) == Treatment())
    let rest = book.without { $0.rule == .ban }
    #expect(rest.treatment(of: Calendar.coal, year: 2015, regime: .asAdopted) == Treatment())
    #expect(
      rest.treatment(of: Calendar.coal, on: Calendar.rajin, year: 2015, regime: .asAdopted)
        == Treatment()
    )
  }
}
