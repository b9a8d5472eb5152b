public import Foundation
public import Tables

/// Reads cost functions given point by point.
public enum CostTableFile {
  /// Reads a CSV table `ratio,factor` and, if wanted, `type`: at a ratio of volume to capacity a link
  /// costs its free-flow time × factor.
  ///
  /// - Returns: a table for each type of link, that without a type as ""; `nil` where the file has an
  ///   error.
  public static func read(_ url: URL, faults: FaultCollector) -> [String: VolumeCostTable]? {
    let name = url.lastPathComponent
    let errorsBefore = faults.errors.count
    guard let table = CSVTable.read(url, name: name, faults: faults),
      table.expect(["ratio", "factor"], optional: ["type"], faults: faults)
    else { return nil }
    var points: [String: (ratios: [Double], factors: [Double])] = [:]
    for row in table.rows(faults) {
      guard let ratio = row.number("ratio", in: CSVRow.notNegative),
        let factor = row.number("factor", in: CSVRow.notNegative)
      else { continue }
      let type = table.has("type") ? row.optionalText("type") ?? "" : ""
      points[type, default: ([], [])].ratios.append(ratio)
      points[type, default: ([], [])].factors.append(factor)
    }
    var tables: [String: VolumeCostTable] = [:]
    for (type, own) in points.sorted(by: { $0.key < $1.key }) {
      do {
        tables[type] = try VolumeCostTable(volumes: own.ratios, costs: own.factors)
      } catch {
        faults.error(
          name,
          column: "ratio",
          found: type.isEmpty ? "\(error)" : "\(error), of type \(type)",
          expected: "ratios that ascend from 0 and factors that do not fall"
        )
      }
    }
    if points.isEmpty, faults.errors.count == errorsBefore {
      faults.error(name, found: "no points", expected: "at least one row")
    }
    return faults.errors.count == errorsBefore ? tables : nil
  }
}
