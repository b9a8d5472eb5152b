import Foundation

/// Decimal numbers as people and programs write them into text: the one parser for all tables.
///
/// A number is a sign or none, digits with at most one point among, before or behind them, and an
/// exponent or none: `-12.5`, `+3`, `.5`, `5.`, `1E-05`. Blanks around it do not count. Everything
/// else is no number: separators of thousands, a comma for the point, hexadecimal digits, `inf`,
/// and numbers beyond the largest double. Numbers too small for a double are zero.
package enum DecimalNumber {
  /// The double nearest to a number, the even one of two that are as near; `nil` where the bytes
  /// are no number.
  ///
  /// - Complexity: linear in the bytes; numbers of at most 19 digits times a power of ten from −19
  ///   to 22 are worked out in a few nanoseconds, all others by the standard library.
  package static func parse(_ bytes: Span<UInt8>) -> Double? {
    var start = 0
    var end = bytes.count
    while start < end, isBlank(bytes[start]) { start += 1 }
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    guard start < end else { return nil }
    if bytes[start] >= 0x80 || bytes[end - 1] >= 0x80 {
      return parseBetweenWideBlanks(bytes.extracting(start..<end))
    }
    var position = start
    let isNegative = bytes[position] == UInt8(ascii: "-")
    if isNegative || bytes[position] == UInt8(ascii: "+") { position += 1 }
    var digits: UInt64 = 0
    var significant = 0
    var digitCount = 0
    var places: Int?
    while position < end {
      let byte = bytes[position]
      if isDigit(byte) {
        digits = digits &* 10 &+ UInt64(byte &- 0x30)
        if significant > 0 || byte != 0x30 { significant += 1 }
        digitCount += 1
      } else if byte == UInt8(ascii: "."), places == nil {
        places = digitCount
      } else {
        break
      }
      position += 1
    }
    guard digitCount > 0 else { return nil }
    var exponent = places.map { $0 - digitCount } ?? 0
    if position < end {
      guard bytes[position] | 0x20 == UInt8(ascii: "e"),
        let written = exponentValue(bytes, position + 1, end)
      else { return nil }
      exponent += written
    }
    if significant <= 19, let size = nearest(digits, exponent) { return isNegative ? -size : size }
    let value = Double(text(bytes.extracting(start..<end)))
    return value?.isFinite == true ? value : nil
  }

  /// The double nearest to a number in a text, as that in bytes.
  package static func parse(_ text: String) -> Double? { parse(text.utf8.span) }

  /// Whether bytes say that a figure is missing: nothing, `NA`, `N/A`, `NaN`, `null` in small or
  /// capital letters, a point, or Stata's `.a` to `.z`.
  static func isMissing(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count <= 4 else { return false }
    let text = text(bytes).lowercased()
    if text.count == 2, text.hasPrefix(".") { return ("a"..."z").contains(text.suffix(1)) }
    return ["", ".", "na", "n/a", "nan", "null"].contains(text)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func text(_ bytes: Span<UInt8>) -> String {
    unsafe bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }

  /// Bytes that begin or end beyond ASCII, perhaps with a no-break space.
  private static func parseBetweenWideBlanks(_ bytes: Span<UInt8>) -> Double? {
    let text = text(bytes)
    let trimmed = text.trimmed
    return trimmed.utf8.count < bytes.count ? parse(trimmed) : nil
  }

  /// Exponent between two places, far from overflow whatever its length; `nil` where it is none.
  private static func exponentValue(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
    var position = start
    guard position < end else { return nil }
    let sign = bytes[position]
    if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { position += 1 }
    guard position < end else { return nil }
    var size = 0
    while position < end {
      let byte = bytes[position]
      guard isDigit(byte) else { return nil }
      size = min(size * 10 + Int(byte - 0x30), 1 << 40)
      position += 1
    }
    return sign == UInt8(ascii: "-") ? -size : size
  }

  /// The nearest double to digits · 10^exponent; `nil` where that takes more than a few steps.
  ///
  /// Up to 2⁵³ and a power of ten that is a double, one rounded operation gives it (Clinger 1990,
  /// How to read floating point numbers accurately, doi:10.1145/93548.93557); beyond, a division of
  /// 128 by 64 bits whose remainder decides ties.
  private static func nearest(_ digits: UInt64, _ exponent: Int) -> Double? {
    if digits == 0 { return 0 }
    if digits <= 1 << 53 {
      if exponent >= 0 {
        return exponent <= 22 ? Double(digits) * powersOfTen[exponent] : nil
      }
      return exponent >= -22 ? Double(digits) / powersOfTen[-exponent] : nil
    }
    if exponent == 0 { return Double(digits) }
    guard exponent < 0, exponent >= -19 else { return nil }
    let divisor = wholePowersOfTen[-exponent]
    let top = digits << UInt64(digits.leadingZeroBitCount)
    let bottom = divisor << UInt64(divisor.leadingZeroBitCount)
    let (quotient, remainder) = bottom.dividingFullWidth((high: top >> 1, low: top << 63))
    // At least 62 bits: what the remainder says fits below those that are rounded away.
    let rounded = Double(remainder == 0 ? quotient : quotient | 1)
    let shift = divisor.leadingZeroBitCount - digits.leadingZeroBitCount - 63
    return rounded * Double(sign: .plus, exponent: shift, significand: 1)
  }

  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  private static let wholePowersOfTen: [UInt64] = (0..<20).map { power in
    (0..<power).reduce(UInt64(1)) { product, _ in product * 10 }
  }
}
