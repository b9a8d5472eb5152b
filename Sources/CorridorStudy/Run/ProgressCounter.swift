import Foundation

/// Counts finished items from several threads and reports the share that is done.
final class ProgressCounter: @unchecked Sendable {
  private let lock = NSLock()
  private let total: Int
  private let report: @Sendable (Double) -> Void
  private var done = 0

  init(total: Int, _ report: @escaping @Sendable (Double) -> Void) {
    self.total = total
    self.report = report
  }

  func step() {
    let share = lock.withLock {
      done += 1
      return Double(done) / Double(max(1, total))
    }
    report(share)
  }
}
