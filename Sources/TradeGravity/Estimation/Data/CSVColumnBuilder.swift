/// Gathers a column of a CSV file.
final class CSVColumnBuilder {
  /// Cells that are no number, the first few.
  var bad: [(line: Int, text: String)] = []
  private(set) var isText = false
  /// Whether texts were gathered from the first row on.
  private(set) var isWhole = true
  private var numbers: [Double] = []
  private var codes: [Int32] = []
  private var table = ByteTable()

  init(text: Bool = false) { isText = text }

  /// Adds a cell, from the byte `start` to before `end`.
  @inline(__always)
  func add(_ bytes: borrowing Span<UInt8>, _ start: Int, _ end: Int, line: Int) {
    if isText {
      if isWhole { addText(bytes, start, end) } else { note(bytes, start, end, line) }
      return
    }
    switch DecimalText.cell(bytes, start, end) {
    case .number(let value): numbers.append(value)
    case .missing: numbers.append(.nan)
    case .text:
      isText = true
      isWhole = numbers.isEmpty
      numbers = []
      note(bytes, start, end, line)
      if isWhole { addText(bytes, start, end) }
    }
  }

  private func note(_ bytes: borrowing Span<UInt8>, _ start: Int, _ end: Int, _ line: Int) {
    guard bad.count < 20, case .text = DecimalText.cell(bytes, start, end) else { return }
    var text: [UInt8] = []
    for place in start..<min(end, start + 40) { text.append(bytes[place]) }
    bad.append((line, String(decoding: text, as: UTF8.self)))
  }

  private func addText(_ bytes: borrowing Span<UInt8>, _ start: Int, _ end: Int) {
    var first = start
    var last = end
    while first < last, bytes[first] == 0x20 { first += 1 }
    while last > first, bytes[last - 1] == 0x20 { last -= 1 }
    codes.append(first == last ? -1 : table.code(bytes, first, last))
  }

  /// The column; `bytes` are those of the file.
  func column(_ bytes: [UInt8]) -> DataColumn {
    guard isText else { return .real(numbers) }
    let labels = table.entries.map { entry in
      String(decoding: bytes[entry.start..<entry.end], as: UTF8.self)
        .split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"")
    }
    return .text(codes: codes, unordered: labels)
  }
}

/// Numbers for runs of bytes, the same for equal ones.
struct ByteTable {
  private(set) var entries: [(start: Int, end: Int)] = []
  private var slots = [Int32](repeating: -1, count: 64)
  private var last: Int32 = -1

  /// The number of a run.
  mutating func code(_ bytes: borrowing Span<UInt8>, _ start: Int, _ end: Int) -> Int32 {
    if last >= 0, isSame(entries[Int(last)], bytes, start, end) { return last }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for place in start..<end { hash = (hash ^ UInt64(bytes[place])) &* 0x100_0000_01B3 }
    hash ^= hash >> 29
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      if isSame(entries[Int(slots[slot])], bytes, start, end) {
        last = slots[slot]
        return last
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    last = Int32(entries.count)
    slots[slot] = last
    entries.append((start, end))
    if entries.count * 2 > slots.count { grow(bytes) }
    return last
  }

  private func isSame(
    _ entry: (start: Int, end: Int),
    _ bytes: borrowing Span<UInt8>,
    _ start: Int,
    _ end: Int
  ) -> Bool {
    guard entry.end - entry.start == end - start else { return false }
    for place in 0..<(end - start) where bytes[entry.start + place] != bytes[start + place] {
      return false
    }
    return true
  }

  private mutating func grow(_ bytes: borrowing Span<UInt8>) {
    slots = [Int32](repeating: -1, count: slots.count * 4)
    for (index, entry) in entries.enumerated() {
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      for place in entry.start..<entry.end {
        hash = (hash ^ UInt64(bytes[place])) &* 0x100_0000_01B3
      }
      hash ^= hash >> 29
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(index)
    }
  }
}
