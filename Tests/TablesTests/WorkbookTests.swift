import Fixtures
import Foundation
import Tables
import Testing

@Suite("Workbooks")
struct WorkbookTests {
  /// Cash flow of 100 paid, then 60 and 70 earned: at 10 % it is worth
  /// −100 + 60/1.1 + 70/1.21 = 12.396694…, and its rate of return is 19.39 %.
  static func sample() -> Workbook {
    var sheet = WorkbookSheet("Cash flow, 1")
    sheet.set(0, 0, .text("Cash flow of “Khasan–Rajin” & <others>"), .title)
    sheet.setRow(2, [.text("Year"), .text("USD m")], .header)
    for (place, amount) in [-100.0, 60, 70].enumerated() {
      sheet.set(3 + place, 0, .number(Double(2_008 + place)))
      sheet.set(
        3 + place,
        1,
        .number(amount),
        .oneDecimal,
        note: place == 0 ? "Building" : nil
      )
    }
    sheet.set(6, 0, .text("NPV"), .total())
    let amounts = sheet.range(CellAddress(3, 1), CellAddress(5, 1))
    sheet.set(
      6,
      1,
      .formula("=B4+NPV(rate,B5:B6)", value: -100 + 60 / 1.1 + 70 / 1.21),
      .total("#,##0.00")
    )
    sheet.set(7, 1, .formula("=SUM(amounts)", value: 30), .oneDecimal)
    sheet.set(8, 1, .textFormula("=IF(B7>0,\"pays\",\"does not\")", value: "pays"))
    sheet.set(9, 0, .boolean(true))
    sheet.set(9, 1, .link("https://example.org/?a=1&b=2", text: "source"))
    sheet.set(10, 1, .number(0.1), .percent)
    sheet.columnWidths = [0: 30, 1: 14]
    sheet.frozenRowCount = 3
    sheet.frozenColumnCount = 1
    sheet.filter = (CellAddress(2, 0), CellAddress(5, 1))
    sheet.page = PageSetup(repeatedRowCount: 3, footer: "A & B")
    let years = sheet.range(CellAddress(3, 0), CellAddress(5, 0))
    var charts = WorkbookSheet("Charts")
    for (place, kind) in WorkbookChart.Kind.allCases.enumerated() {
      charts.charts.append(
        WorkbookChart(
          kind: kind,
          title: "Chart \(place)",
          categoryAxisTitle: "Year",
          valueAxisTitle: "USD m",
          valueFormat: "#,##0",
          series: [
            WorkbookChart.Series(
              name: "Net",
              categories: years,
              values: amounts,
              colour: 0x1F78B4
            ),
            WorkbookChart.Series(
              name: "Again",
              categories: kind == .scatter ? years : nil,
              values: amounts
            ),
          ],
          place: CellAddress(20 * place, 1)
        )
      )
    }
    return Workbook(
      title: "Appraisal",
      remarks: "Test",
      date: CalendarDate("2020-02-29"),
      sheets: [sheet, charts],
      names: [
        Workbook.DefinedName("amounts", amounts),
        Workbook.DefinedName("rate", sheet.range(CellAddress(10, 1), CellAddress(10, 1))),
      ]
    )
  }

  @Test("the same workbook has the same bytes")
  func bytes() throws {
    try withFolder { folder in
      let first = folder.appendingPathComponent("a.xlsx")
      let second = folder.appendingPathComponent("b.xlsx")
      try WorkbookWriter.write(Self.sample(), to: first)
      try WorkbookWriter.write(Self.sample(), to: second)
      #expect(try Data(contentsOf: first) == Data(contentsOf: second))
      #expect(try names(in: folder) == ["a.xlsx", "b.xlsx"])
    }
  }

  @Test(
    "the file is a sound zip with cells, names, notes, charts and print settings in it",
    .enabled(if: program("unzip") != nil, "unzip is not installed")
  )
  func parts() throws {
    let unzip = try #require(program("unzip"))
    try withFolder { folder in
      let first = folder.appendingPathComponent("a.xlsx")
      try WorkbookWriter.write(Self.sample(), to: first)
      #expect(try run(unzip, ["-tq", first.path]).status == 0)
      let book = try run(unzip, ["-p", first.path, "xl/workbook.xml"]).output
      #expect(book.contains("<definedName name=\"amounts\""))
      #expect(book.contains("_xlnm.Print_Titles"))
      let sheet = try run(unzip, ["-p", first.path, "xl/worksheets/sheet1.xml"]).output
      #expect(sheet.contains("<f>SUM(amounts)</f><v>30</v>"))
      #expect(sheet.contains("topLeftCell=\"B4\""))
      #expect(sheet.contains("orientation=\"landscape\""))
      #expect(sheet.contains("<autoFilter ref=\"A3:B6\"/>"))
      let core = try run(unzip, ["-p", first.path, "docProps/core.xml"]).output
      #expect(core.contains("2020-02-29T00:00:00Z"))
      #expect(core.contains("Appraisal"))
      let note = try run(unzip, ["-p", first.path, "xl/comments1.xml"]).output
      #expect(note.contains("Building"))
      let chart = try run(unzip, ["-p", first.path, "xl/charts/chart1.xml"]).output
      #expect(chart.contains("<c:v>60</c:v>"), "charts carry their data")
    }
  }

  @Test(
    "a spreadsheet program computes the formulas to the values that were given",
    .enabled(if: program("soffice") != nil, "LibreOffice is not installed"),
    .timeLimit(.minutes(3))
  )
  func recalculated() throws {
    let office = try #require(program("soffice"))
    try withFolder { folder in
      var workbook = Self.sample()
      // A wrong value beside a formula must not survive the recalculation.
      workbook.sheets[0].set(11, 1, .formula("=B7*2", value: -1))
      let url = folder.appendingPathComponent("a.xlsx")
      try WorkbookWriter.write(workbook, to: url)
      let profile = folder.appendingPathComponent("profile")
      let user = profile.appendingPathComponent("user")
      try FileManager.default.createDirectory(at: user, withIntermediateDirectories: true)
      // OOXMLRecalcMode 0: always recalculate what is loaded.
      try Data(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <oor:items xmlns:oor="http://openoffice.org/2001/registry">
        <item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop \
        oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
        </oor:items>
        """.utf8
      ).write(to: user.appendingPathComponent("registrymodifications.xcu"))
      // Filter options: comma, quote, UTF-8, first line 1, no column formats, English (US), do
      // not quote all, values not as shown, no formulas.
      let result = try run(
        office,
        [
          "-env:UserInstallation=file://\(profile.path)", "--headless", "--convert-to",
          "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,false,false", "--outdir",
          folder.path, url.path,
        ]
      )
      #expect(result.status == 0, "\(result.output)")
      let faults = FaultCollector()
      let text = try String(contentsOf: folder.appendingPathComponent("a.csv"), encoding: .utf8)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let rows = (["label,value"] + lines.dropFirst(3)).joined(separator: "\n")
      let table = try #require(CSVTable.parse(Array(rows.utf8), name: "a.csv", faults: faults))
      let values = (0..<table.rowCount).map { table.text(row: $0, column: "value") ?? "" }
      let worth = -100 + 60 / 1.1 + 70 / 1.21
      #expect(abs((Double(values[3]) ?? .nan) - worth) < 1e-9, "\(values)")
      #expect(Double(values[4]) == 30)
      #expect(values[5] == "pays")
      #expect(values[6] == "source")
      #expect(abs((Double(values[8]) ?? .nan) - 2 * worth) < 1e-9, "\(values)")
    }
  }

  @Test(
    "what Excel would refuse is an error that says where, and no file is left",
    arguments: [
      ("NaN", "cell B3 of 'S' is nan"), ("infinite", "cell A1 of 'S' has the value inf"),
      ("outside", "is outside the sheet"), ("negative", "is outside the sheet"),
      ("long", "text over 32,767"), ("equals", "no '='"), ("name", "sheet name 'a/b'"),
      ("twice", "two sheets are named 's'"), ("none", "without sheets"),
      ("width", "width -1.0"), ("chart", "sheet 'T', which does not exist"),
      ("empty chart", "has no series"), ("scatter", "has no abscissa"),
      ("quote", "sheet name 'it's'"),
      ("cell name", "name 'AB12'"), ("defined", "name '1x'"),
    ]
  )
  func refused(what: String, reason: String) throws {
    var sheet = WorkbookSheet("S")
    var book = Workbook(title: "")
    var more: [WorkbookSheet] = []
    let cell = CellAddress(0, 0)
    switch what {
    case "NaN": sheet.set(2, 1, .number(.nan))
    case "infinite": sheet.set(0, 0, .formula("=1/0", value: .infinity))
    case "outside": sheet.set(0, 16_384, .number(1))
    case "negative": sheet.set(-1, 0, .number(1))
    case "long": sheet.set(0, 0, .text(String(repeating: "x", count: 32_768)))
    case "equals": sheet.set(0, 0, .formula("SUM(A1)", value: 0))
    case "name": more = [WorkbookSheet("a/b")]
    case "twice": more = [WorkbookSheet("s")]
    case "width": sheet.columnWidths[0] = -1
    case "chart":
      let series = WorkbookChart.Series(
        name: "",
        values: CellRange(sheet: "T", cell, CellAddress(3, 0))
      )
      sheet.charts = [WorkbookChart(kind: .bar, title: "C", series: [series], place: cell)]
    case "empty chart":
      sheet.charts = [WorkbookChart(kind: .bar, title: "C", series: [], place: cell)]
    case "scatter":
      let series = WorkbookChart.Series(
        name: "",
        values: CellRange(sheet: "S", cell, CellAddress(3, 0))
      )
      sheet.charts = [WorkbookChart(kind: .scatter, title: "C", series: [series], place: cell)]
    case "quote": more = [WorkbookSheet("it's")]
    case "cell name": book.names = [Workbook.DefinedName("AB12", "=S!$A$1")]
    case "defined": book.names = [Workbook.DefinedName("1x", "=S!$A$1")]
    default: break
    }
    if what != "none" { book.sheets = [sheet] + more }
    try withFolder { folder in
      let thrown = #expect(throws: OutputError.self) {
        try WorkbookWriter.write(book, to: folder.appendingPathComponent("x.xlsx"))
      }
      #expect(thrown?.description.contains(reason) == true, "\(String(describing: thrown))")
      let left = try names(in: folder)
      #expect(left.isEmpty)
    }
  }

  @Test(
    "columns have the letters of spreadsheets",
    arguments: [
      (0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA"),
      (16_383, "XFD"),
    ]
  )
  func letters(column: Int, letters: String) {
    #expect(CellAddress.letters(column) == letters)
    #expect(CellAddress(4, column).relative == "\(letters)5")
    #expect(CellAddress(4, column).absolute == "$\(letters)$5")
  }
}
