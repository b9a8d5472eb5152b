import Foundation
import Tables

/// A folder of its own for a test, removed when `body` is done.
func withFolder<Value>(_ body: (URL) throws -> Value) throws -> Value {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("tables-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}

/// A table from text, with its faults.
func table(_ text: String) -> (table: CSVTable?, faults: FaultCollector) {
  table(Array(text.utf8))
}

/// A table from bytes, with its faults.
func table(_ bytes: [UInt8]) -> (table: CSVTable?, faults: FaultCollector) {
  let faults = FaultCollector()
  return (CSVTable.parse(bytes, name: "x.csv", faults: faults), faults)
}

/// A TOML file from text, with its faults.
func toml(_ text: String) -> (table: TOMLTable?, faults: FaultCollector) {
  let faults = FaultCollector()
  return (TOMLTable.parse(Array(text.utf8), name: "x.toml", faults: faults), faults)
}

/// Path of a program, where there is one.
func program(_ name: String) -> String? {
  (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .map { "\($0)/\(name)" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }
}

/// Runs a program to its end and gives its status and what it printed.
func run(_ path: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: path)
  process.arguments = arguments
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  try process.run()
  let data = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return (process.terminationStatus, String(decoding: data, as: UTF8.self))
}

/// Names in a folder, hidden ones too.
func names(in folder: URL) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
}
