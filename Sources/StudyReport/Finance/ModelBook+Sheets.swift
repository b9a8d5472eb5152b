import Tables

extension ModelBook {
  /// Colours of a bank's model: inputs blue, formulas black.
  private static let inputColour: UInt32 = 0x0000FF
  private static let inputFill: UInt32 = 0xFFF9DB

  /// Shows 1 as a green OK and 0 as a red ERROR.
  static let checkFormat = "[Color10]\"OK\";[Red]\"ERROR\";[Red]\"ERROR\""

  /// Style of a check.
  static var checkStyle: CellStyle {
    var style = CellStyle(numberFormat: checkFormat)
    style.isBold = true
    style.alignment = .centre
    return style
  }

  private func style(_ unit: String, isInput: Bool) -> CellStyle {
    let format =
      switch unit {
      case "%": "0.00%"
      case "check": Self.checkFormat
      case "x": "0.000"
      case "no", "year", "months", "periods", "days": "0"
      case "flag": "0;-0;0"
      case "factor": "0.0000"
      case "difference": "0.0E+00"
      default: "#,##0.00;-#,##0.00;-"
      }
    var style = CellStyle(numberFormat: format)
    style.fontColour = isInput ? Self.inputColour : 0x000000
    if isInput { style.fillColour = Self.inputFill }
    if unit == "check" {
      style.isBold = true
      style.alignment = .centre
    }
    return style
  }

  /// The sheets, with every template made a formula.
  func sheets() -> [WorkbookSheet] { pages.map(sheet) }

  private func sheet(_ page: Page) -> WorkbookSheet {
    var sheet = WorkbookSheet(page.name)
    sheet.columnWidths = [0: 46, 1: 12, 2: 16, 3: page.hasPeriods ? 3 : 16]
    sheet.set(0, 0, .text(page.title), .title)
    sheet.frozenRowCount = Self.firstRow
    sheet.frozenColumnCount = page.hasPeriods ? Self.firstPeriodColumn : 1
    sheet.hidesGridlines = true
    sheet.page.repeatedRowCount = Self.firstRow
    let header = Self.firstRow - 1
    sheet.set(header, 0, .text(""), .header)
    sheet.set(header, 1, .text("Unit"), .header)
    sheet.set(header, 2, .text(page.hasPeriods ? "Total" : "Value"), .header)
    if page.hasPeriods {
      for (place, label) in periodLabels.enumerated() {
        sheet.set(header, Self.firstPeriodColumn + place, .text(label), .header)
        sheet.columnWidths[Self.firstPeriodColumn + place] = 11
      }
    } else {
      sheet.set(header, 3, .text("Note"), .header)
    }
    for (offset, content) in page.contents.enumerated() {
      fill(&sheet, Self.firstRow + offset, content)
    }
    return sheet
  }

  private func fill(_ sheet: inout WorkbookSheet, _ row: Int, _ content: Content) {
    switch content {
    case .blank: break
    case .heading(let text): sheet.set(row, 0, .text(text), CellStyle(isBold: true))
    case .text(let label, let value):
      sheet.set(row, 0, .text(label))
      if !value.isEmpty { sheet.set(row, Self.valueColumn, .text(value)) }
    case .single(_, let label, let unit, let template, let value, let note):
      sheet.set(row, 0, .text(label))
      sheet.set(row, 1, .text(unit == "check" || unit == "flag" ? "" : unit))
      if let template, case .number(let number) = value {
        let text = formula(template, sheet: sheet.name, column: Self.valueColumn)
        sheet.set(
          row,
          Self.valueColumn,
          .formula(text, value: number),
          style(unit, isInput: false)
        )
      } else {
        var isText = false
        if case .text = value { isText = true }
        sheet.set(row, Self.valueColumn, value, style(unit, isInput: !isText))
      }
      if !note.isEmpty { sheet.set(row, Self.valueColumn + 1, .text(note)) }
    case .list(_, let label, let values):
      sheet.set(row, 0, .text(label))
      for (place, value) in values.enumerated() {
        sheet.set(
          row,
          Self.valueColumn + place,
          .number(value),
          style(label.hasSuffix("years") ? "year" : "factor", isInput: true)
        )
      }
    case .row(_, let label, let unit, let template, let values, let hasSum):
      sheet.set(row, 0, .text(label))
      sheet.set(row, 1, .text(unit == "flag" ? "" : unit))
      for (place, value) in values.enumerated() {
        let column = Self.firstPeriodColumn + place
        guard let template else {
          sheet.set(row, column, .number(value ?? 0), style(unit, isInput: true))
          continue
        }
        let text = formula(template, sheet: sheet.name, column: column)
        sheet.set(
          row,
          column,
          value.map { .formula(text, value: $0) } ?? .textFormula(text, value: ""),
          style(unit, isInput: false)
        )
      }
      if hasSum {
        let first = CellAddress(row, Self.firstPeriodColumn).relative
        let last = CellAddress(row, Self.firstPeriodColumn + values.count - 1).relative
        let sum = values.reduce(0) { $0 + ($1 ?? 0) }
        var bold = style(unit, isInput: false)
        bold.isBold = true
        sheet.set(row, Self.valueColumn, .formula("=SUM(\(first):\(last))", value: sum), bold)
      }
    }
  }
}
