/// Passes over flows [sector, exporter, importer].
enum SectorFlows {
  /// Σ_j a_ijk v_jk, at `k * n + i`.
  static func rowSums(_ a: [Double], _ factors: [Double], _ n: Int, _ m: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: n * m)
    for k in 0..<m { FlowMatrix.rowSums(a, factors, into: &sums, block: k, n) }
    return sums
  }

  /// Σ_i a_ijk u_ik, at `k * n + j`.
  static func columnSums(_ a: [Double], _ factors: [Double], _ n: Int, _ m: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: n * m)
    for k in 0..<m { FlowMatrix.columnSums(a, factors, into: &sums, block: k, n) }
    return sums
  }

  /// What sectors of sales use of each sector l as an input, at `l * n + i`: Σ_k γ_ikl s_ik.
  static func inputs(_ sales: [Double], _ shares: [Double], _ n: Int, _ m: Int) -> [Double] {
    var used = [Double](repeating: 0, count: n * m)
    guard !shares.isEmpty else { return used }
    unsafe used.withUnsafeMutableBufferPointer { used in
      unsafe shares.withUnsafeBufferPointer { shares in
        var row = [Double](repeating: 0, count: m)
        for i in 0..<n {
          for l in 0..<m { row[l] = 0 }
          for k in 0..<m {
            let value = sales[k * n + i]
            guard value != 0 else { continue }
            let start = (i * m + k) * m
            for l in 0..<m { unsafe row[l] += shares[start + l] * value }
          }
          for l in 0..<m { unsafe used[l * n + i] = row[l] }
        }
      }
    }
    return used
  }

  /// Logarithm of each sector's cost of inputs, at `k * n + i`: Σ_l γ_ikl p_il.
  static func inputCosts(_ prices: [Double], _ shares: [Double], _ n: Int, _ m: Int) -> [Double] {
    var costs = [Double](repeating: 0, count: n * m)
    guard !shares.isEmpty else { return costs }
    unsafe costs.withUnsafeMutableBufferPointer { costs in
      unsafe shares.withUnsafeBufferPointer { shares in
        var row = [Double](repeating: 0, count: m)
        for i in 0..<n {
          for l in 0..<m { row[l] = prices[l * n + i] }
          for k in 0..<m {
            let start = (i * m + k) * m
            var sum = 0.0
            for l in 0..<m { unsafe sum += shares[start + l] * row[l] }
            unsafe costs[k * n + i] = sum
          }
        }
      }
    }
    return costs
  }
}
