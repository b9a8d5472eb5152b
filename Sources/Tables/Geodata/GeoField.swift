/// A typed attribute column of a layer.
public struct GeoField: Sendable, Hashable {
  /// Types of attributes.
  public enum Kind: String, Sendable, Codable {
    /// Text.
    case text
    /// 64-bit whole numbers.
    case integer
    /// 64-bit binary floating point.
    case real
  }

  /// Name; not `fid` nor `geom`.
  public var name: String
  /// Type.
  public var kind: Kind

  /// A column.
  public init(_ name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }
}
