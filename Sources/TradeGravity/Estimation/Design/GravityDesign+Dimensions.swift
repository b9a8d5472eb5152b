extension GravityDesign {
  /// Dimensions for the solver: those that another one holds wholly are left out.
  var solvedDimensions: [AbsorbedDimension] {
    let constants = effects.filter(\.hasConstants)
    var redundant: Set<Int> = []
    for (place, effect) in constants.enumerated() {
      for (other, finer) in constants.enumerated()
      where other != place && !redundant.contains(other)
        && finer.levelCount >= effect.levelCount
      {
        if Self.isNested(finer.codes, finer.levelCount, in: effect.codes) {
          redundant.insert(place)
          break
        }
      }
    }
    var found: [AbsorbedDimension] = []
    for (place, effect) in constants.enumerated() where !redundant.contains(place) {
      found.append(
        AbsorbedDimension(codes: effect.codes, levelCount: effect.levelCount, values: nil)
      )
    }
    for effect in effects {
      for values in effect.slopes {
        found.append(
          AbsorbedDimension(codes: effect.codes, levelCount: effect.levelCount, values: values)
        )
      }
    }
    return found
  }

  /// Whether every level of one set lies within one level of another.
  static func isNested(_ codes: [Int32], _ levelCount: Int, in others: [Int32]) -> Bool {
    var outer = [Int32](repeating: -1, count: levelCount)
    for row in codes.indices {
      let level = Int(codes[row])
      if outer[level] < 0 { outer[level] = others[row] }
      if outer[level] != others[row] { return false }
    }
    return true
  }
}
