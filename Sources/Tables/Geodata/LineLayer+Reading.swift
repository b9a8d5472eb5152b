import CGDAL
public import Foundation

extension LineLayer {
  /// Reads the lines of a file of geodata; those of a projected layer are turned into WGS 84.
  ///
  /// - Parameters:
  ///   - url: the file.
  ///   - layer: name of the layer; `nil`: the first one that may hold lines.
  ///   - file: how faults name the file; `nil`: its last path component.
  ///   - filter: condition on attributes in OGR SQL; `nil`: all objects.
  ///   - options: options for opening the file, `KEY=VALUE`, as GDAL's driver has them.
  /// - Returns: the lines in file order.
  /// - Throws: `InputFault` where the file or layer is not there, cannot be read, or has no lines.
  public static func read(
    _ url: URL,
    layer: String? = nil,
    file: String? = nil,
    where filter: String? = nil,
    options: [String] = []
  ) throws(InputFault) -> LineLayer {
    let name = file ?? url.lastPathComponent
    let result: Result<LineLayer, InputFault> = try unsafe open(url, name, options) {
      dataset in
      do throws(InputFault) {
        let table = try unsafe find(layer, in: dataset, name)
        return .success(try unsafe lines(of: table, file: name, where: filter))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// Names of the layers of a file, in file order, with the kinds of shapes they hold; a layer of
  /// mixed shapes has none.
  /// - Throws: `InputFault` where the file is not there or cannot be read.
  public static func layers(
    _ url: URL,
    file: String? = nil
  ) throws(InputFault) -> [(name: String, kind: GeoGeometry.Kind?)] {
    let name = file ?? url.lastPathComponent
    return try unsafe open(url, name, []) { dataset in
      (0..<(unsafe GDALDatasetGetLayerCount(dataset))).compactMap { place in
        guard let table = unsafe GDALDatasetGetLayer(dataset, place) else { return nil }
        return unsafe (
          String(cString: OGR_L_GetName(table)), GDALGeometry.kind(OGR_L_GetGeomType(table))
        )
      }
    }
  }

  private static func open<Value>(
    _ url: URL,
    _ name: String,
    _ options: [String],
    _ body: (GDALDatasetH) -> Value
  ) throws(InputFault) -> Value {
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw InputFault(file: name, found: "no such file", expected: "a file of geodata")
    }
    let result: Result<Value, InputFault> = GDALLibrary.quietly {
      let opened = unsafe GDALLibrary.withOptions(options) { list in
        // The library only reads the list.
        let settings = unsafe UnsafeRawPointer(list)?
          .assumingMemoryBound(to: UnsafePointer<CChar>?.self)
        return unsafe GDALOpenEx(
          url.path,
          UInt32(GDAL_OF_VECTOR | GDAL_OF_READONLY),
          nil,
          settings,
          nil
        )
      }
      guard let dataset = unsafe opened else {
        return .failure(
          InputFault(file: name, found: GDALLibrary.lastError, expected: "a file of geodata")
        )
      }
      defer { unsafe GDALClose(dataset) }
      return .success(unsafe body(dataset))
    }
    return try result.get()
  }

  private static func find(
    _ layer: String?,
    in dataset: GDALDatasetH,
    _ file: String
  ) throws(InputFault) -> OGRLayerH {
    var names: [String] = []
    for place in 0..<(unsafe GDALDatasetGetLayerCount(dataset)) {
      guard let table = unsafe GDALDatasetGetLayer(dataset, place) else { continue }
      let name = unsafe String(cString: OGR_L_GetName(table))
      names.append(name)
      if let layer {
        if layer == name { return unsafe table }
        continue
      }
      switch unsafe OGR_GT_Flatten(OGR_L_GetGeomType(table)) {
      case wkbLineString, wkbMultiLineString, wkbUnknown, wkbGeometryCollection:
        return unsafe table
      default: continue
      }
    }
    throw InputFault(
      file: file,
      column: layer,
      found: layer == nil ? "no layer of lines" : "no such layer",
      expected: names.isEmpty
        ? "a layer of lines"
        : "one of \(names.joined(separator: ", "))"
          + (layer.map { NearestName.hint(for: $0, among: names) } ?? "")
    )
  }

  private static func lines(
    of table: OGRLayerH,
    file: String,
    where filter: String?
  ) throws(InputFault) -> LineLayer {
    var result = unsafe LineLayer(name: String(cString: OGR_L_GetName(table)))
    if let filter, unsafe OGR_L_SetAttributeFilter(table, filter) != OGRERR_NONE {
      throw InputFault(file: file, found: "filter \(filter)", expected: GDALLibrary.lastError)
    }
    let reference = unsafe OGR_L_GetSpatialRef(table)
    var turn: OGRCoordinateTransformationH?
    defer { if let turn = unsafe turn { unsafe OCTDestroyCoordinateTransformation(turn) } }
    if let reference = unsafe reference {
      if unsafe OSRIsGeographic(reference) != 0 {
        result.isGeographic = true
      } else if unsafe OSRIsProjected(reference) != 0 {
        unsafe turn = unsafe transformation(from: reference)
        result.isGeographic = unsafe turn != nil
      } else {
        result.isGeographic = false
      }
    }
    let definition = unsafe OGR_L_GetLayerDefn(table)
    var readers: [AttributeReader] = []
    for place in 0..<(unsafe OGR_FD_GetFieldCount(definition)) {
      guard let field = unsafe OGR_FD_GetFieldDefn(definition, place) else { continue }
      readers.append(unsafe AttributeReader(field, at: place))
    }
    CPLErrorReset()
    unsafe OGR_L_ResetReading(table)
    while let object = unsafe OGR_L_GetNextFeature(table) {
      defer { unsafe OGR_F_Destroy(object) }
      let before = result.lines.count
      if let shape = unsafe OGR_F_GetGeometryRef(object) {
        if let turn = unsafe turn, unsafe OGR_G_Transform(shape, turn) != OGRERR_NONE {
          throw InputFault(
            file: file,
            line: Int(unsafe OGR_F_GetFID(object)),
            found: "a shape that cannot be turned into WGS 84",
            expected: "coordinates of the layer's own system"
          )
        }
        unsafe result.collect(shape)
      }
      guard result.lines.count > before else {
        result.otherCount += 1
        continue
      }
      let number = Int32(truncatingIfNeeded: result.numbers.count)
      for _ in before..<result.lines.count { result.objects.append(number) }
      result.numbers.append(Int(unsafe OGR_F_GetFID(object)))
      for reader in readers { unsafe reader.take(object) }
    }
    guard CPLGetLastErrorType() != CE_Failure && CPLGetLastErrorType() != CE_Fatal else {
      throw InputFault(file: file, found: GDALLibrary.lastError, expected: "a whole file")
    }
    result.columns = readers.map(\.column)
    return result
  }

  private static func transformation(
    from reference: OGRSpatialReferenceH
  ) -> OGRCoordinateTransformationH? {
    try? unsafe GDALLibrary.withWGS84(file: "") { target in
      unsafe OCTNewCoordinateTransformation(reference, target)
    }
  }

  /// Takes the lines of a shape; points that are not finite make a line none.
  private mutating func collect(_ shape: OGRGeometryH) {
    switch unsafe OGR_GT_Flatten(OGR_G_GetGeometryType(shape)) {
    case wkbLineString:
      let count = Int(unsafe OGR_G_GetPointCount(shape))
      guard count >= 2 else { return }
      let points = unsafe [Double](unsafeUninitializedCapacity: 2 * count) { buffer, filled in
        unsafe buffer.initialize(repeating: 0)
        let base = UnsafeMutableRawPointer(buffer.baseAddress)
        unsafe OGR_G_GetPoints(shape, base, 16, base.map { unsafe $0 + 8 }, 16, nil, 0)
        filled = 2 * count
      }
      if points.allSatisfy(\.isFinite) { lines.append(points) }
    case wkbMultiLineString, wkbGeometryCollection:
      for part in 0..<(unsafe OGR_G_GetGeometryCount(shape)) {
        if let child = unsafe OGR_G_GetGeometryRef(shape, part) { unsafe collect(child) }
      }
    default: break
    }
  }
}

/// Reads one attribute of objects into a column.
private final class AttributeReader {
  private let name: String
  private let place: Int32
  private let isNumber: Bool
  private var numbers: [Double] = []
  private var texts: [String] = []

  init(_ field: OGRFieldDefnH, at place: Int32) {
    name = unsafe String(cString: OGR_Fld_GetNameRef(field))
    self.place = place
    switch unsafe OGR_Fld_GetType(field) {
    case OFTInteger, OFTInteger64, OFTReal: isNumber = true
    default: isNumber = false
    }
  }

  func take(_ object: OGRFeatureH) {
    let isSet = unsafe OGR_F_IsFieldSetAndNotNull(object, place) != 0
    if isNumber {
      let number = isSet ? unsafe OGR_F_GetFieldAsDouble(object, place) : .nan
      numbers.append(number.isFinite ? number : .nan)
    } else {
      let text = isSet ? unsafe OGR_F_GetFieldAsString(object, place) : nil
      texts.append(unsafe text.map { unsafe String(cString: $0) } ?? "")
    }
  }

  var column: DataColumn {
    isNumber ? DataColumn(name, numbers: numbers) : DataColumn(name, texts: texts)
  }
}
