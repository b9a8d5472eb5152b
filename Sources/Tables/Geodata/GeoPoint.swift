/// A place on the earth, WGS 84 (EPSG:4326).
public struct GeoPoint: Sendable, Hashable, Codable {
  /// Degrees east, −180 to 180 (a line may run past 180 where it crosses the date line).
  public var longitude: Double
  /// Degrees north, −90 to 90.
  public var latitude: Double

  /// A place.
  public init(longitude: Double, latitude: Double) {
    self.longitude = longitude
    self.latitude = latitude
  }
}
