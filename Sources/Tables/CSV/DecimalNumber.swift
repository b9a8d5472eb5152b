import Foundation

/// Decimal numbers straight from bytes.
enum DecimalNumber {
  /// The nearest double to a number of at most 19 digits, blanks around it left out; `nil` sends the
  /// caller the slow way.
  static func parse(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Double? {
    var position = start
    var stop = end
    while position < stop, bytes[position] == 0x20 { position += 1 }
    while stop > position, bytes[stop - 1] == 0x20 { stop -= 1 }
    guard position >= 0, position < stop, stop <= bytes.count else { return nil }
    return unsafe bytes.withUnsafeBytes { all in
      unsafe quick(UnsafeRawBufferPointer(rebasing: all[position..<stop]))
    }
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
    1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  static let wholePowersOfTen: [UInt64] = (0..<20).map { power in
    (0..<power).reduce(UInt64(1)) { product, _ in product * 10 }
  }
}
