import Dispatch
import Foundation

/// Loops on several threads whose results do not depend on the number of threads.
public enum Parallel {
  /// Results of `body` for 0 ..< `count`, in order of index.
  ///
  /// Every index is worked out alone, so the same results come from any number of threads.
  ///
  /// - Parameters:
  ///   - count: number of items.
  ///   - threads: threads to use; 1 runs on the caller's own.
  ///   - body: works out one item.
  /// - Returns: the results, in order of index.
  /// - Throws: the error of the lowest index that threw.
  public static func map<Value: Sendable>(
    _ count: Int,
    threads: Int,
    _ body: @Sendable (Int) throws -> Value
  ) throws -> [Value] {
    let workers = max(1, min(threads, count))
    if workers == 1 { return try (0..<count).map(body) }
    let ticket = Ticket<Value>(count)
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      while let index = ticket.next() {
        ticket.store(index, Result { try body(index) })
      }
    }
    return try ticket.results()
  }
}

/// Hands out indices and keeps results.
private final class Ticket<Value: Sendable>: @unchecked Sendable {
  private let lock = NSLock()
  private var following = 0
  private var values: [Result<Value, any Error>?]

  init(_ count: Int) { values = Array(repeating: nil, count: count) }

  func next() -> Int? {
    lock.withLock {
      guard following < values.count else { return nil }
      following += 1
      return following - 1
    }
  }

  func store(_ index: Int, _ value: Result<Value, any Error>) {
    lock.withLock { values[index] = value }
  }

  func results() throws -> [Value] {
    try lock.withLock { try values.compactMap { try $0?.get() } }
  }
}
