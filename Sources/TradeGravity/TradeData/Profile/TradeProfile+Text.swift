extension TradeProfile {
  /// The profile for a terminal.
  ///
  /// - Parameter top: partners and products shown; the others are added up.
  /// - Returns: totals, then partners and products of exports and imports.
  public func text(top: Int) -> String {
    var head = "\(country), \(year)"
    if let earlierYear { head += ", change since \(earlierYear)" }
    var blocks = [head, totals()]
    for (title, side) in [("exports to", exports), ("imports from", imports)]
    where !side.partners.isEmpty {
      blocks.append(Self.block(title, side.partners, side, top, hasEarlier: earlierYear != nil))
    }
    if !exports.partners.isEmpty, !imports.partners.isEmpty {
      blocks.append(
        Self.block(
          "turnover with",
          turnover.partners,
          turnover,
          top,
          hasEarlier: earlierYear != nil
        )
      )
    }
    for (title, side) in [("exports of", exports), ("imports of", imports)]
    where !side.products.isEmpty {
      blocks.append(Self.block(title, side.products, side, top, hasEarlier: earlierYear != nil))
    }
    return blocks.joined(separator: "\n\n")
  }

  private func totals() -> String {
    var header = ["", "USD m"]
    if earlierYear != nil { header.append("change") }
    header += ["partners", "HHI"]
    if earlierYear != nil { header.append("HHI then") }
    header.append("whose figures")
    var rows: [[String]] = []
    for (name, side) in [("exports", exports), ("imports", imports), ("turnover", turnover)] {
      var row = [name, TradeText.millions(side.totalUSD)]
      if earlierYear != nil {
        row.append(side.change.map { TradeText.percent($0, sign: true) } ?? "–")
      }
      row += [
        String(side.partners.filter { $0.valueUSD > 0 }.count),
        TradeText.grouped(side.partnerConcentration, decimals: 3),
      ]
      if earlierYear != nil {
        row.append(side.earlierConcentration.map { TradeText.grouped($0, decimals: 3) } ?? "–")
      }
      row.append(
        basisText(side.basis, isExports: name == "exports", isTurnover: name == "turnover")
      )
      rows.append(row)
    }
    var balance = ["balance", TradeText.millions(balanceUSD)]
    balance += [String](repeating: "", count: header.count - 2)
    rows.append(balance)
    return TradeText.table(header, rows)
  }

  private func basisText(_ basis: String, isExports: Bool, isTurnover: Bool) -> String {
    if isTurnover { return basis == "reconciled" ? "one for both ends" : "the two above" }
    switch basis {
    case "reconciled": return "one for both ends"
    case "exporter": return isExports ? "own, f.o.b." : "partners', f.o.b."
    case "importer": return isExports ? "partners', c.i.f." : "own, c.i.f."
    default: return "nobody's"
    }
  }

  private static func block(
    _ title: String,
    _ lines: [Line],
    _ side: Direction,
    _ top: Int,
    hasEarlier: Bool
  ) -> String {
    var rows: [[String]] = []
    func row(_ name: String, _ value: Double, _ share: Double, _ earlier: Double?) -> [String] {
      var row = [name, TradeText.millions(value), TradeText.percent(share)]
      if hasEarlier {
        row.append(
          earlier.flatMap { $0 > 0 ? TradeText.percent(value / $0 - 1, sign: true) : nil } ?? "new"
        )
      }
      return row
    }
    for line in lines.prefix(top) {
      rows.append(row(line.code, line.valueUSD, line.share, line.earlierUSD))
    }
    let rest = lines.dropFirst(top)
    if !rest.isEmpty {
      let value = rest.reduce(0) { $0 + $1.valueUSD }
      rows.append(
        row(
          "\(rest.count) others",
          value,
          side.totalUSD > 0 ? value / side.totalUSD : 0,
          hasEarlier ? rest.reduce(0) { $0 + ($1.earlierUSD ?? 0) } : nil
        )
      )
    }
    return TradeText.table([title, "USD m", "share"] + (hasEarlier ? ["change"] : []), rows)
  }
}
