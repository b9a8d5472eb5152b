public import Tables

extension TradeProfile {
  /// The profile as a table: `country, year, flow, kind, code, value_usd, share, earlier_usd, change`.
  public func data() throws(InputFault) -> DataTable {
    var flows: [String] = []
    var kinds: [String] = []
    var lines: [Line] = []
    for (name, side) in [("exports", exports), ("imports", imports), ("turnover", turnover)] {
      for (kind, list) in [("partner", side.partners), ("product", side.products)] {
        flows += [String](repeating: name, count: list.count)
        kinds += [String](repeating: kind, count: list.count)
        lines += list
      }
    }
    var columns = [
      DataColumn("country", texts: [String](repeating: country, count: lines.count)),
      DataColumn("year", numbers: [Double](repeating: Double(year), count: lines.count)),
      DataColumn("flow", texts: flows),
      DataColumn("kind", texts: kinds),
      DataColumn("code", texts: lines.map(\.code)),
      DataColumn("value_usd", label: "Value, USD", numbers: lines.map(\.valueUSD)),
      DataColumn("share", label: "Share, 0 to 1", numbers: lines.map(\.share)),
    ]
    if let earlierYear {
      columns.append(
        DataColumn(
          "earlier_usd",
          label: "Value in \(earlierYear), USD",
          numbers: lines.map { $0.earlierUSD ?? .nan }
        )
      )
      columns.append(
        DataColumn("change", label: "Change", numbers: lines.map { $0.change ?? .nan })
      )
    }
    return try DataTable(columns, file: "profile", label: "Trade of \(country), \(year)")
  }
}
