/// What Excel would refuse, found before anything is written.
struct WorkbookCheck {
  static let rowLimit = 1_048_576
  static let columnLimit = 16_384

  let file: String

  func check(_ workbook: Workbook) throws(OutputError) {
    guard !workbook.sheets.isEmpty else { throw fault("a workbook without sheets") }
    var names: Set<String> = []
    for sheet in workbook.sheets {
      guard (1...31).contains(sheet.name.utf16.count),
        !sheet.name.contains(where: { "[]:*?/\\'".contains($0) })
      else { throw fault("sheet name '\(sheet.name)' is none that Excel takes") }
      guard names.insert(sheet.name.lowercased()).inserted else {
        throw fault("two sheets are named '\(sheet.name)'")
      }
      try check(sheet)
    }
    for defined in workbook.names where !isName(defined.name) {
      throw fault("name '\(defined.name)' is none that formulas can use")
    }
    for sheet in workbook.sheets {
      for chart in sheet.charts { try check(chart, of: sheet.name, names) }
    }
  }

  private func check(_ sheet: WorkbookSheet) throws(OutputError) {
    for (address, cell) in sheet.cells.sorted(by: { $0.key < $1.key }) {
      let place = "cell \(address.relative) of '\(sheet.name)'"
      try check(address, place)
      switch cell.content {
      case .blank, .boolean: break
      case .number(let number):
        guard number.isFinite else { throw fault("\(place) is \(number)") }
      case .formula(let formula, let value):
        guard value.isFinite else { throw fault("\(place) has the value \(value)") }
        guard formula.hasPrefix("=") else { throw fault("\(place): no '=' before the formula") }
      case .textFormula(let formula, let value):
        guard formula.hasPrefix("=") else { throw fault("\(place): no '=' before the formula") }
        try checkLength(value, place)
      case .text(let text): try checkLength(text, place)
      case .link(let target, let text):
        try checkLength(text, place)
        guard target.utf16.count <= 2_079 else { throw fault("\(place): the link is too long") }
      }
      if let note = cell.note { try checkLength(note, place) }
    }
    for (column, width) in sheet.columnWidths {
      try check(CellAddress(0, column), "a column width of '\(sheet.name)'")
      guard width.isFinite, (0...255).contains(width) else {
        throw fault("width \(width) of a column of '\(sheet.name)'")
      }
    }
    if let filter = sheet.filter {
      try check(filter.first, "filter of '\(sheet.name)'")
      try check(filter.last, "filter of '\(sheet.name)'")
    }
    try check(
      CellAddress(sheet.frozenRowCount, sheet.frozenColumnCount),
      "frozen cells of '\(sheet.name)'"
    )
    try check(
      CellAddress(sheet.page.repeatedRowCount, sheet.page.repeatedColumnCount),
      "repeated cells of '\(sheet.name)'"
    )
    guard sheet.page.footer.utf16.count <= 200 else {
      throw fault("the foot line of '\(sheet.name)' is too long")
    }
  }

  private func check(
    _ chart: WorkbookChart,
    of sheet: String,
    _ names: Set<String>
  ) throws(OutputError) {
    let place = "chart '\(chart.title)' of '\(sheet)'"
    try check(chart.place, place)
    guard !chart.series.isEmpty else { throw fault("\(place) has no series") }
    guard (1...10_000).contains(chart.widthPixels), (1...10_000).contains(chart.heightPixels) else {
      throw fault("\(place) has no sensible size")
    }
    for series in chart.series {
      guard chart.kind != .scatter || series.categories != nil else {
        throw fault("\(place): series '\(series.name)' has no abscissa")
      }
      for range in [series.categories, series.values].compactMap({ $0 }) {
        try check(range.first, place)
        try check(range.last, place)
        guard names.contains(range.sheet.lowercased()) else {
          throw fault("\(place) draws sheet '\(range.sheet)', which does not exist")
        }
      }
    }
  }

  private func check(_ address: CellAddress, _ place: String) throws(OutputError) {
    guard (0..<Self.rowLimit).contains(address.row),
      (0..<Self.columnLimit).contains(address.column)
    else {
      throw fault("\(place) is outside the sheet (row \(address.row), column \(address.column))")
    }
  }

  /// Letters, digits, `_` and `.`, no digit first, and not like a cell: `A1`, `R1C1`, `R`, `C`.
  private func isName(_ name: String) -> Bool {
    let scalars = Array(name.unicodeScalars)
    guard let first = scalars.first, scalars.count <= 255,
      first.properties.isAlphabetic || first == "_",
      scalars.allSatisfy({
        $0.properties.isAlphabetic || "0123456789_.".unicodeScalars.contains($0)
      })
    else { return false }
    let isCell =
      name.wholeMatch(of: /[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*([Cc][0-9]*)?|[Cc][0-9]*/) != nil
    return !isCell
  }

  private func checkLength(_ text: String, _ place: String) throws(OutputError) {
    guard text.utf16.count <= 32_767 else { throw fault("\(place): text over 32,767 characters") }
  }

  private func fault(_ reason: String) -> OutputError { OutputError(file: file, reason: reason) }
}
