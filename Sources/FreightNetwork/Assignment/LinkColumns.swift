import Tables

/// Columns of a network's links, with faults that name the link.
struct LinkColumns {
  private let network: TransportNetwork
  private let faults: FaultCollector
  /// Faults told of one column.
  private static let faultLimit = 50

  init(_ network: TransportNetwork, _ faults: FaultCollector) {
    self.network = network
    self.faults = faults
  }

  /// A column, or its default.
  ///
  /// Without a default a missing column is a fault. Where nothing depends on the column,
  /// the default stands for all of it.
  func numbers(_ name: String, default value: Double? = nil, isNeeded: Bool = true) -> [Double]? {
    let count = network.graph.linkCount
    if let value, !isNeeded { return [Double](repeating: value, count: count) }
    if let column = network.linkNumbers[name], column.count == count { return column }
    if let value { return [Double](repeating: value, count: count) }
    faults.error(
      network.source,
      column: name,
      found: "no such column of the links",
      expected:
        "the column \(name)\(NearestName.hint(for: name, among: network.linkNumbers.keys.sorted()))"
    )
    return nil
  }

  /// A column, or zeros where nothing depends on it; a fault where something does and it is missing.
  func numbers(_ name: String, unless isUnused: Bool) -> [Double]? {
    isUnused
      ? [Double](repeating: 0, count: network.graph.linkCount)
      : numbers(name)
  }

  /// Puts a fault about a link.
  func fault(_ link: Int, _ column: String, _ value: Double, expected: String) {
    let told = faults.errors.count { $0.file == network.source && $0.column == column }
    guard told < Self.faultLimit else { return }
    let from = network.nodeNames[Int(network.graph.tail[link])]
    let to = network.nodeNames[Int(network.graph.head[link])]
    faults.error(
      network.source,
      column: column,
      found: "\(value) on the link from \(from) to \(to)",
      expected: expected
    )
  }
}
