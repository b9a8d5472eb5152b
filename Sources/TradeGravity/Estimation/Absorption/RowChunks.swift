import Numerics

/// Rows cut into chunks that depend on the data alone, so that sums of chunks, added in order, have
/// the same bits for any number of threads.
struct RowChunks: Sendable {
  /// First row of each chunk, and the end.
  var starts: [Int]

  var count: Int { starts.count - 1 }

  /// Chunks of about `size` rows.
  init(rowCount: Int, size: Int = 65536) {
    starts = Array(stride(from: 0, to: max(rowCount, 1), by: max(1, size))) + [rowCount]
  }

  init(starts: [Int]) { self.starts = starts }

  func range(_ chunk: Int) -> Range<Int> { starts[chunk]..<starts[chunk + 1] }

  /// Works on every chunk, on several threads.
  func forEach(threads: Int, _ body: @Sendable (Int, Range<Int>) -> Void) {
    if threads <= 1 || count <= 1 {
      for chunk in 0..<count { body(chunk, range(chunk)) }
      return
    }
    _ = try? Parallel.map(count, threads: threads) { body($0, range($0)) }
  }

  /// What a body makes of each chunk, in order.
  func parts<Part: Sendable>(
    threads: Int,
    _ body: @Sendable (Range<Int>) -> Part
  ) -> [Part] {
    if threads <= 1 || count <= 1 { return (0..<count).map { body(range($0)) } }
    return (try? Parallel.map(count, threads: threads) { body(range($0)) }) ?? []
  }

  /// Sum over chunks, in order.
  func sum(threads: Int, _ body: @Sendable (Range<Int>) -> Double) -> Double {
    parts(threads: threads, body).reduce(0, +)
  }
}
