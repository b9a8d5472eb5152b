import CZlib
import Foundation

/// Writes a file piece by piece, packed where its name ends in `.gz`.
@safe final class ByteSink {
  /// Bytes not yet written; append, then call `flushIfLarge`.
  var bytes: [UInt8] = []

  private let file: String
  private let plain: FileHandle?
  private let packed: gzFile?

  /// Opens a file anew.
  ///
  /// - Parameters:
  ///   - url: the file that is written.
  ///   - file: how errors name it.
  /// - Throws: `OutputError` where it cannot be opened.
  init(_ url: URL, file: String) throws(OutputError) {
    self.file = file
    bytes.reserveCapacity(1 << 21)
    if url.pathExtension.lowercased() == "gz" {
      plain = nil
      guard let handle = unsafe gzopen(url.path, "wb6") else {
        throw OutputError(file: file, reason: "it cannot be opened")
      }
      unsafe packed = unsafe handle
    } else {
      unsafe packed = nil
      guard FileManager.default.createFile(atPath: url.path, contents: nil),
        let handle = try? FileHandle(forWritingTo: url)
      else { throw OutputError(file: file, reason: "it cannot be opened") }
      plain = handle
    }
  }

  /// Writes what has gathered once it is a megabyte or more.
  func flushIfLarge() throws(OutputError) {
    if bytes.count >= 1 << 20 { try flush() }
  }

  /// Writes the rest and closes the file.
  func finish() throws(OutputError) {
    try flush()
    if let plain {
      do { try plain.close() } catch { throw OutputError(file: file, reason: "\(error)") }
    } else if let packed = unsafe packed, unsafe gzclose(packed) != Z_OK {
      throw OutputError(file: file, reason: "it cannot be written")
    }
  }

  private func flush() throws(OutputError) {
    guard !bytes.isEmpty else { return }
    if let plain {
      do { try plain.write(contentsOf: bytes) } catch {
        throw OutputError(file: file, reason: "\(error.localizedDescription)")
      }
    } else if let packed = unsafe packed {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe gzwrite(packed, $0.baseAddress, UInt32($0.count))
      }
      guard count == Int32(truncatingIfNeeded: bytes.count) else {
        throw OutputError(file: file, reason: "it cannot be written")
      }
    }
    bytes.removeAll(keepingCapacity: true)
  }
}
