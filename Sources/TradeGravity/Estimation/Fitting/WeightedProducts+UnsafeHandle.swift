import Numerics

/// Sums of products of columns over rows, the same bits for any number of threads.
enum WeightedProducts {
  /// Σ w a b for all pairs of columns, by chunks of rows that stay in the cache.
  static func cross(
    _ columns: [[Double]],
    weights: [Double]?,
    threads: Int
  ) -> DenseMatrix {
    let count = columns.count
    var total = DenseMatrix(rows: count, columns: count)
    guard count > 0, let rows = columns.first?.count, rows > 0 else { return total }
    let chunks = RowChunks(rowCount: rows)
    let parts =
      (try? Parallel.map(chunks.count, threads: threads) { chunk in
        part(columns, weights, chunks.range(chunk))
      }) ?? []
    for part in parts {
      for place in part.indices { total.values[place] += part[place] }
    }
    for column in 0..<count {
      for row in 0..<column { total[row, column] = total[column, row] }
    }
    return total
  }

  private static func part(
    _ columns: [[Double]],
    _ weights: [Double]?,
    _ range: Range<Int>
  ) -> [Double] {
    let count = columns.count
    var sums = [Double](repeating: 0, count: count * count)
    let block = 1024
    var scaled = [Double](repeating: 0, count: block)
    var start = range.lowerBound
    while start < range.upperBound {
      let length = min(block, range.upperBound - start)
      for a in 0..<count {
        unsafe columns[a].withUnsafeBufferPointer { first in
          unsafe scaled.withUnsafeMutableBufferPointer { out in
            if let weights {
              for place in 0..<length {
                unsafe out[place] = first[start + place] * weights[start + place]
              }
            } else {
              for place in 0..<length { unsafe out[place] = first[start + place] }
            }
            for b in 0...a {
              unsafe columns[b].withUnsafeBufferPointer { second in
                // Place a · count + b is row b of column a: the upper triangle is filled later.
                unsafe sums[b * count + a] += dot(
                  out.base,
                  second.base + start,
                  length
                )
              }
            }
          }
        }
      }
      start += length
    }
    return sums
  }

  private static func dot(
    _ a: UnsafePointer<Double>,
    _ b: UnsafePointer<Double>,
    _ count: Int
  ) -> Double {
    var sums = SIMD8<Double>(repeating: 0)
    var place = 0
    while place + 8 <= count {
      let x = unsafe UnsafeRawPointer(a + place).loadUnaligned(as: SIMD8<Double>.self)
      let y = unsafe UnsafeRawPointer(b + place).loadUnaligned(as: SIMD8<Double>.self)
      sums += x * y
      place += 8
    }
    var total = sums.sum()
    while place < count {
      total += unsafe a[place] * b[place]
      place += 1
    }
    return total
  }
}
