import CGDAL
public import Foundation

extension VectorLayer {
  /// Reads a layer of a file of geodata (GeoPackage, GeoJSON, shapefile and what else GDAL knows).
  ///
  /// Shapes come as stored: the layer is expected to be in longitude and latitude. Mixed
  /// collections that clipping may leave are reduced to parts of the layer's own dimension;
  /// objects of which nothing is left are left out.
  ///
  /// - Parameters:
  ///   - url: the file.
  ///   - layer: name of the layer; `nil`: the first one.
  ///   - file: how faults name the file; `nil`: its last path component.
  ///   - box: shapes are cut off at its edges; `nil`: not cut.
  ///   - filter: condition on attributes in OGR SQL, `ISO_A3 = 'PRK'`; `nil`: all objects.
  ///   - fields: attributes wanted, in this order; `nil`: all.
  ///   - toleranceDegrees: shapes are simplified as far as no point moves by more than this
  ///     (Douglas & Peucker 1973, topology kept); 0: not simplified.
  /// - Returns: the layer with the objects that were asked for, in file order.
  /// - Throws: `InputFault` where the file, the layer, a field or the filter is not there or
  ///   cannot be read.
  public static func read(
    _ url: URL,
    layer: String? = nil,
    file: String? = nil,
    clippedTo box: GeoBox? = nil,
    where filter: String? = nil,
    fields: [String]? = nil,
    toleranceDegrees: Double = 0
  ) throws(InputFault) -> VectorLayer {
    let name = file ?? url.lastPathComponent
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw InputFault(file: name, found: "no such file", expected: "a file of geodata")
    }
    if let box, !(box.west < box.east && box.south < box.north) {
      throw InputFault(
        file: name,
        found: "a box from \(box.west), \(box.south) to \(box.east), \(box.north)",
        expected: "west below east, south below north"
      )
    }
    guard toleranceDegrees >= 0, toleranceDegrees.isFinite else {
      throw InputFault(
        file: name,
        found: "a tolerance of \(toleranceDegrees)",
        expected: "0 or above"
      )
    }
    let request = Request(
      file: name,
      layer: layer,
      box: box,
      filter: filter,
      fields: fields,
      toleranceDegrees: toleranceDegrees
    )
    let result: Result<VectorLayer, InputFault> = GDALLibrary.quietly {
      let dataset = unsafe GDALOpenEx(
        url.path,
        UInt32(GDAL_OF_VECTOR | GDAL_OF_READONLY),
        nil,
        nil,
        nil
      )
      guard let dataset = unsafe dataset else {
        return .failure(
          InputFault(file: name, found: GDALLibrary.lastError, expected: "a file of geodata")
        )
      }
      defer { unsafe GDALClose(dataset) }
      do throws(InputFault) {
        return .success(try unsafe request.run(on: dataset))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// What is wanted of a file.
  private struct Request {
    let file: String
    let layer: String?
    let box: GeoBox?
    let filter: String?
    let fields: [String]?
    let toleranceDegrees: Double

    func run(on dataset: GDALDatasetH) throws(InputFault) -> VectorLayer {
      let table = try unsafe find(in: dataset)
      if let filter, unsafe OGR_L_SetAttributeFilter(table, filter) != OGRERR_NONE {
        throw InputFault(
          file: file,
          column: layer,
          found: "filter \(filter)",
          expected: "a condition in OGR SQL: \(GDALLibrary.lastError)"
        )
      }
      if let box {
        unsafe OGR_L_SetSpatialFilterRect(table, box.west, box.south, box.east, box.north)
      }
      let columns = try unsafe columns(of: table)
      let name = unsafe String(cString: OGR_L_GetName(table))
      let type = unsafe OGR_L_GetGeomType(table)
      let kind = try kind(type, name)
      let frame = unsafe box.flatMap { unsafe Self.rectangle($0) }
      defer { unsafe OGR_G_DestroyGeometry(frame) }
      var result = VectorLayer(name: name, kind: kind, fields: columns.map(\.field))
      CPLErrorReset()
      unsafe OGR_L_ResetReading(table)
      while let object = unsafe OGR_L_GetNextFeature(table) {
        defer { unsafe OGR_F_Destroy(object) }
        let values = columns.map { unsafe value(object, $0.place, $0.field.kind) }
        guard kind != .none, let stored = unsafe OGR_F_GetGeometryRef(object) else {
          if kind == .none || box == nil {
            result.features.append(GeoFeature(geometry: nil, values: values))
          }
          continue
        }
        if let shape = try unsafe shape(stored, kind, frame, name) {
          result.features.append(GeoFeature(geometry: shape, values: values))
        }
      }
      // Some formats look at a filter only when objects are asked for.
      guard CPLGetLastErrorType() != CE_Failure && CPLGetLastErrorType() != CE_Fatal else {
        throw InputFault(
          file: file,
          column: name,
          found: GDALLibrary.lastError,
          expected: filter.map { "objects with \($0)" } ?? "objects that can be read"
        )
      }
      // Cutting turns single shapes into several.
      if result.features.contains(where: { $0.geometry?.kind == .lines }) { result.kind = .lines }
      if result.features.contains(where: { $0.geometry?.kind == .polygons }) {
        result.kind = .polygons
      }
      return result
    }

    private func find(in dataset: GDALDatasetH) throws(InputFault) -> OGRLayerH {
      let count = unsafe GDALDatasetGetLayerCount(dataset)
      let found =
        if let layer {
          unsafe GDALDatasetGetLayerByName(dataset, layer)
        } else {
          unsafe GDALDatasetGetLayer(dataset, 0)
        }
      if let table = unsafe found { return unsafe table }
      let names = (0..<count).compactMap { place in
        unsafe GDALDatasetGetLayer(dataset, place).map { unsafe String(cString: OGR_L_GetName($0)) }
      }
      throw InputFault(
        file: file,
        found: layer.map { "no layer '\($0)'" } ?? "no layers",
        expected: "one of \(names.joined(separator: ", "))"
      )
    }

    private func kind(
      _ type: OGRwkbGeometryType,
      _ name: String
    ) throws(InputFault)
      -> GeoGeometry.Kind
    {
      if let kind = GDALGeometry.kind(type) { return kind }
      throw InputFault(
        file: file,
        found: "layer '\(name)' of mixed or curved shapes",
        expected: "a layer of points, lines or polygons"
      )
    }

    private func columns(
      of table: OGRLayerH
    ) throws(InputFault) -> [(place: Int32, field: GeoField)] {
      let definition = unsafe OGR_L_GetLayerDefn(table)
      var all: [(place: Int32, field: GeoField)] = []
      for place in 0..<(unsafe OGR_FD_GetFieldCount(definition)) {
        guard let column = unsafe OGR_FD_GetFieldDefn(definition, place) else { continue }
        let kind: GeoField.Kind =
          switch unsafe OGR_Fld_GetType(column) {
          case OFTInteger, OFTInteger64: .integer
          case OFTReal: .real
          default: .text
          }
        let name = unsafe String(cString: OGR_Fld_GetNameRef(column))
        all.append((place, GeoField(name, kind)))
      }
      guard let fields else { return all }
      var wanted: [(place: Int32, field: GeoField)] = []
      for name in fields {
        guard let column = all.first(where: { $0.field.name == name }) else {
          let names = all.map(\.field.name)
          throw InputFault(
            file: file,
            column: name,
            found: "no such field",
            expected:
              "one of \(names.joined(separator: ", "))\(NearestName.hint(for: name, among: names))"
          )
        }
        wanted.append(column)
      }
      return wanted
    }

    private func value(_ object: OGRFeatureH, _ place: Int32, _ kind: GeoField.Kind) -> GeoValue {
      guard unsafe OGR_F_IsFieldSetAndNotNull(object, place) != 0 else { return .null }
      switch kind {
      case .integer: return .integer(Int(unsafe OGR_F_GetFieldAsInteger64(object, place)))
      case .real:
        let number = unsafe OGR_F_GetFieldAsDouble(object, place)
        return number.isFinite ? .real(number) : .null
      case .text:
        return unsafe .text(
          OGR_F_GetFieldAsString(object, place).map { unsafe String(cString: $0) } ?? ""
        )
      }
    }

    private func shape(
      _ stored: OGRGeometryH,
      _ kind: GeoGeometry.Kind,
      _ frame: OGRGeometryH?,
      _ name: String
    ) throws(InputFault) -> GeoGeometry? {
      let dimension =
        switch kind {
        case .none, .point: 0
        case .line, .lines: 1
        case .polygon, .polygons: 2
        }
      var mended: OGRGeometryH?
      var cut: OGRGeometryH?
      var simple: OGRGeometryH?
      defer {
        unsafe OGR_G_DestroyGeometry(mended)
        unsafe OGR_G_DestroyGeometry(cut)
        unsafe OGR_G_DestroyGeometry(simple)
      }
      var current = unsafe stored
      if let frame = unsafe frame, unsafe OGR_G_Within(current, frame) == 0 {
        if unsafe OGR_G_IsValid(current) == 0 { unsafe mended = unsafe OGR_G_MakeValid(current) }
        unsafe cut = unsafe OGR_G_Intersection(mended ?? current, frame)
        guard let cut = unsafe cut else {
          throw InputFault(
            file: file,
            found: "a shape of layer '\(name)' that cannot be cut",
            expected: "valid shapes: \(GDALLibrary.lastError)"
          )
        }
        unsafe current = unsafe cut
      }
      if toleranceDegrees > 0 {
        unsafe simple = unsafe OGR_G_SimplifyPreserveTopology(current, toleranceDegrees)
        if let simple = unsafe simple { unsafe current = unsafe simple }
      }
      return unsafe GDALGeometry.read(current, dimension: dimension)
    }

    private static func rectangle(_ box: GeoBox) -> OGRGeometryH? {
      unsafe GDALGeometry.make(
        .polygon([
          [
            GeoPoint(longitude: box.west, latitude: box.south),
            GeoPoint(longitude: box.east, latitude: box.south),
            GeoPoint(longitude: box.east, latitude: box.north),
            GeoPoint(longitude: box.west, latitude: box.north),
            GeoPoint(longitude: box.west, latitude: box.south),
          ]
        ]),
        for: .polygon
      )
    }
  }
}
