/// How a number is kept in a file of matrices.
public enum MatrixStorage: String, Sendable, Codable, CaseIterable {
  /// IEEE 754 in 8 bytes.
  case float64
  /// IEEE 754 in 4 bytes: half the room, 7 digits.
  case float32
  /// Whole numbers with a sign in 1 byte.
  case int8
  /// Whole numbers with a sign in 2 bytes.
  case int16
  /// Whole numbers with a sign in 4 bytes.
  case int32
  /// Whole numbers with a sign in 8 bytes; exact here up to 2⁵³.
  case int64
  /// Whole numbers without a sign in 1 byte.
  case uint8
  /// Whole numbers without a sign in 2 bytes.
  case uint16
  /// Whole numbers without a sign in 4 bytes.
  case uint32
  /// Whole numbers without a sign in 8 bytes; exact here up to 2⁵³.
  case uint64

  /// Bytes of a number.
  public var byteCount: Int {
    switch self {
    case .int8, .uint8: 1
    case .int16, .uint16: 2
    case .float32, .int32, .uint32: 4
    case .float64, .int64, .uint64: 8
    }
  }

  /// Whether only whole numbers can be kept.
  public var isWhole: Bool { self != .float64 && self != .float32 }

  /// Whether negative numbers can be kept.
  public var isSigned: Bool { !rawValue.hasPrefix("u") }

  /// Whether a number comes back as it was, apart from rounding to 4 bytes.
  func holds(_ value: Double) -> Bool {
    switch self {
    case .float64: true
    case .float32: !value.isFinite || Float(value).isFinite
    case .int8: Int8(exactly: value) != nil
    case .int16: Int16(exactly: value) != nil
    case .int32: Int32(exactly: value) != nil
    case .int64: Int64(exactly: value) != nil
    case .uint8: UInt8(exactly: value) != nil
    case .uint16: UInt16(exactly: value) != nil
    case .uint32: UInt32(exactly: value) != nil
    case .uint64: UInt64(exactly: value) != nil
    }
  }
}
