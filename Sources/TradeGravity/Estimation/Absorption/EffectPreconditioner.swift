/// An easy inverse of what conjugate gradients solve: exact on small sets of levels that the first
/// effect ties together, the diagonal elsewhere.
struct EffectPreconditioner {
  /// Levels that are inverted together.
  struct BlockSet: Sendable {
    /// Dimension, counted without the first.
    var dimension: Int
    /// First member of each block, and the end.
    var starts: [Int32]
    /// Levels, block by block, counted on over dimensions.
    var members: [Int32]
    /// Block of each level of the dimension.
    var blockOf: [Int32]
    /// Place of each level of the dimension in its block.
    var placeOf: [Int32]
    /// First element of each block in `factors`, and the end.
    var offsets: [Int]
    /// Lower triangles by rows: first of the matrix, then of its Cholesky factor with the inverse of
    /// each pivot in the diagonal.
    var factors: [Double] = []
  }

  /// Largest set that is inverted exactly.
  static let largestBlock = 64

  var blockSets: [BlockSet] = []
  /// One over the diagonal, for every level; zero in dimensions with blocks.
  var diagonalInverse: [Double] = []

  /// Finds the sets of levels that groups tie together.
  mutating func findBlocks(
    groupStarts: [Int32],
    codes: [[Int32]],
    values: [[Double]?],
    bases: [Int],
    groupValues: [Double]?
  ) {
    guard groupValues == nil, groupStarts.count > 2 else { return }
    for dimension in codes.indices where values[dimension] == nil {
      let base = Int32(bases[dimension])
      let count = bases[dimension + 1] - bases[dimension]
      var parent = [Int32](repeating: 0, count: count)
      for level in 0..<count { parent[level] = Int32(level) }
      let levelCodes = codes[dimension]
      for group in 0..<(groupStarts.count - 1) {
        let start = Int(groupStarts[group])
        let end = Int(groupStarts[group + 1])
        guard start + 1 < end else { continue }
        var first = Self.root(levelCodes[start] - base, &parent)
        for row in (start + 1)..<end {
          let other = Self.root(levelCodes[row] - base, &parent)
          if other != first {
            parent[Int(max(first, other))] = min(first, other)
            first = min(first, other)
          }
        }
      }
      if let set = Self.blocks(dimension, base, &parent) { blockSets.append(set) }
    }
  }

  private static func blocks(
    _ dimension: Int,
    _ base: Int32,
    _ parent: inout [Int32]
  ) -> BlockSet? {
    let count = parent.count
    var size = [Int32](repeating: 0, count: count)
    for level in 0..<count { size[Int(root(Int32(level), &parent))] += 1 }
    guard let largest = size.max(), largest <= largestBlock, largest > 1 else { return nil }
    var starts: [Int32] = [0]
    var offsets = [0]
    var number = [Int32](repeating: 0, count: count)
    for level in 0..<count where size[level] > 0 {
      number[level] = Int32(starts.count - 1)
      starts.append(starts[starts.count - 1] + size[level])
      offsets.append(offsets[offsets.count - 1] + Int(size[level]) * Int(size[level]))
    }
    var next = starts
    var members = [Int32](repeating: 0, count: count)
    var blockOf = members
    var placeOf = members
    for level in 0..<count {
      let block = number[Int(root(Int32(level), &parent))]
      blockOf[level] = block
      placeOf[level] = next[Int(block)] - starts[Int(block)]
      members[Int(next[Int(block)])] = Int32(level) + base
      next[Int(block)] += 1
    }
    return BlockSet(
      dimension: dimension,
      starts: starts,
      members: members,
      blockOf: blockOf,
      placeOf: placeOf,
      offsets: offsets
    )
  }

  private static func root(_ level: Int32, _ parent: inout [Int32]) -> Int32 {
    var level = level
    while parent[Int(level)] != level {
      parent[Int(level)] = parent[Int(parent[Int(level)])]
      level = parent[Int(level)]
    }
    return level
  }

  /// Inverse times a residual.
  func apply<Vector: LaneVector>(_ input: [Vector], into output: inout [Vector], threads: Int) {
    for level in input.indices {
      output[level] = Vector.scaled(input[level], diagonalInverse[level])
    }
    for set in blockSets {
      var work = [Vector](repeating: .zeros, count: Self.largestBlock)
      for block in 0..<(set.starts.count - 1) {
        let start = Int(set.starts[block])
        let size = Int(set.starts[block + 1]) - start
        let offset = set.offsets[block]
        for row in 0..<size {
          var value = input[Int(set.members[start + row])]
          let line = offset + row * size
          for column in 0..<row {
            value = value - Vector.scaled(work[column], set.factors[line + column])
          }
          work[row] = Vector.scaled(value, set.factors[line + row])
        }
        for row in stride(from: size - 1, through: 0, by: -1) {
          let value = Vector.scaled(work[row], set.factors[offset + row * size + row])
          work[row] = value
          output[Int(set.members[start + row])] = value
          let line = offset + row * size
          for column in 0..<row {
            work[column] = work[column] - Vector.scaled(value, set.factors[line + column])
          }
        }
      }
    }
  }
}
