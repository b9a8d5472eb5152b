import Foundation
import Tables

/// Files of plain numbers, read straight into an array.
enum PlainNumbers {
  /// `count` little-endian numbers.
  ///
  /// - Throws: `InputFaults` where the file cannot be read whole.
  static func read<Number: BitwiseCopyable>(
    _ url: URL,
    count: Int,
    zero: Number
  ) throws -> [Number] {
    let fault = InputFault(file: url.path, found: "a file cut short", expected: "\(count) numbers")
    let descriptor = unsafe open(url.path, O_RDONLY)
    guard descriptor >= 0 else { throw InputFaults([fault]) }
    defer { _ = close(descriptor) }
    let wanted = count * MemoryLayout<Number>.stride
    let values = unsafe [Number](unsafeUninitializedCapacity: count) { buffer, initialized in
      let bytes = unsafe UnsafeMutableRawPointer(buffer.base)
      var done = 0
      while done < wanted {
        let got = unsafe Glibc.read(descriptor, bytes + done, wanted - done)
        if got <= 0 { break }
        done += got
      }
      initialized = done == wanted ? count : 0
    }
    guard values.count == count else { throw InputFaults([fault]) }
    return values
  }
}
