import Foundation
import Tables

/// Writes networks as tables of nodes and links with the names of GMNS.
struct GMNSWriter {
  let network: TransportNetwork
  private let rows: NetworkRows

  init(_ network: TransportNetwork) {
    self.network = network
    rows = NetworkRows(network)
  }

  /// Writes `node.csv`, `link.csv` and `config.csv` into a folder.
  func write(folder: URL) throws {
    try write(
      nodes: folder.appendingPathComponent("node.csv"),
      links: folder.appendingPathComponent("link.csv")
    )
    try configuration().write(to: folder.appendingPathComponent("config.csv"))
  }

  /// Writes the two tables.
  func write(nodes: URL, links: URL) throws {
    try nodeTable().write(to: nodes)
    try linkTable().write(to: links)
  }

  private func nodeTable() throws -> DataTable {
    var columns = [DataColumn("node_id", texts: network.nodeNames)]
    if !network.x.isEmpty {
      columns.append(DataColumn("x_coord", numbers: network.x))
      columns.append(DataColumn("y_coord", numbers: network.y))
    }
    let types = network.typesOfNodes
    if types.contains(where: { !$0.isEmpty }) || network.nodeWords["node_type"] != nil {
      columns.append(DataColumn("node_type", texts: types))
    }
    if !network.zoneNodes.isEmpty {
      columns.append(DataColumn("zone_id", texts: network.zoneOfNode))
    }
    let done = Set(columns.map(\.name) + ["zone_id"])
    for (name, words) in sorted(network.nodeWords) where !done.contains(name) {
      columns.append(DataColumn(name, texts: words))
    }
    for (name, numbers) in sorted(network.nodeNumbers) where !done.contains(name) {
      columns.append(DataColumn(name, numbers: numbers))
    }
    return try DataTable(columns)
  }

  private func linkTable() throws -> DataTable {
    let links = rows.links
    var columns = [
      DataColumn("link_id", texts: rows.names(network)),
      DataColumn("from_node_id", texts: links.map { node(network.graph.tail[$0]) }),
      DataColumn("to_node_id", texts: links.map { node(network.graph.head[$0]) }),
      DataColumn("directed", numbers: rows.isTwoWay.map { $0 ? 0 : 1 }),
    ]
    let skipped = derivedColumns
    var numbers = network.linkNumbers.filter { !skipped.contains($0.key) }
    if let perLane = network.linkNumbers["capacity_per_lane"] {
      numbers["capacity"] = perLane
      numbers["capacity_per_lane"] = nil
    }
    if numbers["length"] == nil, let kilometres = numbers["length_km"] {
      numbers["length"] = kilometres
      numbers["length_km"] = nil
    }
    let used = Set(columns.map(\.name))
    let first = ["name", "length", "facility_type", "capacity", "free_speed", "lanes"]
    let names = first + (Array(numbers.keys) + Array(network.linkWords.keys)).sorted()
    var done = used
    for name in names where done.insert(name).inserted {
      if let column = numbers[name] {
        columns.append(DataColumn(name, numbers: links.map { column[$0] }))
      } else if let column = network.linkWords[name] {
        columns.append(DataColumn(name, texts: links.map { column[$0] }))
      }
    }
    if !network.linkShapes.isEmpty, done.insert("geometry").inserted {
      let shapes = links.map { link in
        network.linkShapes[link].count >= 4 ? WellKnownText.text(network.linkShapes[link]) : ""
      }
      columns.append(DataColumn("geometry", texts: shapes))
    }
    return try DataTable(columns)
  }

  /// Columns that a reader works out anew from others.
  private var derivedColumns: Set<String> {
    var names: Set<String> = []
    if let unit = network.units["length"].flatMap({ LengthUnit(rawValue: $0) }),
      let length = network.linkNumbers["length"], let kilometres = network.linkNumbers["length_km"],
      areSame(kilometres, length.map { $0 * unit.kilometres })
    {
      names.insert("length_km")
      if let speedUnit = network.units["free_speed"].flatMap({ SpeedUnit(rawValue: $0) }),
        let speed = network.linkNumbers["free_speed"],
        let time = network.linkNumbers["free_flow_time"]
      {
        let anew = kilometres.indices.map { link in
          let kilometresPerHour = speed[link] * speedUnit.kilometresPerHour
          return kilometresPerHour > 0 ? kilometres[link] / kilometresPerHour * 60 : .nan
        }
        if areSame(time, anew) { names.insert("free_flow_time") }
      }
    }
    return names
  }

  private func areSame(_ first: [Double], _ second: [Double]) -> Bool {
    zip(first, second).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
  }

  private func configuration() throws -> DataTable {
    var columns = [DataColumn("dataset_name", texts: [network.source])]
    if let unit = network.units["length"] {
      columns.append(DataColumn("long_length", texts: [unit]))
    } else if network.linkNumbers["length"] == nil, network.linkNumbers["length_km"] != nil {
      columns.append(DataColumn("long_length", texts: ["km"]))
    }
    if let unit = network.units["free_speed"] {
      columns.append(DataColumn("speed", texts: [unit == "km/h" ? "kph" : unit]))
    }
    if network.isGeographic { columns.append(DataColumn("crs", texts: ["EPSG:4326"])) }
    let done = Set(columns.map(\.name))
    for (name, figure) in network.figures.sorted(by: { $0.key < $1.key }) where !done.contains(name)
    {
      columns.append(DataColumn(name, numbers: [figure]))
    }
    return try DataTable(columns)
  }

  private func node(_ number: Int32) -> String { network.nodeNames[Int(number)] }

  private func sorted<Value>(_ columns: [String: Value]) -> [(String, Value)] {
    columns.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
