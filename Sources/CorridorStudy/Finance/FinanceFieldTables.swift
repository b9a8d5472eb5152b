import ProjectAppraisal
import Tables

/// Where the fields of a finance model stand in a file.
struct FinanceFieldTables {
  /// Tables by the field that they hold: `tax`, `tranche[2]`, `index.prices`.
  var tables: [String: TOMLTable]
  /// The table around them.
  var root: TOMLTable

  /// Puts faults of the model to the lines of the file.
  func tell(_ list: [FinanceModelFault]) {
    for fault in list {
      let dot = fault.field.firstIndex(of: ".")
      let head = String(dot.map { fault.field[..<$0] } ?? fault.field[...])
      if let dot, let table = tables[head] {
        let key = String(fault.field[fault.field.index(after: dot)...])
        table.fault(key, found: fault.found, expected: fault.expected)
      } else {
        root.fault(head, found: fault.found, expected: fault.expected)
      }
    }
  }
}
