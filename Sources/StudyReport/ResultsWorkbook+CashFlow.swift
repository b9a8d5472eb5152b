import CorridorStudy
import Foundation
import Tables

extension ResultsWorkbook {
  /// Items by year, their sum, discount factors, and by formula the net present value, the rate of
  /// return, benefits over costs, and checks that the parts make the whole.
  func cashFlow(_ scenario: ScenarioResult) -> WorkbookSheet {
    let economics = scenario.economics
    var sheet = WorkbookSheet(tab("Cash", scenario))
    sheet.columnWidths = [0: 34, 1: 14, 2: 12, 3: 14, 4: 14]
    sheet.set(
      0,
      0,
      .text("Economic cash flow: \(scenario.name), USD million of \(result.study.priceYear)"),
      .title
    )
    let years = Array(result.study.firstYear...result.study.lastYear)
    let items = economics.items
    let firstColumn = 5
    let firstRow = 10
    let lastRow = firstRow + max(1, items.count) - 1
    let netRow = lastRow + 1
    let factorRow = lastRow + 2
    let transferRow = lastRow + 3
    let lastColumn = firstColumn + years.count - 1
    func address(_ row: Int, _ column: Int) -> String { CellAddress(row, column).relative }
    func across(_ row: Int) -> String {
      "\(CellAddress(row, firstColumn).absolute):\(CellAddress(row, lastColumn).absolute)"
    }
    func down(_ column: Int) -> String {
      "\(CellAddress(firstRow, column).absolute):\(CellAddress(lastRow, column).absolute)"
    }
    func amount(_ item: EconomicItem, _ year: Int) -> Double {
      let index = year - item.firstYear
      return item.usdMillion.indices.contains(index) ? item.usdMillion[index] : 0
    }
    sheet.set(1, 0, .text("Discount rate, first year"))
    sheet.set(1, 1, .number(economics.discountRate), .input("0.00%"))
    sheet.set(2, 0, .text("Year of the present value"))
    sheet.set(2, 1, .number(Double(economics.presentValueYear)), .input("0"))
    sheet.set(3, 0, .text("Economic net present value"))
    sheet.set(
      3,
      1,
      .formula(
        "=SUMPRODUCT(\(across(netRow)),\(across(factorRow)))",
        value: economics.enpvUSDMillion
      ),
      .twoDecimals
    )
    sheet.set(4, 0, .text("Economic internal rate of return"))
    if let rate = economics.eirr.first {
      let style = CellStyle(numberFormat: "0.00%")
      // The search starts where the program found the rate.
      sheet.set(4, 1, .formula("=IRR(\(across(netRow)),$C$5)", value: rate), style)
      sheet.set(4, 2, .number(rate), .input("0.00%"))
      sheet.set(4, 3, .text("start of the search"))
    } else {
      sheet.set(4, 1, .text("none"))
    }
    sheet.set(5, 0, .text("Benefits over costs"))
    func costs(_ kind: String) -> String { "SUMIF(\(down(1)),\"\(kind)\",\(down(4)))" }
    if let ratio = economics.benefitCostRatio {
      let cost = "(\(costs("capex"))+\(costs("opex"))+\(costs("residual_value")))"
      sheet.set(5, 1, .formula("=($B$4-\(cost))/-\(cost)", value: ratio), .twoDecimals)
    } else {
      sheet.set(5, 1, .text("–"))
    }
    sheet.set(6, 0, .text("Parts make the whole"))
    sheet.set(
      6,
      1,
      .formula("=IF(ABS($B$4-SUM(\(down(4))))<=$C$7,1,0)", value: 1),
      ModelBook.checkStyle
    )
    sheet.set(6, 2, .number(1e-6), .input("0.0E+00"))
    sheet.set(6, 3, .text("largest difference"))
    sheet.set(7, 0, .text("Transfers and financing cancel in every year"))
    sheet.set(
      7,
      1,
      .formula("=IF(SUMPRODUCT(ABS(\(across(transferRow))))<=$C$7,1,0)", value: 1),
      ModelBook.checkStyle
    )
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
      sheet.set(
        row,
        4,
        .formula("=SUMPRODUCT(\(own),\(across(factorRow)))", value: item.presentValueUSDMillion),
        .twoDecimals
      )
      for (offset, year) in years.enumerated() {
        let style = CellStyle.input("#,##0.00;-#,##0.00;-")
        sheet.set(row, firstColumn + offset, .number(amount(item, year)), style)
      }
    }
    sheet.set(netRow, 0, .text("Net"), .total())
    sheet.set(factorRow, 0, .text("Discount factor"))
    sheet.set(transferRow, 0, .text("Transfers and financing"))
    let factors = economics.discountFactors
    for (offset, year) in years.enumerated() {
      let column = firstColumn + offset
      let own = "\(address(firstRow, column)):\(address(lastRow, column))"
      let sum = items.reduce(0.0) { $0 + amount($1, year) }
      let moved = items.reduce(0.0) {
        $0 + ($1.kind == "transfer" || $1.kind == "financing" ? amount($1, year) : 0)
      }
      sheet.set(netRow, column, .formula("=SUM(\(own))", value: sum), .total("#,##0.00"))
      let style = CellStyle(numberFormat: "0.0000")
      let factor = factors.indices.contains(offset) ? factors[offset] : 0
      if economics.discountIsConstant {
        let text = "=(1+$B$2)^($B$3-\(address(firstRow - 1, column)))"
        sheet.set(factorRow, column, .formula(text, value: factor), style)
      } else {
        sheet.set(factorRow, column, .number(factor), .input("0.0000"))
      }
      sheet.set(
        transferRow,
        column,
        .formula(
          "=SUMIF(\(down(1)),\"transfer\",\(own))+SUMIF(\(down(1)),\"financing\",\(own))",
          value: moved
        ),
        .twoDecimals
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
        place: CellAddress(transferRow + 2, 0)
      )
    ]
    return sheet
  }
}

extension CellStyle {
  /// An input: blue on yellow.
  static func input(_ format: String) -> CellStyle {
    var style = CellStyle(numberFormat: format)
    style.fontColour = 0x0000FF
    style.fillColour = 0xFFF9DB
    return style
  }
}
