import FreightNetwork

/// A network's summary for people.
enum NetworkSummaryText {
  /// Several lines of text.
  static func text(_ summary: NetworkSummary) -> String {
    var lines = [
      "\(summary.source): \(Tumen.count(summary.nodes, "node")), "
        + "\(Tumen.count(summary.links, "link"))"
        + (summary.twoWayLines > 0 ? " (\(summary.twoWayLines) lines both ways)" : "")
    ]
    lines.append(
      "zones: \(summary.zones)"
        + (summary.closedNodes > 0 ? ", \(summary.closedNodes) nodes closed to through paths" : "")
    )
    var parts = "parts: \(summary.components)"
    if summary.components > 1 {
      let share = Double(summary.largestComponents.first ?? 0) / Double(max(1, summary.nodes))
      let sizes = summary.largestComponents.prefix(5).map { String($0) }.joined(separator: ", ")
      parts += ", the largest with \(sizes) nodes (the first has \(number(share * 100)) %)"
    }
    lines.append(parts)
    var ends = "dangling ends: \(summary.danglingEnds)"
    if summary.isolatedNodes > 0 { ends += ", nodes without links: \(summary.isolatedNodes)" }
    if summary.loops > 0 { ends += ", loops: \(summary.loops)" }
    if summary.parallelLinks > 0 { ends += ", parallel links: \(summary.parallelLinks)" }
    if summary.zeroLengthLinks > 0 { ends += ", links of length 0: \(summary.zeroLengthLinks)" }
    lines.append(ends)
    if summary.zonesOutsideLargest > 0 {
      lines.append("zones outside the largest part: \(summary.zonesOutsideLargest)")
    }
    if let extent = summary.extent {
      lines.append(
        "coordinates: \(summary.coordinates), x \(number(extent[0])) to \(number(extent[2])), y "
          + "\(number(extent[1])) to \(number(extent[3]))"
      )
    } else {
      lines.append("coordinates: none")
    }
    if let total = summary.totalKilometres { lines.append("length: \(number(total)) km") }
    for (name, figure) in summary.figures.sorted(by: { $0.key < $1.key }) {
      lines.append("\(name.replacing("_", with: " ")): \(number(figure))")
    }
    for (title, fields) in [("links", summary.linkFields), ("nodes", summary.nodeFields)]
    where !fields.isEmpty {
      lines.append("columns of \(title):")
      let width = fields.map(\.name.count).max() ?? 0
      for field in fields {
        let name = field.name + String(repeating: " ", count: width - field.name.count)
        lines.append("  \(name)  \(describe(field))")
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func describe(_ field: NetworkSummary.Field) -> String {
    var text: String
    if let least = field.least, let greatest = field.greatest {
      text = "\(number(least)) to \(number(greatest))" + (field.unit.map { " \($0)" } ?? "")
    } else if let frequent = field.frequent, !frequent.isEmpty {
      let words = frequent.prefix(4).joined(separator: ", ")
      text = "\(field.different ?? 0) different: \(words)"
      if (field.different ?? 0) > 4 { text += " …" }
    } else {
      return "no values"
    }
    if field.missing > 0 { text += "; \(field.missing) missing" }
    return text
  }

  /// A number with four decimals at most.
  private static func number(_ value: Double) -> String {
    guard abs(value) < 1e12 else { return "\(value)" }
    let rounded = (value * 10_000).rounded() / 10_000
    // Small numbers would vanish.
    let text = rounded == 0 && value != 0 ? "\(value)" : "\(rounded)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
