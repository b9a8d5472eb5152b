/// A file could not be made: which, and why.
public struct OutputError: Error, Sendable, Equatable, CustomStringConvertible {
  /// File, or the part of it that is at fault.
  public var file: String
  /// What is wrong.
  public var reason: String

  /// An error about a file.
  public init(file: String, reason: String) {
    self.file = file
    self.reason = reason
  }

  /// `file: reason`.
  public var description: String { "\(file): \(reason)" }
}
