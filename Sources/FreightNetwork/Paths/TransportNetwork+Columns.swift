public import Tables

extension TransportNetwork {
  /// Columns that are taken for costs where none is named, the first that is there.
  public static let usualCosts = [
    "cost", "generalised_cost", "generalized_cost", "free_flow_time", "travel_time", "time",
    "length", "length_km", "km",
  ]

  /// Name of the column of costs: the one asked for, or the first of ``usualCosts`` there is.
  ///
  /// - Throws: `InputFaults` where there is none.
  public func costColumn(_ wanted: String?) throws(InputFaults) -> String {
    if let wanted {
      if linkNumbers[wanted] != nil { return wanted }
      throw missing(wanted)
    }
    if let usual = Self.usualCosts.first(where: { linkNumbers[$0] != nil }) { return usual }
    throw InputFaults([
      InputFault(
        file: source,
        found: "no column of costs; columns of numbers are \(columnList)",
        expected: "one of \(Self.usualCosts.joined(separator: ", ")), or the name of a column"
      )
    ])
  }

  /// Costs of the links from a column: no gaps, nothing negative.
  ///
  /// - Throws: `InputFaults` with every link that has no such number, or that there is no column.
  public func costs(_ column: String) throws(InputFaults) -> [Double] {
    try numbers(column, expected: "a cost from 0 on") { $0 >= 0 && $0 < .infinity }
  }

  /// Numbers of the links from a column without gaps.
  ///
  /// - Throws: `InputFaults` with every link that has none, or that there is no column.
  public func numbers(_ column: String) throws(InputFaults) -> [Double] {
    try numbers(column, expected: "a number") { $0.isFinite }
  }

  /// Name of a link for people: its own, or its ends.
  public func label(link: Int) -> String {
    if link < linkNames.count, !linkNames[link].isEmpty { return linkNames[link] }
    return "\(nodeNames[Int(graph.tail[link])]) → \(nodeNames[Int(graph.head[link])])"
  }

  private func numbers(
    _ column: String,
    expected: String,
    isRight: (Double) -> Bool
  ) throws(InputFaults) -> [Double] {
    guard let numbers = linkNumbers[column] else { throw missing(column) }
    var faults: [InputFault] = []
    for (link, number) in numbers.enumerated() where !isRight(number) {
      faults.append(
        InputFault(
          file: source,
          column: column,
          found: "\(number.isNaN ? "nothing" : "\(number)") for link \(label(link: link))",
          expected: expected
        )
      )
    }
    guard faults.isEmpty else { throw InputFaults(faults) }
    return numbers
  }

  private var columnList: String {
    linkNumbers.isEmpty ? "none" : linkNumbers.keys.sorted().joined(separator: ", ")
  }

  private func missing(_ column: String) -> InputFaults {
    InputFaults([
      InputFault(
        file: source,
        column: column,
        found: "no such column",
        expected: "one of \(columnList)"
          + NearestName.hint(for: column, among: linkNumbers.keys.sorted())
      )
    ])
  }
}
