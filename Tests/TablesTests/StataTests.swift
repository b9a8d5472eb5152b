import Fixtures
import Foundation
import Testing

@testable import Tables

/// Stata files: what is written is read again, whatever the format; garbage is told.
struct StataTests {
  private func sample() throws -> DataTable {
    try DataTable(
      [
        DataColumn(
          "flag",
          label: "Both in one union",
          values: .numbers([1, 0, .nan, .nan, -127]),
          stata: StataDetails(
            valueLabels: [0: "no", 1: "yes"],
            missingLabels: ["a": "refused"],
            labelSet: "yesno",
            extendedMissing: [2: "a", 3: "z"]
          )
        ),
        DataColumn("year", numbers: [1986, 1990, 2006, -32_767, 32_740]),
        DataColumn("code", numbers: [2_147_483_620, -2_147_483_647, 0, .nan, 7]),
        DataColumn("trade", label: "USD", numbers: [0.1, 1e300, -8.9e307, 2.3e-308, .nan]),
        DataColumn(
          "share",
          values: .numbers([0.5, 0.25, .nan, 1.5, -2]),
          stata: StataDetails(storage: .float)
        ),
        DataColumn(
          "day",
          values: .numbers([0, -1, 20_000, .nan, 21_000]),
          stata: StataDetails(format: "%td")
        ),
        DataColumn("name", texts: ["Côte d'Ivoire", "", "조선", "Россия", "a"]),
      ],
      label: "A sample"
    )
  }

  @Test("what is written comes back, in every format", arguments: [113, 114, 115, 117, 118, 119])
  func roundTrip(format: Int) throws {
    let url = try ScratchFolder.make().appendingPathComponent("sample.dta")
    var table = try sample()
    if format < 118 {
      // Before Stata 14 texts were no Unicode.
      let plain = DataColumn("name", texts: ["Cote", "", "Korea", "Russia", "a"])
      table = try DataTable(Array(table.columns.dropLast()) + [plain], label: "A sample")
    }
    try table.writeStata(to: url, format: format)
    let read = try DataTable.read(url, faults: FaultCollector())
    #expect(read.label == "A sample")
    #expect(read.rowCount == 5)
    #expect(read.columns.map(\.name) == table.columns.map(\.name))
    let storages: [StataDetails.Storage] = [.byte, .int, .long, .double, .float, .int, .text]
    #expect(read.columns.map { $0.stata?.storage } == storages)
    for column in table.columns {
      let other = try read.column(column.name)
      #expect(other.label == column.label)
      for row in 0..<5 { #expect(other.text(row) == column.text(row)) }
    }
    let flag = try read.column("flag")
    #expect(flag.stata?.extendedMissing == [2: "a", 3: "z"])
    #expect((0..<5).map { flag.valueLabel($0) } == ["yes", "no", "refused", nil, nil])
    let day = try read.column("day")
    #expect(
      (0..<5).map { day.date($0)?.description } == [
        "1960-01-01", "1959-12-31", "2014-10-04", nil, "2017-06-30",
      ]
    )
  }

  @Test("texts of any length are kept, as strL where they are long")
  func longTexts() throws {
    let url = try ScratchFolder.make().appendingPathComponent("long.dta")
    let long = String(repeating: "ж", count: 3_000)
    let table = try DataTable([
      DataColumn("id", numbers: [1, 2, 3, 4]), DataColumn("note", texts: [long, "", "b", long]),
    ])
    try table.write(to: url)
    let read = try DataTable.read(url, faults: FaultCollector())
    #expect((0..<4).map { read["note"]?.text($0) } == [long, "", "b", long])
    #expect(throws: OutputError.self) { try table.writeStata(to: url, format: 115) }
  }

  @Test("columns that are not asked for are left out")
  func someColumns() throws {
    let url = try ScratchFolder.make().appendingPathComponent("sample.dta")
    try sample().writeStata(to: url)
    let read = try DataTable.read(url, columns: ["year", "name"], faults: FaultCollector())
    #expect(read.columns.map(\.name) == ["year", "name"])
    #expect(read["name"]?.text(3) == "Россия")
    #expect(read["year"]?.number(2) == 2006)
  }

  @Test("a value that the wished storage cannot hold exactly gets one that does")
  func exactStorage() throws {
    let url = try ScratchFolder.make().appendingPathComponent("wide.dta")
    let wishes: [(StataDetails.Storage, [Double])] = [
      (.byte, [101]), (.int, [32_741]), (.long, [3e9]), (.float, [0.1]), (.byte, [0.5]),
    ]
    let columns = wishes.enumerated().map { place, wish in
      DataColumn(
        "v\(place)",
        values: .numbers(wish.1),
        stata: StataDetails(storage: wish.0)
      )
    }
    try DataTable(columns).writeStata(to: url)
    let read = try DataTable.read(url, faults: FaultCollector())
    for (place, wish) in wishes.enumerated() { #expect(read["v\(place)"]?.number(0) == wish.1[0]) }
    #expect(read["v0"]?.stata?.storage == .int)
    #expect(read["v3"]?.stata?.storage == .double)
  }

  @Test("names, numbers and endings that Stata cannot have are told by column")
  func impossible() throws {
    let url = try ScratchFolder.make().appendingPathComponent("bad.dta")
    for name in ["Trade Value", "1st", "int", "str12", "", String(repeating: "x", count: 33)] {
      let table = try DataTable([DataColumn(name, numbers: [1])])
      #expect(throws: OutputError.self) { try table.write(to: url) }
    }
    let huge = try DataTable([DataColumn("x", numbers: [1e308])])
    #expect(throws: OutputError.self) { try huge.write(to: url) }
    #expect(throws: OutputError.self) { try huge.write(to: url.appendingPathExtension("rds")) }
    #expect(!FileManager.default.fileExists(atPath: url.path))
  }

  @Test("an empty table and one of no columns can be written or are refused, never worse")
  func empty() throws {
    let url = try ScratchFolder.make().appendingPathComponent("empty.dta")
    try DataTable([DataColumn("x", numbers: []), DataColumn("s", texts: [])]).write(to: url)
    let read = try DataTable.read(url, faults: FaultCollector())
    #expect(read.rowCount == 0)
    #expect(read.columns.map(\.name) == ["x", "s"])
  }

  @Test("the same table gives the same bytes")
  func sameBytes() throws {
    let place = try ScratchFolder.make()
    let urls = ["a.dta", "b.dta"].map { place.appendingPathComponent($0) }
    for url in urls { try sample().writeStata(to: url) }
    #expect(try Data(contentsOf: urls[0]) == Data(contentsOf: urls[1]))
  }

  @Test("what is no Stata file, or is cut short, is told")
  func noStataFile() throws {
    let place = try ScratchFolder.make()
    let url = place.appendingPathComponent("x.dta")
    for bytes in [Data(), Data("a,b\n1,2\n".utf8), Data([0x72, 1, 1]), Data(count: 5_000)] {
      try bytes.write(to: url)
      #expect(throws: InputFault.self) { try DataTable.read(url, faults: FaultCollector()) }
    }
    #expect(throws: InputFault.self) {
      try DataTable.read(place.appendingPathComponent("none.dta"), faults: FaultCollector())
    }
    try FileManager.default.createDirectory(
      at: place.appendingPathComponent("folder.dta"),
      withIntermediateDirectories: true
    )
    #expect(throws: InputFault.self) {
      try DataTable.read(place.appendingPathComponent("folder.dta"), faults: FaultCollector())
    }
  }

  @Test("broken bytes are read or told, never worse", arguments: [113, 115, 117, 118, 119])
  func brokenBytes(format: Int) throws {
    let url = try ScratchFolder.make().appendingPathComponent("x.dta")
    let table = try DataTable(Array(try sample().columns.dropLast()))
    try table.writeStata(to: url, format: format)
    let whole = [UInt8](try Data(contentsOf: url))
    var random = SystemGenerator(state: UInt64(format))
    for trial in 0..<80 {
      var bytes = whole
      if trial % 4 == 0 { bytes.removeLast(Int(random.next() % UInt64(bytes.count))) }
      for _ in 0..<(1 + trial % 6) where !bytes.isEmpty {
        bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(random.next() & 0xFF)
      }
      try Data(bytes).write(to: url)
      if let read = try? DataTable.read(url, faults: FaultCollector()) {
        for column in read.columns {
          #expect(column.count == read.rowCount)
          for row in 0..<min(read.rowCount, 20) {
            _ = column.text(row)
            _ = column.date(row)
            _ = column.valueLabel(row)
          }
        }
      }
    }
  }

  /// A small generator (Steele, Lea & Flood 2014, SplitMix64).
  private struct SystemGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }
}
