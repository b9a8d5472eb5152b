import Foundation

/// First bytes of a Stata file.
enum StataSignature {
  /// Looks whether a file begins as a Stata file does.
  ///
  /// - Throws: `InputFault` where it is missing, a folder, empty or something else.
  static func check(_ url: URL, name: String) throws(InputFault) {
    let properties = try? url.resourceValues(forKeys: [.isDirectoryKey])
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw InputFault(file: name, found: "no such file", expected: "a Stata file")
    }
    guard properties?.isDirectory != true else {
      throw InputFault(file: name, found: "a folder", expected: "a Stata file")
    }
    guard let handle = try? FileHandle(forReadingFrom: url) else {
      throw InputFault(
        file: name,
        found: "a file that cannot be opened",
        expected: "a Stata file"
      )
    }
    defer { try? handle.close() }
    let bytes = [UInt8]((try? handle.read(upToCount: 32)) ?? Data())
    if bytes.starts(with: Array("<stata_dta><header><release>".utf8)) { return }
    // Before Stata 13: format, byte order (1 or 2), kind (1).
    if bytes.count >= 4, (104...115).contains(bytes[0]), bytes[1] == 1 || bytes[1] == 2,
      bytes[2] == 1
    {
      return
    }
    throw InputFault(
      file: name,
      found: bytes.isEmpty ? "an empty file" : "a file that is none of Stata's",
      expected: "a Stata file of format 104 to 119"
    )
  }
}
