import Foundation
import Tables

/// Reads a network from a table of nodes and a table of links: GMNS, and tables like it.
struct NodeLinkReader {
  /// Faults told of one kind; more are counted.
  static let toldFaults = 100

  let options: NetworkReadOptions
  let faults: FaultCollector
  var configuration = GMNSConfiguration()

  init(_ options: NetworkReadOptions, _ faults: FaultCollector) {
    self.options = options
    self.faults = faults
  }

  /// Nodes while they are read.
  struct Nodes {
    var names: [String] = []
    var place: [String: Int32] = [:]
    var x: [Double] = []
    var y: [Double] = []
    var zones: [String] = []
    var numbers: [String: [Double]] = [:]
    var words: [String: [String]] = [:]
  }

  /// Reads a network; `nil` with faults where there is an error.
  ///
  /// - Parameters:
  ///   - nodeFile: table of nodes; `nil`: nodes are those that links name.
  ///   - linkFile: table of links.
  ///   - folder: folder with further tables of GMNS, of which units and shapes are read.
  /// - Returns: the network.
  func read(nodeFile: URL?, linkFile: URL, folder: URL?) -> TransportNetwork? {
    var reader = self
    let before = faults.errors.count
    if let folder {
      let file = folder.appendingPathComponent("config.csv")
      if FileManager.default.fileExists(atPath: file.path) {
        reader.configuration = GMNSConfiguration(file, name: "config.csv", faults: faults)
      }
      tellIgnored(folder)
    }
    var nodes: Nodes?
    if let nodeFile {
      guard let found = reader.nodes(nodeFile) else { return nil }
      nodes = found
    }
    guard
      let table = reader.table(
        linkFile,
        ids: ["link_id", "from_node_id", "to_node_id", "geometry"]
      )
    else { return nil }
    guard var network = reader.network(table, nodes, folder: folder),
      faults.errors.count == before
    else { return nil }
    network.source = linkFile.lastPathComponent
    network.figures = reader.configuration.figures
    return network
  }

  /// A table, its columns of names read as texts.
  func table(_ url: URL, ids: [String] = []) -> DataTable? {
    do {
      let header = try CSVStream.open(
        url,
        name: url.lastPathComponent,
        faults: FaultCollector()
      )
      let columns = NodeLinkColumns(header.columns, wanted: ids)
      let texts = header.columns.filter { NodeLinkColumns.isWord(columns.meaning[$0] ?? $0) }
      return try DataTable.read(url, texts: Set(texts), faults: faults)
    } catch {
      faults.add(error)
      return nil
    }
  }

  /// Tables of a GMNS folder that say what this network does not hold.
  private func tellIgnored(_ folder: URL) {
    let ignored = [
      "movement", "movement_tod", "lane", "lane_tod", "link_tod", "segment", "segment_lane",
      "segment_tod", "segment_lane_tod", "signal_controller", "signal_phase_mvmt",
      "signal_timing_plan", "signal_timing_phase", "signal_coordination", "signal_detector",
      "curb_seg", "location",
    ]
    for name in ignored {
      let file = folder.appendingPathComponent(name + ".csv")
      guard FileManager.default.fileExists(atPath: file.path) else { continue }
      let rows = (try? FileBytes.read(file, name: name)).map { bytes in
        max(0, bytes.split(separator: 0x0A).count - 1)
      }
      faults.warning(
        "\(name).csv",
        found: rows.map { "a table of \($0) rows" } ?? "a table",
        expected: "nodes, links, shapes and units; it is not used"
      )
    }
  }

  private func nodes(_ url: URL) -> Nodes? {
    guard let table = table(url, ids: ["node_id", "zone_id"]) else { return nil }
    let columns = NodeLinkColumns(
      table.columns.map(\.name),
      wanted: ["node_id", "x_coord", "y_coord", "zone_id"]
    )
    tellCut(columns, table)
    guard let idColumn = need("node_id", columns, table) else { return nil }
    var nodes = Nodes()
    let ids = table[idColumn]
    nodes.names.reserveCapacity(table.rowCount)
    nodes.place.reserveCapacity(table.rowCount)
    var told = 0
    for row in 0..<table.rowCount {
      let name = ids?.text(row) ?? ""
      nodes.names.append(name)
      if name.isEmpty {
        tell(&told, table, row, idColumn, found: "an empty cell", expected: "the name of a node")
      } else if nodes.place.updateValue(Int32(truncatingIfNeeded: row), forKey: name) != nil {
        tell(&told, table, row, idColumn, found: "node '\(name)' again", expected: "a new name")
      }
    }
    if table.rowCount == 0 {
      faults.error(table.file, found: "no rows", expected: "at least one node")
    }
    for (name, isX) in [("x_coord", true), ("y_coord", false)] {
      guard let column = columns[name] else { continue }
      guard let values = numbers(table, column) else { continue }
      for row in values.indices where !values[row].isFinite {
        tell(&told, table, row, column, found: "an empty cell", expected: "a coordinate")
      }
      if isX { nodes.x = values } else { nodes.y = values }
    }
    if nodes.x.isEmpty != nodes.y.isEmpty {
      faults.error(
        table.file,
        line: 1,
        column: nodes.x.isEmpty ? "x_coord" : "y_coord",
        found: "no such column",
        expected: "x_coord and y_coord, or neither"
      )
      // One alone places nothing.
      nodes.x = []
      nodes.y = []
    }
    if let column = columns["zone_id"].flatMap({ table[$0] }) {
      nodes.zones = (0..<table.rowCount).map { column.text($0) }
    }
    let used = Set(["node_id", "x_coord", "y_coord", "zone_id"].compactMap { columns[$0] })
    for column in table.columns where !used.contains(column.name) {
      let name = columns.meaning[column.name] ?? column.name
      if let numbers = column.numbers {
        nodes.numbers[name] = numbers
      } else {
        nodes.words[name] = (0..<table.rowCount).map { column.text($0) }
      }
    }
    return nodes
  }

  /// Name of a column that must be there.
  func need(_ name: String, _ columns: NodeLinkColumns, _ table: DataTable) -> String? {
    if let column = columns[name] { return column }
    let names = table.columns.map(\.name)
    faults.error(
      table.file,
      line: 1,
      column: name,
      found: "no such column",
      expected: "column '\(name)'\(NearestName.hint(for: name, among: names))"
    )
    return nil
  }

  /// Numbers of a column; `nil` with a fault where it holds texts.
  func numbers(_ table: DataTable, _ column: String) -> [Double]? {
    do {
      return try table.numbers(column)
    } catch {
      faults.add(error)
      return nil
    }
  }

  /// Adds a fault of a row, as long as there are not too many of them.
  func tell(
    _ told: inout Int,
    _ table: DataTable,
    _ row: Int,
    _ column: String,
    found: String,
    expected: String
  ) {
    told += 1
    if told <= Self.toldFaults {
      faults.error(
        table.file,
        line: table.line(row: row),
        column: column,
        found: found,
        expected: expected
      )
    } else if told == Self.toldFaults + 1 {
      faults.error(
        table.file,
        line: table.line(row: row),
        found: "more faults than \(Self.toldFaults)",
        expected: "a table without them; the rest is not listed"
      )
    }
  }

  func tellCut(_ columns: NodeLinkColumns, _ table: DataTable) {
    guard !columns.cut.isEmpty else { return }
    faults.warning(
      table.file,
      line: 1,
      found: "names cut to ten letters: \(columns.cut.joined(separator: ", "))",
      expected: columns.cut.compactMap { columns.meaning[$0] }.joined(separator: ", ")
        + ", and they are taken for these"
    )
  }
}
