import Tables

extension StudyLoader {
  func loadTradeTests(_ facts: FactBook) -> [TradeTest] {
    guard
      let table = table(
        "observed/tests.csv",
        required: ["test_id", "name", "kind", "countries", "series"],
        optional: ["via", "key", "basis", "calibrated_years"],
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
      let key = row.optionalText("key") ?? ""
      let calibrated = row.list("calibrated_years").compactMap { text -> Int? in
        guard let year = Int(text), facts.years[series ?? ""]?.contains(year) == true else {
          row.fault(
            "calibrated_years",
            found: "'\(text)'",
            expected: "years of the series, with ; between"
          )
          return nil
        }
        return year
      }
      if let series, let kind { checkFacts(row, kind, series, key, facts) }
      note(row, subject: "Test \(name ?? "")", value: series ?? "")
      guard let id, let name, let kind, let series else { return nil }
      return TradeTest(
        id: id,
        name: name,
        kind: kind,
        countries: known,
        via: row.list("via"),
        calibratedYears: calibrated,
        series: series,
        key: key,
        basis: row.optionalText("basis") ?? "",
        note: row.optionalText("note") ?? ""
      )
    }
  }

  /// A test needs figures of whole years in a unit like its own.
  private func checkFacts(
    _ row: CSVRow,
    _ kind: TradeTest.Kind,
    _ series: String,
    _ key: String,
    _ book: FactBook
  ) {
    guard let keys = book.keys[series] else {
      row.fault(
        "series",
        found: "unknown series '\(series)'",
        expected: "a series of facts.csv\(NearestName.hint(for: series, among: book.series))"
      )
      return
    }
    let facts = book.facts.filter { $0.series == series && $0.key == key && $0.period.isEmpty }
    guard !facts.isEmpty else {
      row.fault(
        "key",
        found: "no figure of a whole year of \(series) with key '\(key)'",
        expected: "a key of \(series) in facts.csv\(NearestName.hint(for: key, among: keys))"
      )
      return
    }
    if let other = facts.first(where: { !FactUnit($0.unit).isLike(kind.unit) }) {
      row.fault(
        "series",
        found: "\(series) in \(other.unit) at line \(other.line) of facts.csv",
        expected: "figures in \(kind.unitText) or its like, which \(kind.rawValue) is told in"
      )
    }
  }
}
