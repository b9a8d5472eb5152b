/// A layer of geographic objects with typed attributes, WGS 84 (EPSG:4326).
public struct VectorLayer: Sendable {
  /// Name of the layer, which is its table's name in a GeoPackage.
  public var name: String
  /// Title for people.
  public var title: String
  /// Kind of every shape in it.
  public var kind: GeoGeometry.Kind
  /// Attribute columns.
  public var fields: [GeoField]
  /// Objects, each with one value per field.
  public var features: [GeoFeature]
  /// How QGIS draws it; `nil`: by its own choice.
  public var style: LayerStyle?

  /// A layer.
  public init(
    name: String,
    title: String = "",
    kind: GeoGeometry.Kind,
    fields: [GeoField],
    features: [GeoFeature] = [],
    style: LayerStyle? = nil
  ) {
    self.name = name
    self.title = title
    self.kind = kind
    self.fields = fields
    self.features = features
    self.style = style
  }

  /// One attribute of every object, in order; empty where there is no such field.
  public func values(of field: String) -> [GeoValue] {
    guard let place = fields.firstIndex(where: { $0.name == field }) else { return [] }
    return features.map { $0.values[place] }
  }
}
