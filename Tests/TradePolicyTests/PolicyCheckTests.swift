import Tables
import Testing
import TradePolicy

@Suite struct PolicyCheckTests {
  static let columns = Calendar.columns + ",hs_scope,sitc_scope,origin_country,condition,doubt"

  static func book(_ lines: String...) throws -> PolicyBook {
    let faults = FaultCollector()
    let text =
      ([columns + ",name,source,quality"] + lines.map { $0 + ",A measure,s,A" })
      .joined(separator: "\n") + "\n"
    let table = try #require(
      CSVTable.parse(Array(text.utf8), name: "policy.csv", faults: faults)
    )
    let book = PolicyBook.read(
      table,
      commodities: ["coal", "fish", "steel"],
      nodes: ["RJP", "CHO"],
      countries: ["RUS", "PRK", "KOR", "CHN"],
      faults: faults
    )
    try faults.throwIfAny()
    return book
  }

  static func query(
    _ product: PolicyQuery.Product,
    _ day: String,
    commodities: [String] = ["coal"],
    exporter: String = "PRK",
    origin: String? = nil,
    places: [String] = [],
    mode: Measure.Mode? = nil
  ) throws -> PolicyQuery {
    PolicyQuery(
      exporter: exporter,
      importer: "CHN",
      product: product,
      commodities: commodities,
      date: try #require(CalendarDate(day)),
      goodsOrigin: origin,
      places: places,
      mode: mode
    )
  }

  @Test("a measure holds from its first day to its last, both counted")
  func days() throws {
    let book = try Self.book("b,ban,,,PRK,,,,,coal,2017-08-05,2017-12-31,,2701,,,,")
    for (day, verdict) in [
      ("2017-08-04", PolicyFinding.Verdict.allowed), ("2017-08-05", .prohibited),
      ("2017-12-31", .prohibited), ("2018-01-01", .allowed),
    ] { #expect(book.finding(try Self.query(.hs("2701"), day)).verdict == verdict) }
  }

  @Test(
    "a longer code than the measure's is all in it, a shorter one in part, another outside",
    arguments: [
      ("270112", PolicyFinding.Verdict.prohibited, false), ("2701", .prohibited, false),
      ("27", .prohibited, true), ("2702", .allowed, false), ("55", .prohibited, false),
      ("5", .prohibited, true), ("64", .allowed, false), ("3", .allowed, false),
    ] as [(String, PolicyFinding.Verdict, Bool)]
  )
  func codes(code: String, verdict: PolicyFinding.Verdict, isForPart: Bool) throws {
    let book = try Self.book("b,ban,,,PRK,,,,,coal,,,,2701;50-63,,,,")
    let finding = book.finding(try Self.query(.hs(code), "2018-01-01"))
    #expect(finding.verdict == verdict)
    #expect(finding.isForPart == isForPart)
  }

  @Test("a ban outweighs a cap, and an exemption frees from the measure that it names alone")
  func order() throws {
    let book = try Self.book(
      "c,cap,5,t_per_year,PRK,,,,,coal,,,,2701,,,,",
      "b,ban,,,PRK,,,,,coal,,,,2701,,,,",
      "e,exemption,,,PRK,,,RJP,,coal,,,b,2701,,!PRK,with notice,"
    )
    let plain = book.finding(try Self.query(.hs("2701"), "2018-01-01"))
    #expect(plain.verdict == .prohibited)
    #expect(plain.because.count == 1)
    let own = book.finding(try Self.query(.hs("2701"), "2018-01-01", places: ["RJP"]))
    #expect(own.verdict == .prohibited, "goods of the exporter itself are not freed")
    let foreign = book.finding(
      try Self.query(.hs("2701"), "2018-01-01", origin: "RUS", places: ["RJP"])
    )
    #expect(foreign.verdict == .capped)
    #expect(foreign.conditions.contains { $0.hasSuffix("with notice") })
    let elsewhere = book.finding(
      try Self.query(.hs("2701"), "2018-01-01", origin: "RUS", places: ["CHO"])
    )
    #expect(elsewhere.verdict == .prohibited)
  }

  @Test(
    "an exemption frees what it covers: a part of what is asked leaves the rest forbidden",
    arguments: [
      ("94", "940310", "94", PolicyFinding.Verdict.prohibited, true),
      ("94", "940310", "9403", .prohibited, true), ("94", "940310", "940310", .allowed, false),
      ("94", "940310", "940320", .prohibited, false), ("94", "94", "94", .allowed, false),
      // Of a chapter in part forbidden, other parts or not all parts may be exempt.
      ("940310;940320", "940310", "94", .prohibited, true),
      ("940310;940320", "940310;940320", "94", .allowed, false),
      ("940310;940320", "9401-9403", "94", .allowed, false),
      ("940310-940330", "940310-940319;940320-940330", "9", .allowed, false),
      ("940310;7208", "940310", "94", .allowed, false),
      ("940310;7208", "940310", "7", .prohibited, true),
    ] as [(String, String, String, PolicyFinding.Verdict, Bool)]
  )
  func exemptParts(
    ban: String,
    exempt: String,
    code: String,
    verdict: PolicyFinding.Verdict,
    isForPart: Bool
  ) throws {
    let book = try Self.book(
      "b,ban,,,PRK,,,,,,,,,\(ban),,,,",
      "e,exemption,,,PRK,,,,,,,,b,\(exempt),,,,"
    )
    let finding = book.finding(try Self.query(.hs(code), "2018-01-01"))
    #expect(finding.verdict == verdict)
    #expect(finding.isForPart == isForPart)
    #expect(finding.because.isEmpty == (verdict == .allowed))
    let hit = try #require(finding.hits.first)
    #expect(hit.freedBy == (verdict == .allowed ? ["e"] : []))
    if !hit.freedInPartBy.isEmpty { #expect(verdict == .prohibited && isForPart) }
  }

  @Test("an exemption for a share of a commodity frees no more than the share")
  func exemptShares() throws {
    let book = try Self.book(
      "b,ban,,,PRK,,,,,coal,,,,,,,,",
      "e,exemption,,,PRK,,,,,coal:0.4,,,b,,,,,"
    )
    let finding = book.finding(try Self.query(.commodity("coal"), "2018-01-01"))
    #expect(finding.verdict == .prohibited && finding.isForPart)
    #expect(finding.hits.first?.freedInPartBy == ["e"])
  }

  @Test("measures without codes are met by the study's commodities and their shares")
  func commodities() throws {
    let book = try Self.book("b,ban,,,PRK,,,,,coal:0.5;steel,,,,,,,,")
    let coal = book.finding(try Self.query(.commodity("coal"), "2018-01-01"))
    #expect(coal.verdict == .prohibited && coal.isForPart)
    let steel = try Self.query(.commodity("steel"), "2018-01-01", commodities: ["steel"])
    #expect(book.finding(steel).verdict == .prohibited && !book.finding(steel).isForPart)
    let fish = try Self.query(.hs("03"), "2018-01-01", commodities: ["fish"])
    #expect(book.finding(fish).verdict == .allowed)
  }

  @Test("an inspection costs the time of a delay; a cap for a time is stretched to a year")
  func rules() throws {
    let inspection = try Self.book("i,inspection,24,h,,,,,,,,,,,,,,")
    let delay = try Self.book("i,delay,24,h,,,,,,,,,,,,,,")
    let flow = FlowKey(origin: "PRK", destination: "CHN", commodity: "coal")
    let first = inspection.treatment(of: flow, year: 2017, regime: .asAdopted)
    let second = delay.treatment(of: flow, year: 2017, regime: .asAdopted)
    #expect(first.delayHours == 24 && first == second)
    let cap = try Self.book("c,cap,10,t,PRK,,,,,coal,2017-01-01,2017-03-14,,,,,,")
    let treatment = cap.treatment(of: flow, year: 2017, regime: .asAdopted)
    // 73 days are a fifth of the year.
    #expect(treatment.caps.first?.amount == 50)
    #expect(treatment.caps.first?.unit == "t_per_year")
    #expect(treatment.caps.first?.shareOfYear == 0.2)
  }

  @Test("a share of nothing leaves flows whole and is told all the same")
  func nothing() throws {
    let book = try Self.book("b,ban,,,PRK,,,,,coal:0,,,,2701,,,,")
    let flow = FlowKey(origin: "PRK", destination: "CHN", commodity: "coal")
    #expect(book.treatment(of: flow, year: 2017, regime: .asAdopted).allowed == 1)
    #expect(book.finding(try Self.query(.hs("2701"), "2017-05-01")).verdict == .prohibited)
  }

  @Test("the calendar is in order of days and marks doubts")
  func calendar() throws {
    let book = try Self.book(
      "b,ban,,,PRK,,,,,coal,2017-08-05,,,2701,,,,a guess",
      "a,ban,,,KOR,PRK,,,,coal,2010-05-24,2016-01-01,,2701,,,,",
      "c,ban,,,KOR,CHN,,,,coal,,,,2701,,,,"
    )
    #expect(book.calendar().map(\.id) == ["c", "a", "b"])
    #expect(book.calendar(country: "PRK").map(\.id) == ["a", "b"])
    #expect(book.calendar(country: "PRK", years: 2017...2018).map(\.id) == ["b"])
    #expect(book.calendar().last?.doubt == "a guess")
  }

  @Test(
    "scopes and origins that cannot be read are faults",
    arguments: [
      ("b,ban,,,,,,,,,,,,27x1,,,,", "hs_scope"), ("b,ban,,,,,,,,,,,,63-50,,,,", "hs_scope"),
      ("b,ban,,,,,,,,,,,,27-2710,,,,", "hs_scope"), ("b,ban,,,,,,,,,,,,,-,,,", "sitc_scope"),
      ("b,ban,,,,,,,,,,,,,,!XXX,,", "origin_country"), ("b,cap,5,t,,,,,,,,,,,,,,", "unit"),
    ]
  )
  func faults(line: String, column: String) throws {
    do {
      _ = try Self.book(line)
      Issue.record("no fault in \(line)")
    } catch let error as InputFaults {
      #expect(error.faults.contains { $0.column == column })
    }
  }
}
