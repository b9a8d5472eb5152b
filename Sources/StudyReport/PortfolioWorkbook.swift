import CorridorStudy
import Foundation
import Tables

/// A portfolio as a workbook: a ranking for each scenario, the projects, the zones.
struct PortfolioWorkbook {
  let result: PortfolioResult

  func workbook() throws -> Workbook {
    Workbook(
      title: "\(result.study.name): portfolio",
      remarks: "Tumen \(result.tumenVersion), study \(result.study.id)",
      sheets: result.scenarios.map(ranking) + [projects()] + result.zones.map(zone)
    )
  }

  private func ranking(_ scenario: PortfolioScenario) -> WorkbookSheet {
    var sheet = WorkbookSheet(
      SheetTab.name("Rank", scenario.id, among: result.scenarios.map(\.id))
    )
    sheet.columnWidths = [0: 8, 1: 48, 2: 14, 3: 12, 4: 12, 5: 12, 6: 12, 7: 14, 8: 14, 9: 14]
    sheet.set(0, 0, .text("\(result.study.name): \(scenario.name)"), .title)
    sheet.set(
      1,
      0,
      .text(
        "USD million of \(result.study.priceYear), present value "
          + "\(result.study.presentValueYear) at \(result.study.economicDiscountText)"
      ),
      .plain
    )
    sheet.setRow(
      3,
      [
        "Rank", "Project", "ENPV alone", "ENPV/k", "Rank ENPV/k", "EIRR", "B/C", "FNPV",
        "Mt", "ENPV last in", "Year of Mt",
      ].map { .text($0) },
      .header
    )
    for (place, row) in scenario.ranking.enumerated() {
      let name = result.projects.first { $0.id == row.project }?.name ?? row.project
      let cells: [(CellContent, CellStyle)] = [
        (.number(Double(row.rank)), .plain), (.text(name), .plain),
        (.number(row.enpvUSDMillion), .oneDecimal),
        (CellContent.orDash(row.npvPerInvestment), .twoDecimals),
        (CellContent.orDash(row.rankPerInvestment.map(Double.init)), .plain),
        (CellContent.orDash(row.eirr.first), .percent),
        (CellContent.orDash(row.benefitCostRatio), .twoDecimals),
        (.number(row.fnpvUSDMillion), .oneDecimal),
        (.number(row.referenceMegatonnes), .twoDecimals),
        (CellContent.orDash(row.lastInENPVUSDMillion), .oneDecimal),
        (.number(Double(row.referenceYear)), .plain),
      ]
      for (column, cell) in cells.enumerated() { sheet.set(4 + place, column, cell.0, cell.1) }
    }
    let below = 5 + scenario.ranking.count
    let all = scenario.together
    let rows: [(String, Double?)] = [
      ("Members together, ENPV", all.enpvUSDMillion),
      ("Sum of members alone", all.sumOfAloneUSDMillion),
      ("What they do to each other", all.interactionUSDMillion),
      ("ENPV/k together", all.npvPerInvestment),
    ]
    for (place, row) in rows.enumerated() {
      sheet.set(below + place, 1, .text(row.0))
      sheet.set(below + place, 2, CellContent.orDash(row.1), .twoDecimals)
    }
    return sheet
  }

  private func projects() -> WorkbookSheet {
    var sheet = WorkbookSheet("Projects")
    sheet.columnWidths = [0: 28, 1: 48, 2: 24, 3: 12, 4: 18, 5: 18, 6: 12]
    sheet.setRow(
      0,
      [
        "Id", "Name", "Variant of", "Opening", "Investment, USD m", "Present value, USD m",
        "Mt/year",
      ].map { .text($0) },
      .header
    )
    for (place, project) in result.projects.enumerated() {
      sheet.set(1 + place, 0, .text(project.id))
      sheet.set(1 + place, 1, .text(project.name))
      sheet.set(1 + place, 2, .text(project.group ?? ""))
      sheet.set(1 + place, 3, .text(project.opening))
      sheet.set(1 + place, 4, .number(project.capexUSDMillion), .oneDecimal)
      sheet.set(1 + place, 5, .number(project.capexPresentValueUSDMillion), .oneDecimal)
      sheet.set(1 + place, 6, .number(project.capacityMegatonnesPerYear), .twoDecimals)
    }
    return sheet
  }

  private func zone(_ zone: ZoneResult) -> WorkbookSheet {
    var sheet = WorkbookSheet(SheetTab.name("Zone", zone.id, among: result.zones.map(\.id)))
    sheet.columnWidths = [0: 8, 1: 30, 2: 14, 3: 14, 4: 14, 5: 12]
    sheet.setRow(
      0,
      ["Year", "Measure", "Use", "Observed", "Modelled", "Error, %"].map { .text($0) },
      .header
    )
    for (place, check) in zone.backTest.enumerated() {
      sheet.set(1 + place, 0, .number(Double(check.year)))
      sheet.set(1 + place, 1, .text(check.measure))
      sheet.set(1 + place, 2, .text(check.use))
      sheet.set(1 + place, 3, .number(check.observed), .oneDecimal)
      sheet.set(1 + place, 4, .number(check.modelled), .oneDecimal)
      sheet.set(1 + place, 5, .number(check.errorPercent), .oneDecimal)
    }
    return sheet
  }
}
