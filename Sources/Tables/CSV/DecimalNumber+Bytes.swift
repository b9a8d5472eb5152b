import Foundation

extension DecimalNumber {
  /// A decimal number in bytes; `nil` where they are none or it is not finite.
  static func parse(_ bytes: UnsafeRawBufferPointer) -> Double? {
    unsafe quick(bytes) ?? slow(bytes)
  }

  /// The nearest double, for numbers of at most 19 digits times a power of ten from −19 to 22;
  /// `nil` sends the caller the slow way.
  ///
  /// Up to 2⁵³ and a power of ten that is a double, one rounded operation gives it (Clinger 1990);
  /// beyond, a division of 128 by 64 bits whose remainder decides ties.
  static func quick(_ bytes: UnsafeRawBufferPointer) -> Double? {
    var position = 0
    let stop = bytes.count
    var isNegative = false
    if position < stop, unsafe bytes[position] == UInt8(ascii: "-") {
      isNegative = true
      position += 1
    }
    var digits: UInt64 = 0
    var significant = 0
    var seenDigit = false
    var exponent = 0
    var seenPoint = false
    while position < stop {
      let byte = unsafe bytes[position]
      if byte >= 0x30, byte <= 0x39 {
        seenDigit = true
        if significant > 0 || byte != 0x30 { significant += 1 }
        if significant > 19 { return nil }
        digits = digits &* 10 &+ UInt64(byte &- 0x30)
        if seenPoint { exponent -= 1 }
      } else if byte == UInt8(ascii: "."), !seenPoint {
        seenPoint = true
      } else if byte | 0x20 == UInt8(ascii: "e"), seenDigit {
        guard let written = unsafe writtenExponent(bytes, position + 1) else { return nil }
        exponent += written
        break
      } else {
        return nil
      }
      position += 1
    }
    guard seenDigit, let value = value(digits, exponent) else { return nil }
    return isNegative ? -value : value
  }

  /// Exponent of at most three digits that ends the bytes.
  private static func writtenExponent(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int? {
    var position = start
    guard position < bytes.count else { return nil }
    let sign = unsafe bytes[position]
    if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { position += 1 }
    guard position < bytes.count, bytes.count - position <= 3 else { return nil }
    var value = 0
    while position < bytes.count {
      let byte = unsafe bytes[position]
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      value = value * 10 + Int(byte - 0x30)
      position += 1
    }
    return sign == UInt8(ascii: "-") ? -value : value
  }

  /// The nearest double to digits · 10^exponent.
  private static func value(_ digits: UInt64, _ exponent: Int) -> Double? {
    if digits == 0 { return 0 }
    if digits <= 1 << 53 {
      if exponent >= 0 {
        return exponent <= 22 ? Double(digits) * powersOfTen[exponent] : nil
      }
      if exponent >= -22 { return Double(digits) / powersOfTen[-exponent] }
      return nil
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

  private static func slow(_ bytes: UnsafeRawBufferPointer) -> Double? {
    guard bytes.count > 0, bytes.count <= 400 else { return nil }
    var place = 0
    while place < bytes.count {
      switch unsafe bytes[place] {
      case 0x30...0x39, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "e"), UInt8(ascii: "E"):
        place += 1
      default: return nil
      }
    }
    return unsafe withUnsafeTemporaryAllocation(byteCount: bytes.count + 1, alignment: 1) {
      copy -> Double? in
      unsafe copy.copyMemory(from: bytes)
      unsafe copy[bytes.count] = 0
      guard let start = unsafe copy.bindMemory(to: CChar.self).baseAddress else { return nil }
      var end: UnsafeMutablePointer<CChar>?
      let value = unsafe strtod(start, &end)
      return unsafe end == start + bytes.count && value.isFinite ? value : nil
    }
  }

  /// Whether bytes say that a figure is missing: nothing, `NA`, `N/A`, `NaN`, `null`, a point, or
  /// Stata's `.a` to `.z`.
  static func isMissing(_ bytes: UnsafeRawBufferPointer) -> Bool {
    switch bytes.count {
    case 0: return true
    case 1: return unsafe bytes[0] == UInt8(ascii: ".")
    case 2:
      let first = unsafe bytes[0]
      let second = unsafe bytes[1] | 0x20
      if first == UInt8(ascii: ".") {
        return second >= UInt8(ascii: "a") && second <= UInt8(ascii: "z")
      }
      return first | 0x20 == UInt8(ascii: "n") && second == UInt8(ascii: "a")
    case 3, 4:
      let text = unsafe String(decoding: bytes, as: UTF8.self).lowercased()
      return text == "nan" || text == "n/a" || text == "null"
    default: return false
    }
  }
}
