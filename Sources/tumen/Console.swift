import CorridorStudy
import Foundation

/// What the program says: results to standard output, everything else to standard error.
enum Console {
  /// Prints to standard output.
  static func out(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

  /// Prints to standard error.
  static func err(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

  /// Whether standard error is a terminal.
  static var isTerminal: Bool { isatty(2) == 1 }
}

/// Progress on one line of the terminal: what is being done and how long is left.
final class ProgressLine: @unchecked Sendable {
  private let lock = NSLock()
  private let isShown = Console.isTerminal
  private var stage = ""
  private var stageStart = Date()
  private var lastDrawn = Date.distantPast

  /// Shows a state, at most ten times a second.
  func show(_ progress: RunProgress) { show(progress.stage, share: progress.share) }

  /// Shows what is being done, the share that is done (0 to 1; 0: not known) and a figure beside it,
  /// such as the gap of a solver; at most ten times a second.
  func show(_ stage: String, share: Double = 0, detail: @autoclosure () -> String = "") {
    guard isShown else { return }
    lock.withLock {
      let now = Date()
      if stage != self.stage {
        self.stage = stage
        stageStart = now
        lastDrawn = .distantPast
      }
      guard now.timeIntervalSince(lastDrawn) > 0.1 else { return }
      lastDrawn = now
      var line = stage
      let spent = now.timeIntervalSince(stageStart)
      if share > 0 {
        line += ": \(Int(share * 100)) %"
        if share > 0.02, spent > 1 {
          line += ", \(Int((spent / share - spent).rounded(.up))) s left"
        }
      }
      let detail = detail()
      if !detail.isEmpty { line += ", \(detail)" }
      FileHandle.standardError.write(Data("\r\u{1B}[K\(line)".utf8))
    }
  }

  /// Clears the line.
  func clear() {
    if isShown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }
}
