/// A port: a place at which land and sea meet.
public struct SeaPort: Sendable, Equatable {
  /// Name, with the country or code where the file has it.
  public var name: String
  /// Code, such as UN/LOCODE; may be empty.
  public var code: String
  /// Country; may be empty.
  public var country: String
  /// Degrees east.
  public var longitude: Double
  /// Degrees north.
  public var latitude: Double
  /// Size as the file has it, such as `Large`; may be empty.
  public var size: String

  /// A port.
  public init(
    name: String,
    code: String = "",
    country: String = "",
    longitude: Double,
    latitude: Double,
    size: String = ""
  ) {
    self.name = name
    self.code = code
    self.country = country
    self.longitude = longitude
    self.latitude = latitude
    self.size = size
  }
}
