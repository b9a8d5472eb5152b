public import Foundation

/// Runs a program to its end.
///
/// - Parameters:
///   - program: its place.
///   - arguments: its arguments.
///   - folder: the folder it runs in; that of the tests unless said otherwise.
///   - environment: variables beside, or instead of, those of the tests.
/// - Returns: its status and what it wrote.
/// - Throws: what keeps it from running.
public func runProgram(
  _ program: URL,
  _ arguments: [String],
  in folder: URL? = nil,
  environment: [String: String] = [:]
) throws -> (status: Int32, out: String, err: String) {
  let process = Process()
  process.executableURL = program
  process.arguments = arguments
  if let folder { process.currentDirectoryURL = folder }
  process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
  return try withFolder { place in
    // Files, as a full pipe would stop the program.
    let out = place.appendingPathComponent("out")
    let err = place.appendingPathComponent("err")
    for url in [out, err] { FileManager.default.createFile(atPath: url.path, contents: nil) }
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardError = try FileHandle(forWritingTo: err)
    try process.run()
    process.waitUntilExit()
    return (
      process.terminationStatus, String(decoding: try Data(contentsOf: out), as: UTF8.self),
      String(decoding: try Data(contentsOf: err), as: UTF8.self)
    )
  }
}
