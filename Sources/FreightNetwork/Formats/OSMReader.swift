import Foundation
import Tables

/// Reads railways, roads or waterways of an OpenStreetMap file (`.osm`, `.osm.pbf`), by GDAL.
struct OSMReader {
  let options: NetworkReadOptions
  let faults: FaultCollector

  init(_ options: NetworkReadOptions, _ faults: FaultCollector) {
    self.options = options
    self.faults = faults
  }

  /// Reads a file; `nil` with faults where there is an error.
  ///
  /// Ways are cut where they have a node in common, which is how OpenStreetMap says that they meet.
  func read(_ url: URL) -> TransportNetwork? {
    let ways = options.ways
    let setup = FileManager.default.temporaryDirectory
      .appendingPathComponent("tumen-osm-\(UUID().uuidString).ini")
    let attributes = [ways.key] + ways.words + ways.numbers
    // Closed ways stay lines; of points and areas nothing is kept.
    let text = """
      closed_ways_are_polygons=
      attribute_name_laundering=no
      report_all_nodes=no
      report_all_ways=no
      [points]
      osm_id=no
      [lines]
      osm_id=yes
      attributes=\(attributes.joined(separator: ","))
      [multipolygons]
      osm_id=no
      [multilinestrings]
      osm_id=no
      [other_relations]
      osm_id=no

      """
    do {
      try Data(text.utf8).write(to: setup)
    } catch {
      faults.error(url.lastPathComponent, found: "\(error)", expected: "room for a settings file")
      return nil
    }
    defer { try? FileManager.default.removeItem(at: setup) }
    let values = ways.values.map { "'\($0)'" }.joined(separator: ", ")
    let layer: LineLayer
    do {
      layer = try LineLayer.read(
        url,
        layer: "lines",
        where: "\"\(ways.key)\" IN (\(values))",
        options: ["CONFIG_FILE=\(setup.path)", "INTERLEAVED_READING=NO"]
      )
    } catch {
      faults.add(error)
      return nil
    }
    var settings = options
    if settings.splitting == .ends { settings.splitting = .points }
    if settings.direction == .file, ways != .road { settings.direction = .twoway }
    guard
      var network = LineNetworkReader(settings, faults)
        .network(layer, url.lastPathComponent)
    else { return nil }
    for name in ways.numbers {
      guard let words = network.linkWords.removeValue(forKey: name) else { continue }
      if words.contains(where: { Self.leadingNumber($0) == nil && !$0.isEmpty }) {
        network.linkWords[name + "_as_mapped"] = words
      }
      network.linkNumbers[name] = words.map { text in
        // Miles an hour are said, kilometres are not.
        let scale = name == "maxspeed" && text.hasSuffix("mph") ? 1.609_344 : 1
        return Self.leadingNumber(text).map { $0 * scale } ?? .nan
      }
    }
    if network.linkNumbers["gauge"] != nil { network.units["gauge"] = "mm" }
    if network.linkNumbers["maxspeed"] != nil { network.units["maxspeed"] = "km/h" }
    network.linkWords["mode"] = [String](repeating: ways.rawValue, count: network.graph.linkCount)
    return network
  }

  /// Number at the beginning of a text: `1520;1435` is 1520, since the first one is the main one.
  static func leadingNumber(_ text: String) -> Double? {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard let value = Double(digits), value.isFinite else { return nil }
    return value
  }
}
