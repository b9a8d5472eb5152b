public import Foundation
import Tables

/// Multilateral resistance of a country in a year, to the power 1 − σ.
///
/// After Fally (2015): with effects π of exporter-years and χ of importer-years and the reference
/// country's χ at zero, outward Π^(1−σ) = Y E_R / exp π, inward P^(1−σ) = E / (exp χ · E_R), Y and E
/// being a country's sales and expenditure in the sample. They are what theory calls resistances where
/// the sample holds domestic sales.
public struct MultilateralResistance: Sendable, Encodable, Equatable {
  /// Country.
  public var country: String
  /// Year, or what else the effects are crossed with; empty for none.
  public var year: String
  /// Outward resistance to the power 1 − σ; `nil` where the country does not export.
  public var outward: Double?
  /// Inward resistance to the power 1 − σ; `nil` where the country does not import.
  public var inward: Double?

  static func make(
    _ design: GravityDesign,
    _ effects: [FixedEffect],
    reference: String,
    file: String
  ) throws -> [MultilateralResistance] {
    func fault(_ found: String, _ expected: String) -> InputFaults {
      InputFaults([InputFault(file: file, found: found, expected: expected)])
    }
    let sides = design.effects.sorted { $0.formulaPlace < $1.formulaPlace }.prefix(2)
    guard sides.count == 2, let outward = sides.first, let inward = sides.last else {
      throw fault(
        "\(design.effects.count) absorbed effects",
        "effects of exporters and importers (by year), in this order, for multilateral resistances"
      )
    }
    let sales = totals(design, outward, effects)
    let spending = totals(design, inward, effects)
    // Which part of a level's name is the country, is told by the reference.
    func key(_ level: String) -> (country: String, year: String) {
      let parts = level.split(separator: "^", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { return (level, "") }
      return isCountryFirst ? (parts[0], parts[1]) : (parts[1], parts[0])
    }
    let isCountryFirst = spending.keys.contains { $0 == reference || $0.hasPrefix("\(reference)^") }
    var base: [String: (total: Double, effect: Double)] = [:]
    for (level, value) in spending where key(level).country == reference {
      base[key(level).year] = value
    }
    guard !base.isEmpty else {
      throw fault("no importer '\(reference)'", "a country of the sample as reference")
    }
    var found: [String: MultilateralResistance] = [:]
    for (isOutward, values) in [(true, sales), (false, spending)] {
      for (level, value) in values {
        let (country, year) = key(level)
        guard let (total, effect) = base[year] else { continue }
        var row =
          found["\(country)^\(year)"]
          ?? MultilateralResistance(country: country, year: year, outward: nil, inward: nil)
        if isOutward {
          row.outward = value.total * total / exp(value.effect + effect)
        } else {
          row.inward = value.total / (exp(value.effect - effect) * total)
        }
        found["\(country)^\(year)"] = row
      }
    }
    return found.values.sorted { ($0.country, $0.year) < ($1.country, $1.year) }
  }

  private static func totals(
    _ design: GravityDesign,
    _ effect: GravityDesign.AbsorbedEffect,
    _ recovered: [FixedEffect]
  ) -> [String: (total: Double, effect: Double)] {
    var sums = [Double](repeating: 0, count: effect.levelCount)
    for row in effect.codes.indices { sums[Int(effect.codes[row])] += design.response[row] }
    let own = recovered.filter { $0.effect == effect.label }
    var found: [String: (total: Double, effect: Double)] = [:]
    for (level, total) in sums.enumerated() where level < own.count {
      found[own[level].level] = (total, own[level].value)
    }
    return found
  }

  /// Writes resistances as CSV: country, year, outward, inward.
  ///
  /// - Throws: `OutputError`.
  public static func write(_ rows: [MultilateralResistance], to url: URL) throws {
    var text = CSVText(columns: ["country", "year", "outward_power", "inward_power"])
    for row in rows {
      text.append([
        row.country, row.year, try row.outward.map { try CSVText.field($0) } ?? "",
        try row.inward.map { try CSVText.field($0) } ?? "",
      ])
    }
    try AtomicFile.write(Data(text.text.utf8), to: url)
  }
}
