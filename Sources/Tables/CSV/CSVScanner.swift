/// Finds the fields of a CSV file in one pass over its bytes.
struct CSVScanner {
  /// A row whose number of fields is not the header's.
  struct RaggedRow: Equatable {
    var line: Int
    var fieldCount: Int
  }

  /// Fields of the header, then those of all whole rows, each as many as the header has.
  private(set) var fields: [CSVField] = []
  /// Number of fields of the header; `nil` before there is one.
  private(set) var width: Int?
  /// Line of the header, from 1.
  private(set) var headerLine = 1
  /// Line of each whole row, from 1.
  private(set) var lines: [Int32] = []
  /// Rows left out because they are too short or too long.
  private(set) var raggedRows: [RaggedRow] = []
  /// Lines on which something follows a closing quote.
  private(set) var strayLines: [Int] = []
  /// Line of a quote that is never closed; the scan ends there.
  private(set) var unclosedQuoteLine: Int?

  private let bytes: [UInt8]
  private var position: Int
  private var line = 1

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// Goes over the bytes once; lines without any byte are skipped.
  mutating func scan() {
    fields.reserveCapacity(bytes.count / 8)
    while position < bytes.count {
      if bytes[position] == newline {
        position += 1
        line += 1
        continue
      }
      if bytes[position] == carriageReturn, position + 1 < bytes.count,
        bytes[position + 1] == newline
      {
        position += 2
        line += 1
        continue
      }
      let first = fields.count
      let start = line
      scanRow()
      if unclosedQuoteLine != nil { return }
      keep(from: first, line: start)
    }
  }

  /// Takes the row just scanned, or drops it where it does not fit the header.
  private mutating func keep(from first: Int, line: Int) {
    let count = fields.count - first
    guard let width else {
      width = count
      headerLine = line
      return
    }
    if count == width {
      lines.append(Int32(truncatingIfNeeded: line))
    } else {
      raggedRows.append(RaggedRow(line: line, fieldCount: count))
      fields.removeLast(count)
    }
  }

  private mutating func scanRow() {
    while true {
      if position < bytes.count, bytes[position] == quote {
        scanQuotedField()
        if unclosedQuoteLine != nil { return }
      } else {
        scanPlainField()
      }
      guard position < bytes.count else { return }
      let stop = bytes[position]
      position += 1
      if stop == newline {
        line += 1
        return
      }
    }
  }

  private mutating func scanPlainField() {
    let start = position
    var end = start
    while end < bytes.count, bytes[end] != comma, bytes[end] != newline { end += 1 }
    position = end
    if end > start, end == bytes.count || bytes[end] == newline,
      bytes[end - 1] == carriageReturn
    {
      end -= 1
    }
    fields.append(CSVField(start: start, end: end, isQuoted: false))
  }

  private mutating func scanQuotedField() {
    let opened = line
    position += 1
    let start = position
    while true {
      guard position < bytes.count else {
        unclosedQuoteLine = opened
        return
      }
      let byte = bytes[position]
      if byte == quote {
        guard position + 1 < bytes.count, bytes[position + 1] == quote else { break }
        position += 1
      } else if byte == newline {
        line += 1
      }
      position += 1
    }
    fields.append(CSVField(start: start, end: position, isQuoted: true))
    position += 1
    var isStray = false
    while position < bytes.count, bytes[position] != comma, bytes[position] != newline {
      let byte = bytes[position]
      if byte != space, byte != tab, byte != carriageReturn { isStray = true }
      position += 1
    }
    if isStray { strayLines.append(line) }
  }
}

private let newline = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
private let quote = UInt8(ascii: "\"")
private let comma = UInt8(ascii: ",")
private let space = UInt8(ascii: " ")
private let tab = UInt8(ascii: "\t")
