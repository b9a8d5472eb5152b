/// What cannot stand in a layer, found before anything is written.
struct LayerCheck {
  let file: String

  func check(_ layers: [VectorLayer]) throws(OutputError) {
    guard !layers.isEmpty else { throw fault("no layers") }
    var names: Set<String> = []
    for layer in layers {
      guard isName(layer.name),
        !["gpkg", "rtree", "sqlite"].contains(where: {
          layer.name.lowercased().hasPrefix($0 + "_")
        }), layer.name.lowercased() != "layer_styles"
      else { throw fault("layer name '\(layer.name)' cannot be used") }
      guard names.insert(layer.name.lowercased()).inserted else {
        throw fault("two layers are named '\(layer.name)'")
      }
      try check(layer)
    }
  }

  private func check(_ layer: VectorLayer) throws(OutputError) {
    var names: Set<String> = ["fid", "geom"]
    for field in layer.fields {
      guard isName(field.name), names.insert(field.name.lowercased()).inserted else {
        throw fault(
          "field '\(field.name)' of layer '\(layer.name)' cannot be used, or is there twice"
        )
      }
    }
    for (row, feature) in layer.features.enumerated() {
      let place = "layer '\(layer.name)', object \(row)"
      guard feature.values.count == layer.fields.count else {
        throw fault("\(place): \(feature.values.count) values, \(layer.fields.count) fields")
      }
      for (value, field) in zip(feature.values, layer.fields) where !fits(value, field.kind) {
        throw fault("\(place): \(value) in field '\(field.name)' of kind \(field.kind)")
      }
      if let geometry = feature.geometry { try check(geometry, layer.kind, place) }
    }
  }

  private func check(
    _ geometry: GeoGeometry,
    _ kind: GeoGeometry.Kind,
    _ place: String
  ) throws(OutputError) {
    switch (geometry.kind, kind) {
    case (.line, .lines), (.polygon, .polygons): break
    case (let given, let wanted) where given == wanted: break
    default: throw fault("\(place): a shape of kind \(geometry.kind) in a layer of \(kind)")
    }
    let fewest =
      switch kind {
      case .none, .point: 1
      case .line, .lines: 2
      case .polygon, .polygons: 4
      }
    let parts = geometry.parts
    guard !parts.isEmpty, parts.allSatisfy({ $0.count >= fewest }) else {
      throw fault("\(place): a part of its shape has less than \(fewest) points")
    }
    for part in parts {
      if fewest == 4, part.first != part.last {
        throw fault("\(place): a ring does not end where it begins")
      }
      for point in part where !isOnEarth(point) {
        throw fault("\(place): longitude \(point.longitude), latitude \(point.latitude)")
      }
    }
  }

  private func fits(_ value: GeoValue, _ kind: GeoField.Kind) -> Bool {
    switch (value, kind) {
    case (.null, _), (.text, .text), (.integer, .integer): true
    case (.real(let number), .real): number.isFinite
    default: false
    }
  }

  /// A line over the date line goes on past 180 degrees, once around at most.
  private func isOnEarth(_ point: GeoPoint) -> Bool {
    abs(point.longitude) <= 540 && abs(point.latitude) <= 90
  }

  private func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 60
      && name.unicodeScalars.allSatisfy {
        $0.isASCII && ($0.properties.isAlphabetic || $0 == "_" || ("0"..."9").contains($0))
      }
  }

  private func fault(_ reason: String) -> OutputError { OutputError(file: file, reason: reason) }
}
