import Foundation

/// Decimal numbers straight from bytes.
enum DecimalNumber {
  /// Exact fast path (Clinger 1990): at most 15 digits and a power of ten up to 15, so that one
  /// correctly rounded division gives the nearest double; `nil` sends the caller the slow way.
  static func parse(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Double? {
    var position = start
    var stop = end
    while position < stop, bytes[position] == 0x20 { position += 1 }
    while stop > position, bytes[stop - 1] == 0x20 { stop -= 1 }
    var isNegative = false
    if position < stop, bytes[position] == UInt8(ascii: "-") {
      isNegative = true
      position += 1
    }
    var digits: UInt64 = 0
    var count = 0
    var decimals = 0
    var seenPoint = false
    while position < stop {
      let byte = bytes[position]
      if byte >= 0x30, byte <= 0x39 {
        digits = digits * 10 + UInt64(byte - 0x30)
        count += 1
        if seenPoint { decimals += 1 }
        if count > 15 { return nil }
      } else if byte == UInt8(ascii: "."), !seenPoint {
        seenPoint = true
      } else {
        return nil
      }
      position += 1
    }
    guard count > 0 else { return nil }
    let value = Double(digits) / powersOfTen[decimals]
    return isNegative ? -value : value
  }

  /// Longer numbers and exponents, correctly rounded by the C library; `nil` sends the caller the
  /// slow way.
  static func parseLong(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Double? {
    // The byte after the field ends the number for `strtod`: a comma or the end of a line.
    guard start < end, end < bytes.count else { return nil }
    for position in start..<end {
      switch bytes[position] {
      case 0x30...0x39, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "e"), UInt8(ascii: "E"):
        continue
      default: return nil
      }
    }
    return unsafe bytes.withUnsafeBytes { buffer -> Double? in
      guard let base = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self) else {
        return nil
      }
      var stop: UnsafeMutablePointer<CChar>?
      let value = unsafe strtod(base + start, &stop)
      guard let stop = unsafe stop, unsafe UnsafePointer(stop) - base == end, value.isFinite else {
        return nil
      }
      return value
    }
  }

  /// The slow way, for any decimal text, also with an exponent.
  ///
  /// Hexadecimal numbers, infinities and what is no number are `nil`.
  static func parse(_ text: String) -> Double? {
    let allowed = text.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "e"), UInt8(ascii: "E"):
        true
      default: false
      }
    }
    guard allowed, let value = Double(text), value.isFinite else { return nil }
    return value
  }

  static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]
}
