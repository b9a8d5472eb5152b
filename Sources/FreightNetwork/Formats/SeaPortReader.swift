public import Foundation
public import Tables

/// Reads ports: the World Port Index as CSV (NGA Publication 150), other tables with a name and degrees, or
/// points of geodata.
public enum SeaPortReader {
  /// Names of columns, in small letters, in order of preference.
  private static let names: [String: [String]] = [
    "name": ["main port name", "port_name", "portname", "name", "port name"],
    "code": ["un/locode", "locode", "unlocode", "port", "code"],
    "country": ["country code", "country", "cty", "iso3"],
    "longitude": ["longitude", "lon", "lng", "x", "x_coord"],
    "latitude": ["latitude", "lat", "y", "y_coord"],
    "size": ["harbor size", "harborsize", "size"],
  ]

  /// Whether a file is a table of ports by its header: a name and degrees, and nothing of links.
  public static func isPortTable(_ url: URL) -> Bool {
    guard url.lastPathComponent.lowercased().hasSuffix(".csv"),
      let handle = try? FileHandle(forReadingFrom: url)
    else { return false }
    defer { try? handle.close() }
    let start = (try? handle.read(upToCount: 16_384)) ?? Data()
    let header = start.prefix { $0 != 0x0A && $0 != 0x0D }
    let columns = String(decoding: header, as: UTF8.self).split(separator: ",").map {
      $0.trimmingCharacters(in: CharacterSet(charactersIn: "\" \u{FEFF}")).lowercased()
    }
    guard !columns.contains(where: { $0.hasPrefix("node") || $0.hasPrefix("link") }) else {
      return false
    }
    return ["name", "longitude", "latitude"].allSatisfy { key in
      (names[key] ?? []).contains { columns.contains($0) }
    }
  }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - url: `.csv`, also `.gz`, or geodata with points.
  ///   - name: how faults name it; `nil`: its last path component.
  /// - Returns: the ports in file order, and what the reader should look at.
  /// - Throws: `InputFaults` where there is no name or place, or a place is not on the earth.
  public static func read(
    _ url: URL,
    name: String? = nil
  ) throws(InputFaults) -> (ports: [SeaPort], warnings: [InputFault]) {
    let file = name ?? url.lastPathComponent
    let faults = FaultCollector()
    var ports: [SeaPort] = []
    do {
      let lower = url.lastPathComponent.lowercased()
      if lower.hasSuffix(".csv") || lower.hasSuffix(".csv.gz") {
        ports = try table(url, file, faults)
      } else {
        ports = try points(url, file)
      }
    } catch {
      faults.add(error)
    }
    if ports.isEmpty, faults.errors.isEmpty {
      faults.error(file, found: "no ports", expected: "at least one")
    }
    try faults.throwIfAny()
    return (ports, faults.warnings)
  }

  private static func table(
    _ url: URL,
    _ file: String,
    _ faults: FaultCollector
  ) throws(InputFault) -> [SeaPort] {
    let table = try DataTable.read(url, name: file, texts: ["Main Port Name"], faults: faults)
    func column(_ key: String) -> DataColumn? {
      for name in names[key] ?? [] {
        if let found = table.columns.first(where: { $0.name.lowercased() == name }) { return found }
      }
      return nil
    }
    for key in ["name", "longitude", "latitude"] where column(key) == nil {
      faults.error(
        file,
        line: 1,
        column: key,
        found: "no such column",
        expected: "a table of ports with \((names[key] ?? []).joined(separator: " or "))"
      )
    }
    guard let label = column("name"), let x = column("longitude"), let y = column("latitude") else {
      return []
    }
    let longitudes = try table.numbers(x.name)
    let latitudes = try table.numbers(y.name)
    let (code, country, size) = (column("code"), column("country"), column("size"))
    return (0..<table.rowCount).compactMap { row in
      guard abs(longitudes[row]) <= 360, abs(latitudes[row]) <= 90 else {
        faults.error(
          file,
          line: table.line(row: row),
          column: x.name,
          found: "longitude \(longitudes[row]), latitude \(latitudes[row])",
          expected: "a place on the earth"
        )
        return nil
      }
      return SeaPort(
        name: label.text(row),
        code: code?.text(row) ?? "",
        country: country?.text(row) ?? "",
        longitude: longitudes[row],
        latitude: latitudes[row],
        size: size?.text(row) ?? ""
      )
    }
  }

  private static func points(_ url: URL, _ file: String) throws(InputFault) -> [SeaPort] {
    let layer = try VectorLayer.read(url, file: file)
    func values(_ key: String) -> [GeoValue] {
      for name in names[key] ?? [] {
        if let field = layer.fields.first(where: { $0.name.lowercased() == name }) {
          return layer.values(of: field.name)
        }
      }
      return []
    }
    let label = values("name")
    let (code, country, size) = (values("code"), values("country"), values("size"))
    guard layer.kind == .point, !label.isEmpty else {
      throw InputFault(file: file, found: "no points with a name", expected: "ports")
    }
    func text(_ values: [GeoValue], _ row: Int) -> String {
      values.isEmpty ? "" : values[row].text ?? ""
    }
    return layer.features.indices.compactMap { row in
      guard case .point(let point) = layer.features[row].geometry else { return nil }
      return SeaPort(
        name: text(label, row),
        code: text(code, row),
        country: text(country, row),
        longitude: point.longitude,
        latitude: point.latitude,
        size: text(size, row)
      )
    }
  }
}
