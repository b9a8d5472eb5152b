import CGDAL

/// Shapes between this module and the geodata library.
enum GDALGeometry {
  /// The library's type of a kind.
  static func type(_ kind: GeoGeometry.Kind) -> OGRwkbGeometryType {
    switch kind {
    case .none: wkbNone
    case .point: wkbPoint
    case .line: wkbLineString
    case .lines: wkbMultiLineString
    case .polygon: wkbPolygon
    case .polygons: wkbMultiPolygon
    }
  }

  /// The kind of a type of the library; `nil` for others.
  static func kind(_ type: OGRwkbGeometryType) -> GeoGeometry.Kind? {
    switch OGR_GT_Flatten(type) {
    case wkbNone: GeoGeometry.Kind.none
    case wkbPoint: .point
    case wkbLineString: .line
    case wkbMultiLineString: .lines
    case wkbPolygon: .polygon
    case wkbMultiPolygon: .polygons
    default: nil
    }
  }

  /// Makes a shape of the library, which the caller owns; single shapes go into layers of several.
  static func make(_ geometry: GeoGeometry, for kind: GeoGeometry.Kind) -> OGRGeometryH? {
    switch (geometry, kind) {
    case (.line(let line), .lines): return unsafe make(.lines([line]))
    case (.polygon(let rings), .polygons): return unsafe make(.polygons([rings]))
    default: return geometry.kind == kind ? unsafe make(geometry) : nil
    }
  }

  private static func make(_ geometry: GeoGeometry) -> OGRGeometryH? {
    switch geometry {
    case .point(let point): return unsafe chain([point], wkbPoint)
    case .line(let line): return unsafe chain(line, wkbLineString)
    case .lines(let lines):
      return unsafe group(wkbMultiLineString, lines) { unsafe chain($0, wkbLineString) }
    case .polygon(let rings):
      return unsafe group(wkbPolygon, rings) { unsafe chain($0, wkbLinearRing) }
    case .polygons(let polygons):
      return unsafe group(wkbMultiPolygon, polygons) { rings in
        unsafe group(wkbPolygon, rings) { unsafe chain($0, wkbLinearRing) }
      }
    }
  }

  private static func chain(_ points: [GeoPoint], _ type: OGRwkbGeometryType) -> OGRGeometryH? {
    guard let shape = unsafe OGR_G_CreateGeometry(type) else { return nil }
    for (place, point) in points.enumerated() {
      unsafe OGR_G_SetPoint_2D(shape, Int32(place), point.longitude, point.latitude)
    }
    return unsafe shape
  }

  private static func group<Part>(
    _ type: OGRwkbGeometryType,
    _ parts: [Part],
    _ make: (Part) -> OGRGeometryH?
  ) -> OGRGeometryH? {
    guard let shape = unsafe OGR_G_CreateGeometry(type) else { return nil }
    for part in parts {
      guard let child = unsafe make(part),
        unsafe OGR_G_AddGeometryDirectly(shape, child) == OGRERR_NONE
      else {
        unsafe OGR_G_DestroyGeometry(shape)
        return nil
      }
    }
    return unsafe shape
  }

  /// Reads a shape, or the parts of a mixed one that are points (0), lines (1) or polygons (2).
  static func read(_ shape: OGRGeometryH, dimension: Int) -> GeoGeometry? {
    var chains: [[GeoPoint]] = []
    var polygons: [[[GeoPoint]]] = []
    unsafe collect(shape, &chains, &polygons, dimension)
    switch dimension {
    case 0: return chains.first?.first.map { .point($0) }
    case 1: return chains.count == 1 ? .line(chains[0]) : chains.isEmpty ? nil : .lines(chains)
    default:
      return polygons.count == 1
        ? .polygon(polygons[0]) : polygons.isEmpty ? nil : .polygons(polygons)
    }
  }

  private static func collect(
    _ shape: OGRGeometryH,
    _ chains: inout [[GeoPoint]],
    _ polygons: inout [[[GeoPoint]]],
    _ dimension: Int
  ) {
    let parts = unsafe OGR_G_GetGeometryCount(shape)
    switch unsafe OGR_GT_Flatten(OGR_G_GetGeometryType(shape)) {
    case wkbPoint where dimension == 0, wkbLineString where dimension == 1:
      let points = unsafe points(shape)
      if !points.isEmpty { chains.append(points) }
    case wkbPolygon where dimension == 2:
      let rings = (0..<parts).compactMap {
        unsafe OGR_G_GetGeometryRef(shape, $0).map { unsafe points($0) }
      }
      .filter { $0.count >= 4 }
      if !rings.isEmpty { polygons.append(rings) }
    case wkbMultiPoint, wkbMultiLineString, wkbMultiPolygon, wkbGeometryCollection:
      for part in 0..<parts {
        if let child = unsafe OGR_G_GetGeometryRef(shape, part) {
          unsafe collect(child, &chains, &polygons, dimension)
        }
      }
    default: break
    }
  }

  private static func points(_ shape: OGRGeometryH) -> [GeoPoint] {
    let count = unsafe OGR_G_GetPointCount(shape)
    return (0..<count).map { place in
      unsafe GeoPoint(longitude: OGR_G_GetX(shape, place), latitude: OGR_G_GetY(shape, place))
    }
  }
}
