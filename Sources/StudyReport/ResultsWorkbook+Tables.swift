import CorridorStudy
import Tables

extension ResultsWorkbook {
  /// A sheet with one table: headings, rows, widths.
  private func table(
    _ name: String,
    _ headings: [String],
    _ widths: [Double],
    _ rows: [[CellContent]]
  ) -> WorkbookSheet {
    var sheet = WorkbookSheet(name)
    for (column, width) in widths.enumerated() { sheet.columnWidths[column] = width }
    sheet.setRow(0, headings.map { .text($0) }, .header)
    for (place, row) in rows.enumerated() {
      for (column, content) in row.enumerated() {
        let style: CellStyle
        if case .number(let value) = content {
          style =
            abs(value) >= 1000 && value == value.rounded()
            ? .plain : CellStyle(numberFormat: "General")
        } else {
          style = .plain
        }
        sheet.set(place + 1, column, content, style)
      }
    }
    sheet.frozenRowCount = 1
    sheet.page = PageSetup(repeatedRowCount: 1)
    if !rows.isEmpty {
      sheet.filter = (CellAddress(0, 0), CellAddress(rows.count, headings.count - 1))
    }
    return sheet
  }

  private func optional(_ value: Double?) -> CellContent { value.map { .number($0) } ?? .text("") }

  func traffic() -> WorkbookSheet {
    let commodities = result.study.commodities.map(\.id)
    return table(
      "Traffic",
      [
        "Scenario", "Year", "Solved", "Tonnes", "Of capacity", "Users' benefit, USD m",
        "CO2e saved, t", "Transport cost without, % of trade", "with, %",
      ] + commodities.map { "\($0), t" },
      [18, 8, 8, 12, 12, 20, 14, 20, 12],
      result.scenarios.flatMap { scenario in
        scenario.years.map { year -> [CellContent] in
          [
            .text(scenario.id), .number(Double(year.year)), .boolean(year.solved),
            .number(year.tonnes), .number(year.capacityUse), .number(year.userBenefitUSDMillion),
            .number(year.co2eSavedTonnes), .number(year.transportCostShareWithoutPercent),
            .number(year.transportCostShareWithPercent),
          ] + commodities.map { .number(year.tonnesByCommodity[$0] ?? 0) }
        }
      }
    )
  }

  func incidence() -> WorkbookSheet {
    table(
      "Incidence",
      ["Scenario", "Country", "Party", "Present value, USD m"],
      [18, 12, 18, 22],
      result.scenarios.flatMap { scenario in
        scenario.economics.incidence.map {
          [
            .text(scenario.id), .text($0.country), .text($0.party),
            .number($0.presentValueUSDMillion),
          ]
        }
      }
    )
  }

  func trade() -> WorkbookSheet {
    table(
      "Trade",
      [
        "Scenario", "Region", "Exports, %", "Imports, %", "Wage, %", "Prices, %",
        "Cost of carriage, %", "Real income, %", "Real income, USD m",
      ],
      [18, 12, 14, 14, 14, 14, 18, 16, 20],
      result.scenarios.flatMap { scenario in
        scenario.tradeEffects.map {
          [
            .text(scenario.id), .text($0.region), .number($0.exportsPercent),
            .number($0.importsPercent), .number($0.wagePercent), .number($0.priceIndexPercent),
            .number($0.transportCostPercent), .number($0.realIncomePercent),
            .number($0.realIncomeUSDMillion),
          ]
        }
      }
    )
  }

  func routes() -> WorkbookSheet {
    table(
      "Routes",
      [
        "Scenario", "From", "To", "Commodity", "Tonnes without", "Tonnes with", "Route", "Modes",
        "Share without", "Share with", "USD/t", "Days", "km", "kg CO2e/t", "Over the project",
        "Open to", "Measures", "Nodes",
      ],
      [14, 10, 10, 14, 14, 14, 50, 12, 13, 13, 9, 8, 9, 10, 14, 9, 30, 60],
      result.scenarios.flatMap { scenario in
        scenario.routes.flatMap { flow in
          flow.routes.map { route -> [CellContent] in
            [
              .text(scenario.id), .text(flow.origin), .text(flow.destination),
              .text(flow.commodity), .number(flow.tonnesWithout), .number(flow.tonnesWith),
              .text(route.description), .text(route.chain), .number(route.shareWithout),
              .number(route.shareWith), .number(route.moneyUSDPerTonne), .number(route.days),
              .number(route.lengthKilometres), .number(route.co2eKilogramsPerTonne),
              .boolean(route.usesProject), .number(route.allowedShare),
              .text(route.measures.joined(separator: ";")),
              .text(route.nodes.joined(separator: "-")),
            ]
          }
        }
      }
    )
  }

  func risk() -> WorkbookSheet {
    let drawn = result.scenarios.compactMap { scenario in scenario.risk.map { (scenario.id, $0) } }
    let count = drawn.map { $0.1.enpvUSDMillion.count }.max() ?? 0
    var sheet = table(
      "Risk",
      ["Draw"] + drawn.map { "ENPV \($0.0), USD m" },
      [10] + drawn.map { _ in 26 },
      (0..<count).map { place in
        [.number(Double(place + 1))]
          + drawn.map {
            $0.1.enpvUSDMillion.indices.contains(place)
              ? .number($0.1.enpvUSDMillion[place]) : .text("")
          }
      }
    )
    guard count > 0 else { return sheet }
    let column = drawn.count + 2
    sheet.columnWidths[column] = 30
    sheet.setRow(0, from: column, [.text("")] + drawn.map { .text($0.0) }, .header)
    for (place, (_, risk)) in drawn.enumerated() {
      let letters = CellAddress.letters(1 + place)
      let range = "\(letters)2:\(letters)\(count + 1)"
      sheet.set(1, column, .text("Mean"))
      sheet.set(
        1,
        column + 1 + place,
        .formula("=AVERAGE(\(range))", value: risk.meanUSDMillion),
        .oneDecimal
      )
      sheet.set(2, column, .text("Chance that it loses"))
      sheet.set(
        2,
        column + 1 + place,
        .formula("=COUNTIF(\(range),\"<0\")/COUNT(\(range))", value: risk.probabilityNegative),
        .percent
      )
      for (line, percentile) in risk.percentiles.enumerated() {
        sheet.set(3 + line, column, .text("Percentile \(percentile.probability)"))
        sheet.set(
          3 + line,
          column + 1 + place,
          .formula("=PERCENTILE(\(range),\(percentile.probability))", value: percentile.usdMillion),
          .oneDecimal
        )
      }
    }
    return sheet
  }

  func validation() -> WorkbookSheet {
    let check = result.validation
    return table(
      "Validation",
      ["What", "Kind", "Modelled", "Low", "High", "Unit", "Inside", "Source"],
      [50, 14, 14, 12, 12, 10, 9, 30],
      check.backTest.rows.map {
        [
          .text("Traffic \($0.year)"), .text($0.use), .number($0.modelled),
          .number($0.observedLow), .number($0.observedHigh), .text("Mt"), .boolean($0.error == 0),
          .text($0.source),
        ]
      }
        + check.routes.map {
          [
            .text($0.name), .text($0.kind), optional($0.modelled), .number($0.low),
            .number($0.high), .text($0.unit), .boolean($0.within), .text($0.source),
          ]
        }
        + check.effects.map {
          [
            .text($0.name), .text("effect"), .number($0.modelled), .number($0.low),
            .number($0.high), .text($0.unit), .text(""), .text($0.source),
          ]
        }
    )
  }

  func assumptions() -> WorkbookSheet {
    table(
      "Assumptions",
      ["Where", "What", "Value", "Source", "Note"],
      [26, 50, 50, 30, 60],
      result.assumptions.map {
        [.text($0.place), .text($0.subject), .text($0.value), .text($0.source), .text($0.note)]
      }
    )
  }

  func sources() -> WorkbookSheet {
    table(
      "Sources",
      ["Id", "Source", "Quality", "Rows"],
      [20, 110, 9, 9],
      result.sources.map {
        [.text($0.id), .text($0.citation), .text($0.quality), .number(Double($0.uses))]
      }
    )
  }
}
