import Tables

/// Levels of a column or of several columns crossed.
struct Factor: Sendable {
  /// Level of each row, 0 ..< `levelCount`; −1 where it is missing.
  var codes: [Int32]
  /// Number of levels; every one has a row.
  var levelCount: Int
  /// What the levels are called.
  var names: Names

  /// Names of levels, in order.
  indirect enum Names: Sendable {
    case numbers([Double])
    case texts([String])
    /// For each side its names, and for each level its place among them.
    case crossed([(names: Names, places: [Int32])])

    /// Name of a level, the sides parted by `^`.
    func name(_ level: Int) -> String {
      switch self {
      case .numbers(let values): values[level].levelText
      case .texts(let labels): labels[level]
      case .crossed(let sides):
        sides.map { $0.names.name(Int($0.places[level])) }.joined(separator: "^")
      }
    }

    /// Number of a level, where levels are numbers.
    func number(_ level: Int) -> Double? {
      if case .numbers(let values) = self { return values[level] }
      return nil
    }
  }

  /// Levels of a column, in order of its numbers or of the alphabet.
  init(_ column: GravityColumn) {
    switch column {
    case .text(let codes, let labels):
      let (dense, kept) = Self.dense(codes, range: labels.count)
      self.init(codes: dense, levelCount: kept.count, names: .texts(kept.map { labels[Int($0)] }))
    case .whole(let values):
      let low = values.min() ?? 0
      let high = values.max() ?? 0
      let range = Int(high) - Int(low) + 1
      if range <= max(1 << 18, 8 * values.count), low >= -(1 << 30) {
        let shifted = low == 0 ? values : values.map { $0 - low }
        let (dense, kept) = Self.dense(shifted, range: range)
        self.init(
          codes: dense,
          levelCount: kept.count,
          names: .numbers(kept.map { Double($0) + Double(low) })
        )
      } else {
        self.init(sorting: values.map(Double.init))
      }
    case .real(let values): self.init(real: values)
    }
  }

  private init(real values: [Double]) {
    var low = Double.infinity
    var high = -Double.infinity
    var isWhole = true
    for value in values where !value.isNaN {
      low = min(low, value)
      high = max(high, value)
      if value.rounded() != value { isWhole = false }
    }
    guard low <= high else {
      self.init(
        codes: [Int32](repeating: -1, count: values.count),
        levelCount: 0,
        names: .numbers([])
      )
      return
    }
    if isWhole, high - low < Double(max(1 << 18, 8 * values.count)), high - low < 1e9 {
      let shifted = values.map { $0.isNaN ? Int32(-1) : Int32($0 - low) }
      let (dense, kept) = Self.dense(shifted, range: Int(high - low) + 1)
      self.init(
        codes: dense,
        levelCount: kept.count,
        names: .numbers(kept.map { Double($0) + low })
      )
    } else {
      self.init(sorting: values)
    }
  }

  private init(sorting values: [Double]) {
    var distinct = values.filter { !$0.isNaN }.map { $0 == 0 ? 0 : $0 }
    distinct.sort()
    var kept: [Double] = []
    for value in distinct where kept.last != value { kept.append(value) }
    let codes = values.map { value -> Int32 in
      if value.isNaN { return -1 }
      var low = 0
      var high = kept.count
      while low + 1 < high {
        let middle = (low + high) / 2
        if kept[middle] <= value { low = middle } else { high = middle }
      }
      return Int32(low)
    }
    self.init(codes: codes, levelCount: kept.count, names: .numbers(kept))
  }

  init(codes: [Int32], levelCount: Int, names: Names) {
    self.codes = codes
    self.levelCount = levelCount
    self.names = names
  }

  /// Codes without gaps, and the old code of each new one.
  static func dense(_ codes: [Int32], range: Int) -> (codes: [Int32], kept: [Int32]) {
    var place = [Int32](repeating: -1, count: range)
    for code in codes where code >= 0 { place[Int(code)] = 0 }
    var kept: [Int32] = []
    for code in 0..<range where place[code] == 0 {
      place[code] = Int32(kept.count)
      kept.append(Int32(code))
    }
    if kept.count == range { return (codes, kept) }
    return (codes.map { $0 < 0 ? -1 : place[Int($0)] }, kept)
  }
}
