import Foundation
import FreightNetwork
import Tables

/// Options of the commands that make a network of files.
enum NetworkReadingOptions {
  /// The options, with their help.
  static let all: [Command.Option] = [
    Command.Option(name: "--layer", value: "NAME", help: "layer of lines (the first)"),
    Command.Option(
      name: "--snap",
      value: "METRES",
      help: "ends of lines nearer than this are one node (0.02)"
    ),
    Command.Option(
      name: "--split-crossings",
      value: nil,
      help: "cut lines wherever they cross or one ends upon another (where they share a point)"
    ),
    Command.Option(name: "--no-split", value: nil, help: "cut no lines: nodes are ends alone"),
    Command.Option(
      name: "--stitch",
      value: "METRES",
      help: "join dangling ends to the nearest node within this (0: not)"
    ),
    Command.Option(
      name: "--direction",
      value: "WAY",
      help: "file, oneway or twoway (file: its column, else both ways)"
    ),
    Command.Option(
      name: "--direction-column",
      value: "NAME",
      help: "column with 1/yes/FT, -1/TF, 0/no/B (oneway, directed, dir …)"
    ),
    Command.Option(name: "--length-unit", value: "UNIT", help: "m, km, ft, mi, nmi (the file's)"),
    Command.Option(name: "--speed-unit", value: "UNIT", help: "km/h, mph, m/s, kn (the file's)"),
    Command.Option(
      name: "--osm",
      value: "WAYS",
      help: "rail, road or waterway of OSM files (rail)"
    ),
    Command.Option(
      name: "--without",
      value: "COLUMN=V,V",
      help: "leave out links with these values, as passage=northwest",
      repeats: true
    ),
  ]

  /// Reads the options of a call.
  static func read(_ call: Call) throws -> NetworkReadOptions {
    var options = NetworkReadOptions()
    options.layer = call.value("--layer")
    options.snapMetres = try call.real("--snap", in: 0...100_000) ?? 0
    options.stitchMetres = try call.real("--stitch", in: 0...1_000_000) ?? 0
    if call.has("--split-crossings"), call.has("--no-split") {
      throw Call.Fault(description: "--split-crossings and --no-split exclude each other")
    }
    if call.has("--split-crossings") { options.splitting = .crossings }
    if call.has("--no-split") { options.splitting = .ends }
    options.direction =
      try call.choice("--direction", NetworkReadOptions.Direction.self) ?? .file
    options.directionColumn = call.value("--direction-column")
    options.lengthUnit = try call.choice("--length-unit", LengthUnit.self)
    options.speedUnit = try call.choice("--speed-unit", SpeedUnit.self)
    options.ways = try call.choice("--osm", OSMWays.self) ?? .rail
    for condition in call.list("--without") {
      let parts = condition.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw Call.Fault(
          description: "--without needs COLUMN=VALUE, found '\(condition)'"
        )
      }
      options.without.append((parts[0], parts[1].split(separator: ",").map(String.init)))
    }
    return options
  }

  /// Whether a file is one of matrices.
  static func isMatrixFile(_ path: String) -> Bool {
    ["omx", "h5", "hdf5"].contains(URL(fileURLWithPath: path).pathExtension.lowercased())
  }

  /// Prints warnings to standard error.
  static func tell(_ warnings: [InputFault]) {
    for warning in warnings { Console.err(warning.description) }
  }
}
