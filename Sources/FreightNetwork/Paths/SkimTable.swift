public import Foundation
import Tables

/// Writes a skim as a table of pairs: `origin,destination,cost` and one column for each number added
/// up; fields are empty where there is no path.
public enum SkimTable {
  /// The table.
  ///
  /// - Parameters:
  ///   - skim: the skim.
  ///   - names: name of each node, `[node]`.
  ///   - columns: names of the cost and the added-up columns.
  /// - Returns: the bytes of the file.
  public static func csv(_ skim: Skim, names: [String], columns: [String]) -> Data {
    let header = CSVText(columns: ["origin", "destination"] + columns)
    var bytes = Array(header.text.utf8)
    let matrices = [skim.costs] + skim.fields
    bytes.reserveCapacity(bytes.count + skim.costs.count * (12 + 20 * matrices.count))
    func field(_ node: Int32) -> [UInt8] {
      var row = CSVText(columns: [names[Int(node)], ""])
      row.append([])
      return Array(row.text.utf8.prefix { $0 != UInt8(ascii: "\n") })
    }
    let tails = skim.destinations.map(field)
    var cell = 0
    for origin in skim.origins {
      let head = field(origin)
      for tail in tails {
        bytes += head
        bytes += tail.dropLast()
        let isThere = skim.costs[cell] < .infinity
        for matrix in matrices {
          bytes.append(UInt8(ascii: ","))
          if isThere { append(matrix[cell], to: &bytes) }
        }
        bytes.append(UInt8(ascii: "\n"))
        cell += 1
      }
    }
    return Data(bytes)
  }

  /// Shortest text that reads back as the same number.
  private static func append(_ number: Double, to bytes: inout [UInt8]) {
    var text = "\(number)"
    if text.hasSuffix(".0") { text.removeLast(2) }
    bytes += text.utf8
  }
}

extension Skim {
  /// Writes the skim to a file, by its ending a table of pairs (`.csv`) or matrices (`.omx`, NaN
  /// where there is no path, names of the ends in the lookups `zones` or `origins` and
  /// `destinations`).
  ///
  /// Matrices are not compressed: that would take longer than everything else.
  ///
  /// - Throws: `OutputError` where the file cannot be made.
  public func write(to url: URL, network: TransportNetwork, columns: [String]) throws {
    let names = network.nodeNames
    guard url.pathExtension.lowercased() == "omx" else {
      let table = SkimTable.csv(self, names: names, columns: columns)
      return try AtomicFile.write(table, to: url)
    }
    func ends(_ nodes: [Int32]) -> [String] { nodes.map { names[Int($0)] } }
    let lookups =
      origins == destinations
      ? [MatrixLookup.named("zones", ends(origins))]
      : [
        MatrixLookup.named("origins", ends(origins), dimension: .rows),
        MatrixLookup.named("destinations", ends(destinations), dimension: .columns),
      ]
    let matrices = zip(columns, [costs] + fields).map { name, values in
      let isWhole = values.allSatisfy { $0 < .infinity }
      return NamedMatrix(
        name: name,
        values: isWhole ? values : values.map { $0 < .infinity ? $0 : .nan }
      )
    }
    let set = MatrixSet(
      rowCount: origins.count,
      columnCount: destinations.count,
      matrices: matrices,
      lookups: lookups
    )
    try OMXFile.write(set, to: url, compression: 0)
  }
}
