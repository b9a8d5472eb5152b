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
      root.optionalTable("shadow_prices").map { shadowPrices($0) } ?? ShadowPrices()
    if let carbon = root.optionalTable("carbon").flatMap({ carbon($0) }) { file.carbon = carbon }
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
    let discount = discount(head, preset)
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

  /// A rate, a declining schedule, or the preset's.
  private func discount(_ head: TOMLTable, _ preset: AppraisalPreset?) -> DiscountSchedule? {
    let range = -0.99...10.0
    if head.has("discount_rates") || head.has("discount_from") {
      let rates = head.numbers("discount_rates", in: range)
      let from = head.numbers("discount_from", in: 0...10_000)
      guard let rates, let from else { return nil }
      guard rates.count == from.count, !rates.isEmpty else {
        head.fault(
          "discount_from",
          found: "\(from.count) years for \(rates.count) rates",
          expected: "as many years as discount_rates"
        )
        return nil
      }
      return DiscountSchedule(
        steps: zip(from, rates).map { DiscountSchedule.Step(fromYear: Int($0), rate: $1) }
      )
    }
    if head.has("discount_rate") || !head.has("preset") {
      return head.number("discount_rate", in: range).map { DiscountSchedule(rate: $0) }
    }
    return preset?.discount
  }

  private func shadowPrices(_ table: TOMLTable) -> ShadowPrices {
    var prices = ShadowPrices()
    if table.has("numeraire"),
      let numeraire = table.choice("numeraire", of: ShadowPrices.Numeraire.self)
    {
      prices.numeraire = numeraire
    }
    if table.has("imports") || table.has("exports") {
      let imports = table.number("imports", in: CSVRow.notNegative)
      let exports = table.number("exports", in: CSVRow.notNegative)
      let importDuties = table.number("import_duties")
      let exportDuties = table.number("export_duties", default: 0)
      if let imports, let exports, let importDuties, let exportDuties {
        if let factor = ShadowPrices.standardConversionFactor(
          imports: imports,
          exports: exports,
          importDuties: importDuties,
          exportDuties: exportDuties
        ) {
          prices.standardConversionFactor = factor
        } else {
          table.fault(
            "imports",
            found: "trade of \(imports + exports)",
            expected: "trade above zero, at domestic prices too"
          )
        }
      }
    } else if let factor = table.number(
      "standard_conversion_factor",
      in: 0.01...100,
      default: 1
    ) {
      prices.standardConversionFactor = factor
    }
    let range = 0.0...10
    prices.shadowWageRateFactor =
      table.number("shadow_wage_rate_factor", in: range, default: 1) ?? 1
    prices.skilledWageFactor = table.number("skilled_wage_factor", in: range, default: 1) ?? 1
    prices.landFactor = table.number("land_factor", in: range, default: 1) ?? 1
    return prices
  }

  private func carbon(_ table: TOMLTable) -> PricePath? {
    let growth = table.number("growth", in: -0.5...0.5, default: 0)
    let years = table.numbers("years", in: 1800...3000)
    let prices = table.numbers("prices", in: CSVRow.notNegative)
    guard let growth, let years, let prices else { return nil }
    guard years.count == prices.count, !years.isEmpty else {
      table.fault(
        "prices",
        found: "\(prices.count) prices for \(years.count) years",
        expected: "one for each year"
      )
      return nil
    }
    return PricePath(zip(years, prices).map { (year: Int($0), price: $1) }, growth: growth)
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
