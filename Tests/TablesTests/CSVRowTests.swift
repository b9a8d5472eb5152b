import Tables
import Testing

private enum Mode: String, CaseIterable {
  case rail
  case sea
}

@Suite("Cells of a row")
struct CSVRowTests {
  @Test(
    "what is no finite decimal number is a fault that shows the cell",
    arguments: [
      "nan", "NaN", "inf", "-inf", "Infinity", "1e400", "0x10", "1,5", "1 000", "--1", "1.2.3",
      "five", ".", "-", "+", "e5", "1e", "١٢",
    ]
  )
  func noNumber(text: String) throws {
    let (read, faults) = table("x\n\"\(text)\"\n")
    let row = try #require(read.flatMap { Array($0.rows(faults)).first })
    #expect(row.number("x") == nil)
    #expect(
      faults.errors == [
        InputFault(
          file: "x.csv",
          line: 2,
          column: "x",
          found: "'\(text)'",
          expected: "a number"
        )
      ]
    )
  }

  @Test(
    "decimal numbers are read to the nearest double",
    arguments: [
      ("0", 0), ("-7", -7), ("1.5", 1.5), (" 2.5 ", 2.5), ("\"3.5\"", 3.5), ("1e-3", 0.001),
      ("+4", 4), (".5", 0.5), ("5.", 5), ("0.1", 0.1), ("123456789.123456", 123_456_789.123456),
      ("1234567890123456789", 1_234_567_890_123_456_768), ("2.2250738585072014e-308", 0x1p-1022),
    ] as [(String, Double)]
  )
  func numbers(text: String, value: Double) throws {
    let (read, faults) = table("x\n\(text)\n")
    #expect(try #require(read).rows(faults).map { $0.number("x") } == [value])
    #expect(faults.faults.isEmpty)
  }

  @Test("a number outside its range is a fault that says the range")
  func range() throws {
    let (read, faults) = table("x\n-1\n0\n2\n")
    let rows = Array(try #require(read).rows(faults))
    #expect(rows.map { $0.number("x", in: 0...1) } == [nil, 0, nil])
    #expect(rows.map { $0.number("x", in: CSVRow.positive) } == [nil, nil, 2])
    #expect(rows.map { $0.number("x", in: CSVRow.notNegative) } == [nil, 0, 2])
    #expect(
      faults.errors.map(\.expected) == [
        "a number from 0 to 1", "a number from 0 to 1", "a number above zero",
        "a number above zero", "a number, zero or above",
      ]
    )
  }

  @Test("an empty cell is a fault where a value must be, and none where it may be")
  func empty() throws {
    let (read, faults) = table("x,y\n,1\n")
    let row = try #require(read.flatMap { Array($0.rows(faults)).first })
    #expect(row.optionalText("x") == nil)
    #expect(row.optionalNumber("x") == nil)
    #expect(row.optionalInteger("x") == nil)
    #expect(row.optionalDate("x") == nil)
    #expect(row.number("x", default: 3) == 3)
    #expect(row.flag("x", default: true) == true)
    #expect(row.list("x").isEmpty)
    #expect(row.optionalText("no such column") == nil)
    #expect(faults.faults.isEmpty)
    #expect(row.text("x") == nil)
    #expect(row.number("x") == nil)
    #expect(row.integer("x") == nil)
    #expect(row.date("x") == nil)
    #expect(row.choice("x", of: Mode.self) == nil)
    #expect(faults.errors.count == 5)
    #expect(faults.errors.allSatisfy { $0.found == "an empty cell" && $0.line == 2 })
  }

  @Test("whole numbers, flags, dates, lists, choices and references")
  func kinds() throws {
    let (read, faults) = table(
      "i,f,d,l,c,r\n7,1,2014-07-18, a ;;b c;,sea,KOR\n7.5,2,2014-02-30,,raill,KORR\n"
    )
    let rows = Array(try #require(read).rows(faults))
    let ids = ["KOR": 4, "RUS": 5]
    #expect(rows.map { $0.integer("i") } == [7, nil])
    #expect(rows.map { $0.flag("f", default: false) } == [true, nil])
    #expect(rows.map { $0.date("d")?.description } == ["2014-07-18", nil])
    #expect(rows.map { $0.list("l") } == [["a", "b c"], []])
    #expect(rows.map { $0.choice("c", of: Mode.self) } == [.sea, nil])
    #expect(rows.map { $0.reference("r", in: ids, called: "region") } == [4, nil])
    #expect(faults.errors.map(\.column) == ["i", "f", "d", "c", "r"])
    #expect(faults.errors[3].expected == "one of rail, sea (did you mean 'rail'?)")
    #expect(faults.errors[4].description.contains("did you mean 'KOR'"))
  }
}
