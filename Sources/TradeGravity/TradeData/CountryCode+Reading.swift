public import Foundation
public import Tables

extension CountryCode {
  /// Reads a file of country codes such as BACI's: `country_code` (a number) and `country_iso3` or
  /// `iso_3digit_alpha`.
  ///
  /// - Throws: `InputFault` where the file has no such columns.
  public static func read(_ url: URL, name: String? = nil) throws(InputFault) -> CountryCode {
    let name = name ?? url.lastPathComponent
    let table = try DataTable.read(url, name: name, faults: FaultCollector())
    let names = HeaderNames(table.columns.map(\.name))
    guard let number = names.first("country_code", "code", "i"),
      let code = names.first("country_iso3", "iso_3digit_alpha", "iso3", "country_iso_3")
    else {
      throw InputFault(
        file: name,
        line: 1,
        found: "columns \(names.header.joined(separator: ", "))",
        expected: "country_code and country_iso3"
      )
    }
    var codes: [Int: String] = [:]
    for row in 0..<table.rowCount {
      guard let key = Int(table.columns[number].text(row)) else { continue }
      let text = table.columns[code].text(row)
      if text.utf8.count == 3 { codes[key] = text }
    }
    return CountryCode.standard.replacing(codes)
  }

  /// The codes that stand beside a data file (`country_codes*.csv`), else the standard ones.
  static func beside(_ url: URL) -> CountryCode {
    let folder = url.deletingLastPathComponent()
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for name in names.sorted()
    where name.lowercased().hasPrefix("country_codes") && name.lowercased().contains(".csv") {
      if let codes = try? read(folder.appendingPathComponent(name)) { return codes }
    }
    return .standard
  }
}
