import Tables
import Testing
import TradePolicy

@Suite struct MeasureReaderTests {
  @Test("every field of a measure is read")
  func fields() throws {
    let (book, faults) = Calendar.read([
      "a,refusal,0.85,,RUS;CHN,KOR,PRK,RJP;CHO,sea,coal;steel:0.6,2014-07-18,2016-03-07,"
    ])
    #expect(faults.isEmpty)
    let measure = try #require(book.measures.first)
    #expect(measure.id == "a")
    #expect(measure.rule == .refusal)
    #expect(measure.value == 0.85)
    #expect(measure.fromCountries == ["RUS", "CHN"])
    #expect(measure.toCountries == ["KOR"])
    #expect(measure.transitCountries == ["PRK"])
    #expect(measure.places == ["RJP", "CHO"])
    #expect(measure.mode == .sea)
    #expect(measure.commodities == ["coal": 1, "steel": 0.6])
    #expect(measure.from == CalendarDate(year: 2014, month: 7, day: 18))
    #expect(measure.to == CalendarDate(year: 2016, month: 3, day: 7))
    #expect(measure.isAboutRoute)
  }

  @Test(
    "what is wrong is said with line and column",
    arguments: [
      ("a,bann,,,,,,,,,,,", "rule"), ("a,refusal,1.5,,,,,,,,,,", "value"),
      ("a,refusal,,,,,,,,,,,", "value"), ("a,cap,5,tonnes,,,,,,,,,", "unit"),
      ("a,charge,-1,,,,,,,,,,", "value"), ("a,ban,,,RUSS,,,,,,,,", "from_country"),
      ("a,ban,,,,XXX,,,,,,,", "to_country"), ("a,ban,,,,,XXX,,,,,,", "transit_country"),
      ("a,ban,,,,,,RJX,,,,,", "place"), ("a,ban,,,,,,,air,,,,", "mode"),
      ("a,ban,,,,,,,,coal:1.2,,,", "commodities"), ("a,ban,,,,,,,,cola,,,", "commodities"),
      ("a,ban,,,,,,,,,2015-02-30,,", "effective_from"),
      ("a,ban,,,,,,,,,2015-03-01,2015-02-01,", "effective_to"),
      ("a,exemption,,,,,,,,,,,b", "exempts"), (",ban,,,,,,,,,,,", "measure_id"),
      ("a,refusal,nan,,,,,,,,,,", "value"), ("a,ban,,,,,,,,:,,,", "commodities"),
      ("a,ban,,,,,,,,:0.5,,,", "commodities"), ("a,ban,,,,,,,,coal:,,,", "commodities"),
      ("a,ban,,,,,,,,coal;:;fish,,,", "commodities"),
    ]
  )
  func faults(line: String, column: String) {
    let (_, faults) = Calendar.read([line])
    #expect(faults.contains { $0.column == column && $0.line == 2 }, "\(faults)")
  }

  @Test("all faults come in one go, and an id stands once")
  func many() {
    let (_, faults) = Calendar.read([
      "a,ban,,,XXX,,,,,,,,", "a,ban,,,,,,,,,,,", "b,refusal,2,,,,,,,cola,,,",
    ])
    #expect(faults.filter { $0.severity == .error }.count == 4, "\(faults)")
    #expect(Set(faults.compactMap(\.line)) == [2, 3, 4])
  }

  @Test("a missing column is a fault and no measures")
  func missing() throws {
    let faults = FaultCollector()
    let table = try #require(
      CSVTable.parse(Array("measure_id,name\na,b\n".utf8), name: "policy.csv", faults: faults)
    )
    let book = PolicyBook.read(
      table,
      commodities: [],
      nodes: [],
      countries: [],
      faults: faults
    )
    #expect(book.measures.isEmpty)
    #expect(!faults.errors.isEmpty)
  }
}
