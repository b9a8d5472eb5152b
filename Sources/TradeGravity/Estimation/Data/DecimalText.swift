/// Decimal numbers straight from bytes, correctly rounded.
enum DecimalText {
  /// What a cell holds.
  enum Cell {
    case number(Double)
    case missing
    case text
  }

  /// Reads a cell: a number, a sign for a missing one (nothing, `.`, `NA`, `NaN`, `null`) or text.
  ///
  /// Up to 19 digits and a power of ten from −19 to 22 are one exact division or product; everything
  /// else goes the slow way.
  @inline(__always)
  static func cell(_ bytes: borrowing Span<UInt8>, _ start: Int, _ end: Int) -> Cell {
    var place = start
    var stop = end
    while place < stop, bytes[place] == 0x20 { place += 1 }
    while stop > place, bytes[stop - 1] == 0x20 { stop -= 1 }
    if place == stop { return .missing }
    let first = place
    var isNegative = false
    if bytes[place] == 0x2D || bytes[place] == 0x2B {
      isNegative = bytes[place] == 0x2D
      place += 1
    }
    var digits: UInt64 = 0
    var kept = 0
    var seen = 0
    var exponent = 0
    var isFraction = false
    while place < stop {
      let byte = bytes[place]
      let digit = byte &- 0x30
      if digit < 10 {
        seen += 1
        guard kept < 19 else {
          return slow(bytes, first, stop)
        }
        digits = digits &* 10 &+ UInt64(digit)
        if digits != 0 { kept += 1 }
        if isFraction { exponent -= 1 }
      } else if byte == 0x2E, !isFraction {
        isFraction = true
      } else {
        break
      }
      place += 1
    }
    if seen == 0 || place < stop { return slow(bytes, first, stop) }
    guard let value = scaled(digits, exponent) else { return slow(bytes, first, stop) }
    return .number(isNegative ? -value : value)
  }

  /// digits · 10^exponent, correctly rounded, for exponents from −19 to 0.
  @inline(__always)
  private static func scaled(_ digits: UInt64, _ exponent: Int) -> Double? {
    if exponent == 0 || digits == 0 { return Double(digits) }
    guard exponent >= -19 else { return nil }
    if digits < 1 << 53, exponent >= -15 { return Double(digits) / powers[-exponent] }
    // digits · 2^(64 + shift − lost) / 10^k = quotient + rest, the quotient of 62 bits or more. With
    // the rest kept in its lowest bit, rounding it to 53 bits is exact.
    let divisor = wholePowers[-exponent]
    let shift = digits.leadingZeroBitCount
    var high = digits << UInt64(shift)
    var low: UInt64 = 0
    var lost = 0
    while high >= divisor {
      low = (low >> 1) | (high << 63)
      high >>= 1
      lost += 1
    }
    let (quotient, rest) = divisor.dividingFullWidth((high, low))
    let sticky = quotient | (rest == 0 ? 0 : 1)
    return Double(sticky) * Double(sign: .plus, exponent: lost - 64 - shift, significand: 1)
  }

  private static func slow(_ bytes: borrowing Span<UInt8>, _ start: Int, _ end: Int) -> Cell {
    let length = end - start
    guard length < 400 else { return .text }
    var text = ""
    var isPlain = true
    for place in start..<end {
      let byte = bytes[place]
      text.unicodeScalars.append(Unicode.Scalar(byte))
      switch byte {
      case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x45, 0x65: break
      default: isPlain = false
      }
    }
    if isPlain, text.utf8.contains(where: { $0 >= 0x30 && $0 <= 0x39 }), let value = Double(text),
      value.isFinite
    {
      return .number(value)
    }
    switch text.lowercased() {
    case ".", "na", "nan", "null", "n/a", "#n/a": return .missing
    default: return .text
    }
  }

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]
  private static let wholePowers: [UInt64] = (0...19).map { power in
    (0..<power).reduce(UInt64(1)) { value, _ in value * 10 }
  }
}
