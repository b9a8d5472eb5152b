import CGDAL
public import Foundation

/// Writes layers as a GeoPackage (OGC 12-128) through GDAL, with spatial indices and with styles
/// that QGIS finds by itself.
///
/// The same layers give the same bytes with the same GDAL: dates in the file are a fixed one.
public enum GeoPackageWriter {
  /// Writes layers, whole file or nothing.
  ///
  /// - Parameters:
  ///   - layers: at least one; names are unique, every object has one value per field.
  ///   - url: the file, with the ending `.gpkg`.
  ///   - date: day that the file says it was changed.
  /// - Throws: `OutputError` where a layer is not a valid one (it says which object), or where the
  ///   file cannot be written.
  public static func write(
    _ layers: [VectorLayer],
    to url: URL,
    date: CalendarDate? = nil
  ) throws {
    let name = url.lastPathComponent
    try LayerCheck(file: name).check(layers)
    let day = date?.description ?? "2000-01-01"
    try AtomicFile.write(to: url) { temporary in
      try GDALLibrary.quietly {
        unsafe CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", "\(day)T00:00:00.000Z")
        defer { unsafe CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", nil) }
        try build(layers, at: temporary, name: name, day: day)
      }
    }
  }

  private static func build(_ layers: [VectorLayer], at url: URL, name: String, day: String) throws
  {
    guard let driver = unsafe GDALGetDriverByName("GPKG") else {
      throw OutputError(file: name, reason: "this GDAL cannot write GeoPackages")
    }
    let created = unsafe GDALLibrary.withOptions(["VERSION=1.3"]) { options in
      unsafe GDALCreate(driver, url.path, 0, 0, 0, GDT_Unknown, options)
    }
    guard let dataset = unsafe created else {
      throw OutputError(file: name, reason: GDALLibrary.lastError)
    }
    do {
      guard unsafe GDALDatasetStartTransaction(dataset, 0) == OGRERR_NONE else {
        throw OutputError(file: name, reason: GDALLibrary.lastError)
      }
      try unsafe GDALLibrary.withWGS84(file: name) { reference in
        for layer in layers { try unsafe add(layer, to: dataset, reference, name) }
        let styled = layers.filter { $0.style != nil && $0.kind != .none }
        if !styled.isEmpty { try unsafe add(styleTable(styled, day), to: dataset, reference, name) }
      }
      guard unsafe GDALDatasetCommitTransaction(dataset) == OGRERR_NONE else {
        throw OutputError(file: name, reason: GDALLibrary.lastError)
      }
    } catch {
      unsafe GDALClose(dataset)
      throw error
    }
    CPLErrorReset()
    unsafe GDALClose(dataset)
    guard CPLGetLastErrorType() != CE_Failure else {
      throw OutputError(file: name, reason: GDALLibrary.lastError)
    }
  }

  private static func add(
    _ layer: VectorLayer,
    to dataset: GDALDatasetH,
    _ reference: OGRSpatialReferenceH,
    _ name: String
  ) throws {
    func fail(_ place: String) -> OutputError {
      OutputError(file: name, reason: "layer '\(layer.name)'\(place): \(GDALLibrary.lastError)")
    }
    var options = ["FID=fid", "IDENTIFIER=\(layer.title.isEmpty ? layer.name : layer.title)"]
    if layer.kind != .none { options += ["GEOMETRY_NAME=geom", "SPATIAL_INDEX=YES"] }
    let created = unsafe GDALLibrary.withOptions(options) { list in
      unsafe GDALDatasetCreateLayer(
        dataset,
        layer.name,
        layer.kind == .none ? nil : reference,
        GDALGeometry.type(layer.kind),
        list
      )
    }
    guard let table = unsafe created else { throw fail("") }
    for field in layer.fields {
      let type =
        switch field.kind {
        case .text: OFTString
        case .integer: OFTInteger64
        case .real: OFTReal
        }
      guard let column = unsafe OGR_Fld_Create(field.name, type) else {
        throw fail(", field '\(field.name)'")
      }
      defer { unsafe OGR_Fld_Destroy(column) }
      guard unsafe OGR_L_CreateField(table, column, 0) == OGRERR_NONE else {
        throw fail(", field '\(field.name)'")
      }
    }
    let definition = unsafe OGR_L_GetLayerDefn(table)
    for (row, feature) in layer.features.enumerated() {
      guard let object = unsafe OGR_F_Create(definition) else { throw fail(", object \(row)") }
      defer { unsafe OGR_F_Destroy(object) }
      for (place, value) in feature.values.enumerated() {
        let field = Int32(place)
        switch value {
        case .null: unsafe OGR_F_SetFieldNull(object, field)
        case .text(let text): unsafe OGR_F_SetFieldString(object, field, text)
        case .integer(let number): unsafe OGR_F_SetFieldInteger64(object, field, Int64(number))
        case .real(let number): unsafe OGR_F_SetFieldDouble(object, field, number)
        }
      }
      if let geometry = feature.geometry {
        guard let shape = unsafe GDALGeometry.make(geometry, for: layer.kind),
          unsafe OGR_F_SetGeometryDirectly(object, shape) == OGRERR_NONE
        else { throw fail(", object \(row), shape") }
      }
      guard unsafe OGR_L_CreateFeature(table, object) == OGRERR_NONE else {
        throw fail(", object \(row)")
      }
    }
  }

  /// The table in which QGIS keeps styles, with the columns that QGIS gives it.
  private static func styleTable(_ layers: [VectorLayer], _ day: String) -> VectorLayer {
    let fields: [GeoField] = [
      GeoField("f_table_catalog", .text), GeoField("f_table_schema", .text),
      GeoField("f_table_name", .text), GeoField("f_geometry_column", .text),
      GeoField("styleName", .text), GeoField("styleQML", .text), GeoField("styleSLD", .text),
      GeoField("useAsDefault", .integer), GeoField("description", .text),
      GeoField("owner", .text), GeoField("ui", .text), GeoField("update_time", .text),
    ]
    let rows = layers.compactMap { layer -> GeoFeature? in
      guard let style = layer.style, let qml = style.qml(for: layer.kind) else { return nil }
      return GeoFeature(
        geometry: nil,
        values: [
          .text(""), .text(""), .text(layer.name), .text("geom"), .text(style.name), .text(qml),
          .text(""), .integer(1), .text(style.summary), .text(""), .null,
          .text("\(day)T00:00:00.000Z"),
        ]
      )
    }
    return VectorLayer(name: "layer_styles", kind: .none, fields: fields, features: rows)
  }
}
