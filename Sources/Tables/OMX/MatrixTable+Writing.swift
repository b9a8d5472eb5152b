public import Foundation

extension MatrixTable {
  /// Writes matrices as rows `origin,destination,…`, whole file or nothing.
  ///
  /// - Parameters:
  ///   - set: the matrices; NaN is written as an empty cell.
  ///   - url: the file.
  ///   - keepsZeros: whether pairs are written of which every matrix is zero or not given.
  /// - Throws: `OutputError` where a cell is infinite or the file cannot be written.
  public static func write(_ set: MatrixSet, to url: URL, keepsZeros: Bool = true) throws {
    try OMXCheck(file: url.lastPathComponent).check(set)
    var header = CSVText(columns: ["origin", "destination"] + set.matrices.map(\.name)).text
    var bytes = Data()
    let origins = quoted(set.rowNames)
    let destinations = quoted(set.columnNames)
    for row in 0..<set.rowCount {
      for column in 0..<set.columnCount {
        let cell = row * set.columnCount + column
        if !keepsZeros,
          set.matrices.allSatisfy({ $0.values[cell] == 0 || $0.values[cell].isNaN })
        {
          continue
        }
        header += origins[row]
        header += ","
        header += destinations[column]
        for matrix in set.matrices {
          let value = matrix.values[cell]
          header += ","
          if value.isNaN { continue }
          guard value.isFinite else {
            throw OutputError(
              file: url.lastPathComponent,
              reason: "matrix '\(matrix.name)', \(origins[row]) to \(destinations[column]): "
                + "\(value)"
            )
          }
          header += value.shortText
        }
        header += "\n"
      }
      bytes.append(contentsOf: header.utf8)
      header.removeAll(keepingCapacity: true)
    }
    try AtomicFile.write(bytes, to: url)
  }

  /// Names as fields of a row.
  private static func quoted(_ names: [String]) -> [String] {
    names.map { name in
      // Two fields, so that an empty name needs no quotes.
      let row = CSVText(columns: [name, ""]).text
      return String(row.dropLast(2))
    }
  }
}
