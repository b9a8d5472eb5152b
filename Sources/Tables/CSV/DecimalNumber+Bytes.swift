import Foundation

extension DecimalNumber {
  /// A decimal number in bytes; `nil` where they are none or it is not finite.
  ///
  /// At most 19 digits without an exponent are read here (exactly where there are at most 15, see
  /// `parse(_:_:_:)`); everything else goes the slow way.
  static func parse(_ bytes: UnsafeRawBufferPointer) -> Double? {
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
    var decimals = 0
    var seenPoint = false
    while position < stop {
      let byte = unsafe bytes[position]
      if byte >= 0x30, byte <= 0x39 {
        seenDigit = true
        if significant > 0 || byte != 0x30 { significant += 1 }
        if significant > 15 { return unsafe slow(bytes) }
        digits = digits &* 10 &+ UInt64(byte &- 0x30)
        if seenPoint { decimals += 1 }
      } else if byte == UInt8(ascii: "."), !seenPoint {
        seenPoint = true
      } else {
        return unsafe slow(bytes)
      }
      position += 1
    }
    guard seenDigit else { return nil }
    guard decimals <= 15 else { return unsafe slow(bytes) }
    let value = decimals == 0 ? Double(digits) : Double(digits) / powersOfTen[decimals]
    return isNegative ? -value : value
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
