import Foundation

/// Passes over a square matrix of flows [exporter, importer], row by row.
///
/// Sums run in a fixed order in eight lanes, so that the same matrix gives the same bits, and a pass
/// with factors of one gives exactly the plain sums.
enum FlowMatrix {
  /// Σ_j a_ij v_j for each exporter i.
  static func rowSums(_ matrix: [Double], _ factors: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: factors.count)
    rowSums(matrix, factors, into: &sums, block: 0, factors.count)
    return sums
  }

  /// Σ_i a_ij u_i for each importer j.
  static func columnSums(_ matrix: [Double], _ factors: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: factors.count)
    columnSums(matrix, factors, into: &sums, block: 0, factors.count)
    return sums
  }

  /// The same for one of several matrices of n × n that stand one after the other, with factors and
  /// sums in blocks of n.
  static func rowSums(
    _ matrix: [Double],
    _ factors: [Double],
    into sums: inout [Double],
    block: Int,
    _ n: Int
  ) {
    unsafe matrix.withUnsafeBufferPointer { a in
      unsafe factors.withUnsafeBufferPointer { v in
        for i in 0..<n {
          sums[block * n + i] = unsafe dot(a, (block * n + i) * n, v, block * n, n)
        }
      }
    }
  }

  /// The same for one of several matrices of n × n that stand one after the other, with factors and
  /// sums in blocks of n; the sums must be zero before.
  static func columnSums(
    _ matrix: [Double],
    _ factors: [Double],
    into sums: inout [Double],
    block: Int,
    _ n: Int
  ) {
    unsafe matrix.withUnsafeBufferPointer { a in
      unsafe sums.withUnsafeMutableBufferPointer { out in
        let start = block * n
        for i in 0..<n {
          let factor = factors[start + i]
          guard factor != 0 else { continue }
          let row = (start + i) * n
          for j in 0..<n { unsafe out[start + j] += a[row + j] * factor }
        }
      }
    }
  }

  /// Element by element product.
  static func product(_ a: [Double], _ b: [Double]) -> [Double] {
    var product = a
    unsafe product.withUnsafeMutableBufferPointer { out in
      unsafe b.withUnsafeBufferPointer { b in
        for cell in 0..<min(out.count, b.count) { unsafe out[cell] *= b[cell] }
      }
    }
    return product
  }

  /// Element by element power; exactly one where the base is one.
  static func powers(_ bases: [Double], _ exponent: Double) -> [Double] {
    bases.map { $0 == 1 ? 1 : pow($0, exponent) }
  }

  /// a_ij u_i v_j.
  static func scaled(_ matrix: [Double], rows: [Double], columns: [Double]) -> [Double] {
    let n = rows.count
    var result = matrix
    unsafe result.withUnsafeMutableBufferPointer { out in
      unsafe columns.withUnsafeBufferPointer { v in
        for i in 0..<n {
          let factor = rows[i]
          let row = i * n
          for j in 0..<n { unsafe out[row + j] = out[row + j] * factor * v[j] }
        }
      }
    }
    return result
  }

  private static func dot(
    _ a: UnsafeBufferPointer<Double>,
    _ start: Int,
    _ v: UnsafeBufferPointer<Double>,
    _ from: Int,
    _ n: Int
  ) -> Double {
    var lanes = SIMD8<Double>.zero
    let whole = n & ~7
    var j = 0
    if let base = a.baseAddress, let factors = v.baseAddress {
      let row = unsafe UnsafeRawPointer(base + start)
      let other = unsafe UnsafeRawPointer(factors + from)
      while j < whole {
        let x = unsafe row.loadUnaligned(fromByteOffset: j * 8, as: SIMD8<Double>.self)
        let y = unsafe other.loadUnaligned(fromByteOffset: j * 8, as: SIMD8<Double>.self)
        lanes += x * y
        j += 8
      }
    }
    var sum = lanes.sum()
    while j < n {
      unsafe sum += a[start + j] * v[from + j]
      j += 1
    }
    return sum
  }
}
