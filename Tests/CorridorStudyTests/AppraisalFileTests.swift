import CorridorStudy
import Fixtures
import Foundation
import Tables
import Testing

@Suite("An appraisal file")
struct AppraisalFileTests {
  /// Writes files into a folder of their own and gives the first one's place.
  private func write(_ files: [(name: String, text: String)]) throws -> URL {
    let texts = Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0.text) })
    let folder = try ScratchFolder.make(texts)
    return folder.appendingPathComponent(files[0].name)
  }

  private func report(
    _ text: String,
    _ tables: [(name: String, text: String)] = [],
    options: AppraisalFileOptions = AppraisalFileOptions()
  ) throws -> AppraisalReport {
    let (file, warnings) = try AppraisalFile.load(try write([("a.toml", text)] + tables))
    #expect(warnings.isEmpty)
    return try file.report(options)
  }

  private func faults(
    _ text: String,
    _ tables: [(name: String, text: String)] = []
  ) throws -> [InputFault] {
    let place = try write([("a.toml", text)] + tables)
    let outcome = Result { () throws(InputFaults) in try AppraisalFile.load(place) }
    guard case .failure(let faults) = outcome else { return [] }
    return faults.faults.filter { $0.severity == .error }
  }

  private let road = """
    [appraisal]
    name = "Road"
    first_year = 2020
    last_year = 2025
    opening_year = 2021
    discount_rate = 0.1
    [[stream]]
    id = "works"
    kind = "capex"
    country = "PRK"
    party = "government"
    amounts = [100.0]
    life_years = 10
    [[stream]]
    id = "time"
    kind = "user_benefit"
    country = "PRK"
    party = "users"
    amount = 30.0
    [[stream]]
    id = "tolls"
    kind = "transfer"
    country = "PRK"
    party = "users"
    to_party = "government"
    amount = 5.0

    """

  // −100 + 30 (1 − 1.1⁻⁵)/0.1 + 50 · 1.1⁻⁵: half of the works' ten years is left after 2021–2025.
  @Test("Streams, value left and transfers come to the sums of the textbook")
  func textbook() throws {
    let report = try report(road)
    let annuity = (1 - pow(1.1, -5)) / 0.1
    let expected = -100 + 30 * annuity + 50 * pow(1.1, -5)
    #expect(abs(report.enpv - expected) < 1e-12)
    let ratio = 30 * annuity / (100 - 50 * pow(1.1, -5))
    #expect(abs(try #require(report.benefitCostRatio) - ratio) < 1e-12)
    #expect(report.simplePaybackYear == 2024)
    #expect(abs(report.transferImbalance) < 1e-12)
    let rows = report.incidence
    #expect(rows.map(\.party) == ["government", "users"])
    #expect(abs(rows[1].total - 25 * annuity) < 1e-12)
    #expect(abs(rows.reduce(0) { $0 + $1.total } - report.enpv) < 1e-12)
    let rate = try #require(report.eirr.first)
    let atRate = try self.report(
      road,
      options: {
        var o = AppraisalFileOptions()
        o.rate = rate
        return o
      }()
    )
    #expect(abs(atRate.enpv) < 1e-10)
  }

  // European Commission (2008), table 4.17: see UserSurplusTests.
  @Test("Flows by origin and destination give the rule of half by sort of traffic")
  func flows() throws {
    let text = """
      [appraisal]
      first_year = 2020
      last_year = 2021
      discount_rate = 0.0
      [flows]
      file = "flows.csv"
      origin_share = 1.0
      carrier_country = "RUS"
      """
    let table = """
      year,origin,destination,commodity,quantity_without,quantity_with,cost_without,cost_with,diverted_share,margin_without,margin_with
      2020,RUS,PRK,passengers,6.3,10.8,57.6,54.02,1,1,2
      """
    let report = try report(text, [("flows.csv", table)])
    func value(_ name: String) -> Double {
      report.items.filter { $0.name == name }.reduce(0) { $0 + $1.presentValue }
    }
    // Both years: the last known one stays.
    #expect(abs(value("Users, existing traffic") - 2 * 22.554) < 1e-9)
    #expect(abs(value("Users, diverted traffic") - 2 * 8.055) < 1e-9)
    #expect(value("Users, generated traffic") == 0)
    #expect(abs(value("Carriers' surplus") - 2 * (21.6 - 6.3)) < 1e-9)
  }

  @Test("Border and domestic prices give the same rate and values in proportion")
  func numeraires() throws {
    func text(_ numeraire: String) -> String {
      """
      [appraisal]
      first_year = 2020
      last_year = 2030
      discount_rate = 0.09
      [shadow_prices]
      numeraire = "\(numeraire)"
      standard_conversion_factor = 0.9
      shadow_wage_rate_factor = 0.6
      [[stream]]
      id = "works"
      kind = "capex"
      amounts = [50.0, 50.0]
      composition = { traded = 0.5, unskilled_labour = 0.2, tax = 0.1 }
      [[stream]]
      id = "exports"
      kind = "user_benefit"
      amount = 16.0
      from = 2022
      composition = { traded = 1.0 }
      """
    }
    let domestic = try report(text("domestic_price"))
    let world = try report(text("world_price"))
    #expect(abs(world.enpv / domestic.enpv - 0.9) < 1e-12)
    #expect(abs(world.eirr[0] - domestic.eirr[0]) < 1e-12)
  }

  @Test("A preset brings its rate, a mode its carbon at the preset's price")
  func preset() throws {
    let text = """
      [appraisal]
      preset = "eu_2021"
      first_year = 2030
      last_year = 2031
      [[mode]]
      id = "road"
      country = "WLD"
      amounts = [-2.0e9, 0.0]
      grams_co2e_per_tkm = 50.0
      accidents_per_tkm = 0.01
      """
    let report = try report(text)
    // 2·10⁹ t-km less at 50 g are 100,000 t at EUR 250, and EUR 0.01 a t-km.
    #expect(report.discount == "3 %")
    #expect(abs(report.enpv - 25 - 20) < 1e-9)
    #expect(report.items.map(\.party) == ["environment", "residents"])
  }

  @Test("Current prices are deflated, estimates uplifted for optimism")
  func prices() throws {
    let text = """
      [appraisal]
      first_year = 2020
      last_year = 2022
      price_year = 2020
      discount_rate = 0.0
      [[stream]]
      id = "works"
      kind = "capex"
      amounts = [100.0, 110.0, 121.0]
      prices = "current"
      inflation = 0.1
      reference_class = "rail"
      chance_of_overrun = 0.5
      """
    #expect(abs(try report(text).enpv + 420) < 1e-10)
  }

  @Test("Draws are the same on one and two threads, and move about the file's value")
  func risk() throws {
    let text =
      road + """
        [[variable]]
        driver = "works"
        distribution = "triangular"
        low = 0.8
        mode = 1.0
        high = 1.2
        [[variable]]
        driver = "time"
        distribution = "pert"
        low = 0.8
        mode = 1.0
        high = 1.2
        [[correlation]]
        between = ["works", "time"]
        rank = -0.5
        """
    var options = AppraisalFileOptions()
    options.draws = 500
    options.sobolRows = 256
    let one = try report(text, options: options)
    options.threads = 2
    let two = try report(text, options: options)
    #expect(try JSONText.data(one) == JSONText.data(two))
    let risk = try #require(one.risk)
    #expect(abs(risk.enpv.mean - one.enpv) < 4 * risk.enpv.standardError)
    // Both are one group, which makes all of the variance.
    #expect(risk.sobolIndices.count == 1)
    #expect(abs(risk.sobolIndices[0].first - 1) < 0.05)
  }

  // The quick way of a draw, linear in the factors, against the items themselves.
  @Test("Draws that leave every number as it is give the file's value", arguments: [false, true])
  func quiet(movesRate: Bool) throws {
    var text = road
    for driver in ["works", "time", "tolls"] + (movesRate ? ["discount_rate"] : []) {
      let middle = driver == "discount_rate" ? 0.1 : 1.0
      text += "[[variable]]\ndriver = \"\(driver)\"\ndistribution = \"uniform\"\n"
      text += "low = \(middle - 1e-13)\nhigh = \(middle + 1e-13)\n"
    }
    let report = try report(text)
    let risk = try #require(report.risk)
    for percentile in risk.enpv.percentiles {
      #expect(abs(percentile.usdMillion - report.enpv) < 1e-9)
    }
  }

  @Test("What is wrong is told by its field, all in one go")
  func malformed() throws {
    let text = """
      [appraisal]
      first_year = 2020
      last_year = 2025
      opening_year = 2021
      discount_rate = "high"
      """
    #expect(try faults(text).map(\.column) == ["appraisal.discount_rate"])
    let streams = """
      [appraisal]
      first_year = 2020
      last_year = 2025
      discount_rate = 0.09
      [[stream]]
      id = "a"
      kind = "kapex"
      amounts = [1.0]
      [[stream]]
      id = "b"
      kind = "opex"
      amounts = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]
      [[stream]]
      id = "c"
      kind = "opex"
      amount = nan
      [[stream]]
      id = "d"
      kind = "transfer"
      amount = 1.0
      [[stream]]
      id = "e"
      kind = "opex"
      amount = 1.0
      composition = { traded = 0.8, tax = 0.5 }
      [[stream]]
      id = "f"
      kind = "opex"
      [[variable]]
      driver = "g"
      distribution = "uniform"
      low = 2.0
      high = 1.0
      """
    let columns = try faults(streams).compactMap(\.column)
    #expect(
      columns == [
        "stream[1].kind", "stream[2].amounts", "stream[3].amount", "stream[4].to_party",
        "stream[5].composition", "stream[6].amounts", "variable[1].driver",
        "variable[1].distribution",
      ]
    )
  }

  @Test(
    "Years that do not fit are told",
    arguments: [
      ("first_year = 2030\nlast_year = 2020", "appraisal.last_year"),
      ("first_year = 2020\nlast_year = 2030\nopening_year = 2040", "appraisal.opening_year"),
      ("last_year = 2030", "appraisal.first_year"),
      ("first_year = 2020\nlast_year = 99999", "appraisal.last_year"),
      ("first_year = 2020\nlast_year = 2030\npreset = \"adb\"", "appraisal.preset"),
    ]
  )
  func years(lines: String, column: String) throws {
    let text =
      "[appraisal]\ndiscount_rate = 0.1\n\(lines)\n[[stream]]\nid = \"a\"\n"
      + "kind = \"capex\"\namounts = [1.0]\n"
    #expect(try faults(text).contains { $0.column == column })
  }

  @Test("Tables with wrong years, columns or numbers are told by line")
  func tables() throws {
    let text = """
      table = "s.csv"
      [appraisal]
      first_year = 2020
      last_year = 2022
      discount_rate = 0.1
      [[stream]]
      id = "works"
      kind = "capex"
      [[stream]]
      id = "tine"
      kind = "user_benefit"
      """
    let found = try faults(text, [("s.csv", "year,works,time\n2020,x,1\n2020,1,1\n2050,1,1\n")])
    #expect(found.contains { $0.file == "s.csv" && $0.line == 2 && $0.column == "works" })
    #expect(found.contains { $0.line == 3 && $0.column == "year" })
    #expect(found.contains { $0.line == 4 && $0.column == "year" })
    #expect(found.contains { $0.column == "stream[2].column" && $0.expected.contains("time") })
    #expect(try !faults(text).isEmpty)
    #expect(try !faults(text, [("s.csv", "")]).isEmpty)
  }

  @Test("Garbage is told, not run", arguments: ["", "[", "x = 1", "[appraisal]", "\u{0}"])
  func garbage(text: String) throws {
    #expect(try !faults(text).isEmpty)
  }
}
