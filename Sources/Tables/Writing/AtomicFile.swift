public import Foundation

/// Files that are written whole or not at all.
public enum AtomicFile {
  /// Writes bytes: to a temporary name in the same folder, then a rename. Makes the folder.
  public static func write(_ data: Data, to url: URL) throws {
    try write(to: url) { try data.write(to: $0) }
  }

  /// Lets `make` write a file under a temporary name in the same folder, then renames it; removes
  /// it where `make` throws.
  public static func write(to url: URL, make: (URL) throws -> Void) throws {
    let folder = url.deletingLastPathComponent()
    let manager = FileManager.default
    try manager.createDirectory(at: folder, withIntermediateDirectories: true)
    let number = ProcessInfo.processInfo.processIdentifier
    let temporary = folder.appendingPathComponent(".\(number)-\(url.lastPathComponent)")
    do {
      try? manager.removeItem(at: temporary)
      try make(temporary)
      guard unsafe rename(temporary.path, url.path) == 0 else {
        throw CocoaError(.fileWriteUnknown)
      }
    } catch {
      try? manager.removeItem(at: temporary)
      throw error
    }
  }
}
