public import Foundation
public import Tables

/// Trade elasticities by sector.
public enum ElasticityTable {
  /// Reads `sector,elasticity`; every sector once, above zero.
  ///
  /// - Returns: elasticities in the order of the sectors.
  /// - Throws: `InputFaults`.
  public static func read(
    _ url: URL,
    name: String,
    sectors: [String]
  ) throws(InputFaults) -> [Double] {
    let faults = FaultCollector()
    guard let table = CSVTable.read(url, name: name, faults: faults),
      table.expect(["sector", "elasticity"], faults: faults)
    else { throw InputFaults(faults.faults) }
    var found: [String: Double] = [:]
    for row in table.rows(faults) {
      guard let sector = row.text("sector"),
        let value = row.number("elasticity", in: CSVRow.positive)
      else { continue }
      if found.updateValue(value, forKey: sector) != nil {
        row.fault("sector", found: "'\(sector)' twice", expected: "every sector once")
      }
    }
    for sector in sectors where found[sector] == nil {
      faults.error(
        name,
        column: "sector",
        found: "no elasticity of sector '\(sector)'",
        expected: "one for every sector of the trade table"
      )
    }
    try faults.throwIfAny()
    return sectors.map { found[$0] ?? 1 }
  }
}
