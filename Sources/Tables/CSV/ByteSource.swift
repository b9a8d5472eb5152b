import CZlib
import Foundation

/// Bytes of a file, one piece after another, unpacked where it is gzip.
@safe final class ByteSource {
  /// File, as faults name it.
  let file: String
  private let handle: gzFile
  private let size: Int

  /// Opens a file.
  ///
  /// - Throws: `InputFault` where the file is missing, a folder, or cannot be opened.
  init(_ url: URL, name: String) throws(InputFault) {
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw InputFault(file: name, found: "no such file", expected: "a file")
    }
    let properties = try? url.resourceValues(forKeys: [.isDirectoryKey, .fileSizeKey])
    guard properties?.isDirectory != true else {
      throw InputFault(file: name, found: "a folder", expected: "a file")
    }
    guard let handle = unsafe gzopen(url.path, "rb") else {
      throw InputFault(file: name, found: "a file that cannot be opened", expected: "a file")
    }
    unsafe _ = gzbuffer(handle, 1 << 18)
    unsafe self.handle = unsafe handle
    file = name
    size = properties?.fileSize ?? 0
  }

  deinit { unsafe _ = gzclose(handle) }

  /// Share of the file that has been read, 0 to 1.
  var share: Double {
    size > 0 ? min(1, Double(unsafe gzoffset(handle)) / Double(size)) : 0
  }

  /// Fills a buffer from its start.
  ///
  /// - Returns: bytes read; 0 at the end of the file.
  /// - Throws: `InputFault` where the file is broken gzip or is cut short.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputFault) -> Int {
    let count = unsafe gzread(handle, buffer.baseAddress, UInt32(min(buffer.count, 1 << 30)))
    guard count >= 0 else {
      throw InputFault(file: file, found: "broken gzip data", expected: "a whole file")
    }
    if count == 0 {
      var state: Int32 = 0
      unsafe _ = gzerror(handle, &state)
      guard state == Z_OK || state == Z_STREAM_END else {
        throw InputFault(file: file, found: "gzip data cut short", expected: "a whole file")
      }
    }
    return Int(count)
  }
}
