import CXlsxWriter
public import Foundation

/// Writes workbooks as Excel files (Office Open XML) through libxlsxwriter.
///
/// The same workbook gives the same bytes: the file's date is a fixed one, cells go out row by row.
public enum WorkbookWriter {
  /// Writes a workbook, whole or not at all.
  ///
  /// - Throws: `OutputError` where the workbook is not a valid one (it says which cell), or where
  ///   the file cannot be written.
  public static func write(_ workbook: Workbook, to url: URL) throws {
    try WorkbookCheck(file: url.lastPathComponent).check(workbook)
    try AtomicFile.write(to: url) { temporary in
      try build(workbook, at: temporary, name: url.lastPathComponent)
    }
  }

  private static func build(_ workbook: Workbook, at url: URL, name: String) throws {
    guard let book = unsafe workbook_new(url.path) else {
      throw OutputError(file: name, reason: "no memory for a workbook")
    }
    unsafe setProperties(of: book, workbook)
    var formats = unsafe WorkbookFormats(book: book)
    do {
      for sheet in workbook.sheets {
        guard let page = unsafe workbook_add_worksheet(book, sheet.name) else {
          throw OutputError(file: name, reason: "sheet '\(sheet.name)' is refused")
        }
        try unsafe fill(page, sheet, workbook.author, &formats, name)
        for chart in sheet.charts { try unsafe add(chart, to: page, of: book, name) }
      }
      for defined in workbook.names {
        try check(
          unsafe workbook_define_name(book, defined.name, defined.formula),
          name,
          "name '\(defined.name)'"
        )
      }
    } catch {
      // Closing is the one way to free a workbook; the temporary file is thrown away after it.
      unsafe _ = workbook_close(book)
      throw error
    }
    try check(unsafe workbook_close(book), name, "the file")
  }

  private static func setProperties(
    of book: UnsafeMutablePointer<lxw_workbook>,
    _ workbook: Workbook
  ) {
    let day = workbook.date ?? CalendarDate(year: 2000, month: 1, day: 1)
    var properties = unsafe lxw_doc_properties()
    unsafe properties.created = (day?.daysSince1970 ?? 10_957) * 86_400
    unsafe properties.title = strdup(workbook.title)
    unsafe properties.author = strdup(workbook.author)
    unsafe properties.comments = strdup(workbook.remarks)
    unsafe _ = workbook_set_properties(book, &properties)
    unsafe free(properties.title)
    unsafe free(properties.author)
    unsafe free(properties.comments)
  }

  private static func fill(
    _ page: UnsafeMutablePointer<lxw_worksheet>,
    _ sheet: WorkbookSheet,
    _ author: String,
    _ formats: inout WorkbookFormats,
    _ name: String
  ) throws {
    unsafe worksheet_set_comments_author(page, author)
    for (column, width) in sheet.columnWidths.sorted(by: { $0.key < $1.key }) {
      let place = UInt16(column)
      try check(
        unsafe worksheet_set_column(page, place, place, width, nil),
        name,
        "width of column \(CellAddress.letters(column)) of '\(sheet.name)'"
      )
    }
    for (address, cell) in sheet.cells.sorted(by: { $0.key < $1.key }) {
      let row = UInt32(address.row)
      let column = UInt16(address.column)
      let format = unsafe formats.format(cell.style)
      let place = "cell \(address.relative) of '\(sheet.name)'"
      try check(unsafe write(cell.content, page, row, column, format), name, place)
      if let note = cell.note {
        try check(unsafe worksheet_write_comment(page, row, column, note), name, place)
      }
    }
    if sheet.frozenRowCount > 0 || sheet.frozenColumnCount > 0 {
      unsafe worksheet_freeze_panes(
        page,
        UInt32(sheet.frozenRowCount),
        UInt16(sheet.frozenColumnCount)
      )
    }
    if sheet.hidesGridlines {
      unsafe worksheet_gridlines(page, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue))
    }
    if let filter = sheet.filter {
      try check(
        unsafe worksheet_autofilter(
          page,
          UInt32(filter.first.row),
          UInt16(filter.first.column),
          UInt32(filter.last.row),
          UInt16(filter.last.column)
        ),
        name,
        "filter of '\(sheet.name)'"
      )
    }
    try unsafe setPage(page, sheet, name)
  }

  private static func setPage(
    _ page: UnsafeMutablePointer<lxw_worksheet>,
    _ sheet: WorkbookSheet,
    _ name: String
  ) throws {
    let a4: UInt8 = 9
    unsafe worksheet_set_paper(page, a4)
    if sheet.page.isLandscape { unsafe worksheet_set_landscape(page) }
    if sheet.page.fitsToWidth { unsafe worksheet_fit_to_pages(page, 1, 0) }
    if sheet.page.repeatedRowCount > 0 {
      try check(
        unsafe worksheet_repeat_rows(page, 0, UInt32(sheet.page.repeatedRowCount - 1)),
        name,
        "repeated rows of '\(sheet.name)'"
      )
    }
    if sheet.page.repeatedColumnCount > 0 {
      try check(
        unsafe worksheet_repeat_columns(page, 0, UInt16(sheet.page.repeatedColumnCount - 1)),
        name,
        "repeated columns of '\(sheet.name)'"
      )
    }
    let left = sheet.page.footer.replacingOccurrences(of: "&", with: "&&")
    try check(
      unsafe worksheet_set_footer(page, "&L\(left)&R&P / &N"),
      name,
      "foot of '\(sheet.name)'"
    )
  }

  private static func write(
    _ content: CellContent,
    _ page: UnsafeMutablePointer<lxw_worksheet>,
    _ row: UInt32,
    _ column: UInt16,
    _ format: UnsafeMutablePointer<lxw_format>?
  ) -> lxw_error {
    switch content {
    case .blank: return unsafe worksheet_write_blank(page, row, column, format)
    case .text(let text): return unsafe worksheet_write_string(page, row, column, text, format)
    case .number(let number):
      return unsafe worksheet_write_number(page, row, column, number, format)
    case .boolean(let flag):
      return unsafe worksheet_write_boolean(page, row, column, flag ? 1 : 0, format)
    case .formula(let formula, let value):
      return unsafe worksheet_write_formula_num(page, row, column, formula, format, value)
    case .textFormula(let formula, let value):
      return unsafe worksheet_write_formula_str(page, row, column, formula, format, value)
    case .link(let target, let text):
      let state = unsafe worksheet_write_url(page, row, column, target, format)
      guard state == LXW_NO_ERROR else { return state }
      return unsafe worksheet_write_string(page, row, column, text, format)
    }
  }

  private static func add(
    _ chart: WorkbookChart,
    to page: UnsafeMutablePointer<lxw_worksheet>,
    of book: UnsafeMutablePointer<lxw_workbook>,
    _ name: String
  ) throws {
    guard let drawing = unsafe workbook_add_chart(book, UInt8(kind(chart.kind).rawValue)) else {
      throw OutputError(file: name, reason: "chart '\(chart.title)' is refused")
    }
    unsafe chart_title_set_name(drawing, chart.title)
    let categoryAxis = unsafe drawing.pointee.x_axis
    let valueAxis = unsafe drawing.pointee.y_axis
    if !chart.categoryAxisTitle.isEmpty {
      unsafe chart_axis_set_name(categoryAxis, chart.categoryAxisTitle)
    }
    if !chart.valueAxisTitle.isEmpty { unsafe chart_axis_set_name(valueAxis, chart.valueAxisTitle) }
    if let format = chart.valueFormat { unsafe chart_axis_set_num_format(valueAxis, format) }
    for series in chart.series {
      let categories = series.categories.map { "=" + $0.reference }
      guard
        let line = unsafe categories.map({
          unsafe chart_add_series(drawing, $0, "=" + series.values.reference)
        }) ?? chart_add_series(drawing, nil, "=" + series.values.reference)
      else {
        throw OutputError(file: name, reason: "series '\(series.name)' is refused")
      }
      unsafe chart_series_set_name(line, series.name)
      if let colour = series.colour {
        if chart.kind == .line || chart.kind == .scatter {
          var pen = lxw_chart_line()
          pen.color = colour
          pen.width = 2
          unsafe chart_series_set_line(line, &pen)
        } else {
          var fill = lxw_chart_fill()
          fill.color = colour
          unsafe chart_series_set_fill(line, &fill)
        }
      }
    }
    unsafe chart_legend_set_position(
      drawing,
      UInt8((chart.series.count > 1 ? LXW_CHART_LEGEND_BOTTOM : LXW_CHART_LEGEND_NONE).rawValue)
    )
    var options = unsafe lxw_chart_options()
    unsafe options.x_scale = Double(chart.widthPixels) / 480
    unsafe options.y_scale = Double(chart.heightPixels) / 288
    try check(
      unsafe worksheet_insert_chart_opt(
        page,
        UInt32(chart.place.row),
        UInt16(chart.place.column),
        drawing,
        &options
      ),
      name,
      "chart '\(chart.title)'"
    )
  }

  private static func kind(_ kind: WorkbookChart.Kind) -> lxw_chart_type {
    switch kind {
    case .column: LXW_CHART_COLUMN
    case .stackedColumn: LXW_CHART_COLUMN_STACKED
    case .bar: LXW_CHART_BAR
    case .stackedBar: LXW_CHART_BAR_STACKED
    case .line: LXW_CHART_LINE
    case .scatter: LXW_CHART_SCATTER_STRAIGHT_WITH_MARKERS
    }
  }

  private static func check(_ state: lxw_error, _ name: String, _ place: String) throws {
    guard state != LXW_NO_ERROR else { return }
    let reason = unsafe lxw_strerror(state).map { unsafe String(cString: $0) } ?? "error"
    throw OutputError(file: name, reason: "\(place): \(reason)")
  }
}
