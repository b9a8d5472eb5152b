import CorridorStudy
import Fixtures
import Foundation
import Tables
import Testing

@Suite("Finance files")
struct FinanceFileTests {
  static let good = """
    [model]
    name = "Plain"
    start = 2026-01-01
    opening = 2028-01-01
    operation_years = 20
    period = "half_year"
    discount_rate = 0.08
    [[capex]]
    name = "Works"
    amount = 100
    life_years = 20
    [[revenue]]
    name = "Fees"
    amount_per_year = 20
    [[opex]]
    name = "Staff"
    amount_per_year = 4
    [tax]
    rate = 0.2
    [[tranche]]
    name = "Equity"
    kind = "equity"
    share = 0.3
    [[tranche]]
    name = "Loan"
    kind = "senior"
    share = 0.7
    rate = 0.06
    grace_years = 0
    repayment_years = 12
    repayment = "sculpted"
    """

  /// Faults of a file, `line: field`.
  static func faults(_ text: String, table: String? = nil) throws -> [String] {
    var files = ["model.toml": text]
    files["flows.csv"] = table
    let url = try ScratchFolder.make(files).appendingPathComponent("model.toml")
    do {
      _ = try FinanceFile.read(url).solve()
      return []
    } catch let faults as InputFaults {
      return faults.faults.filter { $0.severity == .error }.map {
        "\($0.file):\($0.line ?? 0): \($0.column ?? "")"
      }
    }
  }

  static func changed(_ old: String, _ new: String) throws -> [String] {
    #expect(good.contains(old))
    return try faults(good.replacingOccurrences(of: old, with: new))
  }

  @Test("a good file has none")
  func none() throws { #expect(try Self.faults(Self.good).isEmpty) }

  @Test("faults name file, line and field")
  func named() throws {
    #expect(try Self.changed("share = 0.3", "share = 0.2") == ["model.toml:20: tranche"])
    #expect(try Self.changed("share = 0.3", "share = nan") == ["model.toml:23: tranche[1].share"])
    #expect(
      try Self.changed("2028-01-01", "2025-01-01") == ["model.toml:4: model.opening"]
    )
    #expect(
      try Self.changed("2028-01-01", "2028-03-01") == ["model.toml:4: model.opening"]
    )
    #expect(
      try Self.changed("repayment_years = 12", "repayment_years = -3")
        == ["model.toml:30: tranche[2].repayment_years"]
    )
    #expect(
      try Self.changed("repayment_years = 12", "repayment_years = 0")
        == ["model.toml:30: tranche[2].repayment_years"]
    )
    #expect(
      try Self.changed("repayment_years = 12", "repayment_years = 30")
        == ["model.toml:30: tranche[2].repayment_years"]
    )
    #expect(
      try Self.changed("share = 0.7", "amount = 10") == ["model.toml:20: tranche"]
    )
    #expect(
      try Self.changed("amount = 100", "amount = -1") == ["model.toml:10: capex[1].amount"]
    )
    #expect(
      try Self.changed("amount = 100", "column = \"works\"") == [
        "model.toml:10: capex[1].column"
      ]
    )
    #expect(try Self.faults("") == ["model.toml:1: model"])
    #expect(try Self.faults("[model") != [])
  }

  @Test("names twice, grants above the investment, arrears and lengths of periods")
  func more() throws {
    #expect(
      try Self.changed("name = \"Loan\"", "name = \"Equity\"") == ["model.toml:25: tranche[2].name"]
    )
    #expect(
      try Self.changed("[tax]", "[[opex]]\nname = \"Staff\"\namount_per_year = 1\n[tax]")
        == ["model.toml:19: opex[2].name"]
    )
    #expect(
      try Self.changed(
        "[tax]",
        "[[tranche]]\nname = \"Gift\"\nkind = \"grant\"\namount = 500\n[tax]"
      ) == ["model.toml:21: tranche[1].amount"]
    )
    let arrears = { (keys: String) in try Self.changed("[tax]", "[arrears]\n\(keys)\n[tax]") }
    #expect(try arrears("margin = 0.02\nowner_support_limit = 5").isEmpty)
    #expect(try arrears("owner_support_limit = 5") == ["model.toml:18: arrears.margin"])
    #expect(try arrears("margin = -0.1") == ["model.toml:19: arrears.margin"])
    #expect(
      try arrears("margin = 0\nowner_support_limit = nan")
        == ["model.toml:20: arrears.owner_support_limit"]
    )
    let building = { (length: String) in
      try Self.changed(
        "period = \"half_year\"",
        "period = \"half_year\"\nconstruction_period = \"\(length)\""
      )
    }
    #expect(try building("month").isEmpty)
    #expect(try building("year").isEmpty)
    #expect(try building("week") == ["model.toml:7: model.construction_period"])
    #expect(
      try Self.faults(
        Self.good.replacing("2028-01-01", with: "2027-07-01").replacing(
          "period = \"half_year\"",
          with: "period = \"half_year\"\nconstruction_period = \"year\""
        )
      ) == ["model.toml:4: model.opening"]
    )
  }

  @Test("a table of amounts by year or by date, and its faults")
  func table() throws {
    let text = Self.good.replacingOccurrences(of: "amount = 100", with: "column = \"works\"")
      .replacingOccurrences(
        of: "discount_rate = 0.08",
        with: "discount_rate = 0.08\ncash_flows = \"flows.csv\""
      )
    #expect(try Self.faults(text, table: "year,works\n2026,40\n2027,60\n").isEmpty)
    #expect(try Self.faults(text, table: "date,works\n2026-02-01,40\n2027-09-01,60\n").isEmpty)
    #expect(
      try Self.faults(text, table: "year,works\n2026,40\n2099,60\n") == ["flows.csv:3: year"]
    )
    #expect(
      try Self.faults(text, table: "year,works\n2026,nan\n").contains("flows.csv:2: works")
    )
    #expect(
      try Self.faults(text, table: "year,work\n2026,5\n") == ["model.toml:11: capex[1].column"]
    )
    #expect(try Self.faults(text, table: "") != [])
    #expect(
      try Self.faults(text, table: "year,works\n2026,40\n2027,30\n2027,30\n")
        == ["flows.csv:4: year"]
    )
    // A table that cannot be read is told once, not for each column as well.
    #expect(try Self.faults(text, table: "years,works\n2026,40\n") == ["flows.csv:1: year"])
    #expect(try Self.faults(text) == ["model.toml:8: model.cash_flows"])
  }

  @Test("cash flows are valued by date, by year or by row")
  func cashFlows() throws {
    let url = try ScratchFolder.file("flows.csv", "equity,other\n-100,-100\n230,60\n-132,60\n")
    let even = try CashFlowFile.value(url, .init(rate: 0.15))
    #expect(even.flows.map(\.column) == ["equity", "other"])
    for (rate, known) in zip(even.flows[0].irr, [0.1, 0.2]) { #expect(abs(rate - known) < 1e-12) }
    #expect(abs(even.flows[1].npv - (-100 + 60 / 1.15 + 60 / 1.3225)) < 1e-12)
    let end = try #require(even.flows[1].npvEndOfPeriod)
    #expect(abs(end * 1.15 - even.flows[1].npv) < 1e-12)
    try Data(
      "date,amount\n2008-01-01,-10000\n2008-03-01,2750\n2008-10-30,4250\n2009-02-15,3250\n2009-04-01,2750\n"
        .utf8
    )
    .write(to: url)
    let dated = try CashFlowFile.value(url, .init(rate: 0.09))
    #expect(abs(dated.flows[0].irr[0] - 0.373362535) < 1e-8)
    #expect(abs(dated.flows[0].npv - 2_086.65) < 0.005)
    try Data("year,cfads,debt_service\n1,130,100\n2,130,100\n3,130,0\n".utf8).write(to: url)
    let cover = try #require(try CashFlowFile.value(url, .init(rate: 0.06)).cover)
    #expect(abs(try #require(cover.llcr) - 1.3) < 1e-12)
    #expect(cover.dscr == [1.3, 1.3, nil])
    for bad in ["", "a\n", "a\nx\n", "year,a\nnan,1\n", "date,a\n2020-13-01,1\n"] {
      try Data(bad.utf8).write(to: url)
      #expect(throws: InputFaults.self) { try CashFlowFile.value(url, .init(rate: 0.1)) }
    }
  }
}
