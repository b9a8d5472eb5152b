import CZlib
public import Foundation

/// Whole files in memory.
public enum FileBytes {
  /// Bytes of a file, unpacked where it is gzip.
  ///
  /// - Throws: `InputFault` where the file is missing, cannot be read or is broken gzip.
  public static func read(_ url: URL, name: String) throws(InputFault) -> [UInt8] {
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw InputFault(file: name, found: "no such file", expected: "a file")
    }
    guard (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory != true else {
      throw InputFault(file: name, found: "a folder", expected: "a file")
    }
    guard let handle = unsafe gzopen(url.path, "rb") else {
      throw InputFault(file: name, found: "a file that cannot be opened", expected: "a file")
    }
    defer { unsafe _ = gzclose(handle) }
    unsafe _ = gzbuffer(handle, 1 << 18)
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = unsafe chunk.withUnsafeMutableBytes { buffer in
        unsafe gzread(handle, buffer.baseAddress, UInt32(buffer.count))
      }
      guard count >= 0 else {
        throw InputFault(file: name, found: "broken gzip data", expected: "a whole file")
      }
      if count == 0 { break }
      bytes.append(contentsOf: chunk[0..<Int(count)])
    }
    var state: Int32 = 0
    unsafe _ = gzerror(handle, &state)
    guard state == Z_OK || state == Z_STREAM_END else {
      throw InputFault(file: name, found: "gzip data cut short", expected: "a whole file")
    }
    return bytes
  }
}
