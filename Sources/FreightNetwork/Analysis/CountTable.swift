public import Foundation
public import Tables

/// Reads observed counts and the modelled flows beside them.
public enum CountTable {
  /// Joins a CSV table of counts (`from,to,count` and, if wanted, `screenline`) with one of flows
  /// (`from,to,flow`).
  ///
  /// - Parameters:
  ///   - counts: the counts; gzip is unpacked.
  ///   - flows: the flows; those of parallel links are added up.
  ///   - faults: gets everything that is wrong, counts without a flow among it.
  /// - Returns: name, screenline, observed and modelled flow; `nil` where a file has an error.
  public static func join(
    counts: URL,
    flows: URL,
    faults: FaultCollector
  ) -> [(name: String, screenline: String, observed: Double, modelled: Double)]? {
    let errorsBefore = faults.errors.count
    let flowTable = CSVTable.read(flows, name: flows.lastPathComponent, faults: faults)
    let countTable = CSVTable.read(counts, name: counts.lastPathComponent, faults: faults)
    guard let flowTable, let countTable,
      flowTable.expect(["from", "to", "flow"], optional: ["cost"], faults: faults),
      countTable.expect(["from", "to", "count"], optional: ["screenline"], faults: faults)
    else { return nil }
    var sums: [[String]: Double] = [:]
    for row in flowTable.rows(faults) {
      guard let from = row.text("from"), let to = row.text("to"),
        let flow = row.number("flow", in: CSVRow.notNegative)
      else { continue }
      sums[[from, to], default: 0] += flow
    }
    var rows: [(name: String, screenline: String, observed: Double, modelled: Double)] = []
    for row in countTable.rows(faults) {
      guard let from = row.text("from"), let to = row.text("to"),
        let count = row.number("count", in: CSVRow.notNegative)
      else { continue }
      guard let flow = sums[[from, to]] else {
        row.fault("from", found: "\(from) to \(to)", expected: "a link of \(flowTable.file)")
        continue
      }
      rows.append(("\(from) → \(to)", row.optionalText("screenline") ?? "", count, flow))
    }
    if rows.isEmpty, faults.errors.count == errorsBefore {
      faults.error(countTable.file, found: "no counts", expected: "at least one row")
    }
    return faults.errors.count == errorsBefore ? rows : nil
  }
}
