public import Foundation

/// Rows of a CSV file one after another, for files of many million rows.
///
/// `CSVTable` keeps a whole file for small tables with named cells; this keeps one row. Same dialect
/// (RFC 4180, LF or CRLF, byte-order mark and gzip accepted); the separator is a comma, a semicolon
/// or a tab, whichever the header has most. Rows of a wrong length are told and left out.
@safe public struct CSVStream: ~Copyable {
  /// File, as faults name it.
  public let file: String
  /// Names of the columns, in file order, without blanks around them.
  public private(set) var columns: [String] = []
  /// Line on which the current row starts, from 1.
  public private(set) var line = 0
  /// Rows given so far.
  public private(set) var rowCount = 0

  /// Faults told one by one; more are counted.
  static let toldFaults = 20
  private static let longestRow = 1 << 28

  private let source: ByteSource
  private let faults: FaultCollector
  private var raggedRows = 0
  private var separator = UInt8(ascii: ",")
  /// Owns `buffer`, since a value that frees memory itself cannot throw while it is made.
  private var memory: Memory
  private var buffer: UnsafeMutableRawBufferPointer
  private var position = 0
  private var filled = 0
  private var isAtEnd = false
  private var nextLine = 1
  /// Start and end of each field of the current row.
  private var bounds: [(start: Int, end: Int)] = []

  /// Opens a file and reads its header.
  ///
  /// - Parameters:
  ///   - url: the file; `.gz` is unpacked on the way.
  ///   - name: how faults name it.
  ///   - faults: gets what is wrong with rows.
  /// - Returns: the file before its first row.
  /// - Throws: `InputFault` where there is no file or no header.
  public static func open(
    _ url: URL,
    name: String,
    faults: FaultCollector
  ) throws(InputFault) -> CSVStream {
    var stream = CSVStream(try ByteSource(url, name: name), faults)
    try stream.start()
    return stream
  }

  private mutating func start() throws(InputFault) {
    try fill(keepingFrom: 0)
    if filled >= 3, unsafe buffer[0] == 0xEF, unsafe buffer[1] == 0xBB, unsafe buffer[2] == 0xBF {
      position = 3
    }
    try readHeader()
  }

  private init(_ source: ByteSource, _ faults: FaultCollector) {
    file = source.file
    self.source = source
    self.faults = faults
    memory = Memory(1 << 22)
    unsafe buffer = unsafe memory.bytes
  }

  /// Share of the file that has been read, 0 to 1.
  public var share: Double { source.share }

  /// Column of that name, whatever its case; `nil` where there is none.
  public func column(_ name: String) -> Int? {
    columns.firstIndex(of: name)
      ?? columns.firstIndex { $0.compare(name, options: .caseInsensitive) == .orderedSame }
  }

  /// Goes to the next row of the header's length.
  ///
  /// - Returns: false at the end of the file, where the number of ragged rows is told.
  /// - Throws: `InputFault` where the rest of the file cannot be read.
  public mutating func next() throws(InputFault) -> Bool {
    while try scanRow() {
      if bounds.count == columns.count + 1, let last = bounds.last, last.start == last.end {
        // A separator behind the last field, as Comtrade's downloads have it in all rows but the header.
        bounds.removeLast()
      }
      if bounds.count == columns.count {
        rowCount += 1
        return true
      }
      raggedRows += 1
      if raggedRows <= Self.toldFaults {
        faults.error(
          file,
          line: line,
          found: "\(bounds.count) fields",
          expected: "\(columns.count), as in the header"
        )
      }
    }
    if raggedRows > Self.toldFaults {
      faults.error(
        file,
        found: "\(raggedRows - Self.toldFaults) more rows of a wrong length",
        expected: "\(columns.count) fields in each"
      )
      raggedRows = 0
    }
    return false
  }

  /// Bytes of a field of the current row, without blanks around it; good until the next row.
  public func bytes(_ field: Int) -> UnsafeRawBufferPointer {
    let (start, end) = bounds[field]
    return unsafe UnsafeRawBufferPointer(rebasing: buffer[start..<end])
  }

  /// Text of a field of the current row.
  public func text(_ field: Int) -> String {
    unsafe String(decoding: bytes(field), as: UTF8.self)
  }

  /// Number in a field; `nil` where there is none, or it is not finite.
  public func number(_ field: Int) -> Double? {
    unsafe DecimalNumber.parse(Span(_unsafeBytes: bytes(field)))
  }

  /// Whether a field says that its figure is missing (`NA`, `NaN`, `null`, a point, nothing).
  public func isMissing(_ field: Int) -> Bool {
    unsafe DecimalNumber.isMissing(Span(_unsafeBytes: bytes(field)))
  }

  private mutating func readHeader() throws(InputFault) {
    let limit = filled
    var counts = [UInt8(ascii: ","): 0, UInt8(ascii: ";"): 0, UInt8(ascii: "\t"): 0]
    var place = position
    var isQuoted = false
    while place < limit, unsafe isQuoted || buffer[place] != newline {
      let byte = unsafe buffer[place]
      if byte == quote { isQuoted.toggle() } else if !isQuoted { counts[byte]? += 1 }
      place += 1
    }
    for candidate in [UInt8(ascii: ";"), UInt8(ascii: "\t")]
    where counts[candidate, default: 0] > counts[separator, default: 0] {
      separator = candidate
    }
    guard try scanRow() else {
      throw InputFault(file: file, found: "an empty file", expected: "a header row")
    }
    columns = bounds.indices.map { text($0) }
    var seen: Set<String> = []
    for (place, column) in columns.enumerated() {
      if unsafe UTF8Check.lineOfFirstFault(Array(bytes(place))) != nil || column.contains("\0") {
        throw InputFault(
          file: file,
          line: line,
          found: "a header that is no UTF-8 text",
          expected: "the names of the columns"
        )
      }
      if column.contains("\r") {
        throw InputFault(
          file: file,
          line: line,
          found: "line ends of a carriage return alone",
          expected: "LF or CRLF"
        )
      }
      if !column.isEmpty, !seen.insert(column).inserted {
        throw InputFault(
          file: file,
          line: line,
          column: column,
          found: "the column twice",
          expected: "every column once"
        )
      }
    }
  }

  /// Puts the next row that has any byte into `bounds`; false at the end.
  private mutating func scanRow() throws(InputFault) -> Bool {
    var start = position
    while true {
      let outcome = scanFields(from: start)
      if case .whole(let end, let lines) = outcome {
        position = end
        line = nextLine
        nextLine += lines
        if bounds.count == 1, bounds[0].start == bounds[0].end, !isQuotedEmpty {
          // A line without any byte.
          if end >= filled, isAtEnd { return false }
          start = position
          continue
        }
        return true
      }
      if isAtEnd {
        if start >= filled { return false }
        throw InputFault(
          file: file,
          line: nextLine,
          found: "a quote that is never closed",
          expected: "a closing quote"
        )
      }
      try fill(keepingFrom: start)
      start = 0
    }
  }

  private var isQuotedEmpty = false
  /// Fields of the current row with doubled quotes.
  private var paired: [Int] = []

  private enum Outcome {
    case whole(end: Int, lines: Int)
    case cutShort
  }

  private mutating func scanFields(from start: Int) -> Outcome {
    bounds.removeAll(keepingCapacity: true)
    paired.removeAll(keepingCapacity: true)
    isQuotedEmpty = false
    let bytes = unsafe buffer
    let limit = filled
    let stop = separator
    var place = start
    var lines = 1
    if place >= limit { return .cutShort }
    while true {
      while place < limit, unsafe bytes[place] == space { place += 1 }
      var fieldStart = place
      var fieldEnd = place
      if place < limit, unsafe bytes[place] == quote {
        fieldStart = place + 1
        place += 1
        var hasPair = false
        while true {
          guard place < limit else { return .cutShort }
          let byte = unsafe bytes[place]
          if byte == quote {
            // A quote at the very end of what is read may be half of a pair.
            if place + 1 >= limit, !isAtEnd { return .cutShort }
            guard place + 1 < limit, unsafe bytes[place + 1] == quote else { break }
            hasPair = true
            place += 1
          } else if byte == newline {
            lines += 1
          }
          place += 1
        }
        fieldEnd = place
        place += 1
        while place < limit, unsafe bytes[place] != stop, unsafe bytes[place] != newline {
          place += 1
        }
        if place >= limit, !isAtEnd { return .cutShort }
        if hasPair { paired.append(bounds.count) }
        if fieldStart == fieldEnd { isQuotedEmpty = true }
      } else {
        while place < limit {
          let byte = unsafe bytes[place]
          if byte == stop || byte == newline { break }
          place += 1
        }
        if place >= limit, !isAtEnd { return .cutShort }
        fieldEnd = place
        while fieldEnd > fieldStart {
          let last = unsafe bytes[fieldEnd - 1]
          if last != space && last != carriageReturn { break }
          fieldEnd -= 1
        }
      }
      bounds.append((fieldStart, fieldEnd))
      if place >= limit { return whole(end: limit, lines: lines) }
      let byte = unsafe bytes[place]
      place += 1
      if byte == newline { return whole(end: place, lines: lines) }
      if place >= limit, !isAtEnd { return .cutShort }
    }
  }

  /// A row that is wholly there: only now may doubled quotes be joined, since a row that was cut
  /// short is scanned again.
  private mutating func whole(end: Int, lines: Int) -> Outcome {
    for field in paired {
      let (start, stop) = bounds[field]
      var read = start
      var write = start
      while read < stop {
        let byte = unsafe buffer[read]
        if byte == quote { read += 1 }
        unsafe buffer[write] = byte
        write += 1
        read += 1
      }
      bounds[field].end = write
    }
    return .whole(end: end, lines: lines)
  }

  /// Moves what is not used yet to the front and reads on, into a larger buffer where a row needs it.
  private mutating func fill(keepingFrom start: Int) throws(InputFault) {
    let kept = filled - start
    if kept > 0, start > 0 {
      // The two may overlap, which `copyMemory` allows.
      unsafe buffer.copyMemory(
        from: unsafe UnsafeRawBufferPointer(rebasing: buffer[start..<filled])
      )
    }
    if unsafe kept * 2 > buffer.count {
      guard unsafe buffer.count < Self.longestRow else {
        throw InputFault(
          file: file,
          line: nextLine,
          found: "a row of more than \(Self.longestRow) bytes",
          expected: "rows of a table (is a quote left open?)"
        )
      }
      let larger = unsafe Memory(buffer.count * 2)
      unsafe larger.bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[0..<kept]))
      memory = larger
      unsafe buffer = unsafe larger.bytes
    }
    filled = kept
    position = 0
    let count = try unsafe source.read(
      into: UnsafeMutableRawBufferPointer(rebasing: buffer[kept...])
    )
    if count == 0 { isAtEnd = true }
    filled += count
  }
}

@safe private final class Memory {
  let bytes: UnsafeMutableRawBufferPointer

  init(_ count: Int) {
    unsafe bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
  }

  deinit { unsafe bytes.deallocate() }
}

private let newline = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
private let quote = UInt8(ascii: "\"")
private let space = UInt8(ascii: " ")
