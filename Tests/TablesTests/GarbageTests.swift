import Foundation
import Tables
import Testing

/// A small generator, so that a failure can be repeated from its seed (Knuth's MMIX constants).
private struct Garbage {
  var state: UInt64

  mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  /// Bytes out of pieces that mean something to the format, with some that mean nothing.
  mutating func bytes(_ pieces: [String], count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<count {
      if next(40) == 0 {
        bytes.append(UInt8(next(256)))
      } else {
        bytes += Array(pieces[next(pieces.count)].utf8)
      }
    }
    return bytes
  }
}

@Suite("Garbage")
struct GarbageTests {
  @Test("a table of garbage gives a table or a fault, and its rows have as many cells as columns")
  func tables() {
    let pieces = [
      "a", "b", ",", ",", ",", "\n", "\n", "\r\n", "\r", "\"", "\"\"", " ", "1", "-", ".5", "e9",
      "é", "2014-07-18", ";", "nan",
    ]
    for seed in 0..<3_000 {
      var garbage = Garbage(state: UInt64(seed))
      let bytes = garbage.bytes(pieces, count: garbage.next(60))
      let (read, faults) = table(bytes)
      guard let read else {
        #expect(!faults.errors.isEmpty, "seed \(seed)")
        continue
      }
      let lineCount = bytes.count { $0 == UInt8(ascii: "\n") } + 1
      for row in read.rows(faults) {
        #expect((2...lineCount).contains(row.line), "seed \(seed)")
        for column in read.columns {
          #expect(read.text(row: row.row, column: column) != nil || column.isEmpty, "seed \(seed)")
          if let number = row.number(column) { #expect(number.isFinite, "seed \(seed)") }
          _ = row.integer(column)
          _ = row.date(column)
          _ = row.list(column)
          _ = row.flag(column, default: false)
        }
      }
      #expect(faults.errors.allSatisfy { $0.line ?? 1 <= lineCount }, "seed \(seed)")
    }
  }

  @Test("settings of garbage give settings or a fault")
  func settings() {
    let pieces = [
      "a", "b", ".", "=", " = ", "\n", "\n", "[", "]", "[[", "]]", "\"", "'", "\"\"\"", "{", "}",
      ",", "1", "-0.5", "1e9", "nan", "inf", "true", "2014-07-18", "12:00:00", "#", "é", "\\u12",
      "a = 1\n", "[t]\n", "[[u]]\n", "0x1F", "_",
    ]
    for seed in 0..<3_000 {
      var garbage = Garbage(state: UInt64(seed))
      let faults = FaultCollector()
      let bytes = garbage.bytes(pieces, count: garbage.next(40))
      guard let read = TOMLTable.parse(bytes, name: "x.toml", faults: faults) else {
        #expect(faults.errors.count == 1, "seed \(seed)")
        #expect(faults.errors.first?.line ?? 0 >= 1, "seed \(seed)")
        continue
      }
      for key in read.keys {
        if let number = read.number(key) { #expect(number.isFinite, "seed \(seed)") }
        _ = read.numbers(key)
        _ = read.texts(key)
        _ = read.date(key)
        _ = read.tables(key)
        _ = read.table(key)
      }
      _ = read.summary()
      read.finish()
    }
  }
}
