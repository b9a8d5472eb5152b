import Tables

extension StudyLoader {
  func loadFacts() -> [Fact] {
    guard
      let table = table(
        "facts.csv",
        required: ["series", "year", "value", "unit"],
        optional: ["key", "period", "basis", "is_total"],
        isOptional: true
      )
    else { return [] }
    return table.rows(faults).compactMap { row in
      let series = row.text("series")
      let year = row.integer("year", in: 1000...2999)
      let value = row.number("value")
      let unit = row.text("unit")
      let isTotal = row.flag("is_total", default: false) ?? false
      if let series, ClaimTables.names.contains(series) || !Self.isName(series) {
        row.fault(
          "series",
          found: "'\(series)'",
          expected: "letters, digits, _ and . that name no table of the study"
        )
      }
      let key = row.optionalText("key") ?? ""
      note(
        row,
        subject: "Fact \(series ?? "") \(key) \(year.map(String.init) ?? "")",
        value: "\(value ?? 0) \(unit ?? "")"
      )
      guard let series, let year, let value, let unit else { return nil }
      return Fact(
        series: series,
        key: key,
        year: year,
        period: row.optionalText("period") ?? "",
        bases: row.list("basis"),
        value: value,
        unit: unit,
        isTotal: isTotal,
        source: row.optionalText("source") ?? "",
        quality: row.optionalText("quality") ?? "",
        note: row.optionalText("note") ?? "",
        line: row.line
      )
    }
  }

  private static func isName(_ text: String) -> Bool {
    guard let first = text.first, first.isLetter || first == "_" else { return false }
    return text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
      && ClaimFunction(rawValue: text) == nil
      && !["and", "or", "not", "within"].contains(text)
  }

  func loadClaims() -> [Claim] {
    guard
      let table = table(
        "claims.csv",
        required: ["claim_id", "statement", "expression", "unit"],
        optional: ["tolerance"],
        isOptional: true
      )
    else { return [] }
    var seen: Set<String> = []
    return table.rows(faults).compactMap { row -> Claim? in
      let id = row.text("claim_id")
      let statement = row.text("statement")
      let written = row.text("expression")
      let unit = row.text("unit")
      let tolerance = tolerance(row)
      if let id, !seen.insert(id).inserted {
        row.fault("claim_id", found: "'\(id)' again", expected: "every id once")
      }
      note(row, subject: "Claim: \(statement ?? "")", value: written ?? "")
      guard let id, let statement, let written, let unit, let tolerance else { return nil }
      do throws(ClaimSyntaxFault) {
        return try Claim(
          id: id,
          statement: statement,
          written: written,
          unit: unit,
          tolerance: tolerance,
          source: row.optionalText("source") ?? "",
          note: row.optionalText("note") ?? ""
        )
      } catch {
        row.fault(
          "expression",
          found: "\(error.found) at character \(error.position)",
          expected: error.expected
        )
        return nil
      }
    }
  }

  /// `5 %` of the right side, or an amount; nothing: figures must be equal.
  private func tolerance(_ row: CSVRow) -> ClaimExpression.Tolerance? {
    guard let text = row.optionalText("tolerance") else { return .absolute(0) }
    let isShare = text.hasSuffix("%")
    let digits = isShare ? String(text.dropLast()) : text
    guard let value = Double(digits.filter { $0 != " " }), value.isFinite, value >= 0 else {
      row.fault("tolerance", found: "'\(text)'", expected: "a number such as 0.2, or 5 %")
      return nil
    }
    return isShare ? .relative(value / 100) : .absolute(value)
  }
}
