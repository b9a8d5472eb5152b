import Foundation
import Tables

/// Goes through the lines and words of a TNTP file; what follows `~` on a line is a comment.
struct TNTPScanner {
  /// Faults told of one file; more of them would tell nobody more.
  static let faultLimit = 200

  let file: String
  let faults: FaultCollector
  /// Line that is being read, from 1.
  private(set) var line = 0

  private let bytes: [UInt8]
  private var position = 0
  private var end = 0
  private var following = 0
  private var faultCount = 0

  init(_ bytes: [UInt8], file: String, faults: FaultCollector) {
    self.bytes = bytes
    self.file = file
    self.faults = faults
  }

  /// Goes to the next line that holds anything; `false` at the end of the file.
  mutating func nextLine() -> Bool {
    while following < bytes.count {
      position = following
      end = position
      line += 1
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      following = end + 1
      var cut = position
      while cut < end, bytes[cut] != UInt8(ascii: "~") { cut += 1 }
      end = cut
      if line == 1, end - position >= 3, bytes[position] == 0xEF, bytes[position + 1] == 0xBB,
        bytes[position + 2] == 0xBF
      {
        position += 3
      }
      skipBlanks()
      if position < end { return true }
    }
    return false
  }

  /// Whether nothing is left on the line.
  mutating func isAtEnd() -> Bool {
    skipBlanks()
    return position >= end
  }

  /// Takes a byte where it comes next.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard position < end, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// Takes a word of small letters, in any case, where it comes next.
  mutating func take(word: [UInt8]) -> Bool {
    skipBlanks()
    guard end - position >= word.count else { return false }
    for place in word.indices where bytes[position + place] | 0x20 != word[place] { return false }
    position += word.count
    return true
  }

  /// A tag `<NAME> value` where one comes next, its name in capitals.
  mutating func tag() -> (name: String, value: String)? {
    guard take("<") else { return nil }
    var stop = position
    while stop < end, bytes[stop] != UInt8(ascii: ">") { stop += 1 }
    let name = text(position, stop).uppercased()
    position = min(end, stop + 1)
    let value = text(position, end)
    position = end
    return (name.trimmingCharacters(in: .whitespaces), value)
  }

  /// Rest of the line, for a message.
  mutating func rest() -> String {
    skipBlanks()
    return text(position, min(end, position + 40))
  }

  /// A finite number; `nil` puts a fault that says what was expected, and passes over the word.
  mutating func number(_ column: String, expected: String = "a number") -> Double? {
    skipBlanks()
    let start = position
    while position < end, !isSeparator(bytes[position]) { position += 1 }
    if let value = DecimalNumber.parse(bytes.span.extracting(start..<position)) { return value }
    let found = position > start ? "'\(text(start, min(position, start + 40)))'" : "nothing"
    fault(column, found: found, expected: expected)
    return nil
  }

  /// A whole number within a range.
  mutating func integer(_ column: String, in range: ClosedRange<Int>) -> Int? {
    let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard let value = number(column, expected: expected) else { return nil }
    guard value == value.rounded(), value >= Double(range.lowerBound),
      value <= Double(range.upperBound)
    else {
      fault(column, found: "\(value)", expected: expected)
      return nil
    }
    return Int(value)
  }

  /// Puts a fault of this line.
  mutating func fault(_ column: String?, found: String, expected: String) {
    faultCount += 1
    if faultCount < Self.faultLimit {
      faults.error(file, line: line, column: column, found: found, expected: expected)
    } else if faultCount == Self.faultLimit {
      faults.error(
        file,
        line: line,
        found: "faults beyond the first \(Self.faultLimit - 1)",
        expected: "a file of this format; the rest of its faults are not listed"
      )
    }
  }

  private mutating func skipBlanks() {
    while position < end {
      let byte = bytes[position]
      guard byte == 0x20 || byte == 0x09 || byte == 0x0D else { return }
      position += 1
    }
  }

  private func isSeparator(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == UInt8(ascii: ";")
      || byte == UInt8(ascii: ":")
  }

  private func text(_ start: Int, _ stop: Int) -> String {
    guard start < stop else { return "" }
    return String(decoding: bytes[start..<stop], as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
