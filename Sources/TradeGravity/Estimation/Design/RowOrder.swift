/// An order of rows that depends on their values alone.
enum RowOrder {
  /// The rows kept, sorted by levels of the first key, then the next, and last by contents.
  ///
  /// - Parameters:
  ///   - kept: rows to sort, in any order.
  ///   - keys: codes of each row of the data set, and how many there are.
  ///   - contents: numbers that part rows of equal codes.
  ///   - marks: codes that part rows of equal numbers.
  /// - Returns: the rows in order.
  static func sorted(
    _ kept: [Int32],
    keys: [(codes: [Int32], levelCount: Int)],
    contents: [[Double]],
    marks: [[Int32]]
  ) -> [Int32] {
    var order = kept
    if keys.isEmpty, let first = contents.first {
      var pairs = kept.map { (key: bits(first[Int($0)]), row: $0) }
      pairs.sort { ($0.key, $0.row) < ($1.key, $1.row) }
      order = pairs.map(\.row)
      sortRuns(&order, contents: contents, marks: marks) { a, b in
        bits(first[Int(a)]) == bits(first[Int(b)])
      }
      return order
    }
    var spare = order
    for key in keys.reversed() {
      var starts = [Int32](repeating: 0, count: key.levelCount + 1)
      for row in order { starts[Int(key.codes[Int(row)]) + 1] += 1 }
      for level in 0..<key.levelCount { starts[level + 1] += starts[level] }
      for row in order {
        let code = Int(key.codes[Int(row)])
        spare[Int(starts[code])] = row
        starts[code] += 1
      }
      swap(&order, &spare)
    }
    sortRuns(&order, contents: contents, marks: marks) { a, b in
      keys.allSatisfy { $0.codes[Int(a)] == $0.codes[Int(b)] }
    }
    return order
  }

  /// A whole number in the order of a number.
  private static func bits(_ value: Double) -> UInt64 {
    let bits = (value == 0 ? 0 : value).bitPattern
    return bits >> 63 == 1 ? ~bits : bits | (1 << 63)
  }

  private static func sortRuns(
    _ order: inout [Int32],
    contents: [[Double]],
    marks: [[Int32]],
    isTie: (Int32, Int32) -> Bool
  ) {
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, isTie(order[start], order[end]) { end += 1 }
      if end - start > 1 {
        order[start..<end].sort { a, b in
          for values in contents where values[Int(a)] != values[Int(b)] {
            return values[Int(a)] < values[Int(b)]
          }
          for codes in marks where codes[Int(a)] != codes[Int(b)] {
            return codes[Int(a)] < codes[Int(b)]
          }
          return false
        }
      }
      start = end
    }
  }
}
