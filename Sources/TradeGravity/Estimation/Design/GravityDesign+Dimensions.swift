extension GravityDesign {
  /// Dimensions for the solver, each an effect's constants or one of its slopes: constants that
  /// another effect's hold wholly are left out.
  var solvedDimensionPlaces: [(effect: Int, slope: Int?)] {
    let constants = effects.indices.filter { effects[$0].hasConstants }
    var redundant: Set<Int> = []
    for place in constants {
      for other in constants
      where other != place && !redundant.contains(other)
        && effects[other].levelCount >= effects[place].levelCount
      {
        if Self.isNested(effects[other].codes, effects[other].levelCount, in: effects[place].codes)
        {
          redundant.insert(place)
          break
        }
      }
    }
    var found: [(effect: Int, slope: Int?)] = []
    for place in constants where !redundant.contains(place) { found.append((place, nil)) }
    for place in effects.indices {
      for slope in effects[place].slopes.indices { found.append((place, slope)) }
    }
    return found
  }

  /// The same with their codes.
  var solvedDimensions: [AbsorbedDimension] {
    solvedDimensionPlaces.map { place in
      let effect = effects[place.effect]
      return AbsorbedDimension(
        codes: effect.codes,
        levelCount: effect.levelCount,
        values: place.slope.map { effect.slopes[$0] }
      )
    }
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
