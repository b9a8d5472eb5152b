import Foundation
import Tables
import Testing

/// Decimal numbers of tables against the nearest doubles of the standard library.
struct DecimalReadingTests {
  @Test("numbers of any length come out as the nearest double, bit by bit")
  func nearest() throws {
    var state: UInt64 = 7
    func random() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state ^ (state >> 29)) &* 0xBF58_476D_1CE4_E5B9
    }
    var texts = [
      "0", "-0.0", "1", "0.1", "-12.5", "9007199254740993", "9007199254740992.5",
      "9007199254740993.0", "0.30000000000000004", "123456789012345678", "1234567890123456789",
      "9999999999999999999", "0.0000000000000000001", "1e22", "1e-22", "1.5e3",
      "12345678901234567e3",
      "4.35e-300", "1.7976931348623157e308", "0.000000000000000000000000123", "1E5", "1.e2", ".5",
    ]
    for _ in 0..<30_000 {
      let digits = random()
      let length = 1 + Int(random() % 20)
      let whole = String(digits).prefix(length)
      let point = Int(random() % UInt64(whole.count + 1))
      var text = whole.prefix(point) + "." + whole.dropFirst(point)
      if random() % 7 == 0 { text += "e\(Int(random() % 40) - 20)" }
      if random() % 5 == 0 { text = "-" + text }
      texts.append(text.hasSuffix(".") ? text + "0" : String(text))
      texts.append("\(Double(random() >> 11) / 9_007_199_254_740_992)")
    }
    // Halfway between two doubles, and next to it.
    for _ in 0..<2000 {
      let half = (UInt64(1) << 53) + 2 * (random() >> 12) + 1
      texts.append("\(half)")
      texts.append("\(half).0")
      texts.append("\(half / 10).\(half % 10)")
    }
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(
      "\(UUID().uuidString).csv"
    )
    try Data(("x\n" + texts.joined(separator: "\n") + "\n").utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    let read = try DataTable.read(url, faults: FaultCollector()).numbers("x")
    let faults = FaultCollector()
    let table = try #require(CSVTable.read(url, name: "x.csv", faults: faults))
    let other = try #require(table.numbers("x", in: CSVRow.anyNumber, faults: faults))
    #expect(read.count == texts.count && other.count == texts.count)
    for (place, text) in texts.enumerated() {
      let expected = try #require(Double(text.hasPrefix(".") ? "0" + text : text), "\(text)")
      #expect(read[place].bitPattern == expected.bitPattern, "\(text)")
      #expect(other[place].bitPattern == expected.bitPattern, "\(text)")
    }
  }
}
