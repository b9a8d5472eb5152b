public import Foundation

/// Whole files in memory.
public enum FileBytes {
  /// Bytes of a file, unpacked where it is gzip.
  ///
  /// - Throws: `InputFault` where the file is missing, cannot be read or is broken gzip.
  public static func read(_ url: URL, name: String) throws(InputFault) -> [UInt8] {
    let source = try ByteSource(url, name: name)
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let read: Result<Int, InputFault> = unsafe chunk.withUnsafeMutableBytes { buffer in
        do throws(InputFault) {
          return .success(try unsafe source.read(into: buffer))
        } catch {
          return .failure(error)
        }
      }
      let count = try read.get()
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[0..<count])
    }
  }
}
