import Tables

extension StudyLoader {
  func loadTradeTests() -> [TradeTest] {
    guard
      let table = table(
        "observed/tests.csv",
        required: ["test_id", "name", "kind", "countries", "series"],
        optional: ["via", "key", "basis"],
        isOptional: true
      )
    else { return [] }
    return table.rows(faults).compactMap { row in
      let id = row.text("test_id")
      let name = row.text("name")
      let kind = row.choice("kind", of: TradeTest.Kind.self)
      let series = row.text("series")
      let known = row.list("countries")
      for country in known where !countries.contains(country) {
        row.fault("countries", found: "unknown country '\(country)'", expected: "a known country")
      }
      if let kind, known.count != (kind == .railTransit ? 1 : 2) {
        row.fault(
          "countries",
          found: "\(known.count) countries",
          expected: kind == .railTransit ? "the country of transit" : "two countries"
        )
      }
      for node in row.list("via") where nodeIDs[node] == nil {
        row.fault("via", found: "unknown node '\(node)'", expected: "a known node")
      }
      note(row, subject: "Test \(name ?? "")", value: series ?? "")
      guard let id, let name, let kind, let series else { return nil }
      return TradeTest(
        id: id,
        name: name,
        kind: kind,
        countries: known,
        via: row.list("via"),
        series: series,
        key: row.optionalText("key") ?? "",
        basis: row.optionalText("basis") ?? "",
        note: row.optionalText("note") ?? ""
      )
    }
  }
}
