public import Foundation
import Numerics
import ProjectAppraisal
public import Tables

extension AppraisalFile {
  /// Reads and checks a file, and the tables that it names beside it.
  ///
  /// - Parameter url: the TOML file.
  /// - Returns: the analysis and the warnings met.
  /// - Throws: `InputFaults` with everything that is wrong.
  public static func load(
    _ url: URL
  ) throws(InputFaults) -> (file: AppraisalFile, warnings: [InputFault]) {
    let reader = AppraisalFileReader(url)
    let file = reader.load()
    try reader.faults.throwIfAny()
    guard let file else { throw InputFaults(reader.faults.faults) }
    return (file, reader.faults.warnings)
  }
}

/// Reads an appraisal file; what is wrong goes to `faults`.
final class AppraisalFileReader {
  let url: URL
  let faults = FaultCollector()
  /// Streams' table, once read.
  var table: CSVTable?
  /// Row of each year of that table.
  var rows: [Int: CSVRow] = [:]

  init(_ url: URL) { self.url = url }

  func load() -> AppraisalFile? {
    guard let root = TOMLTable.read(url, name: url.lastPathComponent, faults: faults) else {
      return nil
    }
    guard var file = head(root) else {
      // The rest cannot be read without years, but its faults in writing can still be told.
      return nil
    }
    file.shadowPrices =
      root.optionalTable("shadow_prices").map { AppraisalFields.shadowPrices($0) } ?? ShadowPrices()
    if let carbon = root.optionalTable("carbon").flatMap({ AppraisalFields.carbon($0) }) {
      file.carbon = carbon
    }
    if let name = root.has("table") ? root.text("table") : nil { readTable(name, file) }
    for entry in root.tables("stream") {
      guard let stream = stream(entry, file) else { continue }
      if file.streams.contains(where: { $0.id == stream.id }) {
        entry.fault("id", found: "'\(stream.id)' again", expected: "every stream once")
      } else {
        file.streams.append(stream)
      }
    }
    for entry in root.tables("mode") { file.streams += mode(entry, file) }
    if let flows = root.optionalTable("flows") { file.streams += self.flows(flows, file) }
    if file.streams.isEmpty {
      root.fault("stream", found: "none", expected: "at least one [[stream]], [[mode]] or [flows]")
    }
    readVariables(root, &file)
    root.finish()
    return faults.hasErrors ? nil : file
  }

  private func head(_ root: TOMLTable) -> AppraisalFile? {
    guard let head = root.table("appraisal") else { return nil }
    let name = head.text("name", default: url.deletingPathExtension().lastPathComponent)
    let preset = head.has("preset") ? head.choice("preset", of: AppraisalPreset.self) : nil
    let first = head.integer("first_year", in: 1800...2300)
    let last = head.integer("last_year", in: 1800...3000)
    let opening = head.has("opening_year") ? head.integer("opening_year", in: 1800...3000) : first
    let comparison =
      head.has("comparison_year") ? head.integer("comparison_year", in: 1800...3000) : first
    let price = head.has("price_year") ? head.integer("price_year", in: 1800...3000) : comparison
    let currency = head.text("currency", default: "USD")
    let unit = head.text("unit", default: "million")
    let discount = AppraisalFields.discount(head, preset)
    if let first, let last, last < first {
      head.fault("last_year", found: "\(last)", expected: "a year not before \(first)")
      return nil
    }
    if let first, let last, let opening, !(first...last).contains(opening) {
      head.fault("opening_year", found: "\(opening)", expected: "a year from \(first) to \(last)")
      return nil
    }
    guard let name, let first, let last, let opening, let comparison, let price, let currency,
      let unit, let discount
    else { return nil }
    return AppraisalFile(
      name: name,
      preset: preset,
      currency: currency,
      unit: unit,
      firstYear: first,
      lastYear: last,
      openingYear: opening,
      comparisonYear: comparison,
      priceYear: price,
      discount: discount,
      shadowPrices: ShadowPrices(),
      carbon: preset?.carbon ?? PricePath([]),
      streams: [],
      variables: [],
      correlations: []
    )
  }

  private func readTable(_ name: String, _ file: AppraisalFile) {
    let place = url.deletingLastPathComponent().appendingPathComponent(name)
    guard let read = CSVTable.read(place, name: name, faults: faults),
      read.expect(["year"], optional: read.columns, faults: faults)
    else { return }
    table = read
    for row in read.rows(faults) {
      guard let year = row.integer("year") else { continue }
      if !file.years.contains(year) {
        row.fault(
          "year",
          found: "\(year)",
          expected: "a year from \(file.firstYear) to \(file.lastYear)"
        )
      } else if rows[year] != nil {
        row.fault("year", found: "\(year) again", expected: "every year once")
      } else {
        rows[year] = row
      }
    }
  }
}
