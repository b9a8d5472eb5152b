import Foundation
import Tables

extension NodeLinkReader {
  /// Reads the shapes of links from their own table, or from `geometry.csv`.
  func readShapes(
    _ network: inout TransportNetwork,
    _ table: DataTable,
    _ columns: NodeLinkColumns,
    _ rows: [Int32],
    folder: URL?
  ) {
    var shapes = [[Double]](repeating: [], count: table.rowCount)
    var told = 0
    if let name = columns["geometry"], let column = table[name],
      case .texts(let codes, let list) = column.values
    {
      read(codes, list, into: &shapes, table, name, &told)
    } else if let folder, let ids = columns["geometry_id"].flatMap({ table[$0] }) {
      let file = folder.appendingPathComponent("geometry.csv")
      guard FileManager.default.fileExists(atPath: file.path), let other = self.table(file),
        let idColumn = other["geometry_id"], let column = other["geometry"]
      else { return }
      var places: [String: Int] = [:]
      for row in 0..<other.rowCount { places[idColumn.text(row)] = row }
      var lines = [[Double]](repeating: [], count: other.rowCount)
      if case .texts(let codes, let list) = column.values {
        read(codes, list, into: &lines, other, "geometry", &told)
      }
      for row in 0..<table.rowCount {
        if let place = places[ids.text(row)] { shapes[row] = lines[place] }
      }
    }
    guard shapes.contains(where: { !$0.isEmpty }) else { return }
    network.linkShapes = rows.indices.map { link in
      let shape = shapes[Int(rows[link])]
      return isAgainst(shape, network, link) ? shape.reversedPoints : shape
    }
  }

  private func read(
    _ codes: [Int32],
    _ list: [String],
    into shapes: inout [[Double]],
    _ table: DataTable,
    _ column: String,
    _ told: inout Int
  ) {
    for row in codes.indices where codes[row] >= 0 {
      let text = list[Int(codes[row])]
      if let line = WellKnownText.line(text) {
        shapes[row] = line
      } else if !text.uppercased().hasSuffix("EMPTY") {
        tell(
          &told,
          table,
          row,
          column,
          found: "'\(text.prefix(40))'",
          expected: "LINESTRING (x y, x y, …)"
        )
      }
    }
  }

  /// Whether a shape runs from the link's head to its tail.
  private func isAgainst(_ shape: [Double], _ network: TransportNetwork, _ link: Int) -> Bool {
    guard shape.count >= 4, !network.x.isEmpty else { return false }
    let tail = Int(network.graph.tail[link])
    let head = Int(network.graph.head[link])
    func distance(_ node: Int, _ place: Int) -> Double {
      let dx = network.x[node] - shape[place]
      let dy = network.y[node] - shape[place + 1]
      return dx * dx + dy * dy
    }
    let last = shape.count - 2
    return distance(tail, last) + distance(head, 0) < distance(tail, 0) + distance(head, last)
  }
}

extension [Double] {
  /// The points of a line, x and y in turn, from its end to its beginning.
  var reversedPoints: [Double] {
    var result: [Double] = []
    result.reserveCapacity(count)
    var place = count - 2
    while place >= 0 {
      result.append(self[place])
      result.append(self[place + 1])
      place -= 2
    }
    return result
  }
}
