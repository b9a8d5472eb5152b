public import Foundation

/// JSON with the same bytes for the same value: keys sorted, numbers in their shortest form.
public enum JSONText {
  /// The text of a value.
  ///
  /// - Throws: `EncodingError` with the path of the value, where a number is not finite.
  public static func data(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .throw
    return try encoder.encode(value)
  }

  /// The same in one line, fit for a script inside a page: no slash stands without a backslash, so that
  /// no text can end the script.
  public static func inPage(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return try encoder.encode(value)
  }

  /// The same as a string.
  public static func text(_ value: some Encodable) throws -> String {
    String(decoding: try data(value), as: UTF8.self)
  }

  /// The same in one line.
  public static func compact(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value)
  }
}
