import Foundation
import FreightNetwork
import Tables

extension URL {
  /// Writes a text file into the folder.
  @discardableResult
  func put(_ name: String, _ text: String) throws -> URL {
    let url = appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: url)
    return url
  }
}

/// Faults of reading a network; empty where it is read.
func networkFaults(_ url: URL, _ options: NetworkReadOptions = .init()) -> [String] {
  do {
    _ = try TransportNetwork.read(url, options: options)
    return []
  } catch {
    return error.faults.map(\.description)
  }
}

/// Whether a file with such a text is not read as a network.
func isFaulty(_ folder: URL, _ name: String, _ text: String) throws -> Bool {
  let url = try folder.put(name, text)
  return !networkFaults(url).isEmpty
}

/// GeoJSON of lines with properties.
func geoJSON(_ lines: [([(Double, Double)], String)]) -> String {
  let features = lines.map { points, properties in
    let text = points.map { "[\($0.0),\($0.1)]" }.joined(separator: ",")
    return "{\"type\":\"Feature\",\"properties\":{\(properties)},\"geometry\":"
      + "{\"type\":\"LineString\",\"coordinates\":[\(text)]}}"
  }
  return "{\"type\":\"FeatureCollection\",\"features\":[\(features.joined(separator: ","))]}"
}

/// The folder of data beside the checkout.
let networkData = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/data")

/// Whether a file of the data is there.
func hasNetworkData(_ path: String) -> Bool {
  FileManager.default.fileExists(atPath: networkData.appendingPathComponent(path).path)
}
