/// What a Stata file says of a column beside its values.
public struct StataDetails: Sendable, Equatable {
  /// How values are stored.
  public enum Storage: String, Sendable, Equatable, CaseIterable {
    /// −127 to 100.
    case byte
    /// −32,767 to 32,740.
    case int
    /// −2,147,483,647 to 2,147,483,620.
    case long
    /// 4 bytes, about 7 digits.
    case float
    /// 8 bytes, about 16 digits.
    case double
    /// Text of up to 2,045 bytes (244 before Stata 13), padded.
    case text
    /// Text of any length, stored apart (`strL`).
    case longText
  }

  /// How values are stored; `nil` when writing: the smallest that holds them all.
  public var storage: Storage?
  /// Display format, such as `%9.0g` or, for days since 1960-01-01, `%td`; empty: Stata's own.
  public var format: String
  /// Labels of values.
  public var valueLabels: [Int32: String]
  /// Labels of the extended missing values, `a` to `z`.
  public var missingLabels: [Character: String]
  /// Name of the set of labels; empty when writing: the column's name.
  public var labelSet: String
  /// Rows with an extended missing value `.a` to `.z`, by row; all other missing ones are `.`.
  public var extendedMissing: [Int: Character]

  /// Details of a column.
  public init(
    storage: Storage? = nil,
    format: String = "",
    valueLabels: [Int32: String] = [:],
    missingLabels: [Character: String] = [:],
    labelSet: String = "",
    extendedMissing: [Int: Character] = [:]
  ) {
    self.storage = storage
    self.format = format
    self.valueLabels = valueLabels
    self.missingLabels = missingLabels
    self.labelSet = labelSet
    self.extendedMissing = extendedMissing
  }
}
