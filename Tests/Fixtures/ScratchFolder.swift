public import Foundation

/// Folders for tests, all of them within one that is removed when the tests end.
public enum ScratchFolder {
  private static let whole: URL = {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("tumen-tests-\(UUID().uuidString)")
    atexit { try? FileManager.default.removeItem(at: ScratchFolder.whole) }
    return folder
  }()

  /// A new folder, with files of these texts by name.
  public static func make(_ files: [String: String] = [:]) throws -> URL {
    let folder = whole.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in files {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }
    return folder
  }

  /// A new file, alone in its folder.
  public static func file(_ name: String, _ text: String) throws -> URL {
    try make([name: text]).appendingPathComponent(name)
  }
}

/// A folder that is removed as soon as `body` is done.
public func withFolder<Value>(_ body: (URL) throws -> Value) throws -> Value {
  let folder = try ScratchFolder.make()
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}
