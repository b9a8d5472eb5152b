import Foundation
import Tables

/// Units of a GMNS folder, from its `config.csv`.
struct GMNSConfiguration {
  /// Unit of `length` of links.
  var length: LengthUnit?
  /// Unit of `free_speed`.
  var speed: SpeedUnit?
  /// Whether coordinates are degrees; `nil`: not said.
  var isGeographic: Bool?
  /// Other figures of the whole network, by name.
  var figures: [String: Double] = [:]

  /// Says nothing.
  init() {}

  /// Reads the file.
  init(_ url: URL, name: String, faults: FaultCollector) {
    guard let table = CSVTable.read(url, name: name, faults: faults), table.rowCount > 0 else {
      return
    }
    func text(_ column: String) -> String? {
      table.text(row: 0, column: column).flatMap { $0.isEmpty ? nil : $0 }
    }
    if let word = text("long_length") {
      length = LengthUnit(word: word)
      if length == nil {
        faults.warning(
          name,
          line: table.line(row: 0),
          column: "long_length",
          found: "'\(word)'",
          expected: "a unit such as km, miles, meters or feet"
        )
      }
    }
    if let word = text("speed") {
      speed = SpeedUnit(word: word)
      if speed == nil {
        faults.warning(
          name,
          line: table.line(row: 0),
          column: "speed",
          found: "'\(word)'",
          expected: "a unit such as kph or mph"
        )
      }
    }
    let named = ["dataset_name", "short_length", "long_length", "speed", "crs", "currency"]
    for column in table.columns where !named.contains(column) {
      if let number = text(column).flatMap(Double.init), number.isFinite {
        figures[column] = number
      }
    }
    if let word = text("crs")?.uppercased() {
      isGeographic = word.contains("4326") || word.contains("WGS84") || word.contains("WGS 84")
    }
  }
}
