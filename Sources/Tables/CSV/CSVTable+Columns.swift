/// Whole columns of a table, for files of millions of rows.
extension CSVTable {
  /// A column of names, each name kept once.
  public struct Names: Sendable {
    /// The different names, in the order in which they first appear.
    public let names: [String]
    /// Place of each row's name in `names`.
    public let codes: [Int32]
  }

  /// Names of a column; `nil` where there is no such column.
  ///
  /// An empty cell is the name "". Rows are told apart by their bytes, so a million rows of a few
  /// hundred names make a few hundred strings.
  ///
  /// - Complexity: linear in the bytes of the column.
  public func names(_ column: String) -> Names? {
    guard let place = index[column] else { return nil }
    var names: [String] = []
    var codes = [Int32](repeating: 0, count: rowCount)
    var places: [String: Int32] = [:]
    // Open addressing on the bytes; a slot holds one more than the place of a known spelling.
    var slots = [Int32](repeating: 0, count: 1024)
    var spellings: [(start: Int, count: Int, hash: UInt64, code: Int32)] = []
    let width = columns.count
    unsafe bytes.withUnsafeBufferPointer { bytes in
      for row in 0..<rowCount {
        let field = fields[(row + 1) * width + place]
        let start = field.start
        let count = field.end - start
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for offset in 0..<count {
          hash = (hash ^ UInt64(unsafe bytes[start + offset])) &* 0x100_0000_01b3
        }
        if field.isQuoted { hash = ~hash }
        hash ^= hash >> 29
        var slot = Int(truncatingIfNeeded: hash & UInt64(slots.count - 1))
        var found: Int32?
        while slots[slot] != 0 {
          let known = spellings[Int(slots[slot]) - 1]
          if known.hash == hash, known.count == count,
            unsafe Self.isSame(bytes, known.start, start, count)
          {
            found = known.code
            break
          }
          slot = (slot + 1) & (slots.count - 1)
        }
        if let found {
          codes[row] = found
          continue
        }
        let name = Self.text(self.bytes, field)
        let code = places[name] ?? Int32(truncatingIfNeeded: names.count)
        if places.updateValue(code, forKey: name) == nil { names.append(name) }
        spellings.append((start, count, hash, code))
        slots[slot] = Int32(truncatingIfNeeded: spellings.count)
        codes[row] = code
        if spellings.count * 2 > slots.count { slots = Self.larger(slots, spellings.map(\.hash)) }
      }
    }
    return Names(names: names, codes: codes)
  }

  /// Numbers of a column; `nil` where there is no such column.
  ///
  /// - Parameters:
  ///   - column: its name.
  ///   - range: what is allowed.
  ///   - limit: faults told at most.
  ///   - faults: gets each cell that is no finite number in the range.
  /// - Returns: the numbers, not a number where there was a fault.
  public func numbers(
    _ column: String,
    in range: ClosedRange<Double> = CSVRow.anyNumber,
    limit: Int = 100,
    faults: FaultCollector
  ) -> [Double]? {
    guard let place = index[column] else { return nil }
    var values = [Double](repeating: .nan, count: rowCount)
    let width = columns.count
    var told = 0
    for row in 0..<rowCount {
      let field = fields[(row + 1) * width + place]
      let value = DecimalNumber.parse(bytes.span.extracting(field.start..<field.end))
      if let value, range.contains(value) {
        values[row] = value
      } else {
        told += 1
        guard told <= limit else { continue }
        let text = Self.text(bytes, field)
        faults.error(
          file,
          line: line(row: row),
          column: column,
          found: text.isEmpty ? "an empty cell" : "'\(text)'",
          expected: expectation("a number", range)
        )
      }
    }
    if told > limit {
      faults.error(
        file,
        column: column,
        found: "\(told - limit) more cells like these",
        expected: expectation("a number", range)
      )
    }
    return values
  }

  private static func isSame(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ first: Int,
    _ second: Int,
    _ count: Int
  ) -> Bool {
    for offset in 0..<count
    where unsafe bytes[first + offset] != bytes[second + offset] { return false }
    return true
  }

  private static func larger(_ slots: [Int32], _ hashes: [UInt64]) -> [Int32] {
    var wider = [Int32](repeating: 0, count: slots.count * 2)
    for (place, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash & UInt64(wider.count - 1))
      while wider[slot] != 0 { slot = (slot + 1) & (wider.count - 1) }
      wider[slot] = Int32(truncatingIfNeeded: place + 1)
    }
    return wider
  }
}
