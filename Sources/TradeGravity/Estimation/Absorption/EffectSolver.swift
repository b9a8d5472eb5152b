import Numerics

/// Weighted least squares on absorbed effects.
///
/// The effect with the most levels is put out exactly: rows are sorted by it, and its coefficient is
/// the weighted mean of what the others leave in its rows. On the others stands the Schur complement
/// S = D₂'W(I − P₁)D₂, on which preconditioned conjugate gradients (Hestenes & Stiefel 1952) work for
/// several columns at once. A step reads weights and levels once and no column at all. Where the first
/// effect ties levels of another into small sets (in gravity, the years of one exporter by the pairs),
/// the preconditioner inverts those sets exactly.
final class EffectSolver {
  let rowCount: Int
  let threads: Int
  /// First row of each level of the first dimension, and the end; empty where nothing is absorbed.
  let groupStarts: [Int32]
  /// Levels of the other dimensions, each counted on from the one before.
  let codes: [[Int32]]
  /// What their coefficients multiply.
  let values: [[Double]?]
  /// What the coefficient of the first dimension multiplies.
  let groupValues: [Double]?
  /// First level of each of the other dimensions, and the end.
  let bases: [Int]
  /// Chunks of rows, cut between groups.
  let chunks: RowChunks
  /// First group of each chunk, and the end.
  let chunkGroups: [Int]
  /// For each chunk and dimension the levels it meets.
  let spans: [[Range<Int>]]

  var weights: [Double]
  /// One over the weight of each group.
  var groupInverse: [Double]
  var preconditioner: EffectPreconditioner
  /// Whether a solution that rounding keeps from getting better is good enough, instead of an error.
  var acceptsStalls = false
  /// Steps of conjugate gradients so far.
  var steps = 0

  /// Number of levels of the other dimensions.
  var levelCount: Int { bases.last ?? 0 }
  var groupCount: Int { max(0, groupStarts.count - 1) }

  /// A solver for dimensions of the same rows, sorted by the levels of the first.
  init(_ dimensions: [AbsorbedDimension], rowCount: Int, threads: Int) {
    self.rowCount = rowCount
    self.threads = threads
    var starts: [Int32] = []
    if let first = dimensions.first {
      starts = [Int32](repeating: 0, count: first.levelCount + 1)
      for code in first.codes { starts[Int(code) + 1] += 1 }
      for level in 0..<first.levelCount { starts[level + 1] += starts[level] }
    }
    groupStarts = starts
    groupValues = dimensions.first?.values
    var bases = [0]
    var codes: [[Int32]] = []
    for dimension in dimensions.dropFirst() {
      let base = Int32(bases[bases.count - 1])
      codes.append(base == 0 ? dimension.codes : dimension.codes.map { $0 + base })
      bases.append(bases[bases.count - 1] + dimension.levelCount)
    }
    self.codes = codes
    self.bases = bases
    values = dimensions.dropFirst().map(\.values)
    let levels = bases[bases.count - 1]
    let chunkCount = max(1, min(16, rowCount / max(16384, 16 * levels)))
    var chunkStarts = [0]
    var chunkGroups = [0]
    let groups = max(0, starts.count - 1)
    for chunk in 1..<max(2, chunkCount) where chunkCount > 1 && groups > 0 {
      let wanted = Int32(rowCount / chunkCount * chunk)
      var low = 0
      var high = groups
      while low < high {
        let middle = (low + high) / 2
        if starts[middle] < wanted { low = middle + 1 } else { high = middle }
      }
      if low > chunkGroups[chunkGroups.count - 1], low < groups {
        chunkGroups.append(low)
        chunkStarts.append(Int(starts[low]))
      }
    }
    chunks = RowChunks(starts: chunkStarts + [rowCount])
    self.chunkGroups = chunkGroups + [groups]
    let allChunks = chunks
    spans = (0..<allChunks.count).map { chunk in
      codes.map { codes in
        var low = Int32.max
        var high = Int32.min
        for row in allChunks.range(chunk) {
          low = min(low, codes[row])
          high = max(high, codes[row])
        }
        return low <= high ? Int(low)..<Int(high) + 1 : 0..<0
      }
    }
    weights = []
    groupInverse = []
    preconditioner = EffectPreconditioner()
    preconditioner.findBlocks(
      groupStarts: groupStarts,
      codes: codes,
      values: values,
      bases: bases,
      groupValues: groupValues
    )
  }

  /// Takes new weights of rows, positive.
  ///
  /// - Parameters:
  ///   - newWeights: the weights.
  ///   - refreshes: whether to work the preconditioner out anew; weights that hardly moved do as well
  ///     with the old one.
  func prepare(_ newWeights: [Double], refreshes: Bool = true) {
    weights = newWeights
    guard !groupStarts.isEmpty else { return }
    groupInverse = inverseGroupWeights()
    guard levelCount > 0 else { return }
    if refreshes { refreshPreconditioner() }
  }

  /// What is left of columns after the effects are taken out.
  ///
  /// - Parameters:
  ///   - columns: the columns, at most 8.
  ///   - coefficients: level coefficients of the other dimensions to start from, the columns side by
  ///     side; holds the solution afterwards.
  ///   - floors: for each column the size of the error, in the weighted norm, that is small enough.
  ///   - reductions: for each column the share of the first residual to reach.
  ///   - residuals: what is left.
  /// - Throws: `NotConverged`.
  func remove(
    from columns: [[Double]],
    coefficients: inout [Double],
    floors: [Double],
    reductions: [Double],
    into residuals: inout [[Double]]
  ) throws {
    switch columns.count {
    case 0: return
    case 1: try solve(columns, &coefficients, floors, reductions, &residuals, Double.self)
    case 2: try solve(columns, &coefficients, floors, reductions, &residuals, SIMD2<Double>.self)
    case 3...4:
      try solve(columns, &coefficients, floors, reductions, &residuals, SIMD4<Double>.self)
    default:
      try solve(columns, &coefficients, floors, reductions, &residuals, SIMD8<Double>.self)
    }
  }

  /// Numbers for each level that a call with so many columns needs.
  static func lanes(_ columns: Int) -> Int {
    columns <= 2 ? max(1, columns) : columns <= 4 ? 4 : 8
  }
}
