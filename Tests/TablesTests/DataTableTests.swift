import Fixtures
import Foundation
import Testing

@testable import Tables

/// Typed columns from text files and workbooks.
struct DataTableTests {
  @Test("columns of numbers and of texts, missing cells, quotes and line ends")
  func kinds() throws {
    let url = try ScratchFolder.file(
      "t.csv",
      "\u{FEFF}a,b,c,d\r\n1,x,NA,\"say \"\"hi\"\", you\"\r\n\r\n2.5,,.,\"two\nlines\"\r\n-3e2, y ,nan,end"
    )
    let table = try DataTable.read(url, faults: FaultCollector())
    #expect(table.rowCount == 3)
    #expect(try table.numbers("a") == [1, 2.5, -300])
    #expect((0..<3).map { table["b"]?.text($0) } == ["x", "", "y"])
    #expect(try table.numbers("c").allSatisfy(\.isNaN))
    #expect((0..<3).map { table["d"]?.text($0) } == ["say \"hi\", you", "two\nlines", "end"])
    #expect((0..<3).map { table.line(row: $0) } == [2, 4, 6])
  }

  @Test("semicolons and tabs separate where the header says so", arguments: [";", "\t"])
  func separators(_ separator: String) throws {
    let rows = [["iso_o", "dist"], ["ABW", "5.22"], ["A,B", "7"]]
    let text = rows.map { $0.joined(separator: separator) }.joined(separator: "\n")
    let table = try DataTable.read(ScratchFolder.file("t.csv", text), faults: FaultCollector())
    #expect(table["iso_o"]?.text(1) == "A,B")
    #expect(try table.numbers("dist") == [5.22, 7])
  }

  @Test("a text among numbers is told by line where numbers are wanted")
  func textAmongNumbers() throws {
    let table = try DataTable.read(
      ScratchFolder.file("t.csv", "v\n1\n2\nabc\n4\n"),
      faults: FaultCollector()
    )
    #expect((0..<4).map { table["v"]?.text($0) } == ["1", "2", "abc", "4"])
    let fault = #expect(throws: InputFault.self) { try table.numbers("v") }
    #expect(fault?.line == 4)
    #expect(fault?.found == "'abc'")
    let missing = #expect(throws: InputFault.self) { try table.numbers("w") }
    #expect(missing?.expected.contains("did you mean 'v'") == true)
  }

  @Test("codes keep their leading zeros where they are asked for as texts")
  func leadingZeros() throws {
    let url = try ScratchFolder.file("t.csv", "hs,v\n010121,1\n\"0101\",2\n")
    let table = try DataTable.read(url, texts: ["hs"], faults: FaultCollector())
    #expect((0..<2).map { table["hs"]?.text($0) } == ["010121", "0101"])
  }

  @Test("rows of a wrong length are told and left out, a million of them in a few lines")
  func raggedRows() throws {
    let text = "a,b\n1,2\n" + String(repeating: "1\n", count: 1_000_000) + "3,4\n"
    let faults = FaultCollector()
    let table = try DataTable.read(ScratchFolder.file("t.csv", text), faults: faults)
    #expect(try table.numbers("b") == [2, 4])
    #expect(faults.errors.count == 21)
    #expect(faults.errors.first?.line == 3)
  }

  @Test(
    "what is no table is told",
    arguments: ["", "\n\n", "a,b\n\"1,2\n", "a,a\n1,2\n", "a,,b,\n1,2,3,4\n", "a\rb\r1\r"]
  )
  func noTable(_ text: String) throws {
    let url = try ScratchFolder.file("t.csv", text)
    #expect(throws: InputFault.self) { try DataTable.read(url, faults: FaultCollector()) }
  }

  @Test("rows that run over the ends of what is read at a time come out whole")
  func longFile() throws {
    var text = "id,name,value\n"
    let count = 200_000
    for row in 0..<count { text += "\(row),\"n \"\"\(row % 97)\"\"\",\(Double(row) / 8)\n" }
    let table = try DataTable.read(ScratchFolder.file("t.csv", text), faults: FaultCollector())
    #expect(table.rowCount == count)
    let ids = try table.numbers("id")
    let values = try table.numbers("value")
    #expect((0..<count).allSatisfy { ids[$0] == Double($0) && values[$0] == Double($0) / 8 })
    #expect((0..<count).allSatisfy { table["name"]?.text($0) == "n \"\($0 % 97)\"" })
  }

  @Test("what is written as CSV, packed or not, comes back", arguments: ["t.csv", "t.csv.gz"])
  func writtenAndRead(_ name: String) throws {
    let table = try DataTable([
      DataColumn("n", numbers: [0.1, -12_345_678_901, .nan, 1e-300, 1e22]),
      DataColumn("t", texts: ["a,b", "", "q\"q", " blank ", "ü"]),
    ])
    let url = try ScratchFolder.make().appendingPathComponent(name)
    try table.write(to: url)
    let read = try DataTable.read(url, faults: FaultCollector())
    #expect((0..<5).map { read["n"]?.text($0) } == (0..<5).map { table["n"]?.text($0) })
    #expect((0..<5).map { read["t"]?.text($0) } == ["a,b", "", "q\"q", " blank ", "ü"])
  }

  @Test("a sheet of a workbook is a table with its first row as header")
  func workbook() throws {
    var sheet = WorkbookSheet("Trade")
    let rows: [[CellContent]] = [
      [.text("exporter"), .text("value")], [.text("RUS"), .number(1.5)],
      [.text("CHN"), .number(2)],
    ]
    for (row, cells) in rows.enumerated() {
      sheet.setRow(row, cells)
    }
    let workbook = Workbook(title: "Test", sheets: [sheet])
    let url = try ScratchFolder.make().appendingPathComponent("t.xlsx")
    try WorkbookWriter.write(workbook, to: url)
    let table = try DataTable.read(url, faults: FaultCollector())
    #expect(table["exporter"]?.text(1) == "CHN")
    #expect(try table.numbers("value") == [1.5, 2])
    #expect(throws: InputFault.self) {
      try DataTable.read(url, sheet: "None", faults: FaultCollector())
    }
  }

  @Test("days since 1970 and back")
  func days() throws {
    for days in stride(from: -700_000, to: 2_900_000, by: 997) {
      let date = try #require(CalendarDate(daysSince1970: days))
      #expect(date.daysSince1970 == days)
    }
    #expect(CalendarDate(daysSince1970: 3_000_000) == nil)
    #expect(CalendarDate(daysSince1970: Int.max) == nil)
  }
}
