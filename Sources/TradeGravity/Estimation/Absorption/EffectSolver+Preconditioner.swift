import Numerics

extension EffectSolver {
  /// Share of a diagonal element below which a pivot is rounding: sets that the first effect holds
  /// wholly are singular, and one coefficient of each stays at zero.
  private static let smallestPivot = 1e-12

  /// Works the preconditioner out for the present weights.
  func refreshPreconditioner() {
    let exact = Set(preconditioner.blockSets.map(\.dimension))
    var inverse = [Double](repeating: 0, count: levelCount)
    for dimension in codes.indices where !exact.contains(dimension) {
      addDiagonal(dimension, to: &inverse)
    }
    for level in inverse.indices { inverse[level] = inverse[level] > 0 ? 1 / inverse[level] : 0 }
    preconditioner.diagonalInverse = inverse
    let sets = preconditioner.blockSets
    guard !sets.isEmpty else { return }
    preconditioner.blockSets = []
    let weights = weights
    let groupInverse = groupInverse
    let groupStarts = groupStarts
    let codes = codes
    let bases = bases
    let results = try? Parallel.map(sets.count, threads: threads) { index in
      var set = sets[index]
      Self.fill(
        &set,
        codes[set.dimension],
        base: bases[set.dimension],
        weights,
        groupInverse,
        groupStarts
      )
      Self.factor(&set)
      return set
    }
    preconditioner.blockSets = results ?? sets
  }

  /// Diagonal of the Schur complement in one dimension.
  private func addDiagonal(_ dimension: Int, to diagonal: inout [Double]) {
    let levelCodes = codes[dimension]
    let factors = values[dimension]
    var partial: [Int32: Double] = [:]
    for group in 0..<groupCount {
      let start = Int(groupStarts[group])
      let end = Int(groupStarts[group + 1])
      // Levels met again in the same group count together.
      var isRepeated = false
      var last = Int32(-1)
      for row in start..<end {
        if levelCodes[row] <= last { isRepeated = true }
        last = levelCodes[row]
      }
      if isRepeated { partial.removeAll(keepingCapacity: true) }
      for row in start..<end {
        let factor = factors?[row] ?? 1
        let own = groupValues?[row] ?? 1
        let cross = weights[row] * factor * own
        diagonal[Int(levelCodes[row])] += weights[row] * factor * factor
        if isRepeated {
          partial[levelCodes[row], default: 0] += cross
        } else {
          diagonal[Int(levelCodes[row])] -= cross * cross * groupInverse[group]
        }
      }
      if isRepeated {
        for (level, cross) in partial {
          diagonal[Int(level)] -= cross * cross * groupInverse[group]
        }
      }
    }
    // What rounding leaves of a level that the first effect holds wholly.
    var plain = [Double](repeating: 0, count: bases[dimension + 1] - bases[dimension])
    for row in 0..<rowCount {
      let factor = factors?[row] ?? 1
      plain[Int(levelCodes[row]) - bases[dimension]] += weights[row] * factor * factor
    }
    for level in plain.indices {
      let place = bases[dimension] + level
      if diagonal[place] <= plain[level] * Self.smallestPivot { diagonal[place] = 0 }
    }
  }

  private static func factor(_ set: inout EffectPreconditioner.BlockSet) {
    var matrix = set.factors
    set.factors = []
    for block in 0..<(set.starts.count - 1) {
      let size = Int(set.starts[block + 1] - set.starts[block])
      let offset = set.offsets[block]
      for row in 0..<size {
        let line = offset + row * size
        let whole = matrix[line + row]
        for column in 0..<row {
          let other = offset + column * size
          var value = matrix[line + column]
          for inner in 0..<column { value -= matrix[line + inner] * matrix[other + inner] }
          matrix[line + column] = value * matrix[other + column]
        }
        var pivot = whole
        for inner in 0..<row { pivot -= matrix[line + inner] * matrix[line + inner] }
        matrix[line + row] = pivot > whole * smallestPivot ? 1 / pivot.squareRoot() : 0
      }
    }
    set.factors = matrix
  }
}
