import Foundation
import Tables

extension Command {
  /// `tumen new`.
  static let new = Command(
    name: "new",
    arguments: ["NAME"],
    summary: "Write a small study that runs, to start from",
    details: "Writes an invented example of four regions into a new folder NAME.",
    options: [],
    examples: ["tumen new my-corridor && tumen appraise my-corridor"],
    run: newRun
  )

  @Sendable private static func newRun(_ call: Call) throws -> Tumen.Status {
    let folder = URL(fileURLWithPath: call.arguments[0])
    guard !FileManager.default.fileExists(atPath: folder.path) else {
      throw Call.Fault(description: "\(folder.path) is there already; name a new folder")
    }
    for (name, text) in ExampleStudy.files(name: folder.lastPathComponent) {
      try AtomicFile.write(Data(text.utf8), to: folder.appendingPathComponent(name))
    }
    Console.out(
      "Written \(folder.path): an invented example. Next: tumen appraise \(call.arguments[0])"
    )
    return .done
  }
}
