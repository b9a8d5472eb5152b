import CHDF5
import Foundation
import Synchronization

/// Reads files in a process of their own before they are read in this one: some damage makes the
/// library use memory that is not its own.
enum HDF5Trial {
  /// What tells that a file is still the one that was tried.
  private struct Stamp: Hashable {
    var path: String
    var size: Int
    var node: Int
    var changed: Date
  }

  /// What was read of each file without harm: names of matrices, or all of them.
  private struct Tried {
    var names: Set<String> = []
    var hasAll = false
  }

  private static let known = Mutex<[Stamp: Tried]>([:])
  /// A file changed so short a time ago may change again without its time of change showing it.
  private static let settlingSeconds = 2.0

  /// The signal by which reading ends; zero or below: none.
  ///
  /// Inside `HDF5Library.locked`.
  ///
  /// - Parameters:
  ///   - url: the file.
  ///   - matrices: names of the matrices to read beside the structure and lookups; `nil`: all.
  /// - Returns: the signal's number.
  static func signal(_ url: URL, matrices: [String]?) -> Int32 {
    let began = Date()
    let stamp = stamp(url)
    let tried = stamp.flatMap { stamp in known.withLock { $0[stamp] } }
    if let tried {
      if tried.hasAll { return 0 }
      if let matrices, tried.names.isSuperset(of: matrices) { return 0 }
    }
    let names = matrices.map { $0.filter { !(tried?.names.contains($0) ?? false) } }
    let signal: Int32
    if let names {
      // Names with a zero within are none of the file's.
      let fit = names.filter { !$0.isEmpty && !$0.utf8.contains(0) }
      let list: [CChar] = fit.flatMap { $0.utf8.map { CChar(bitPattern: $0) } + [0] } + [0]
      signal = unsafe tumen_h5_trial(url.path, list)
    } else {
      signal = unsafe tumen_h5_trial(url.path, nil)
    }
    if let stamp, signal == 0, began.timeIntervalSince(stamp.changed) > settlingSeconds {
      known.withLock {
        $0[stamp, default: Tried()].names.formUnion(matrices ?? [])
        if matrices == nil { $0[stamp]?.hasAll = true }
      }
    }
    return signal
  }

  private static func stamp(_ url: URL) -> Stamp? {
    guard let found = try? FileManager.default.attributesOfItem(atPath: url.path),
      let size = found[.size] as? Int, let node = found[.systemFileNumber] as? Int,
      let changed = found[.modificationDate] as? Date
    else { return nil }
    return Stamp(path: url.path, size: size, node: node, changed: changed)
  }
}
