import Fixtures
import Foundation
import Testing

/// `tumen finance …` and `tumen appraisal model` as they are called.
@Suite("The finance and appraisal commands")
struct FinanceCommandTests {
  /// A folder of its own with files in it.
  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  /// What `finance cashflow` finds for one column.
  private func flow(_ csv: String, _ arguments: String...) throws -> [String: Any] {
    let place = try ScratchFolder.make(["f.csv": csv])
    let file = place.appendingPathComponent("f.csv").path
    let run = try Program.run(all: ["finance", "cashflow", file, "--json"] + arguments)
    #expect(run.status == 0, "\(run.err)")
    return try #require((try json(run.out)["flows"] as? [[String: Any]])?.first)
  }

  private func rates(_ flow: [String: Any]) -> [Double] { flow["irr"] as? [Double] ?? [] }

  // Figures of the documentation of spreadsheets' IRR, MIRR, XIRR, XNPV, NPV and PMT.
  @Test("Published rates of return, present values and payments")
  func published() throws {
    let even = try flow("flow\n-70000\n12000\n15000\n18000\n21000\n26000\n", "--rate", "0.1")
    #expect(abs((rates(even).first ?? 0) - 0.0866) < 5e-5)
    let lost = try flow("flow\n-70000\n12000\n15000\n18000\n21000\n", "--rate", "0.1")
    #expect(abs((rates(lost).first ?? 0) + 0.0212) < 5e-5)
    let modified = try flow(
      "flow\n-120000\n39000\n30000\n21000\n37000\n46000\n",
      "--rate",
      "0.1",
      "--finance-rate",
      "0.1",
      "--reinvest-rate",
      "0.12"
    )
    #expect(abs((modified["mirr"] as? Double ?? 0) - 0.1261) < 5e-5)
    let dated = try flow(
      "date,flow\n2008-01-01,-10000\n2008-03-01,2750\n2008-10-30,4250\n2009-02-15,3250\n"
        + "2009-04-01,2750\n",
      "--rate",
      "0.09"
    )
    #expect(abs((rates(dated).first ?? 0) - 0.373362535) < 1e-8)
    #expect(abs((dated["npv"] as? Double ?? 0) - 2086.65) < 0.005)
    let present = try flow("flow\n-10000\n3000\n4200\n6800\n", "--rate", "0.1")
    #expect(abs((present["npvEndOfPeriod"] as? Double ?? 0) - 1188.44) < 0.005)
    let loan = try Program.run(
      "finance",
      "loan",
      "--amount",
      "10000",
      "--rate",
      "0.08",
      "--periods",
      "10",
      "--json"
    )
    let rows = try json(loan.out)["rows"] as? [[String: Any]] ?? []
    let payment = rows.first?["payment"] as? Double ?? 0
    #expect(abs(payment - 1037.03) < 0.005)
  }

  // (1 + r) = 1.1 and 1.2: −100 + 230 − 132. (1 + r) = 0.9: −100, 90.
  @Test("All rates of return are told, those below zero too, and none where there is none")
  func signs() throws {
    let two = try flow("flow\n-100\n230\n-132\n", "--rate", "0.08")
    #expect(rates(two).count == 2 && two["signChanges"] as? Int == 2)
    #expect(zip(rates(two), [0.1, 0.2]).allSatisfy { abs($0 - $1) < 1e-10 })
    #expect(abs((rates(try flow("flow\n-100\n90\n", "--rate", "0")).first ?? 0) + 0.1) < 1e-12)
    #expect(rates(try flow("flow\n100\n200\n", "--rate", "0.05")).isEmpty)
    #expect(rates(try flow("flow\n-100\n100\n-100\n", "--rate", "0.05")).isEmpty)
    let zero = try flow("flow\n-100\n60\n40\n", "--rate", "-0.5")
    #expect(abs((zero["npv"] as? Double ?? 0) - 180) < 1e-10)
    let place = try ScratchFolder.make(["f.csv": "flow\n-100\n230\n-132\n"])
    let text = try Program.run(
      "finance",
      "cashflow",
      place.appendingPathComponent("f.csv").path,
      "--rate",
      "0.08"
    )
    #expect(text.status == 0 && text.out.contains("10.00") && text.out.contains("20.00"))
  }

  // Level cash of 130 over service of 100: every cover is 1.3.
  @Test("Loan life and project life cover of given cash")
  func cover() throws {
    let rows = (0..<10).map { _ in "130,100" } + (0..<5).map { _ in "130,0" }
    let place = try ScratchFolder.make([
      "f.csv": "cfads,debt_service\n" + rows.joined(separator: "\n") + "\n"
    ])
    let run = try Program.run(
      "finance",
      "cashflow",
      place.appendingPathComponent("f.csv").path,
      "--rate",
      "0.06",
      "--json"
    )
    let cover = try #require(try json(run.out)["cover"] as? [String: Any])
    #expect(abs((cover["llcr"] as? Double ?? 0) - 1.3) < 1e-12)
    let factor = (1 - Foundation.pow(1.06, -15.0)) / (1 - Foundation.pow(1.06, -10.0))
    #expect(abs((cover["plcr"] as? Double ?? 0) - 1.3 * factor) < 1e-9)
    #expect(
      abs((cover["debt"] as? Double ?? 0) - 100 * (1 - Foundation.pow(1.06, -10.0)) / 0.06) < 1e-9
    )
  }

  @Test("Loans of every kind end at nothing, or at their balloon; rates of zero and below too")
  func loans() throws {
    for type in ["annuity", "equal_principal", "bullet"] {
      for rate in ["0.06", "0", "-0.01"] {
        let place = try ScratchFolder.make()
        let file = place.appendingPathComponent("s.csv")
        let run = try Program.run(
          all: [
            "finance", "loan", "--amount", "1000", "--rate=\(rate)", "--periods", "24", "--balloon",
            "100", "--type", type, "--output", file.path, "--json",
          ]
        )
        #expect(run.status == 0, "\(type) \(rate): \(run.err)")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 25)
        let rows = lines.dropFirst().map { $0.split(separator: ",").map { Double($0) ?? .nan } }
        #expect(abs((rows.last?.last ?? .nan) - 100) < 1e-9)
        // Every period: what is paid is interest on what was left and a part of it.
        let each = (Double(rate) ?? .nan) / 12
        var left = 1000.0
        for row in rows {
          #expect(abs(row[2] - left * each) < 1e-9)
          #expect(abs(row[1] - row[2] - row[3]) < 1e-9)
          left -= row[3]
          #expect(abs(row[4] - left) < 1e-9)
        }
        let payments = rows.dropLast().map { $0[1] }
        let principals = rows.dropLast().map { $0[3] }
        switch type {
        case "annuity": #expect((payments.max() ?? 0) - (payments.min() ?? 0) < 1e-9)
        case "equal_principal": #expect(principals.allSatisfy { abs($0 - 37.5) < 1e-9 })
        default: #expect(principals.allSatisfy { $0 == 0 })
        }
      }
    }
    #expect(
      try Program.run("finance", "loan", "--amount", "1", "--rate", "x", "--periods", "3").status
        == 2
    )
    #expect(try Program.run("finance", "loan", "--amount", "1", "--rate", "0.1").status == 2)
  }

  /// The example with one line changed.
  private func changed(
    _ old: String,
    _ new: String
  ) throws -> (
    status: Int32, out: String, err: String
  ) {
    let examples = Program.root.appendingPathComponent("docs/examples/finance")
    let text = try String(
      contentsOf: examples.appendingPathComponent("railway.toml"),
      encoding: .utf8
    )
    #expect(text.contains(old))
    let flows = try String(
      contentsOf: examples.appendingPathComponent("railway-cash-flows.csv"),
      encoding: .utf8
    )
    let place = try ScratchFolder.make([
      "m.toml": text.replacingOccurrences(of: old, with: new), "railway-cash-flows.csv": flows,
    ])
    return try Program.run(
      "finance",
      "model",
      place.appendingPathComponent("m.toml").path,
      "--json"
    )
  }

  @Test("The example model is solved, checked and written")
  func model() throws {
    let place = try ScratchFolder.make()
    let csv = place.appendingPathComponent("m.csv")
    let book = place.appendingPathComponent("m.xlsx")
    let run = try Program.run(
      "finance",
      "model",
      "docs/examples/finance/railway.toml",
      "--json",
      "--output",
      csv.path,
      "--workbook",
      book.path
    )
    #expect(run.status == 0, "\(run.err)")
    let record = try json(run.out)
    let checks = try #require(record["checks"] as? [[String: Any]])
    #expect(checks.count >= 6 && checks.allSatisfy { $0["passed"] as? Bool == true })
    let rows = try #require(record["rows"] as? [String: [Any]])
    let periods = try #require(record["periods"] as? [String])
    #expect(rows.values.allSatisfy { $0.count == periods.count } && periods.count == 56)
    let differences = rows["balance_difference"] as? [Double] ?? [1]
    #expect(differences.allSatisfy { abs($0) < 1e-6 })
    for key in ["fnpv", "dscrMinimum", "llcr", "plcr", "gearing", "uses"] {
      #expect(record[key] is Double, "\(key)")
    }
    let lines = try String(contentsOf: csv, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == periods.count + 1)
    let size = try FileManager.default.attributesOfItem(atPath: book.path)[.size] as? Int ?? 0
    #expect(size > 50_000)
  }

  @Test(
    "A fault of the model names its field and ends with 1",
    arguments: [
      ("opening = 2029-01-01", "opening = 2025-01-01", "model.opening"),
      ("end = 2053-12-31", "end = 2028-06-30", "model.end"),
      ("balance = true", "amount = 20", "tranche"),
      ("share = 0.08", "share = 1.08", "share"),
      ("repayment_years = 10", "repayment_years = 0", "repayment_years"),
      ("repayment_years = 15", "repayment_years = 40", "repayment_years"),
      ("target_cover = 1.35", "", "size"),
      ("rate = 0.065", "rate = nan", "rate"),
      ("rate = 0.2", "rate = 7", "rate"),
      ("discount_rate = 0.08", "discount_rate = \"eight\"", "discount_rate"),
      ("period = \"half_year\"", "period = \"fortnight\"", "period"),
      ("column = \"haulage\"", "column = \"haulages\"", "haulage"),
      ("index = \"rub_prices\"", "index = \"rub\"", "index"),
      ("currency = \"RUB\"\nindex", "currency = \"EUR\"\nindex", "currency"),
      ("months = 6", "months = 7", "months"),
      ("profile = [0.25, 0.45, 0.3]", "profile = [0.25, 0.45]", "profile"),
    ]
  )
  func faults(old: String, new: String, field: String) throws {
    let run = try changed(old, new)
    #expect(run.status == 1, "\(run.out.prefix(200)) \(run.err)")
    #expect(run.err.contains("m.toml") && run.err.contains(field), "\(run.err)")
    #expect(run.out.isEmpty)
  }

  @Test("Files that are not there, empty, or not TOML end with 1; wrong calls with 2")
  func garbage() throws {
    let place = try ScratchFolder.make([
      "empty.toml": "", "broken.toml": "[model\n", "empty.csv": "",
    ])
    for name in ["none.toml", "empty.toml", "broken.toml"] {
      for command in [
        ["finance", "model"], ["finance", "debt"], ["finance", "resource"], ["appraisal", "model"],
      ] {
        let run = try Program.run(all: command + [place.appendingPathComponent(name).path])
        #expect(run.status == 1 && !run.err.isEmpty, "\(command) \(name) \(run.err)")
      }
    }
    let csv = place.appendingPathComponent("empty.csv").path
    #expect(try Program.run("finance", "cashflow", csv, "--rate", "0.1").status == 1)
    #expect(try Program.run("finance", "cashflow", csv).status == 2)
    #expect(try Program.run("finance", "model").status == 2)
    #expect(try Program.run("finance", "model", "x", "--workbok", "y").status == 2)
    for text in ["flow\n1\nNaN\n", "flow\n1\nabc\n", "date,flow\n2020-13-01,1\n"] {
      let bad = try ScratchFolder.make(["f.csv": text])
      let file = bad.appendingPathComponent("f.csv").path
      let run = try Program.run("finance", "cashflow", file, "--rate", "0.1")
      #expect(run.status == 1 && run.err.contains("f.csv:"), "\(text) \(run.err)")
    }
  }

  // Half of each instalment goes into a fund, so 1 − PV/2 over the stock is given up: 96.9 %.
  @Test("The debt deal: 40 instalments of 27.25, a grant element of 36.9 %")
  func debt() throws {
    let run = try Program.run("finance", "debt", "docs/examples/finance/debt.toml", "--json")
    #expect(run.status == 0, "\(run.err)")
    let record = try json(run.out)
    #expect(abs((record["grantElement"] as? Double ?? 0) - 0.3692) < 5e-5)
    #expect(abs((record["grantElementOfOperation"] as? Double ?? 0) - 0.9686) < 5e-5)
    let coal = try Program.run("finance", "resource", "docs/examples/finance/coal.toml", "--json")
    #expect(coal.status == 0)
    #expect(try json(coal.out).isEmpty == false)
  }

  // HM Treasury (2003), The Green Book, annex 6: 10 m for 2.5 m a year over four years against 5 m for
  // 1.5 m a year, at 3.5 %.
  @Test("The Green Book's two projects", arguments: [(10.0, 2.5, -0.82), (5.0, 1.5, 0.51)])
  func greenBook(cost: Double, benefit: Double, expected: Double) throws {
    let place = try ScratchFolder.make([
      "a.toml": """
      [appraisal]
      preset = "uk_tag"
      first_year = 2003
      last_year = 2007
      currency = "GBP"
      [[stream]]
      id = "capital"
      kind = "capex"
      amounts = [\(cost)]
      [[stream]]
      id = "benefits"
      kind = "user_benefit"
      amount = \(benefit)
      from = 2004
      """
    ])
    let run = try Program.run(
      "appraisal",
      "model",
      place.appendingPathComponent("a.toml").path,
      "--json"
    )
    #expect(run.status == 0, "\(run.err)")
    let value = try json(run.out)["enpv"] as? Double ?? 0
    #expect(abs(value - expected) < 0.005, "\(value)")
  }
}
