public import Foundation
import Synchronization

/// Files that are written whole or not at all.
public enum AtomicFile {
  private static let counter = Atomic<Int>(0)

  /// Writes bytes to a file, whole or not at all.
  ///
  /// - Parameters:
  ///   - data: the bytes.
  ///   - url: the file; its folder is made where it is missing.
  /// - Throws: `OutputError` where that cannot be done; the old file, if any, is then untouched.
  public static func write(_ data: Data, to url: URL) throws {
    try write(to: url) { try data.write(to: $0) }
  }

  /// Lets someone else, such as a C library, make a file that then appears whole or not at all.
  ///
  /// The bytes are on the disk (`fsync`) before the file gets its name, and the name before this
  /// returns.
  ///
  /// - Parameters:
  ///   - url: the file; its folder is made where it is missing.
  ///   - make: writes the file to the name that it is given, in the same folder and with the same
  ///     ending. Where it throws, nothing is left behind.
  /// - Throws: what `make` throws, or `OutputError`.
  public static func write(to url: URL, make: (URL) throws -> Void) throws {
    let folder = url.deletingLastPathComponent()
    let manager = FileManager.default
    do {
      try manager.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw OutputError(file: url.path, reason: "its folder cannot be made: \(systemError())")
    }
    let process = ProcessInfo.processInfo.processIdentifier
    let number = counter.add(1, ordering: .relaxed).newValue
    let temporary = folder.appendingPathComponent(
      ".\(process)-\(number)-\(url.lastPathComponent)"
    )
    do {
      try make(temporary)
      try synchronise(temporary, told: url)
      guard unsafe rename(temporary.path, url.path) == 0 else {
        throw OutputError(file: url.path, reason: systemError())
      }
    } catch {
      unsafe _ = unlink(temporary.path)
      throw error
    }
    try synchronise(folder, told: url)
  }

  private static func synchronise(_ url: URL, told file: URL) throws {
    let descriptor = unsafe open(url.path, O_RDONLY)
    guard descriptor >= 0 else { throw OutputError(file: file.path, reason: systemError()) }
    defer { _ = close(descriptor) }
    // Some file systems cannot synchronise a folder and say so by EINVAL, which does no harm.
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw OutputError(file: file.path, reason: systemError())
    }
  }

  private static func systemError() -> String {
    unsafe strerror(errno).map { unsafe String(cString: $0) } ?? "error \(errno)"
  }
}
