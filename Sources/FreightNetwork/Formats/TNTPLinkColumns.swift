import Foundation
import Tables

/// Columns of the links of a TNTP network, filled row by row.
struct TNTPLinkColumns {
  private(set) var tail: [Int32] = []
  private(set) var head: [Int32] = []
  private(set) var lines: [Int32] = []
  /// Rows of links seen, the broken ones too.
  private(set) var rowCount = 0

  private let nodeCount: Int
  private var values: [[Double]] = Array(repeating: [], count: TNTPLinkColumns.names.count)

  private static let names = [
    "capacity", "length", "free_flow_time", "b", "power", "speed", "toll", "type",
  ]
  /// Columns that no row can do without.
  private static let requiredCount = 5
  /// Columns whose numbers cannot be below zero.
  private static let notNegative = [true, true, true, true, true, false, false, false]

  init(nodeCount: Int) { self.nodeCount = nodeCount }

  /// Columns by name.
  var numbers: [String: [Double]] { Dictionary(uniqueKeysWithValues: zip(Self.names, values)) }

  /// Reads the row that the scanner stands before.
  mutating func append(_ scanner: inout TNTPScanner) {
    rowCount += 1
    let from = scanner.integer("init_node", in: 1...nodeCount)
    let to = scanner.integer("term_node", in: 1...nodeCount)
    var row = [Double](repeating: 0, count: Self.names.count)
    var isWhole = from != nil && to != nil
    var isClosed = false
    for (place, name) in Self.names.enumerated() {
      if scanner.take(";") { isClosed = true }
      if isClosed || scanner.isAtEnd() {
        guard place < Self.requiredCount else { break }
        scanner.fault(
          name,
          found: "\(place + 2) fields",
          expected: "init term capacity length fft b power speed toll type ;"
        )
        return
      }
      guard let value = scanner.number(name) else {
        isWhole = false
        continue
      }
      if value < 0, Self.notNegative[place] {
        scanner.fault(name, found: "\(value)", expected: "zero or above")
        isWhole = false
      }
      row[place] = value
    }
    if !isClosed { _ = scanner.take(";") }
    if !scanner.isAtEnd() {
      scanner.fault(
        nil,
        found: "'\(scanner.rest())' after the link",
        expected: "';' and the end of the line"
      )
    }
    guard isWhole, let from, let to else { return }
    tail.append(Int32(from - 1))
    head.append(Int32(to - 1))
    lines.append(Int32(clamping: scanner.line))
    for place in row.indices { values[place].append(row[place]) }
  }

  /// Says where several links go from one node to the same other one, which is allowed.
  func warnOfDuplicates(_ graph: DirectedGraph, file: String, faults: FaultCollector) {
    var seen = [Int32](repeating: -1, count: graph.nodeCount)
    var count = 0
    var first: Int32?
    for node in 0..<graph.nodeCount {
      for place in graph.forwardStart[node]..<graph.forwardStart[node + 1] {
        let link = Int(graph.forwardLink[Int(place)])
        if seen[Int(graph.head[link])] == Int32(node) {
          count += 1
          if first == nil { first = lines[link] }
        }
        seen[Int(graph.head[link])] = Int32(node)
      }
    }
    guard let first else { return }
    faults.warning(
      file,
      line: Int(first),
      found: count == 1
        ? "a second link between the same nodes"
        : "\(count) links between the same nodes as another, of which this is the first",
      expected: "one link; parallel links are kept apart"
    )
  }
}
