/// One object of a layer.
public struct GeoFeature: Sendable, Hashable {
  /// Its shape; `nil` where the layer has none or this object has none.
  public var geometry: GeoGeometry?
  /// Its attributes, in the order of the layer's fields.
  public var values: [GeoValue]

  /// An object.
  public init(geometry: GeoGeometry?, values: [GeoValue]) {
    self.geometry = geometry
    self.values = values
  }
}
