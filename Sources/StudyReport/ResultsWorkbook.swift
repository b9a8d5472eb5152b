import CorridorStudy
import Foundation
import ProjectAppraisal
import Tables

/// The results as a workbook whose cash flows are live formulas.
struct ResultsWorkbook {
  let result: StudyResult

  /// - Throws: `FinanceModelFaults`, `NotConverged` where the finance model cannot be solved again.
  func workbook() throws -> Workbook {
    let models = try result.scenarios.indices.map { try model($0) }
    var sheets = [summary(models)]
    for (scenario, model) in zip(result.scenarios, models) {
      sheets.append(cashFlow(scenario))
      sheets += model.book.sheets()
    }
    sheets += [
      traffic(), incidence(), trade(), routes(), risk(), validation(), assumptions(), sources(),
    ]
    return Workbook(
      title: "\(result.project.name): appraisal",
      remarks: "Tumen \(result.tumenVersion), study \(result.study.id), seed \(result.seed)",
      sheets: sheets
    )
  }

  /// Name of a scenario's sheet.
  func tab(_ prefix: String, _ scenario: ScenarioResult) -> String {
    SheetTab.name(prefix, scenario.id, among: result.scenarios.map(\.id))
  }

  /// The company's finance in a scenario, as sheets that compute themselves.
  private func model(_ place: Int) throws -> FinanceWorkbook {
    let scenario = result.scenarios[place]
    return FinanceWorkbook(
      try scenario.finance.model.solve(leavesBalloons: true),
      unit: "million",
      sheetName: { tab($0 == "Summary" ? "Company" : $0, scenario) }
    )
  }

  // MARK: - Summary

  private func summary(_ models: [FinanceWorkbook]) -> WorkbookSheet {
    var sheet = WorkbookSheet("Summary")
    sheet.columnWidths = [0: 44, 1: 22, 2: 22, 3: 22, 4: 22, 5: 22]
    sheet.set(0, 0, .text(result.project.name), .title)
    sheet.set(1, 0, .text(result.project.description), .plain)
    sheet.set(2, 0, .text("USD million of \(result.study.priceYear), real, unless said"), .plain)
    sheet.setRow(4, [.text("")] + result.scenarios.map { .text($0.name) }, .header)
    func cell(_ place: Int, _ key: String, _ value: Double?) -> CellContent {
      guard let value else { return .text("none") }
      let reference = models[place].book.reference("#\(key)", sheet: "", column: 0)
      return .formula("=\(reference)", value: value)
    }
    let rate = CellStyle(numberFormat: "0.00%")
    let rows: [(String, CellStyle, (Int, ScenarioResult) -> CellContent)] = [
      (
        "Economic net present value", .oneDecimal,
        { .formula("='\(tab("Cash", $1))'!B4", value: $1.economics.enpvUSDMillion) }
      ),
      (
        "Economic internal rate of return", .percent,
        { _, scenario in
          scenario.economics.eirr.first.map {
            .formula("='\(tab("Cash", scenario))'!B5", value: $0)
          } ?? .text("none")
        }
      ),
      (
        "Benefits over costs", .twoDecimals,
        { _, scenario in
          scenario.economics.benefitCostRatio.map {
            .formula("='\(tab("Cash", scenario))'!B6", value: $0)
          } ?? .text("–")
        }
      ),
      ("Chance that it loses", .percent, { CellContent.orDash($1.risk?.probabilityNegative) }),
      ("Mean of the draws", .oneDecimal, { CellContent.orDash($1.risk?.meanUSDMillion) }),
      (
        "Financial net present value, \(result.study.firstYear)", .oneDecimal,
        { place, scenario in
          let start = scenario.finance.model.timeline.startYear
          let content = cell(place, "fnpv", scenario.finance.fnpvUSDMillion)
          guard start != result.study.firstYear, case .formula(let text, let value) = content
          else { return content }
          let book = models[place].book
          let discount = book.reference("#discount_rate", sheet: "", column: 0)
          let first = book.reference("#start_year", sheet: "", column: 0)
          return .formula("\(text)*(1+\(discount))^($B$18-\(first))", value: value)
        }
      ),
      ("Project IRR after tax", rate, { cell($0, "project_irr", $1.finance.firr.first) }),
      ("Equity IRR", rate, { cell($0, "equity_irr", $1.finance.equityIRR.first) }),
      (
        "Least debt service cover ratio", .twoDecimals,
        { cell($0, "dscr_min", $1.finance.dscrMinimum) }
      ),
      ("Loan life cover ratio", .twoDecimals, { cell($0, "llcr_opening", $1.finance.llcr) }),
      (
        "All checks of the finance model", ModelBook.checkStyle,
        { place, _ in cell(place, "all_checks", 1) }
      ),
      (
        "Traffic in \(result.study.referenceYear), Mt", .twoDecimals,
        { _, scenario in
          CellContent.orDash(
            scenario.years.first { $0.year == result.study.referenceYear }.map { $0.tonnes / 1e6 }
          )
        }
      ),
    ]
    for (place, row) in rows.enumerated() {
      sheet.set(5 + place, 0, .text(row.0))
      for (column, scenario) in result.scenarios.enumerated() {
        sheet.set(5 + place, 1 + column, row.2(column, scenario), row.1)
      }
    }
    sheet.set(17, 0, .text("Year of the financial present value"))
    sheet.set(17, 1, .number(Double(result.study.firstYear)), .input("0"))
    sheet.set(18, 0, .text("Blue: an input. Black: a formula. Green or red: a check."))
    for (place, warning) in result.warnings.enumerated() {
      sheet.set(20 + place, 0, .text(warning), .wrapped)
    }
    return sheet
  }
}
