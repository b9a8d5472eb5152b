import Fixtures
import Foundation
import Tables
import Testing

@Suite("Tables from CSV")
struct CSVTableTests {
  @Test("what CSVText writes, CSVTable reads back, whatever the text")
  func roundTrip() throws {
    let pieces = ["", "a", "\"", ",", "\n", "\r\n", " ", "é", "日本", "\"\"", "x,y", "\t", "'"]
    var rows: [[String]] = []
    for first in pieces {
      for second in pieces { rows.append([first + second, second, second + first + second]) }
    }
    var text = CSVText(columns: ["a", "b", "c"])
    for row in rows { text.append(row) }
    let (table, faults) = table(text.text)
    let read = try #require(table)
    #expect(faults.faults.isEmpty)
    #expect(read.rowCount == rows.count)
    for (place, row) in rows.enumerated() {
      #expect(["a", "b", "c"].map { read.text(row: place, column: $0) } == row)
    }
  }

  @Test("a table of one column keeps its empty cells")
  func oneColumn() throws {
    var text = CSVText(columns: ["a"])
    for cell in ["", "1", ""] { text.append([cell]) }
    let read = try #require(table(text.text).table)
    #expect((0..<read.rowCount).map { read.text(row: $0, column: "a") } == ["", "1", ""])
  }

  @Test("every finite double survives writing and reading, bit for bit")
  func doubles() throws {
    var numbers: [Double] = [
      0, -0.0, 1, 0.1, 1e-300, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
      123_456_789_012_345,
      0.1 + 0.2, 1.0 / 3, 0x1p53, 4.35, 0.000_001, 1e22, 1e23,
    ]
    var state: UInt64 = 42
    for _ in 0..<2_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let number = Double(bitPattern: state)
      if number.isFinite { numbers.append(number) }
      numbers.append(Double(state >> 40) / 1_000)
    }
    var text = CSVText(columns: ["x"])
    for number in numbers { text.append([try CSVText.field(number)]) }
    let (read, faults) = table(text.text)
    let values = try #require(read).rows(faults).map { $0.number("x") }
    #expect(faults.faults.isEmpty)
    #expect(values.map { $0?.bitPattern } == numbers.map(\.bitPattern))
    for number in [Double.nan, .infinity, -.infinity] {
      #expect(throws: OutputError.self) { try CSVText.field(number) }
    }
  }

  @Test("byte-order mark, CRLF, blank lines and line ends inside quotes leave true line numbers")
  func lines() throws {
    let text = "\u{FEFF}a,b\r\n\r\n1,\"x\r\ny\"\r\n\n2,z"
    let (read, faults) = table(text)
    let rows = Array(try #require(read).rows(faults))
    #expect(read?.columns == ["a", "b"])
    #expect(rows.map(\.line) == [3, 6])
    #expect(rows.map { $0.text("b") } == ["x\r\ny", "z"])
    #expect(faults.faults.isEmpty)
  }

  @Test(
    "garbage is a fault with its line, never a trap",
    arguments: [
      ("", nil, "an empty file"),
      ("\n\r\n\n", nil, "an empty file"),
      ("\u{FEFF}", nil, "an empty file"),
      ("a,b\n1,2\n\"x", 3, "a quote that is never closed"),
      ("a,b\n1\n", 2, "1 fields"),
      ("a,b\n1,2,3\n", 2, "3 fields"),
      ("a,a\n1,2\n", 1, "the column twice"),
      ("\n\na,a\n", 3, "the column twice"),
      ("a,,b\n1,2,3\n", 1, "column 2 without a name"),
      ("a,b\n\"1\"x,2\n", 2, "text after a closing quote"),
      ("a,b\r1,2\r", 1, "line ends of a carriage return alone"),
    ] as [(String, Int?, String)]
  )
  func garbage(text: String, line: Int?, found: String) {
    let faults = table(text).faults
    #expect(faults.errors.map(\.found) == [found])
    #expect(faults.errors.first?.line == line)
    #expect(throws: InputFaults.self) { try faults.throwIfAny() }
  }

  @Test(
    "bytes that are no UTF-8 are a fault with their line",
    arguments: [
      [0x80], [0xC0, 0x80], [0xC3], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
      [0xF0, 0x80, 0x80, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xE2, 0x82],
    ] as [[UInt8]]
  )
  func badUTF8(bytes: [UInt8]) {
    let (read, faults) = table(Array("a\nb\n".utf8) + bytes)
    #expect(read == nil)
    #expect(faults.errors.first?.line == 3)
    #expect(faults.errors.first?.expected == "UTF-8 text")
  }

  @Test("ragged rows are all told, and the whole ones still read")
  func ragged() throws {
    let (read, faults) = table("a,b\n1\n1,2\n1,2,3\n4,5\n")
    #expect(faults.errors.map(\.line) == [2, 4])
    #expect(try #require(read).rows(faults).map(\.line) == [3, 5])
  }

  @Test("missing columns are errors, unknown ones warnings with the name that was meant")
  func columns() throws {
    let (read, faults) = table("exportr,value\nRUS,1\n")
    let complete = try #require(read).expect(["exporter"], optional: ["value"], faults: faults)
    #expect(!complete)
    #expect(faults.errors.map(\.column) == ["exporter"])
    #expect(faults.warnings.map(\.column) == ["exportr"])
    #expect(faults.errors.first?.expected.contains("did you mean 'exportr'") == true)
    #expect(faults.warnings.first?.expected.contains("did you mean 'exporter'") == true)
  }

  @Test(
    "a gzip file reads as the plain one; a broken, cut, missing one or a folder is a fault",
    .enabled(if: program("gzip") != nil, "gzip is not installed")
  )
  func gzip() throws {
    let gzip = try #require(program("gzip"))
    try withFolder { folder in
      var text = CSVText(columns: ["n", "square"])
      for number in 0..<20_000 { text.append(["\(number)", "\(number * number)"]) }
      let plain = folder.appendingPathComponent("t.csv")
      try Data(text.text.utf8).write(to: plain)
      #expect(try run(gzip, ["-k", plain.path]).status == 0)
      let packed = folder.appendingPathComponent("t.csv.gz")
      let faults = FaultCollector()
      let read = try #require(CSVTable.read(packed, name: "t.csv.gz", faults: faults))
      #expect(read.rowCount == 20_000)
      #expect(read.text(row: 19_999, column: "square") == "\(19_999 * 19_999)")
      #expect(faults.faults.isEmpty)

      let bytes = try Data(contentsOf: packed)
      let cut = folder.appendingPathComponent("cut.csv.gz")
      try bytes.prefix(bytes.count / 2).write(to: cut)
      var broken = bytes
      for place in 40..<60 { broken[place] ^= 0xFF }
      let spoilt = folder.appendingPathComponent("spoilt.csv.gz")
      try broken.write(to: spoilt)
      for url in [cut, spoilt, folder, folder.appendingPathComponent("none.csv")] {
        let faults = FaultCollector()
        #expect(CSVTable.read(url, name: url.lastPathComponent, faults: faults) == nil)
        #expect(faults.errors.count == 1)
        #expect(faults.errors.first?.file == url.lastPathComponent)
      }
    }
  }

  @Test("a million rows of eight columns read in a few seconds")
  func million() throws {
    var bytes: [UInt8] = Array("id,from,to,a,b,c,d,e\n".utf8)
    bytes.reserveCapacity(60_000_000)
    for row in 0..<1_000_000 {
      bytes.append(contentsOf: "L\(row),RUS,KOR,\(row).25,0.125,17,3.5,\(row % 97)\n".utf8)
    }
    let clock = ContinuousClock()
    let start = clock.now
    let (read, faults) = table(bytes)
    let parsed = clock.now
    var sum = 0.0
    for row in try #require(read).rows(faults) {
      sum += (row.number("a") ?? .nan) + (row.number("b") ?? .nan) + (row.number("c") ?? .nan)
      sum += (row.number("d") ?? .nan) + (row.number("e") ?? .nan)
    }
    let done = clock.now
    // Σ row + 1,000,000 · (0.25 + 0.125 + 17 + 3.5) + Σ (row mod 97), all exact in binary.
    let rests = (0..<1_000_000).reduce(0) { $0 + $1 % 97 }
    #expect(sum == 499_999_500_000 + 20_875_000 + Double(rests))
    #expect(faults.faults.isEmpty)
    let seconds = (parsed - start, done - parsed)
    #expect(done - start < .seconds(20), "parsing \(seconds.0), numbers \(seconds.1)")
    print("a million rows: parsing \(seconds.0), five million numbers \(seconds.1)")
  }

  @Test(
    "columns set apart by other marks than commas are one fault that says so",
    arguments: [(";", "semicolons"), ("\t", "tabs")]
  )
  func otherMarks(mark: String, name: String) throws {
    let text = ["from", "to", "value"].joined(separator: mark) + "\nA" + mark + "B" + mark + "1\n"
    let faults = FaultCollector()
    let table = try #require(CSVTable.parse(Array(text.utf8), name: "t.csv", faults: faults))
    #expect(!table.expect(["from", "to", "value"], faults: faults))
    #expect(faults.errors.map(\.found) == ["columns set apart by \(name)"])
  }
}
