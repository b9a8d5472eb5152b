import Fixtures
import Foundation
import Tables

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
  let result = try runProgram(URL(fileURLWithPath: path), arguments)
  return (result.status, result.out + result.err)
}

/// Names in a folder, hidden ones too.
func names(in folder: URL) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
}
