/// A rectangle of longitudes and latitudes, in degrees.
public struct GeoBox: Sendable, Hashable, Codable {
  /// Western edge.
  public var west: Double
  /// Southern edge.
  public var south: Double
  /// Eastern edge.
  public var east: Double
  /// Northern edge.
  public var north: Double

  /// A rectangle; it has to have an area to be of use.
  public init(west: Double, south: Double, east: Double, north: Double) {
    self.west = west
    self.south = south
    self.east = east
    self.north = north
  }
}
