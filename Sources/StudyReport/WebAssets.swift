public import Foundation
import Synchronization
import Tables

/// Scripts and the base map that the report carries, fetched by `make setup`.
public struct WebAssets: Sendable {
  /// Folder that holds them.
  public let folder: URL
  private let kept = KeptTexts()

  /// Assets in a folder.
  public init(folder: URL) { self.folder = folder }

  /// Files that must be there.
  static let scripts = ["vega.js", "vega-lite.js", "vega-embed.js"]

  /// Looks for the assets: in `TUMEN_ASSETS`, in `.web` of the working folder or of a folder above
  /// the program, in `~/.local/share/tumen/web`.
  ///
  /// - Throws: `MissingAssets` with the places looked at.
  public static func find() throws -> WebAssets {
    var places: [URL] = []
    if let named = ProcessInfo.processInfo.environment["TUMEN_ASSETS"], !named.isEmpty {
      places.append(URL(fileURLWithPath: named))
    }
    places.append(
      URL(fileURLWithPath: FileManager.default.currentDirectoryPath).appendingPathComponent(".web")
    )
    var above = URL(fileURLWithPath: CommandLine.arguments.first ?? ".").resolvingSymlinksInPath()
    if let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") {
      above = URL(fileURLWithPath: program)
    }
    while above.path != "/" {
      above.deleteLastPathComponent()
      places.append(above.appendingPathComponent(".web"))
    }
    places.append(
      FileManager.default.homeDirectoryForCurrentUser
        .appendingPathComponent(".local/share/tumen/web")
    )
    for place in places
    where scripts.allSatisfy({
      FileManager.default.fileExists(atPath: place.appendingPathComponent($0).path)
    }) {
      return WebAssets(folder: place)
    }
    throw MissingAssets(places: places.map(\.path))
  }

  /// Text of a script.
  func script(_ name: String) throws -> String {
    try kept.text(name) {
      let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      // Inside a page a script must not hold the tag that ends it.
      return text.replacingOccurrences(of: "</script", with: "<\\/script")
    }
  }

  /// Land of the world as polygons of rings of `[longitude, latitude]`; none where there is no map.
  func land() throws -> String {
    let map = folder.appendingPathComponent("world_map.gpkg")
    guard FileManager.default.fileExists(atPath: map.path) else { return "[]" }
    return try kept.text("land") {
      let polygons = try BaseMap.polygons(map, toleranceDegrees: 0.12)
      return String(decoding: try JSONText.compact(polygons), as: UTF8.self)
    }
  }
}

/// Texts made once for all pages of a run.
private final class KeptTexts: Sendable {
  private let texts = Mutex<[String: String]>([:])

  /// The text of a name, made where it is not there yet; who comes meanwhile waits for it.
  func text(_ name: String, _ make: () throws -> String) throws -> String {
    try texts.withLock { texts in
      if let known = texts[name] { return known }
      let made = try make()
      texts[name] = made
      return made
    }
  }
}

/// The report's scripts are nowhere.
public struct MissingAssets: Error, CustomStringConvertible {
  /// Folders looked at.
  public let places: [String]

  /// What to do.
  public var description: String {
    "the report's scripts were not found; run `make setup`, or name their folder in TUMEN_ASSETS "
      + "(looked in \(places.joined(separator: ", ")))"
  }
}
