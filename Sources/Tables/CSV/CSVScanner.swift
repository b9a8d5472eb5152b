/// Finds the fields of a CSV file.
struct CSVScanner {
  struct Record {
    var line: Int
    var fields: Range<Int>
  }

  private let bytes: [UInt8]
  private(set) var fields: [CSVTable.Field] = []
  private(set) var records: [Record] = []
  private(set) var unclosedQuoteLine: Int?

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Goes over the bytes once. Lines without any byte are skipped.
  mutating func scan() {
    let count = bytes.count
    var position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var line = 1
    while position < count {
      if bytes[position] == newline {
        position += 1
        line += 1
        continue
      }
      if bytes[position] == carriageReturn, position + 1 < count, bytes[position + 1] == newline {
        position += 2
        line += 1
        continue
      }
      let first = fields.count
      let startLine = line
      scanRecord(&position, &line)
      records.append(Record(line: startLine, fields: first..<fields.count))
      if unclosedQuoteLine != nil { return }
    }
  }

  private mutating func scanRecord(_ position: inout Int, _ line: inout Int) {
    let count = bytes.count
    while true {
      if position < count, bytes[position] == quote {
        let opened = line
        position += 1
        let start = position
        while true {
          guard position < count else {
            unclosedQuoteLine = opened
            return
          }
          if bytes[position] == quote {
            if position + 1 < count, bytes[position + 1] == quote {
              position += 2
              continue
            }
            break
          }
          if bytes[position] == newline { line += 1 }
          position += 1
        }
        fields.append(CSVTable.Field(start: start, end: position, quoted: true))
        position += 1
        while position < count, bytes[position] != comma, bytes[position] != newline {
          position += 1
        }
      } else {
        let start = position
        while position < count, bytes[position] != comma, bytes[position] != newline {
          position += 1
        }
        var end = position
        if end > start, position >= count || bytes[position] == newline,
          bytes[end - 1] == carriageReturn
        {
          end -= 1
        }
        fields.append(CSVTable.Field(start: start, end: end, quoted: false))
      }
      guard position < count else { return }
      let stop = bytes[position]
      position += 1
      if stop == newline {
        line += 1
        return
      }
    }
  }
}

private let newline = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
private let quote = UInt8(ascii: "\"")
private let comma = UInt8(ascii: ",")

/// Whether bytes are UTF-8 (RFC 3629).
enum UTF8Check {
  /// Line of the first byte that cannot stand there; `nil` where all is well.
  static func lineOfFirstFault(_ bytes: [UInt8]) -> Int? {
    var position = 0
    let count = bytes.count
    while position < count {
      let byte = bytes[position]
      if byte < 0x80 {
        position += 1
        continue
      }
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
      let isWhole =
        byte >= 0xC2 && byte <= 0xF4 && position + length <= count
        && bytes[(position + 1)..<(position + length)].allSatisfy { $0 & 0xC0 == 0x80 }
        && !(byte == 0xE0 && bytes[position + 1] < 0xA0)
        && !(byte == 0xED && bytes[position + 1] >= 0xA0)
        && !(byte == 0xF0 && bytes[position + 1] < 0x90)
        && !(byte == 0xF4 && bytes[position + 1] >= 0x90)
      guard isWhole else {
        return bytes[0..<position].reduce(1) { $1 == newline ? $0 + 1 : $0 }
      }
      position += length
    }
    return nil
  }
}

/// Decimal numbers straight from bytes.
enum DecimalNumber {
  /// Exact fast path (Clinger 1990): at most 15 digits and a power of ten up to 22, so that one
  /// correctly rounded operation gives the nearest double; `nil` sends the caller the slow way.
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

  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]
}
