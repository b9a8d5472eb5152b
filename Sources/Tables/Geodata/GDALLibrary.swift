import CGDAL
import Synchronization

/// The geodata library: its drivers, its spatial reference, its last error.
enum GDALLibrary {
  private static let drivers: Void = GDALAllRegister()

  /// Registers the drivers, once in a process.
  static func start() { _ = drivers }

  /// Runs `body` without messages on the terminal; `body` asks `lastError` itself.
  static func quietly<Value>(_ body: () throws -> Value) rethrows -> Value {
    start()
    unsafe CPLPushErrorHandler(CPLQuietErrorHandler)
    defer { CPLPopErrorHandler() }
    CPLErrorReset()
    return try body()
  }

  /// Message of the last error; a plain one where there is none.
  static var lastError: String {
    guard let message = unsafe CPLGetLastErrorMsg() else { return "unknown reason" }
    let text = unsafe String(cString: message)
    return text.isEmpty ? "unknown reason" : text
  }

  /// Runs `body` with a setting of the library, on this thread alone.
  static func withSetting<Value, Fault: Error>(
    _ key: String,
    _ value: String,
    _ body: () throws(Fault) -> Value
  ) throws(Fault) -> Value {
    unsafe CPLSetThreadLocalConfigOption(key, value)
    defer { unsafe CPLSetThreadLocalConfigOption(key, nil) }
    return try body()
  }

  /// Runs `body` with a null-terminated list of `KEY=VALUE` options.
  static func withOptions<Value>(
    _ options: [String],
    _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) throws -> Value
  ) rethrows -> Value {
    var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    for option in options { unsafe list = unsafe CSLAddString(list, option) }
    defer { unsafe CSLDestroy(list) }
    return try unsafe body(list)
  }

  /// Runs `body` with WGS 84, longitude first; throws where the library does not know it.
  static func withWGS84<Value>(
    file: String,
    _ body: (OGRSpatialReferenceH) throws -> Value
  ) throws
    -> Value
  {
    guard let reference = unsafe OSRNewSpatialReference(nil) else {
      throw OutputError(file: file, reason: "no memory for a spatial reference")
    }
    defer { unsafe OSRRelease(reference) }
    guard unsafe OSRImportFromEPSG(reference, 4326) == OGRERR_NONE else {
      throw OutputError(file: file, reason: "EPSG:4326 is unknown: \(lastError)")
    }
    unsafe OSRSetAxisMappingStrategy(reference, OAMS_TRADITIONAL_GIS_ORDER)
    return try unsafe body(reference)
  }
}
