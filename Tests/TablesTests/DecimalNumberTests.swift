import Fixtures
import Foundation
import Testing

@testable import Tables

/// Decimal numbers against `strtod` of the C library, which rounds to the nearest double.
struct DecimalNumberTests {
  /// A sequence of whole numbers that looks random (SplitMix64), the same on each run.
  private struct Sequence64 {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
    mutating func digits(_ count: Int) -> String {
      String((0..<count).map { _ in Character(String(below(10))) })
    }
  }

  private func isNearest(_ text: String) -> Bool {
    let expected = unsafe strtod(text, nil)
    guard let value = DecimalNumber.parse(text) else { return !expected.isFinite }
    return value.bitPattern == expected.bitPattern
  }

  @Test(
    "nasty numbers are the nearest double, bit by bit",
    arguments: [
      "0", "-0", "-0.0", "0e999", "1", "+1", "0.1", ".5", "5.", "-.5e1", "+5.E+0", "00012.500",
      "9007199254740991", "9007199254740992", "9007199254740993", "9007199254740995",
      "9007199254740992.5", "9007199254740993.0", "9007199254740993.00000000000000000000000001",
      "18446744073709551615", "18446744073709551616", "18446744073709551617",
      "36893488147419103232", "1844674407370955161600000", "9999999999999999999",
      "99999999999999999999", "0.30000000000000004", "1234567890123456789e-19",
      "1e22", "1e23", "1e-22", "1e-23", "123e22", "12345678901234567e3", "1.e2", "1E05",
      "4.9406564584124654e-324", "2.4703282292062327e-324", "2.4703282292062328e-324", "1e-400",
      "2.2250738585072011e-308", "2.2250738585072012e-308", "2.2250738585072014e-308",
      "1.7976931348623157e308", "1.7976931348623158e308", "1.7976931348623159e308", "1e309",
      "6.631236846766476e-316", "3.2378839133029012895883524125015321748630e-10",
      "0.000000000000000000000000000000000000000000000000000000000000000000000000000012",
      "7.2057594037927933e16", "8.5e-1", "6929495644600919.5", "3.7455744005952583e15",
      "1e99999999999999999999", "1e-99999999999999999999", "0.1e18446744073709551616",
      "179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977"
        + "58720709633028641669288791094655554785194040263065748867150582068e148",
    ]
  )
  func nasty(text: String) {
    #expect(isNearest(text))
    #expect(isNearest("-" + text.drop { $0 == "-" || $0 == "+" }))
  }

  @Test(
    "numbers of chance of 1 to 40 digits, with and without point and exponent, are the nearest double"
  )
  func chance() {
    var random = Sequence64(state: 4)
    for _ in 0..<300_000 {
      let whole = random.digits(1 + random.below(random.below(8) == 0 ? 40 : 20))
      let point = random.below(whole.count + 1)
      var text = whole.prefix(point) + "." + whole.dropFirst(point)
      if random.below(3) == 0 { text = whole[...] }
      if random.below(4) == 0 { text += "e\(random.below(60) - 30)" }
      if random.below(9) == 0 { text += text.contains("e") ? "" : "E\(random.below(660) - 340)" }
      if random.below(5) == 0 { text = "-" + text }
      #expect(isNearest(String(text)), "\(text)")
    }
  }

  @Test("halfway between two doubles, and the last digit to either side, rounds as it must")
  func halfway() {
    var random = Sequence64(state: 5)
    for _ in 0..<20_000 {
      let half = (UInt64(1) << 53) + 2 * (random.next() >> 12) + 1
      for whole in [half - 1, half, half + 1] {
        #expect(isNearest("\(whole)"))
        #expect(isNearest("\(whole)0e-1"))
        // As many decimals as a power of two in the divisor leaves exact: ties again.
        #expect(isNearest("\(whole / 2).\(whole % 2 * 5)"))
        #expect(isNearest("\(whole / 8).\((whole % 8) * 125)"))
        #expect(isNearest("\(whole)e-\(1 + random.below(19))"))
      }
    }
  }

  @Test("the shortest and the 17-digit spelling of doubles of any size come back as they were")
  func spellings() throws {
    var random = Sequence64(state: 6)
    for _ in 0..<100_000 {
      let value = Double(bitPattern: random.next())
      guard value.isFinite else { continue }
      #expect(DecimalNumber.parse("\(value)")?.bitPattern == value.bitPattern)
      let written = String(format: "%.17g", value)
      #expect(DecimalNumber.parse(written)?.bitPattern == value.bitPattern)
    }
  }

  @Test(
    "blanks around a number do not count, the no-break space among them",
    arguments: [
      " 5", "5 ", "\t5\t ", "\u{A0}5", "5\u{A0}", " \u{202F}5\u{A0} ",
    ]
  )
  func blanks(text: String) { #expect(DecimalNumber.parse(text) == 5) }

  @Test(
    "what is no decimal number is refused",
    arguments: [
      "", " ", "\u{A0}", "-", "+", ".", "-.", "e5", ".e5", "1e", "1e+", "1e 5", "1e5.0", "1.2.3",
      "--1", "+-1", "1-", "1 2", "1,5", "1,000", "1'000", "1_000", "0x10", "0x1p3", "inf", "-inf",
      "infinity", "nan", "NaN(1)", "NA", "1d5", "1f", "5%", "$5", "١٢", "５", "é", "1\0", "1e309",
      "-1e400", "½",
    ]
  )
  func refused(text: String) { #expect(DecimalNumber.parse(text) == nil) }

  @Test(
    "the words for a missing figure, and words like them",
    arguments: [
      ("", true), (".", true), (".a", true), (".Z", true), ("NA", true), ("na", true),
      ("N/A", true), ("NaN", true), ("null", true), ("NULL", true), ("..", false), (".1", false),
      ("0", false), ("-", false), ("none", false), ("N", false), ("é", false), ("nulls", false),
    ]
  )
  func missing(text: String, isMissing: Bool) {
    #expect(DecimalNumber.isMissing(text.utf8.span) == isMissing)
  }

  @Test("every reader of tables takes and refuses the same spellings")
  func readers() throws {
    let good = ["5", "+5", " 5", "5.", "0.5e1", "\t5", "\"5\"", "\" 5 \"", "50e-1", "5\u{A0}"]
    let bad = ["5,0", "0x5", "inf", "five", "1e999", "5-", "5e"].map { "\"\($0)\"" }
    let url = try ScratchFolder.make().appendingPathComponent("x.csv")
    for (cells, isNumber) in [(good, true), (bad, false)] {
      for cell in cells {
        try Data("x,y\n\(cell),1\n".utf8).write(to: url)
        let table = try DataTable.read(url, faults: FaultCollector())
        #expect((try? table.numbers("x")) == (isNumber ? [5] : nil), "\(cell)")
        let faults = FaultCollector()
        let small = try #require(CSVTable.read(url, name: "x.csv", faults: faults))
        #expect(small.number(row: 0, column: "x") == (isNumber ? 5 : nil), "\(cell)")
        #expect((small.numbers("x", faults: faults) == [5]) == isNumber, "\(cell)")
        #expect(faults.faults.isEmpty == isNumber, "\(cell)")
      }
    }
  }
}
