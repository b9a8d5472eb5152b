/// What cannot stand in an OMX file, found before anything is written.
struct OMXCheck {
  let file: String

  func check(_ set: MatrixSet) throws(OutputError) {
    guard set.rowCount > 0, set.columnCount > 0, !set.matrices.isEmpty else {
      throw fault("no matrix with rows and columns")
    }
    let (cells, overflow) = set.rowCount.multipliedReportingOverflow(by: set.columnCount)
    try check(names: set.matrices.map(\.name), "matrix")
    try check(names: set.lookups.map(\.name), "lookup")
    for matrix in set.matrices {
      guard !overflow, matrix.values.count == cells else {
        throw fault(
          "matrix '\(matrix.name)' has \(matrix.values.count) cells, not \(set.rowCount) × "
            + "\(set.columnCount)"
        )
      }
      let missing = matrix.attributes["NA"]?.number
      guard matrix.storage != .float64 else { continue }
      for (place, value) in matrix.values.enumerated() {
        let kept = value.isNaN ? missing ?? value : value
        if !matrix.storage.holds(kept) {
          let row = place / set.columnCount + 1
          throw fault(
            "matrix '\(matrix.name)', row \(row), column \(place % set.columnCount + 1): "
              + "\(value) cannot be kept as \(matrix.storage.rawValue)"
          )
        }
      }
    }
    for lookup in set.lookups {
      let wanted =
        switch lookup.dimension {
        case .rows: lookup.count == set.rowCount
        case .columns: lookup.count == set.columnCount
        case nil: lookup.count == set.rowCount || lookup.count == set.columnCount
        }
      guard wanted else {
        throw fault("lookup '\(lookup.name)' has \(lookup.count) entries")
      }
    }
  }

  private func check(names: [String], _ thing: String) throws(OutputError) {
    var seen: Set<String> = []
    for name in names {
      guard !name.isEmpty, name != ".", name.utf8.count < 1000, !name.contains("/"),
        !name.utf8.contains(0)
      else { throw fault("'\(name)' cannot be the name of a \(thing)") }
      guard seen.insert(name).inserted else { throw fault("two of \(thing) '\(name)'") }
    }
  }

  private func fault(_ reason: String) -> OutputError { OutputError(file: file, reason: reason) }
}
