import Tables

extension Factor {
  /// Levels of combinations of columns; one level for no column.
  ///
  /// The codes do not depend on the order of the columns: those with more levels come first.
  static func crossed(_ expressions: [Expression], in table: GravityData) throws -> Factor {
    guard !expressions.isEmpty else {
      return Factor(
        codes: [Int32](repeating: 0, count: table.rowCount),
        levelCount: table.rowCount > 0 ? 1 : 0,
        names: .texts(["all"])
      )
    }
    let sides = try expressions.map { try of($0, in: table) }
    if sides.count == 1 { return sides[0] }
    let order = expressions.indices.sorted {
      (-sides[$0].levelCount, expressions[$0].label) < (
        -sides[$1].levelCount, expressions[$1].label
      )
    }
    var codes = sides[order[0]].codes
    var places: [[Int32]] = [(0..<Int32(sides[order[0]].levelCount)).map { $0 }]
    for side in order.dropFirst() {
      let (combined, first, second) = combine(
        codes,
        places[0].count,
        sides[side].codes,
        sides[side].levelCount
      )
      codes = combined
      places = places.map { old in first.map { old[Int($0)] } } + [second]
    }
    var written = places
    for (place, side) in order.enumerated() { written[side] = places[place] }
    return Factor(
      codes: codes,
      levelCount: places[0].count,
      names: .crossed(zip(sides, written).map { ($0.names, $1) })
    )
  }

  /// Levels of the values of an expression.
  static func of(_ expression: Expression, in table: GravityData) throws -> Factor {
    switch try expression.value(in: table) {
    case .column(let column): Factor(column)
    case .number(let number):
      Factor(.real([Double](repeating: number, count: table.rowCount)))
    case .text(let text):
      Factor(.text(codes: [Int32](repeating: 0, count: table.rowCount), labels: [text]))
    }
  }

  /// Combinations that occur, in order of the first and then of the second.
  static func combine(
    _ a: [Int32],
    _ aCount: Int,
    _ b: [Int32],
    _ bCount: Int
  ) -> (codes: [Int32], first: [Int32], second: [Int32]) {
    let (range, overflow) = aCount.multipliedReportingOverflow(by: bCount)
    if !overflow, range <= max(1 << 18, 4 * a.count), range < Int(Int32.max) {
      var keys = a
      for row in keys.indices {
        keys[row] = a[row] < 0 || b[row] < 0 ? -1 : a[row] * Int32(bCount) + b[row]
      }
      let (codes, kept) = dense(keys, range: range)
      let width = Int32(max(1, bCount))
      return (codes, kept.map { $0 / width }, kept.map { $0 % width })
    }
    var distinct: [UInt64] = []
    distinct.reserveCapacity(a.count)
    for row in a.indices where a[row] >= 0 && b[row] >= 0 {
      distinct.append(UInt64(a[row]) << 32 | UInt64(b[row]))
    }
    distinct.sort()
    var kept: [UInt64] = []
    for key in distinct where kept.last != key { kept.append(key) }
    var codes = a
    for row in a.indices {
      guard a[row] >= 0, b[row] >= 0 else {
        codes[row] = -1
        continue
      }
      let key = UInt64(a[row]) << 32 | UInt64(b[row])
      var low = 0
      var high = kept.count
      while low + 1 < high {
        let middle = (low + high) / 2
        if kept[middle] <= key { low = middle } else { high = middle }
      }
      codes[row] = Int32(low)
    }
    return (
      codes, kept.map { Int32(truncatingIfNeeded: $0 >> 32) },
      kept.map { Int32(truncatingIfNeeded: $0 & 0xFFFF_FFFF) }
    )
  }
}
