import Foundation
import Tables

extension NodeLinkReader {
  /// Columns of links that become the graph, not columns of the network.
  private static let structural: Set<String> = [
    "link_id", "from_node_id", "to_node_id", "directed", "geometry",
  ]
  /// Columns of links that must be numbers, zero or above.
  private static let quantities = [
    "length", "capacity", "free_speed", "lanes", "toll", "row_width",
  ]

  /// Makes the network of a table of links.
  func network(_ table: DataTable, _ given: Nodes?, folder: URL?) -> TransportNetwork? {
    let columns = NodeLinkColumns(
      table.columns.map(\.name),
      wanted: ["link_id", "from_node_id", "to_node_id", "directed", "geometry"]
    )
    tellCut(columns, table)
    guard let fromColumn = need("from_node_id", columns, table),
      let toColumn = need("to_node_id", columns, table), let from = table[fromColumn],
      let to = table[toColumn]
    else { return nil }
    guard table.rowCount > 0 else {
      faults.error(table.file, found: "no rows", expected: "at least one link")
      return nil
    }
    var nodes = given ?? Nodes()
    var told = 0
    if given == nil { nodes = named(from, to) }
    let tails = ends(from, nodes, table, fromColumn, &told)
    let heads = ends(to, nodes, table, toColumn, &told)
    check(table, columns, &told)
    let ways = directions(table, columns, tails, heads, &told)
    guard told == 0, let ways else { return nil }
    var rows: [Int32] = []
    var isReverse: [Bool] = []
    for row in 0..<table.rowCount {
      if ways[row] != -1 {
        rows.append(Int32(truncatingIfNeeded: row))
        isReverse.append(false)
      }
      if ways[row] != 1 {
        rows.append(Int32(truncatingIfNeeded: row))
        isReverse.append(true)
      }
    }
    let tail = rows.indices.map { isReverse[$0] ? heads[Int(rows[$0])] : tails[Int(rows[$0])] }
    let head = rows.indices.map { isReverse[$0] ? tails[Int(rows[$0])] : heads[Int(rows[$0])] }
    let graph: DirectedGraph
    do {
      graph = try DirectedGraph(nodeCount: nodes.names.count, tail: tail, head: head)
    } catch {
      faults.error(table.file, found: "\(error)", expected: "a network that can be held")
      return nil
    }
    var network = TransportNetwork(graph: graph, nodeNames: nodes.names)
    (network.x, network.y) = (nodes.x, nodes.y)
    (network.nodeNumbers, network.nodeWords) = (nodes.numbers, nodes.words)
    network.isGeographic =
      configuration.isGeographic ?? TransportNetwork.looksGeographic(nodes.x, nodes.y)
    if ways.contains(0) {
      network.reverseLinks = rows.indices.map { place in
        guard ways[Int(rows[place])] == 0 else { return -1 }
        return Int32(truncatingIfNeeded: isReverse[place] ? place - 1 : place + 1)
      }
    }
    if let ids = columns["link_id"].flatMap({ table[$0] }) {
      network.linkNames = rows.map { ids.text(Int($0)) }
    }
    for column in table.columns {
      let name = columns.meaning[column.name] ?? column.name
      if Self.structural.contains(name) { continue }
      if let numbers = column.numbers {
        network.linkNumbers[name] = rows.map { numbers[Int($0)] }
      } else {
        let (codes, list) = column.asTexts
        network.linkWords[name] = rows.map { codes[Int($0)] < 0 ? "" : list[Int(codes[Int($0)])] }
      }
    }
    readShapes(&network, table, columns, rows, folder: folder)
    addZones(&network, nodes)
    addUnits(&network, isGMNS: columns["from_node_id"].map { $0.count >= 10 } ?? false, table)
    return network
  }

  /// Nodes in the order in which links name them; by number where all are whole numbers.
  private func named(_ from: DataColumn, _ to: DataColumn) -> Nodes {
    var names: [String] = []
    var seen: Set<String> = []
    for column in [from, to] {
      for name in column.asTexts.list where seen.insert(name).inserted { names.append(name) }
    }
    let numbers = names.compactMap { Int($0) }
    if numbers.count == names.count {
      names = zip(numbers, names).sorted { $0.0 < $1.0 }.map(\.1)
    }
    var nodes = Nodes()
    nodes.names = names
    for (place, name) in names.enumerated() {
      nodes.place[name] = Int32(truncatingIfNeeded: place)
    }
    return nodes
  }

  /// Nodes at one end of the links; -1 with a fault where there is none.
  private func ends(
    _ column: DataColumn,
    _ nodes: Nodes,
    _ table: DataTable,
    _ name: String,
    _ told: inout Int
  ) -> [Int32] {
    let (codes, list) = column.asTexts
    let places = list.map { nodes.place[$0] ?? -1 }
    return codes.indices.map { row in
      let place = codes[row] < 0 ? -1 : places[Int(codes[row])]
      if place < 0 {
        tell(
          &told,
          table,
          row,
          name,
          found: codes[row] < 0 ? "an empty cell" : "unknown node '\(list[Int(codes[row])])'",
          expected: "the name of a node"
        )
      }
      return place
    }
  }

  private func check(_ table: DataTable, _ columns: NodeLinkColumns, _ told: inout Int) {
    for name in Self.quantities {
      guard let column = columns[name], table[column] != nil else { continue }
      guard let values = numbers(table, column) else {
        told += 1
        continue
      }
      for row in values.indices where values[row] < 0 {
        tell(
          &told,
          table,
          row,
          column,
          found: "\(values[row])",
          expected: "a number, zero or above"
        )
      }
    }
  }

  /// 1: from the first end to the second, -1: the other way, 0: both ways.
  private func directions(
    _ table: DataTable,
    _ columns: NodeLinkColumns,
    _ tails: [Int32],
    _ heads: [Int32],
    _ told: inout Int
  ) -> [Int8]? {
    switch options.direction {
    case .oneway: return [Int8](repeating: 1, count: table.rowCount)
    case .twoway: return [Int8](repeating: 0, count: table.rowCount)
    case .file: break
    }
    if let name = options.directionColumn {
      guard let column = table[name] else {
        faults.error(
          table.file,
          line: 1,
          column: name,
          found: "no such column",
          expected: "a column with the direction of each link"
        )
        return nil
      }
      return (0..<table.rowCount).map { row in
        guard let way = LinkDirection.way(column.text(row)) else {
          tell(
            &told,
            table,
            row,
            name,
            found: "'\(column.text(row))'",
            expected: LinkDirection.expected
          )
          return 1
        }
        return way
      }
    }
    if let name = columns["directed"], let column = table[name] {
      return directed(column, table, &told)
    }
    if let name = table.columns.map(\.name).first(where: { $0.lowercased() == "oneway" }),
      let column = table[name]
    {
      return (0..<table.rowCount).map { LinkDirection.way(column.text($0)) ?? 0 }
    }
    return guessed(table, tails, heads)
  }

  /// What the column `directed` of GMNS says; an empty cell is taken for directed.
  private func directed(_ column: DataColumn, _ table: DataTable, _ told: inout Int) -> [Int8] {
    var empty = 0
    let ways = (0..<table.rowCount).map { row -> Int8 in
      switch column.text(row).lowercased() {
      case "1", "true", "t", "yes": return 1
      case "0", "false", "f", "no": return 0
      case "":
        empty += 1
        return 1
      default:
        tell(
          &told,
          table,
          row,
          column.name,
          found: "'\(column.text(row))'",
          expected: "true or false"
        )
        return 1
      }
    }
    if empty > 0 {
      faults.warning(
        table.file,
        column: column.name,
        found: empty == table.rowCount ? "no values" : "\(empty) empty cells",
        expected: "true or false; these links are taken for directed"
      )
    }
    return ways
  }

  /// Links of a table that says nothing of directions: both ways, unless some pair of nodes is there
  /// in both directions.
  private func guessed(_ table: DataTable, _ tails: [Int32], _ heads: [Int32]) -> [Int8] {
    var pairs: Set<UInt64> = []
    pairs.reserveCapacity(tails.count)
    for row in tails.indices where tails[row] != heads[row] {
      pairs.insert(
        UInt64(UInt32(bitPattern: tails[row])) << 32 | UInt64(UInt32(bitPattern: heads[row]))
      )
    }
    let hasBoth = tails.indices.contains { row in
      tails[row] != heads[row]
        && pairs.contains(
          UInt64(UInt32(bitPattern: heads[row])) << 32 | UInt64(UInt32(bitPattern: tails[row]))
        )
    }
    faults.warning(
      table.file,
      line: 1,
      found: "no column of directions",
      expected: hasBoth
        ? "'directed'; links are taken for one-way, since some pairs of nodes are there both ways"
        : "'directed'; links are taken for two-way, since no pair of nodes is there both ways"
    )
    return [Int8](repeating: hasBoth ? 1 : 0, count: tails.count)
  }
}
