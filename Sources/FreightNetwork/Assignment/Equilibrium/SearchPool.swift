import Foundation

/// Search memory that threads borrow.
final class SearchPool: @unchecked Sendable {
  private let lock = NSLock()
  private var free: [SegmentSearch] = []
  private let graph: AssignmentGraph

  init(_ graph: AssignmentGraph) { self.graph = graph }

  func borrow<Value>(_ body: (SegmentSearch) -> Value) -> Value {
    let search = lock.withLock { free.popLast() } ?? SegmentSearch(graph)
    defer { lock.withLock { free.append(search) } }
    return body(search)
  }
}
