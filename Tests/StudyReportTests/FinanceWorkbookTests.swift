import CorridorStudy
import Fixtures
import Foundation
import ProjectAppraisal
import StudyReport
import Tables
import Testing

@Suite("The workbook of a finance model", .serialized)
struct FinanceWorkbookTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let example = root.appendingPathComponent("docs/examples/finance/railway.toml")

  static let office = ["soffice", "libreoffice"].lazy.flatMap { name in
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map {
      "\($0)/\(name)"
    }
  }.first { FileManager.default.isExecutableFile(atPath: $0) }

  /// Fields of a CSV file.
  static func fields(_ text: String) -> [[String]] {
    var rows: [[String]] = [[]]
    var field = ""
    var isQuoted = false
    for character in text {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        rows[rows.count - 1].append(field)
        field = ""
      case "\n" where !isQuoted, "\r\n" where !isQuoted:
        rows[rows.count - 1].append(field)
        field = ""
        rows.append([])
      default: field.append(character)
      }
    }
    return rows
  }

  /// The workbook without the values kept beside its formulas, computed anew: fields by sheet.
  static func recalculated(_ workbook: Workbook) throws -> [String: [[String]]] {
    let office = try #require(office)
    let work = try ScratchFolder.make()
    let whole = work.appendingPathComponent("whole.xlsx")
    try WorkbookWriter.write(workbook, to: whole)
    // Without the values that the file keeps beside its formulas, so that they must be computed.
    let strip = """
      import re, sys, zipfile
      source, target = sys.argv[1:]
      with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
          for name in old.namelist():
              data = old.read(name)
              if name.startswith("xl/worksheets/sheet"):
                  data = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\\1", data)
              new.writestr(name, data)
      """
    let bare = work.appendingPathComponent("model.xlsx")
    try run(["/usr/bin/env", "python3", "-c", strip, whole.path, bare.path])
    try run([
      office, "-env:UserInstallation=file://\(work.path)/profile", "--headless", "--convert-to",
      "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1",
      "--outdir", work.path, bare.path,
    ])
    var sheets: [String: [[String]]] = [:]
    for sheet in workbook.sheets {
      let url = work.appendingPathComponent("model-\(sheet.name).csv")
      sheets[sheet.name] = fields(try String(contentsOf: url, encoding: .utf8))
    }
    return sheets
  }

  private static func run(_ words: [String]) throws {
    _ = try runProgram(URL(fileURLWithPath: words[0]), Array(words.dropFirst()))
  }

  /// Cells of which the recalculated number differs.
  static func differences(_ workbook: Workbook) throws -> (compared: Int, list: [String]) {
    let sheets = try recalculated(workbook)
    var compared = 0
    var list: [String] = []
    for sheet in workbook.sheets {
      let rows = sheets[sheet.name] ?? []
      for (address, cell) in sheet.cells.sorted(by: { $0.key < $1.key }) {
        let found =
          address.row < rows.count && address.column < rows[address.row].count
          ? rows[address.row][address.column] : ""
        switch cell.content {
        case .formula(let formula, let value):
          compared += 1
          let number =
            found.hasSuffix("%") ? Double(found.dropLast()).map { $0 / 100 } : Double(found)
          guard let number, abs(number - value) <= 1e-6 * max(1, abs(value)) else {
            list.append("\(sheet.name)!\(address.relative) \(found), not \(value): \(formula)")
            continue
          }
        case .textFormula(let formula, _):
          compared += 1
          if !found.isEmpty {
            list.append("\(sheet.name)!\(address.relative) \(found): \(formula)")
          }
        default: break
        }
      }
    }
    return (compared, list)
  }

  @Test(
    "every formula, recalculated by LibreOffice, gives the model's number to 1e-6",
    .enabled(if: office != nil, "needs LibreOffice")
  )
  func recalculation() throws {
    let outcome = try FinanceFile.read(Self.example).solve()
    let workbook = FinanceWorkbook.workbook(outcome, unit: "million")
    let (compared, list) = try Self.differences(workbook)
    #expect(compared > 5000)
    #expect(list.isEmpty, "\(list.count): \(list.prefix(12).joined(separator: "\n"))")
  }

  @Test(
    "so it is with a sweep, a lock-up, every kind of repayment and money drawn in turn",
    .enabled(if: office != nil, "needs LibreOffice")
  )
  func otherShapes() throws {
    var model = try FinanceFile.read(Self.example).model
    model.sweepShare = 0.4
    model.lockUpCover = 1.5
    model.debtReserve?.isFundedInConstruction = false
    model.tranches[1].rank = 2
    model.tranches[2].rank = 2
    model.tranches[4].rank = 3
    model.tranches[4].size = .share(0.3)
    model.tranches[4].targetCover = nil
    model.tranches[4].capitalisesInterest = true
    for (repayment, share) in [
      (FundingTranche.Repayment.annuity, 0.1), (.bullet, 0.05), (.equalPrincipal, 0.05),
    ] {
      model.tranches.append(
        FundingTranche(
          name: "Loan by \(repayment.rawValue)",
          kind: .senior,
          size: .share(share),
          rank: 3,
          rate: YearPath(years: [2026, 2035], values: [0.05, 0.06]) ?? YearPath(0.05),
          commitmentFee: 0.005,
          repaymentPeriods: 20,
          repayment: repayment
        )
      )
    }
    let workbook = FinanceWorkbook.workbook(try model.solve(), unit: "million")
    let (_, list) = try Self.differences(workbook)
    #expect(list.isEmpty, "\(list.count): \(list.prefix(12).joined(separator: "\n"))")
  }

  @Test(
    "so it is where construction is by the month and operation by the half-year",
    .enabled(if: office != nil, "needs LibreOffice")
  )
  func uneven() throws {
    let outcome = try Self.monthlyConstruction().solve()
    #expect(outcome.model.timeline.constructionPeriods == 36)
    #expect(outcome.model.timeline.count == 86)
    let workbook = FinanceWorkbook.workbook(outcome, unit: "million")
    let (_, list) = try Self.differences(workbook)
    #expect(list.isEmpty, "\(list.count): \(list.prefix(12).joined(separator: "\n"))")
  }

  /// A model of which revenue falls to a share, for good where that is below a half.
  static func failing(_ given: FinanceModel, _ share: Double) -> FinanceModel {
    var model = given
    let years = share < 0.5 ? 20..<model.timeline.count : 20..<26
    for period in years {
      for line in model.revenue.indices { model.revenue[line].amounts[period] *= share }
    }
    model.tranches[4].size = .share(0.5)
    model.tranches[4].targetCover = nil
    model.tranches[4].repayment = .annuity
    model.arrears = FinanceModel.Arrears(margin: 0.02, ownerSupportLimit: 1)
    return model
  }

  /// The example with construction by the month.
  static func monthlyConstruction() throws -> FinanceModel {
    let text = try String(contentsOf: Self.example, encoding: .utf8)
      .replacing(
        "period = \"half_year\"",
        with: "period = \"half_year\"\nconstruction_period = \"month\""
      )
    let work = try ScratchFolder.make(["railway.toml": text])
    try FileManager.default.copyItem(
      at: Self.example.deletingLastPathComponent().appendingPathComponent("railway-cash-flows.csv"),
      to: work.appendingPathComponent("railway-cash-flows.csv")
    )
    return try FinanceFile.read(work.appendingPathComponent("railway.toml")).model
  }

  @Test(
    "so it is with arrears that are made good and with such as never are",
    .enabled(if: office != nil, "needs LibreOffice"),
    arguments: [0.55, 0.2]
  )
  func arrears(share: Double) throws {
    let outcome = try Self.failing(try FinanceFile.read(Self.example).model, share).solve()
    #expect(outcome.ratios.periodsInArrears > 0)
    #expect((outcome.ratios.finalArrears > 0) == (share < 0.5))
    let workbook = FinanceWorkbook.workbook(outcome, unit: "million")
    let (_, list) = try Self.differences(workbook)
    #expect(list.isEmpty, "\(list.count): \(list.prefix(12).joined(separator: "\n"))")
  }

  @Test("inputs are blue, formulas black, and no formula holds a number but 0 and 1")
  func colours() throws {
    try checkColours(try FinanceFile.read(Self.example).model)
    try checkColours(Self.failing(try Self.monthlyConstruction(), 0.2))
  }

  private func checkColours(_ model: FinanceModel) throws {
    let outcome = try model.solve()
    let workbook = FinanceWorkbook.workbook(outcome, unit: "million")
    var formulas = 0
    for sheet in workbook.sheets {
      for (address, cell) in sheet.cells {
        switch cell.content {
        case .number:
          #expect(cell.style.fontColour == 0x0000FF, "\(sheet.name) \(address.relative)")
        case .formula(let text, _), .textFormula(let text, _):
          formulas += 1
          #expect(cell.style.fontColour == 0x000000)
          #expect(!text.contains("#REF!"), "\(text)")
          let bare = text.replacing(/'[^']*'!|\$?[A-Z]+\$?[0-9]+/, with: "x")
          for number in bare.matches(of: /[0-9.]+/) {
            #expect(["0", "1"].contains(String(number.output)), "\(text)")
          }
        default: break
        }
      }
    }
    #expect(formulas > 5000)
  }
}
