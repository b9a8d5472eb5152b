import CorridorStudy
import Foundation
import Tables

/// The results as a workbook whose cash flows are live formulas.
struct ResultsWorkbook {
  let result: StudyResult

  func workbook() -> Workbook {
    var sheets = [summary()]
    for scenario in result.scenarios {
      sheets.append(cashFlow(scenario))
      sheets.append(finance(scenario))
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

  /// Name of a scenario's sheet, within the 31 characters of a tab.
  private func tab(_ prefix: String, _ scenario: ScenarioResult) -> String {
    String("\(prefix) \(scenario.id)".prefix(31))
  }

  // MARK: - Summary

  private func summary() -> WorkbookSheet {
    var sheet = WorkbookSheet("Summary")
    sheet.columnWidths = [0: 44, 1: 22, 2: 22, 3: 22, 4: 22, 5: 22]
    sheet.set(0, 0, .text(result.project.name), .title)
    sheet.set(1, 0, .text(result.project.description), .plain)
    sheet.set(2, 0, .text("USD million of \(result.study.priceYear), real, unless said"), .plain)
    sheet.setRow(4, [.text("")] + result.scenarios.map { .text($0.name) }, .header)
    let rows: [(String, CellStyle, (ScenarioResult) -> CellContent)] = [
      (
        "Economic net present value", .oneDecimal,
        { .formula("='\(tab("Cash", $0))'!B4", value: $0.economics.enpvUSDMillion) }
      ),
      (
        "Economic internal rate of return", .percent,
        { scenario in
          scenario.economics.eirr.first.map {
            .formula("='\(tab("Cash", scenario))'!B5", value: $0)
          } ?? .text("none")
        }
      ),
      ("Benefits over costs", .twoDecimals, { number($0.economics.benefitCostRatio) }),
      ("Chance that it loses", .percent, { number($0.risk?.probabilityNegative) }),
      ("Mean of the draws", .oneDecimal, { number($0.risk?.meanUSDMillion) }),
      (
        "Financial net present value", .oneDecimal,
        { .formula("='\(tab("Company", $0))'!B4", value: $0.finance.fnpvUSDMillion) }
      ),
      ("Least debt service cover ratio", .twoDecimals, { number($0.finance.dscrMinimum) }),
      (
        "Traffic in \(result.study.referenceYear), Mt", .twoDecimals,
        { scenario in
          number(
            scenario.years.first { $0.year == result.study.referenceYear }.map { $0.tonnes / 1e6 }
          )
        }
      ),
    ]
    for (place, row) in rows.enumerated() {
      sheet.set(5 + place, 0, .text(row.0))
      for (column, scenario) in result.scenarios.enumerated() {
        sheet.set(5 + place, 1 + column, row.2(scenario), row.1)
      }
    }
    for (place, warning) in result.warnings.enumerated() {
      sheet.set(15 + place, 0, .text(warning), .wrapped)
    }
    return sheet
  }

  private func number(_ value: Double?) -> CellContent { value.map { .number($0) } ?? .text("–") }

  // MARK: - Cash flow

  /// Items by year, their sum, discount factors, and the net present value and rate of return by
  /// formula.
  private func cashFlow(_ scenario: ScenarioResult) -> WorkbookSheet {
    let economics = scenario.economics
    var sheet = WorkbookSheet(tab("Cash", scenario))
    sheet.columnWidths = [0: 34, 1: 14, 2: 12, 3: 14, 4: 14]
    sheet.set(
      0,
      0,
      .text("Economic cash flow: \(scenario.name), USD million of \(result.study.priceYear)"),
      .title
    )
    sheet.set(2, 0, .text("Discount rate, a year"))
    sheet.set(2, 1, .number(economics.discountRate), .percent)
    let years = Array(result.study.firstYear...result.study.lastYear)
    let firstColumn = 5
    let firstRow = 9
    let items = economics.items
    let lastRow = firstRow + max(1, items.count) - 1
    let netRow = lastRow + 1
    let factorRow = lastRow + 2
    func address(_ row: Int, _ column: Int) -> String { CellAddress(row, column).relative }
    let lastColumn = firstColumn + years.count - 1
    let net = "\(address(netRow, firstColumn)):\(address(netRow, lastColumn))"
    let factors = "\(address(factorRow, firstColumn)):\(address(factorRow, lastColumn))"
    sheet.set(3, 0, .text("Economic net present value, \(economics.presentValueYear)"))
    sheet.set(
      3,
      1,
      .formula("=SUMPRODUCT(\(net),\(factors))", value: economics.enpvUSDMillion),
      .twoDecimals
    )
    sheet.set(4, 0, .text("Economic internal rate of return"))
    if let rate = economics.eirr.first {
      sheet.set(
        4,
        1,
        .formula("=IRR(\(net),\(rate))", value: rate),
        CellStyle(numberFormat: "0.00%")
      )
    } else {
      sheet.set(4, 1, .text("none"))
    }
    sheet.set(5, 0, .text("Benefits over costs"))
    sheet.set(5, 1, number(economics.benefitCostRatio), .twoDecimals)
    sheet.setRow(
      firstRow - 1,
      [.text("Item"), .text("Kind"), .text("Country"), .text("Party"), .text("Present value")]
        + years.map { .number(Double($0)) },
      .header
    )
    for (place, item) in items.enumerated() {
      let row = firstRow + place
      sheet.setRow(
        row,
        [.text(item.name), .text(item.kind), .text(item.country), .text(item.party)]
      )
      let own = "\(address(row, firstColumn)):\(address(row, lastColumn))"
      let absolute =
        "\(CellAddress(factorRow, firstColumn).absolute):\(CellAddress(factorRow, lastColumn).absolute)"
      sheet.set(
        row,
        4,
        .formula("=SUMPRODUCT(\(own),\(absolute))", value: item.presentValueUSDMillion),
        .twoDecimals
      )
      for (offset, year) in years.enumerated() {
        let index = year - item.firstYear
        sheet.set(
          row,
          firstColumn + offset,
          .number(item.usdMillion.indices.contains(index) ? item.usdMillion[index] : 0),
          .twoDecimals
        )
      }
    }
    sheet.set(netRow, 0, .text("Net"), .total())
    sheet.set(factorRow, 0, .text("Discount factor"))
    for (offset, year) in years.enumerated() {
      let column = firstColumn + offset
      let sum = items.reduce(0.0) { total, item in
        let index = year - item.firstYear
        return total + (item.usdMillion.indices.contains(index) ? item.usdMillion[index] : 0)
      }
      sheet.set(
        netRow,
        column,
        .formula("=SUM(\(address(firstRow, column)):\(address(lastRow, column)))", value: sum),
        .total("#,##0.00")
      )
      sheet.set(
        factorRow,
        column,
        .formula(
          "=(1+$B$3)^(\(economics.presentValueYear)-\(address(firstRow - 1, column)))",
          value: pow(1 + economics.discountRate, Double(economics.presentValueYear - year))
        ),
        CellStyle(numberFormat: "0.0000")
      )
    }
    sheet.frozenRowCount = firstRow
    sheet.frozenColumnCount = 1
    sheet.page = PageSetup(
      isLandscape: true,
      fitsToWidth: true,
      repeatedRowCount: firstRow,
      repeatedColumnCount: 1
    )
    sheet.charts = [
      WorkbookChart(
        kind: .column,
        title: "Net economic cash flow",
        valueAxisTitle: "USD million",
        series: [
          WorkbookChart.Series(
            name: "Net",
            categories: sheet.range(
              CellAddress(firstRow - 1, firstColumn),
              CellAddress(firstRow - 1, lastColumn)
            ),
            values: sheet.range(CellAddress(netRow, firstColumn), CellAddress(netRow, lastColumn))
          )
        ],
        place: CellAddress(factorRow + 2, 0)
      )
    ]
    return sheet
  }

  // MARK: - Project company

  private func finance(_ scenario: ScenarioResult) -> WorkbookSheet {
    let finance = scenario.finance
    var sheet = WorkbookSheet(tab("Company", scenario))
    sheet.columnWidths = [0: 34, 1: 13]
    sheet.set(
      0,
      0,
      .text("The project company: \(scenario.name), USD million of \(result.study.priceYear)"),
      .title
    )
    sheet.set(2, 0, .text("Discount rate, a year"))
    sheet.set(2, 1, .number(finance.discountRate), .percent)
    let first = 9
    let last = first + finance.years.count - 1
    let headings = [
      "Year", "Revenue", "Operating cost", "Tax", "Cash available", "Investment", "Equity in",
      "Loans drawn", "Interest", "Principal", "Debt", "Cash to owners", "Cover ratio", "Free cash",
      "Discount factor",
    ]
    sheet.setRow(first - 1, headings.map { .text($0) }, .header)
    var lastFree = 0.0
    for (place, year) in finance.years.enumerated() {
      let row = first + place
      func at(_ column: Int) -> String { CellAddress(row, column).relative }
      let isLast = place == finance.years.count - 1
      // What is left at the end is part of the last year's free cash.
      let residual =
        isLast
        ? year.equityCashFlow
          - (year.cfads - year.interest - year.principal
            - year.capex + year.drawdown) : 0
      lastFree = year.cfads - year.capex + residual
      sheet.set(row, 0, .number(Double(year.year)))
      for (column, value) in [year.revenue, year.opex, year.tax].enumerated() {
        sheet.set(row, 1 + column, .number(value), .twoDecimals)
      }
      sheet.set(row, 4, .formula("=\(at(1))-\(at(2))-\(at(3))", value: year.cfads), .twoDecimals)
      for (column, value) in [
        year.capex, year.equityIn, year.drawdown, year.interest, year.principal,
      ].enumerated() {
        sheet.set(row, 5 + column, .number(value), .twoDecimals)
      }
      let before = place == 0 ? "0" : CellAddress(row - 1, 10).relative
      sheet.set(
        row,
        10,
        .formula("=\(before)+\(at(7))-\(at(9))", value: year.debtBalance),
        .twoDecimals
      )
      sheet.set(
        row,
        11,
        .formula(
          "=\(at(4))-\(at(8))-\(at(9))-\(at(5))+\(at(7))+\(residual)",
          value: year.equityCashFlow
        ),
        .twoDecimals
      )
      if let cover = year.dscr {
        sheet.set(row, 12, .formula("=\(at(4))/(\(at(8))+\(at(9)))", value: cover), .twoDecimals)
      }
      sheet.set(
        row,
        13,
        .formula("=\(at(4))-\(at(5))+\(residual)", value: lastFree),
        .twoDecimals
      )
      sheet.set(
        row,
        14,
        .formula(
          "=(1+$B$3)^(\(finance.years[0].year)-\(at(0)))",
          value: pow(1 + finance.discountRate, Double(finance.years[0].year - year.year))
        ),
        CellStyle(numberFormat: "0.0000")
      )
    }
    let free = "N\(first + 1):N\(last + 1)"
    sheet.set(3, 0, .text("Financial net present value"))
    sheet.set(
      3,
      1,
      .formula("=SUMPRODUCT(\(free),O\(first + 1):O\(last + 1))", value: finance.fnpvUSDMillion),
      .twoDecimals
    )
    sheet.set(4, 0, .text("Financial rate of return"))
    if let rate = finance.firr.first {
      sheet.set(
        4,
        1,
        .formula("=IRR(\(free),\(rate))", value: rate),
        CellStyle(numberFormat: "0.00%")
      )
    } else {
      sheet.set(4, 1, .text("none"))
    }
    sheet.set(5, 0, .text("Least and average cover ratio"))
    if let least = finance.dscrMinimum, let average = finance.dscrAverage {
      sheet.set(5, 1, .formula("=MIN(M\(first + 1):M\(last + 1))", value: least), .twoDecimals)
      sheet.set(
        5,
        2,
        .formula("=AVERAGE(M\(first + 1):M\(last + 1))", value: average),
        .twoDecimals
      )
    }
    sheet.set(6, 0, .text("Loan life and project life cover"))
    sheet.set(6, 1, number(finance.llcr), .twoDecimals)
    sheet.set(6, 2, number(finance.plcr), .twoDecimals)
    sheet.frozenRowCount = first
    sheet.page = PageSetup(repeatedRowCount: first)
    return sheet
  }
}
