import Foundation

/// Data beside the checkout that tests use where it is there.
enum SharedData {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("shared/data")

  static let tradeGuide = folder.appendingPathComponent("wto/agtpa_applications.csv.gz")
  static let expected = folder.appendingPathComponent("wto/expected.csv")
  static let separation = folder.appendingPathComponent("wto/separation")

  static func isThere(_ url: URL) -> Bool { FileManager.default.fileExists(atPath: url.path) }
}
