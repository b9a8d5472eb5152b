// The matrices of small sets take a symmetric update from every group: as much work as several steps of
// conjugate gradients, and half of that with pointers, whose loops are vectorised.

extension EffectSolver {
  /// Matrices of the small sets of one dimension, lower triangles.
  static func fill(
    _ set: inout EffectPreconditioner.BlockSet,
    _ codes: [Int32],
    base: Int,
    _ weights: [Double],
    _ groupInverse: [Double],
    _ groupStarts: [Int32]
  ) {
    let total = set.offsets[set.offsets.count - 1]
    var matrix = set.factors.count == total ? set.factors : [Double](repeating: 0, count: total)
    set.factors = []
    let most = EffectPreconditioner.largestBlock
    var places = [Int32](repeating: 0, count: most)
    var sums = [Double](repeating: 0, count: most)
    let blocks = set
    unsafe matrix.withUnsafeMutableBufferPointer { out in
      unsafe out.update(repeating: 0)
      unsafe places.withUnsafeMutableBufferPointer { places in
        unsafe sums.withUnsafeMutableBufferPointer { sums in
          for group in groupInverse.indices {
            let rows = Int(groupStarts[group])..<Int(groupStarts[group + 1])
            guard !rows.isEmpty else { continue }
            let block = Int(blocks.blockOf[Int(codes[rows.lowerBound]) - base])
            let size = Int(blocks.starts[block + 1] - blocks.starts[block])
            unsafe update(
              out.base + blocks.offsets[block],
              size,
              groupInverse[group],
              collect(rows, codes, base, blocks.placeOf, weights, size, places.base, sums.base),
              places.base,
              sums.base
            )
          }
        }
      }
    }
    set.factors = matrix
  }

  /// Sums weights of a group by place in the block, places ascending; returns how many there are.
  @inline(__always)
  private static func collect(
    _ rows: Range<Int>,
    _ codes: [Int32],
    _ base: Int,
    _ placeOf: [Int32],
    _ weights: [Double],
    _ size: Int,
    _ places: UnsafeMutablePointer<Int32>,
    _ sums: UnsafeMutablePointer<Double>
  ) -> Int {
    var used = 0
    var last = Int32(-1)
    for row in rows {
      let place = placeOf[Int(codes[row]) - base]
      if place == last {
        unsafe sums[used - 1] += weights[row]
        continue
      }
      if place < last {
        // Out of order: by all places of the block.
        for place in 0..<size {
          unsafe places[place] = Int32(place)
          unsafe sums[place] = 0
        }
        for row in rows { unsafe sums[Int(placeOf[Int(codes[row]) - base])] += weights[row] }
        return size
      }
      unsafe places[used] = place
      unsafe sums[used] = weights[row]
      used += 1
      last = place
    }
    return used
  }

  /// Takes diag(s) − s s'/W to a block.
  @inline(__always)
  private static func update(
    _ matrix: UnsafeMutablePointer<Double>,
    _ size: Int,
    _ inverse: Double,
    _ used: Int,
    _ places: UnsafeMutablePointer<Int32>,
    _ sums: UnsafeMutablePointer<Double>
  ) {
    if used == size {
      for a in 0..<size {
        let line = unsafe matrix + a * size
        let share = unsafe sums[a] * inverse
        for b in 0..<a { unsafe line[b] -= share * sums[b] }
        unsafe line[a] += sums[a] - share * sums[a]
      }
      return
    }
    for a in 0..<used {
      let line = unsafe matrix + Int(places[a]) * size
      let share = unsafe sums[a] * inverse
      for b in 0..<a { unsafe line[Int(places[b])] -= share * sums[b] }
      unsafe line[Int(places[a])] += sums[a] - share * sums[a]
    }
  }
}
