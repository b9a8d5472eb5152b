/// Place of a field among the bytes of a table: eight bytes, so that a million rows stay small.
struct CSVField: Sendable {
  private static let quotedBit: UInt32 = 1 << 31

  /// Bytes that a table may have.
  static let byteLimit = Int(Int32.max)

  private let startAndFlag: UInt32
  private let endOffset: UInt32

  init(start: Int, end: Int, isQuoted: Bool) {
    startAndFlag = UInt32(truncatingIfNeeded: start) | (isQuoted ? Self.quotedBit : 0)
    endOffset = UInt32(truncatingIfNeeded: end)
  }

  /// First byte.
  var start: Int { Int(startAndFlag & ~Self.quotedBit) }
  /// Byte after the last one.
  var end: Int { Int(endOffset) }
  /// Whether it stood between quotes.
  var isQuoted: Bool { startAndFlag & Self.quotedBit != 0 }
}
